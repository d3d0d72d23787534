/** How long the texts of a kept map may be; the server holds maps to it beside their rules. */

import type { Chain } from "../model/chain";
import { remembered } from "../model/things";
import type { Handoff, MapNode } from "../model/types";
import { error, NONE, under, type Problem } from "./problem";

const LONGEST_LINE = 1000;
const LONGEST_TEXT = 30000;

type Texts = readonly (readonly [string, string | undefined, number])[];

export function roomProblems({ header, nodes, handoffs }: Chain): readonly Problem[] {
  return [
    ...tooLong([
      ["name", header.name, LONGEST_LINE],
      ["description", header.description, LONGEST_TEXT],
    ]),
    ...placed("nodes", nodes.list, ofNode),
    ...placed("handoffs", handoffs.list, ofHandoff),
  ];
}

function placed<T>(list: string, things: readonly T[], of: (thing: T) => readonly Problem[]): readonly Problem[] {
  const found: Problem[] = [];
  for (const [index, thing] of things.entries()) {
    const wrong = of(thing);
    if (wrong.length) found.push(...under(`/${list}/${index}`, wrong));
  }
  return found;
}

const ofNode = remembered(({ description, name, code, owner, lane }: MapNode) =>
  tooLong([["description", description, LONGEST_TEXT], ...lines({ name, code, owner, lane })]),
);

const ofHandoff = remembered(({ description, deliverable, medium }: Handoff) =>
  tooLong([["description", description, LONGEST_TEXT], ...lines({ deliverable, medium })]),
);

function lines(texts: Readonly<Record<string, string | undefined>>): Texts {
  return Object.entries(texts).map(([name, text]) => [name, text, LONGEST_LINE] as const);
}

function tooLong(texts: Texts): readonly Problem[] {
  const found = texts.filter(([, text = "", limit]) => text.length > limit && Array.from(text).length > limit);
  return found.length ? found.map(([name, , limit]) => error("text-too-long", `/${name}`, { limit })) : NONE;
}
