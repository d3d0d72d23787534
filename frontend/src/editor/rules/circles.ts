/** Circles of what is a part of what. */

import { remembered, type Things } from "../model/things";
import type { MapNode } from "../model/types";

const LONGEST_SAID_CIRCLE = 12;

/** Each circle of parts, said in words, by the id of the first of its nodes in the document's order. */
export const circles = remembered((nodes: Things<MapNode>): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const done = new Set<string>();
  for (const { id } of nodes.list) {
    const path = upToKnown(id, nodes, done);
    const again = path.length ? nodes.get(path.at(-1) ?? "")?.part_of : undefined;
    if (again !== undefined && path.includes(again)) {
      const turned = fromFirst(path.slice(path.indexOf(again)), nodes);
      found.set(turned[0] ?? "", said(turned));
    }
    for (const step of path) done.add(step);
  }
  return found;
});

function fromFirst(circle: readonly string[], nodes: Things<MapNode>): readonly string[] {
  const places = circle.map((id) => nodes.place(id) ?? 0);
  const first = places.indexOf(Math.min(...places));
  return [...circle.slice(first), ...circle.slice(0, first + 1)];
}

function said(circle: readonly string[]): string {
  const shown =
    circle.length <= LONGEST_SAID_CIRCLE ? circle : [...circle.slice(0, LONGEST_SAID_CIRCLE - 2), "…", circle.at(-1)];
  return shown.join(" → ");
}

/** The way up from a node to its last whole, or until it meets itself or what was walked before. */
function upToKnown(start: string, nodes: Things<MapNode>, done: ReadonlySet<string>): readonly string[] {
  const path = new Set<string>();
  let step: string | undefined = start;
  while (step !== undefined && nodes.has(step) && !done.has(step) && !path.has(step)) {
    path.add(step);
    step = nodes.get(step)?.part_of;
  }
  return [...path];
}
