/** Which things a change touched: what decides whether two people's changes stand together. */

import type { Chain } from "../model/chain";
import { equal } from "../model/equal";
import type { Things } from "../model/things";
import { LISTS, WORDS, type Thing } from "../model/types";
import type { Command } from "./types";

/** Everything at once. */
export const CONTENT = "content";

/** The things that differ between two contents: `node:ID`, `handoff:ID`, `group:ID`, `action:ID`, `map`. */
export function touched(before: Chain, after: Chain): ReadonlySet<string> {
  const found = new Set<string>(equal(before.header, after.header) ? [] : ["map"]);
  for (const list of LISTS) differing(WORDS[list], before[list], after[list], found);
  return found;
}

/** What a command touched that led from one content to the other. */
export function touchedBy(command: Command, before: Chain, after: Chain): ReadonlySet<string> {
  return isImport(command) ? new Set([CONTENT]) : touched(before, after);
}

/** The things in both, of which `content` is all. */
export function inBoth(some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  if (some.has(CONTENT)) return others;
  return others.has(CONTENT) ? some : new Set([...some].filter((thing) => others.has(thing)));
}

function differing(word: string, before: Things<Thing>, after: Things<Thing>, found: Set<string>): void {
  if (before === after) return;
  for (const thing of after.list) {
    const former = before.get(thing.id);
    if (former !== thing && !equal(former, thing)) found.add(`${word}:${thing.id}`);
  }
  for (const { id } of before.list) if (!after.has(id)) found.add(`${word}:${id}`);
}

function isImport(command: Command): boolean {
  return command.kind === "import-content" || (command.kind === "together" && command.commands.some(isImport));
}
