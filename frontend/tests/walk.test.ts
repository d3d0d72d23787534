import { expect, test } from "vitest";
import { Walk, type Link, type Place, type Step } from "../src/lib/walk";

const node = (id: string, x: number, y: number) => ({ id, x, y });
const link = (supplier: string, client: string, y: number): Link => ({
  id: `${supplier}-${client}`,
  supplier,
  client,
  x: 50,
  y,
});

/** a and b supply c; c supplies d. */
const WALK = new Walk(
  [node("d", 200, 5), node("c", 100, 5), node("b", 0, 10), node("a", 3, 0)],
  [link("b", "c", 10), link("a", "c", 0), link("c", "d", 5)],
);

function walked(start: Place, ...steps: Step[]): string[] {
  let place = start;
  return steps.map((step) => (place = WALK.step(place, step)).id);
}

const from = (id: string): Place => ({ id, from: "supplier" });

test("one enters at the first node from the left, the upper one", () => {
  expect(WALK.entrance()).toEqual(from("a"));
});

test("right follows handoffs from supplier to client, left leads back", () => {
  expect(walked(from("a"), "right", "right", "right", "right")).toEqual(["a-c", "c", "c-d", "d"]);
  expect(walked(from("d"), "left", "left", "left", "left")).toEqual(["c-d", "c", "a-c", "a"]);
});

test("up and down go to the other handoffs of the node one came from", () => {
  expect(walked(from("c"), "left", "down", "down", "up")).toEqual(["a-c", "b-c", "b-c", "a-c"]);
  expect(walked(from("a"), "right", "down")).toEqual(["a-c", "a-c"]);
});

test("up and down walk through every node, column by column", () => {
  expect(walked(from("a"), "down", "down", "down", "down", "up")).toEqual(["b", "c", "d", "d", "c"]);
});

test("the first and the last node are one key away", () => {
  expect(walked(from("c"), "last", "first")).toEqual(["d", "a"]);
});

test("one stays where nothing lies in that direction", () => {
  expect(walked(from("a"), "left")).toEqual(["a"]);
  expect(walked(from("d"), "right")).toEqual(["d"]);
});

test("a table of handoffs without nodes is walked up and down", () => {
  const table = new Walk([], [link("b", "c", 10), link("a", "c", 0)]);
  const entrance = table.entrance();
  expect(entrance?.id).toBe("a-c");
  expect(entrance && table.step(entrance, "down").id).toBe("b-c");
  expect(entrance && table.step(entrance, "right").id).toBe("a-c");
});

test("an empty drawing has no entrance", () => {
  expect(new Walk([], []).entrance()).toBeUndefined();
});
