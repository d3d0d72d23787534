import { expect, test } from "vitest";
import { fitted, opening, read, written, zoomed } from "../src/lib/zoom";

const DRAWING = { width: 1400, height: 560 };

test("fitted shows the whole drawing in its window", () => {
  expect(fitted(DRAWING, { width: 700, height: 700 }).scale).toBe(0.5);
  expect(fitted(DRAWING, { width: 1400, height: 280 }).scale).toBe(0.5);
});

test("a small drawing is not blown up", () => {
  expect(fitted({ width: 100, height: 100 }, { width: 1000, height: 1000 }).scale).toBe(1.3);
});

test("on a phone it opens at a size that can be read", () => {
  expect(opening(DRAWING, { width: 374, height: 480 }).scale).toBe(0.7);
  expect(opening(DRAWING, { width: 1400, height: 900 }).scale).toBe(1);
});

test("what lies under the pointer stays under it", () => {
  const view = { scale: 1, left: 100, top: 40 };
  const larger = zoomed(view, 2, 30, 60);
  expect((larger.left + 30) / larger.scale).toBe(view.left + 30);
  expect((larger.top + 60) / larger.scale).toBe(view.top + 60);
});

test("zooming has an end in both directions", () => {
  expect(zoomed({ scale: 1, left: 0, top: 0 }, 1000, 0, 0).scale).toBe(6);
  expect(zoomed({ scale: 1, left: 0, top: 0 }, 0.0001, 0, 0).scale).toBe(0.1);
});

test("an address keeps a view", () => {
  const view = { scale: 1.25, left: 300, top: 12 };
  expect(read(`#${written(view)}`)).toEqual(view);
});

test.each(["", "#", "#view=", "#view=a,b,c", "#view=1,2", "#review=1,2,3"])("%s asks for no view", (hash) => {
  expect(read(hash)).toBeUndefined();
});
