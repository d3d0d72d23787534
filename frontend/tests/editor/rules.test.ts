import { expect, test } from "vitest";
import { Chain } from "../../src/editor/model/chain";
import { problems } from "../../src/editor/rules";
import { patched, read, STORY, type RuleCase } from "./cases";

const CASES = read("rule_cases.json") as readonly RuleCase[];

test("there are cases", () => {
  expect(CASES.length).toBeGreaterThan(150);
});

test.each(CASES)("the rules find what the server's find in $set", ({ set, problems: expected }) => {
  const found = problems(Chain.of(patched(STORY, set)));
  expect(found.map(({ code, pointer, fields }) => [code, pointer, fields])).toEqual(expected);
});
