import { expect, test } from "vitest";
import { dissatisfied, filled, handoffOf, kindOf } from "../../src/editor/entry/filled";
import type { Evidence, Handoff } from "../../src/editor/model/types";

const handoff = (failure?: Evidence): Handoff => ({
  id: "pedido",
  supplier: "ventas",
  client: "bodega",
  deliverable: "Pedido",
  ...(failure ? { failure } : {}),
});

const ALL: Evidence = {
  deliveries: { count: 200, failed: 30, late: 6 },
  scores: { "1": 2, "5": 8 },
  ratings: [2, { score: 1, by: "supplier" }, { score: 5, comment: "bien" }],
  total: 0.125,
};

const typed = (changes: Record<string, string>, failure?: Evidence): unknown =>
  handoffOf({ ...filled(handoff(failure)), ...changes }, handoff(failure));
const codes = (found: unknown): string[] =>
  (found as readonly { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`);

test("the best evidence is what a handoff's rate rests on", () => {
  expect(kindOf(ALL)).toBe("fact");
  expect(kindOf({ ratings: [3] })).toBe("opinion");
  expect(kindOf({ own: 0 })).toBe("assumption");
  expect(kindOf()).toBe("unknown");
});

test("what nobody touched says what was there, whatever the kind", () => {
  for (const failure of [ALL, { scores: { "3": 4 } }, { own: 0.1 }, { total: 1 / 3 }]) {
    expect(typed({}, failure)).toEqual(handoff(failure));
    expect(typed({ deliverable: " Aviso " }, failure)).toEqual({ ...handoff(failure), deliverable: "Aviso" });
  }
  expect(typed({})).toEqual(handoff());
});

test("counts are read as they are written, and ways in which it failed stay", () => {
  expect(typed({ failed: "1.200", count: "12 000" }, ALL)).toMatchObject({
    failure: { deliveries: { failed: 1200, count: 12000, late: 6 } },
  });
  expect(codes(typed({ failed: "", count: "doce" }, ALL))).toEqual(["field-missing /failed", "field-whole /count"]);
});

test("one kind takes the place of what was known better, and leaves what was known less well", () => {
  expect(typed({ kind: "opinion", "score.2": "3" }, ALL)).toEqual(
    handoff({ ratings: ALL.ratings ?? [], total: 0.125, scores: { "1": 2, "2": 3, "5": 8 } }),
  );
  expect(typed({ kind: "assumption", share: "12,5 %" }, ALL)).toEqual(handoff({ total: 0.125 }));
  expect(typed({ kind: "assumption", share: "20" }, { own: 0.1 })).toEqual(handoff({ own: 0.2 }));
  expect(typed({ kind: "unknown" }, ALL)).toEqual(handoff());
});

test("what cannot be read is told at its field", () => {
  expect(codes(typed({ kind: "opinion" }))).toEqual(["field-missing /score.1"]);
  expect(codes(typed({ kind: "opinion", "score.4": "-1" }))).toEqual(["field-whole /score.4"]);
  expect(codes(typed({ kind: "assumption", share: "poco" }))).toEqual(["field-percent /share"]);
  expect(codes(typed({ kind: "assumption", share: "" }))).toEqual(["field-missing /share"]);
  expect(codes(typed({ kind: "assumption", share: "101" }))).toEqual(["field-not-a-share /share"]);
});

test("dissatisfied are those who gave 1 or 2, by counts and one by one, but not the supplier's own", () => {
  expect(dissatisfied(filled(handoff(ALL)), handoff(ALL))).toEqual([3, 12]);
  expect(dissatisfied({}, handoff())).toEqual([0, 0]);
});
