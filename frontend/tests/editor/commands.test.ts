import { expect, test } from "vitest";
import { isRefusal, normalCommand, perform, touched, touchedBy } from "../../src/editor/commands";
import { Chain } from "../../src/editor/model/chain";
import { equal } from "../../src/editor/model/equal";
import { LISTS } from "../../src/editor/model/types";
import { patched, read, STORY, type CommandCase } from "./cases";

const CASES = read("command_cases.json", process.env["ESLABON_COMMAND_CASES"]) as readonly CommandCase[];

const ids = (chain: Chain): Record<string, readonly string[]> =>
  Object.fromEntries(LISTS.map((list) => [list, chain[list].list.map((thing) => thing.id)]));

test("there are cases", () => {
  expect(CASES.length).toBeGreaterThan(150);
});

test.each(CASES)("$command does what it does on the server", ({ set, content, command, problems, after, inverse }) => {
  const before = Chain.of(content ?? patched(STORY, set));
  const outcome = perform(before, command);
  if (isRefusal(outcome)) {
    expect(outcome.problems.map(({ code, pointer, fields }) => [code, pointer, fields])).toEqual(problems);
    return;
  }
  expect(after).toBeDefined();
  expect([...touchedBy(command, before, outcome.chain)].sort()).toEqual(after?.touched.toSorted());
  const things = [...touched(before, outcome.chain)].sort();
  expect(Object.fromEntries(things.map((name) => [name, outcome.chain.thing(name)]))).toEqual(after?.things);
  expect(ids(outcome.chain)).toEqual({ ...ids(before), ...after?.orders });
  expect(outcome.inverse).toEqual(inverse);
  expect(normalCommand(outcome.inverse)).toEqual(inverse);
  const back = perform(outcome.chain, outcome.inverse);
  expect(!isRefusal(back) && equal(back.chain.document(), before.document())).toBe(true);
});
