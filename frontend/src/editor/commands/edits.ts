/** The few edits of which every change consists, and their way back. */

import type { Chain, Parts } from "../model/chain";
import { equal } from "../model/equal";
import { normal } from "../model/normal";
import { Things } from "../model/things";
import type { Kinds, List } from "../model/types";
import { error, type Problem } from "../rules";
import type { Command, Edit, Edits } from "./types";

/** A chain after a command, and the command that gives back the chain before it. */
export interface Applied {
  readonly chain: Chain;
  readonly inverse: Command;
}

/** A command does not fit the chain. */
export class Refused extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map((problem) => problem.code).join(", "));
    this.problems = problems;
  }
}

export function edited(chain: Chain, edits: Edits): Applied {
  const nodes = through(chain.nodes, normalised("nodes", edits.nodes));
  const handoffs = through(chain.handoffs, normalised("handoffs", edits.handoffs));
  const groups = through(chain.groups, normalised("groups", edits.groups));
  const actions = through(chain.actions, normalised("actions", edits.actions));
  const parts: Parts = { nodes: nodes[0], handoffs: handoffs[0], groups: groups[0], actions: actions[0] };
  const back: Edits = {
    ...(nodes[1].length ? { nodes: nodes[1] } : {}),
    ...(handoffs[1].length ? { handoffs: handoffs[1] } : {}),
    ...(groups[1].length ? { groups: groups[1] } : {}),
    ...(actions[1].length ? { actions: actions[1] } : {}),
  };
  return { chain: chain.with(parts), inverse: { kind: "restore", edits: back } };
}

export function normalised<L extends List>(list: L, edits: Edits[L] = []): readonly Edit<Kinds[L]>[] {
  const form = normal[list];
  return edits.map(({ before, after, at }) => edit(before && form(before), after && form(after), at));
}

function edit<T>(before: T | undefined, after: T | undefined, at?: number): Edit<T> {
  return {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...((at ?? undefined) === undefined ? {} : { at: at ?? 0 }),
  };
}

/** Take out and replace in one walk, then put in from the first place to the last. */
function through<T extends { readonly id: string }>(
  things: Things<T>,
  edits: readonly Edit<T>[],
): readonly [Things<T>, readonly Edit<T>[]] {
  if (!edits.length) return [things, []];
  const due = new Map(edits.flatMap((each) => (each.before ? [[each.before.id, each] as const] : [])));
  const left: T[] = [];
  const back: Edit<T>[] = [];
  for (const [place, thing] of things.list.entries()) {
    const asked = due.get(thing.id);
    if (!asked?.before || !equal(asked.before, thing)) {
      left.push(thing);
      continue;
    }
    due.delete(thing.id);
    if (asked.after) left.push(asked.after);
    back.push(edit(asked.after, thing, place));
  }
  if (due.size) throw new Refused(...[...due.keys()].map((id) => error("changed-since", "", { id })));
  for (const [place, thing] of putIn(edits)) {
    left.splice(place, 0, thing);
    back.push(edit<T>(thing, undefined));
  }
  const isInPlace = edits.every((each) => each.before && each.after?.id === each.before.id);
  return [isInPlace ? things.replaced(left) : new Things(left), back];
}

function putIn<T>(edits: readonly Edit<T>[]): readonly (readonly [number, T])[] {
  const added = edits.flatMap((each) =>
    each.before === undefined && each.after !== undefined ? [[each.at ?? Infinity, each.after] as const] : [],
  );
  return added.sort(([one], [other]) => (one === other ? 0 : one - other));
}
