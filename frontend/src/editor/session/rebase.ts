/**
 * A command that was made on one content, on another: where somebody else changed other fields of the same thing, both
 * stand; where the same field, or where a thing is gone, the command does not fit any more.
 */

import { attempt, isRefusal, perform, touched, type Command } from "../commands";
import { carriedThing, carrying, nameOf } from "../commands/carried";
import type { Chain } from "../model/chain";
import { equal } from "../model/equal";
import type { Header, Thing } from "../model/types";
import { normalHeader } from "../model/normal";
import type { Dropped, PendingCommand, Sides, Values } from "./types";

export interface Rebased {
  readonly pending: PendingCommand;
  readonly chain: Chain;
}

type Value = Thing | Header | null;

/** The values of some things. */
export function valuesOf(chain: Chain, names: Iterable<string>): Values {
  return Object.fromEntries([...names].map((name) => [name, chain.thing(name)]));
}

/** The command on this content, or why it does not fit. */
export function rebased(chain: Chain, pending: PendingCommand): Rebased | Dropped {
  const mine = attempt(chain, pending.command);
  const after = isRefusal(mine) ? chain : mine.chain;
  const names = new Set([...Object.keys(pending.before), ...touched(chain, after)]);
  const moved = [...names].filter((name) => !equal(chain.thing(name), pending.before[name]));
  const things: Record<string, Sides> = {};
  let command = pending.command;
  for (const name of moved) {
    if (isFollowUp(name, chain, after, command)) continue;
    const merged = mergedAt(name, command, pending.before[name] ?? null, chain.thing(name));
    if (merged) command = merged;
    else things[name] = sides(name, pending, chain, after);
  }
  if (Object.keys(things).length) return { pending, why: "conflict", problems: [], things };
  return lawful(chain, { ...pending, command });
}

/** The command, held to the rules on this content. */
function lawful(chain: Chain, pending: PendingCommand): Rebased | Dropped {
  const outcome = perform(chain, pending.command);
  if (isRefusal(outcome)) return { pending, why: "refused", problems: outcome.problems, things: {} };
  const before = valuesOf(chain, touched(chain, outcome.chain));
  return { pending: { ...pending, before }, chain: outcome.chain };
}

/** Whether a thing only changes with others, such as a group that gets smaller, or is gone already. */
function isFollowUp(name: string, before: Chain, after: Chain, command: Command): boolean {
  const isThere = before.thing(name) !== null;
  return isThere === (after.thing(name) !== null) && !speaksOf(command, name);
}

function speaksOf(command: Command, name: string): boolean {
  if (command.kind === "together") return command.commands.some((each) => speaksOf(each, name));
  if (command.kind === "restore" || command.kind === "import-content") return true;
  if (command.kind === "describe-map") return name === "map";
  const held = carriedThing(command);
  return held !== undefined && nameOf(held) === name;
}

/** The command with what both changed of a thing; undefined where that cannot be. */
function mergedAt(name: string, command: Command, base: Value, theirs: Value): Command | undefined {
  if (base === null || theirs === null) return undefined;
  if (command.kind === "together") return mergedAmong(name, command.commands, base, theirs);
  if (command.kind === "describe-map") {
    const header = mergedFields(base, normalHeader(command), theirs);
    return header && ({ kind: "describe-map", ...header } as Command);
  }
  const held = command.kind.startsWith("replace-") ? carriedThing(command) : undefined;
  if (!held || nameOf(held) !== name) return undefined;
  const thing = mergedFields(base, held.thing, theirs) as Thing | undefined;
  return thing && carrying(command, { list: held.list, thing });
}

/** The commands with one of them merged, if only that one speaks of the thing. */
function mergedAmong(name: string, commands: readonly Command[], base: Value, theirs: Value): Command | undefined {
  const [one, ...others] = commands.filter((each) => speaksOf(each, name));
  const merged = one && !others.length ? mergedAt(name, one, base, theirs) : undefined;
  return merged && { kind: "together", commands: commands.map((each) => (each === one ? merged : each)) };
}

/** Field by field, what only one of two changed; undefined where both changed one. */
function mergedFields(base: object, yours: object, theirs: object): object | undefined {
  const [was, mine, other] = [base, yours, theirs].map((each) => each as Readonly<Record<string, unknown>>);
  const fields: [string, unknown][] = [];
  for (const key of new Set([base, yours, theirs].flatMap(Object.keys))) {
    const [before, here, there] = [was?.[key], mine?.[key], other?.[key]];
    if (!equal(here, before) && !equal(there, before) && !equal(here, there)) return undefined;
    const value = equal(here, before) ? there : here;
    if (value !== undefined) fields.push([key, value]);
  }
  return Object.fromEntries(fields);
}

function sides(name: string, { command, before }: PendingCommand, chain: Chain, after: Chain): Sides {
  const typed = carriedIn(command, name);
  return { base: before[name] ?? null, yours: typed ?? after.thing(name), theirs: chain.thing(name) };
}

function carriedIn(command: Command, name: string): Value {
  if (command.kind === "together") return command.commands.map((each) => carriedIn(each, name)).find(Boolean) ?? null;
  if (command.kind === "describe-map") return name === "map" ? normalHeader(command) : null;
  const held = carriedThing(command);
  return held && nameOf(held) === name ? held.thing : null;
}
