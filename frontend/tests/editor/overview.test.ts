import { expect, test } from "vitest";
import { centredOn, isLarger, littleScale, meet, outline, seen } from "../../src/editor/scene/overview";
import type { SceneNode } from "../../src/editor/scene/scene";

const DRAWING = { width: 2000, height: 500 };
const WINDOW = { width: 400, height: 300 };
const view = (scale: number, left = 0, top = 0) => ({ scale, left, top });

test("the little drawing fits its corner, whichever side is the longer", () => {
  expect(littleScale(DRAWING)).toBeCloseTo(190 / 2000);
  expect(littleScale({ width: 100, height: 600 })).toBeCloseTo(0.2);
});

test("boxes are one path, in whole points of the sheet", () => {
  const nodes = [{ box: [1.4, 2, 10, 5] }, { box: [20, 30, 10.2, 5] }] as unknown as SceneNode[];
  expect(outline({ nodes, shift: [10, 20] })).toBe("M11,22h10v5h-10zM30,50h10v5h-10z");
  expect(outline({ nodes: [], shift: [0, 0] })).toBe("");
});

test("it is wanted where something lies outside the window", () => {
  expect(isLarger(view(0.2), DRAWING, WINDOW)).toBe(false);
  expect(isLarger(view(0.21), DRAWING, WINDOW)).toBe(true);
  expect(isLarger(view(0.61), { width: 10, height: 500 }, WINDOW)).toBe(true);
});

test("what is seen is the window in points of the sheet, and never more than the sheet", () => {
  expect(seen(view(0.5, 100, 0), DRAWING, WINDOW)).toEqual([200, 0, 800, 500]);
  expect(seen(view(1, 9999, 9999), DRAWING, WINDOW)).toEqual([1600, 200, 400, 300]);
});

test("a press brings its point into the middle, as far as one can scroll", () => {
  expect(centredOn([1000, 250], view(1), DRAWING, WINDOW)).toEqual({ left: 800, top: 100 });
  expect(centredOn([0, 500], view(1), DRAWING, WINDOW)).toEqual({ left: 0, top: 200 });
});

test("boxes meet where they share a point", () => {
  expect(meet([0, 0, 10, 10], [9, 9, 5, 5])).toBe(true);
  expect(meet([0, 0, 10, 10], [10, 0, 5, 5])).toBe(false);
  expect(meet([0, 0, 10, 10], [2, 11, 5, 5])).toBe(false);
});
