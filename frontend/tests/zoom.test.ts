import { expect, test } from "vitest";
import { fitted, offset, opening, read, within, written, zoomed } from "../src/lib/zoom";

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

test("where nearly all fits at a size that can be read, all is shown", () => {
  expect(opening(DRAWING, { width: 910, height: 900 }).scale).toBe(0.65);
  expect(opening(DRAWING, { width: 826, height: 900 }).scale).toBe(0.7);
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

test("a drawing with room to spare is seen in the middle, a large one as far as its window is scrolled", () => {
  expect(offset({ scale: 0.5, left: 0, top: 0 }, DRAWING, { width: 900, height: 300 })).toEqual([100, 10]);
  expect(offset({ scale: 1, left: 250, top: 40 }, DRAWING, { width: 900, height: 300 })).toEqual([-250, -40]);
});

test("no window is scrolled beyond the edges of its drawing", () => {
  const window = { width: 900, height: 300 };
  expect(within({ scale: 1, left: 9000, top: -5 }, DRAWING, window)).toEqual({ left: 500, top: 0 });
});
