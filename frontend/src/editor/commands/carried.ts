/** The one thing that a command carries whole: what it adds, or gives new fields. */

import { isObject } from "../model/equal";
import { LISTS, WORDS, type List, type Thing } from "../model/types";
import type { Command } from "./types";

export interface Carried {
  readonly list: List;
  readonly thing: Thing;
}

export function carriedThing(command: Command): Carried | undefined {
  const held = command as unknown as Readonly<Record<string, unknown>>;
  const list = LISTS.find((each) => isObject(held[WORDS[each]]));
  return list && { list, thing: held[WORDS[list]] as Thing };
}

/** A command with another value of what it carries. */
export function carrying(command: Command, { list, thing }: Carried): Command {
  return { ...command, [WORDS[list]]: thing };
}

export function nameOf({ list, thing }: Carried): string {
  return `${WORDS[list]}:${thing.id}`;
}
