import { expect, test } from "vitest";
import { closest, isDirection, middleOf, nearest } from "../../src/editor/page/nearest";
import type { Box, SceneHandoff } from "../../src/editor/scene/scene";

const at = (id: string, x: number, y: number): { readonly id: string; readonly box: Box } => ({
  id,
  box: [x - 40, y - 16, 80, 32],
});
/** Two rows of two, and one far to the right of the first row. */
const BOXES = [at("a", 0, 0), at("b", 200, 0), at("c", 0, 100), at("d", 200, 100), at("far", 600, 0)];

test("arrows go to what lies straight ahead before what lies aside", () => {
  expect(nearest(BOXES, "a", "ArrowRight")).toBe("b");
  expect(nearest(BOXES, "b", "ArrowRight")).toBe("far");
  expect(nearest(BOXES, "a", "ArrowDown")).toBe("c");
  expect(nearest(BOXES, "d", "ArrowUp")).toBe("b");
  expect(nearest(BOXES, "d", "ArrowLeft")).toBe("c");
});

test("what lies aside is better than nothing, what lies behind is not", () => {
  expect(nearest([at("a", 0, 0), at("aside", 50, 300)], "a", "ArrowRight")).toBe("aside");
  expect(nearest([at("a", 0, 0), at("behind", -50, 0)], "a", "ArrowRight")).toBeUndefined();
});

test("from nowhere one begins at the first box, if there is any", () => {
  expect(nearest(BOXES, "gone", "ArrowLeft")).toBe("a");
  expect(nearest([], "gone", "ArrowLeft")).toBeUndefined();
});

test("only the four arrows are directions", () => {
  expect(["ArrowLeft", "ArrowUp", "Enter", "a", ""].filter(isDirection)).toEqual(["ArrowLeft", "ArrowUp"]);
});

test("whoever lost what they were at comes to the box that is nearest to it", () => {
  expect(closest(BOXES, [190, 90])).toBe("d");
  expect(closest(BOXES, [5000, 0])).toBe("far");
  expect(closest([], [0, 0])).toBeUndefined();
  expect(BOXES.map(({ id }) => id)).toContain(closest(BOXES, undefined));
});

test("the middle of a handoff is its label, which not every one has", () => {
  const handoff = (id: string, label: SceneHandoff["label"]): SceneHandoff => ({ id, label }) as SceneHandoff;
  const scene = { nodes: [], handoffs: [handoff("handoff-one", [12, 34]), handoff("handoff-two", null)] };
  expect(middleOf(scene, "handoff-one")).toEqual([12, 34]);
  expect(middleOf(scene, "handoff-two")).toBeUndefined();
  expect(middleOf(scene, "node-gone")).toBeUndefined();
});
