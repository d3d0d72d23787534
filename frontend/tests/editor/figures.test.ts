import { expect, test } from "vitest";
import { figuresOf, typed } from "../../src/editor/entry/figures";

test.each([
  ["30/200", 200, 30],
  [" 30 / 200 ", 200, 30],
  ["30 de 200", 200, 30],
  ["30 of 200", 200, 30],
  ["0/5", 5, 0],
  ["5/5", 5, 5],
])("%s is a count", (text, count, failed) => {
  expect(figuresOf(text)).toEqual({ deliveries: { count, failed } });
});

test.each([
  ["15 %", 0.15],
  ["15", 0.15],
  ["2,5 %", 0.025],
  ["2.5%", 0.025],
  ["0,5", 0.005],
  ["0", 0],
  ["100 %", 1],
])("%s is a share, always per cent", (text, total) => {
  expect(figuresOf(text)).toEqual({ total });
});

test.each(["", "muchas", "201/200", "1/0", "-3 %", "101 %", "30/", "/200", "1.5/200", "15 % más", "1/2/3"])(
  "'%s' says nothing that can be",
  (text) => {
    expect(figuresOf(text)).toBeNull();
  },
);

test("what is shown to be changed is read back as the same", () => {
  for (const evidence of [
    { deliveries: { count: 200, failed: 30 } },
    { total: 0.15 },
    { total: 0.0005 },
    { total: 0 },
    { total: 1 },
  ]) {
    expect(figuresOf(typed(evidence))).toEqual(evidence);
  }
});

test("of what is not known, nothing is shown", () => {
  expect(typed(undefined)).toBe("");
  expect(typed({})).toBe("");
});
