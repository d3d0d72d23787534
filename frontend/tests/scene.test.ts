/** What this side draws is what Python draws: `tests/graphs/rendering/test_scene.py` keeps the file that both are held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boxFor, provisional, tween } from "../src/editor/scene/geometry";
import { wrapped } from "../src/editor/scene/lettering";
import { number } from "../src/editor/scene/marks";
import type { Manner } from "../src/editor/scene/picture";
import type { Scene } from "../src/editor/scene/scene";
import { Drawing } from "../src/editor/view/render";

interface Case {
  readonly name: string;
  readonly manner: Omit<Manner, "wide">;
  readonly scene: Scene;
  readonly svg: string;
}

const shared = JSON.parse(readFileSync(`${import.meta.dirname}/scenes.txt`, "utf8")) as {
  scenes: Case[];
  labels: [string, string[]][];
};
const [first] = shared.scenes as [Case];

/** What the server wrote, one line for each beginning, text and end. */
function parts(svg: string): string[] {
  return Array.from(svg.matchAll(/<[^>]*>|[^<]+/g), ([part]) =>
    part.startsWith("<") ? part.replace(/ \/>$/, ">").replace(/ xmlns="[^"]*"/, "") : part,
  ).filter((part) => !part.startsWith("</") && part !== "\n");
}

/** The same of a drawing. */
function drawn(element: Element): string[] {
  const attributes = Array.from(element.attributes, ({ name, value }) => ` ${name}="${escaped(value, true)}"`);
  const inside = element.children.length ? Array.from(element.children).flatMap(drawn) : [escaped(element.textContent)];
  return [`<${element.tagName}${attributes.join("")}>`, ...inside].filter(Boolean);
}

/** Attributes that came later stand last. */
function sorted(part: string): string {
  return part.startsWith("<")
    ? part
        .split(/ (?=[a-zA-Z-]+=")/)
        .toSorted()
        .join(" ")
        .replace(/>/, "")
    : part;
}

function escaped(text: string, quoted = false): string {
  const plain = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return quoted ? plain.replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#09;") : plain;
}

function page(): { svg: SVGSVGElement; drawing: Drawing } {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  document.body.replaceChildren(svg);
  return { svg, drawing: new Drawing(svg) };
}

/** What the server wrote, on a page. */
function onPage(written: string): SVGSVGElement {
  document.body.replaceChildren(document.createRange().createContextualFragment(written));
  const svg = document.body.querySelector("svg");
  if (!svg) throw new Error("no drawing was written");
  return svg;
}

const manner = (of: Case): Manner => ({ ...of.manner, wide: false });

describe("a scene", () => {
  it.each(shared.scenes)("is drawn as the server draws it: $name", (of) => {
    const { svg, drawing } = page();
    drawing.show(of.scene, manner(of));
    expect(drawn(svg)).toEqual(parts(of.svg));
  });

  it("comes from any other by what differs", () => {
    const { svg, drawing } = page();
    for (const of of [...shared.scenes, ...shared.scenes.toReversed()]) {
      drawing.show(of.scene, manner(of));
      expect(drawn(svg).map(sorted)).toEqual(parts(of.svg).map(sorted));
    }
  });

  it.each(shared.scenes)("is taken over from the page, and goes on to any other: $name", (of) => {
    for (const next of shared.scenes) {
      const there = onPage(of.svg);
      const taking = new Drawing(there);
      expect(taking.adopt(of.scene, manner(of))).toBe(true);
      const elements = of.scene.nodes.map(({ id }) => taking.element(id));
      expect(elements.map((each) => each?.id)).toEqual(of.scene.nodes.map(({ id }) => id));
      taking.show(next.scene, manner(next));
      expect(drawn(there).map(sorted)).toEqual(parts(next.svg).map(sorted));
    }
  });

  it("is not taken over where the page shows something else", () => {
    const [one, other] = shared.scenes as [Case, Case];
    const svg = onPage(one.svg);
    const drawing = new Drawing(svg);
    expect(drawing.adopt(other.scene, manner(other))).toBe(false);
    drawing.show(other.scene, manner(other));
    expect(drawn(svg).map(sorted)).toEqual(parts(other.svg).map(sorted));
  });

  it("keeps elements, the focus and what others put there", () => {
    const { drawing } = page();
    const how = manner(first);
    drawing.show(first.scene, how);
    const [one, ...rest] = first.scene.nodes as [Scene["nodes"][number]];
    const element = drawing.element(one.id);
    const mark = document.createElement("i");
    element?.prepend(mark);
    element?.setAttribute("tabindex", "0");
    element?.focus();
    const [left, top, width, height] = one.box;
    const node = { ...one, lines: ["Otro", "nombre"], box: [left + 9, top, width, height] as const };
    drawing.show({ ...first.scene, nodes: [...rest, node] }, how);
    expect(drawing.element(one.id)).toBe(element);
    expect(document.activeElement).toBe(element);
    expect(element?.firstChild).toBe(mark);
    expect(element?.textContent).toContain("Otro");
    expect(mark.childNodes.length + mark.attributes.length).toBe(0);
  });
});

describe("what is anticipated", () => {
  it.each(shared.labels)("wraps %j as the server does", (text, lines) => {
    expect(wrapped(text)).toEqual(lines);
  });

  it("rounds as the server does", () => {
    expect([0.25, 0.75, -0.25, -0.04, 1.25, 10, 2.349].map(number)).toEqual([
      "0.2",
      "0.8",
      "-0.2",
      "0",
      "1.2",
      "10",
      "2.3",
    ]);
  });

  it("is a box about as large as the server's", () => {
    for (const { lines, figures, box, opener, look } of first.scene.nodes) {
      if (figures.length || opener) continue;
      const [, , width, height] = boxFor(lines.join(" "), [0, 0], look.borders).box;
      expect(Math.abs(width - box[2])).toBeLessThan(0.15 * box[2]);
      expect(Math.abs(height - box[3])).toBeLessThan(1);
    }
  });

  it("leads a line from rim to rim", () => {
    const { curves, tip } = provisional([0, 0, 60, 30], [200, 0, 60, 30], 6);
    expect(curves[0]?.[0]).toEqual([60, 15]);
    expect(tip).toEqual([200, 15]);
    const [straight, aside] = [0, 1].map((place) => provisional([0, 0, 60, 30], [200, 0, 60, 30], 6, place).label);
    expect(straight).not.toEqual(aside);
  });

  it("goes from one scene to the next, and touches only what moves", () => {
    const { scene } = first;
    const [one, ...rest] = scene.nodes as [Scene["nodes"][number]];
    const moved = { ...scene, nodes: [{ ...one, box: [0, 0, 10, 10] as const }, ...rest] };
    const half = tween(scene, moved, 0.5);
    expect(half.nodes[0]?.box[0]).toBeCloseTo(one.box[0] / 2);
    expect(half.nodes.slice(1)).toEqual(rest);
    expect(half.handoffs.every((handoff, place) => handoff === moved.handoffs[place])).toBe(true);
    expect(tween(scene, moved, 1).nodes).toEqual(moved.nodes);
  });
});
