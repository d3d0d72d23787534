import { expect, test } from "vitest";
import { isRefusal, perform } from "../../src/editor/commands";
import { moveToLane } from "../../src/editor/commands/build";
import { Chain } from "../../src/editor/model/chain";
import type { Point, Lane } from "../../src/editor/scene/scene";
import { laneAt } from "../../src/editor/scene/lanes";
import { STORY } from "./cases";

const lane = (name: string, box: Lane["box"]): Lane => ({ name, box }) as Lane;
const LANES = [lane("Norte", [0, 0, 100, 50]), lane("Sur", [0, 60, 100, 50]), lane("Dentro", [20, 10, 10, 10])];

test("the lane under a point is the smallest, or one's own where that lies there too", () => {
  expect(laneAt(LANES, [5, 5])).toBe("Norte");
  expect(laneAt(LANES, [25, 15])).toBe("Dentro");
  expect(laneAt(LANES, [25, 15], "Norte")).toBe("Norte");
  expect(laneAt(LANES, [5, 70], "Norte")).toBe("Sur");
  expect(laneAt(LANES, [5, 55], "Norte")).toBeUndefined();
  expect(laneAt([], [5, 5])).toBeUndefined();
});

test("nodes change their lane in one command, with places or without, and come back by its inverse", () => {
  const before = Chain.of(STORY);
  const places = new Map<string, Point>([["ventas", [1.26, 2]]]);
  const outcome = perform(before, moveToLane(before, ["ventas", "bodega"], "Norte", places));
  if (isRefusal(outcome)) throw new Error("refused");
  expect(outcome.chain.nodes.get("ventas")).toMatchObject({ lane: "Norte", position: [1.3, 2] });
  expect(outcome.chain.nodes.get("bodega")).toEqual({ ...before.nodes.get("bodega"), lane: "Norte" });
  const back = perform(outcome.chain, outcome.inverse);
  expect(!isRefusal(back) && back.chain.document()).toEqual(before.document());
});

test("an empty name takes nodes out of their lane", () => {
  const before = Chain.of(STORY);
  const outcome = perform(before, moveToLane(before, ["ventas"], ""));
  expect(!isRefusal(outcome) && outcome.chain.nodes.get("ventas")).not.toHaveProperty("lane");
});
