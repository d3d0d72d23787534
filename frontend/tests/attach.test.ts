import { expect, test } from "vitest";
import { Attached } from "../src/lib/attach";

function page(...names: string[]): HTMLElement {
  const body = document.createElement("main");
  for (const name of names) body.appendChild(document.createElement("p")).dataset["controller"] = name;
  document.body.replaceChildren(body);
  return body;
}

test("each element gets its controllers once, also those that come later", () => {
  const seen: string[] = [];
  const attached = new Attached({ one: () => seen.push("one"), two: () => seen.push("two") });
  const body = page("one", "one two");
  attached.refresh(document);
  attached.refresh(document);
  expect(seen).toEqual(["one", "one", "two"]);
  body.appendChild(document.createElement("p")).dataset["controller"] = "two";
  attached.refresh(document);
  expect(seen.length).toBe(4);
});

test("what has left the page is let go", () => {
  const signals: AbortSignal[] = [];
  const attached = new Attached({ one: (_element, signal) => signals.push(signal) });
  const body = page("one");
  attached.refresh(document);
  body.replaceChildren();
  attached.refresh(document);
  expect(signals.map((signal) => signal.aborted)).toEqual([true]);
});

test("a controller that nobody knows is a mistake that is told", () => {
  page("other");
  expect(() => {
    new Attached({}).refresh(document);
  }).toThrow("other");
});
