/** Rules of nodes, and of what is a part of what. */

import type { Chain } from "../model/chain";
import { remembered } from "../model/things";
import type { MapNode } from "../model/types";
import { circles } from "./circles";
import { evidenceProblems } from "./evidence";
import { error, NONE, under, type Problem } from "./problem";
import {
  amountProblems,
  idProblems,
  lastingProblems,
  nameProblems,
  numberProblems,
  repeated,
  textProblems,
  textsProblems,
} from "./values";

export function nodeProblems({ nodes }: Chain): readonly Problem[] {
  const seen = new Set<string>();
  const turning = circles(nodes);
  const found: Problem[] = [];
  for (const [index, node] of nodes.list.entries()) {
    const isNew = !seen.has(node.id);
    const own = ofItself(node);
    const twice = repeated(node.id, seen);
    const wholes = node.part_of === undefined ? NONE : partOfProblems(node, nodes.get(node.part_of));
    const circle = isNew ? turning.get(node.id) : undefined;
    if (own.isSound && !twice.length && !wholes.length && circle === undefined) continue;
    const round = circle === undefined ? NONE : [error("part-of-circle", "/part_of", { circle })];
    found.push(...under(`/nodes/${index}`, [...own.id, ...twice, ...own.head, ...wholes, ...round, ...own.tail]));
  }
  return found;
}

/** What is wrong in a node whatever else the map holds, in three parts with the rest between them. */
const ofItself = remembered((node: MapNode) => {
  const id = idProblems(node.id);
  const isStrange = node.process_kind !== undefined && node.kind !== "process";
  const kind = isStrange ? [error("process-kind-of-another-kind", "/process_kind", { node: node.id })] : NONE;
  const head = [...nameProblems("/name", node.name), ...kind];
  const { code, owner, lane, description } = node;
  const tail = [
    ...textsProblems({ code, owner, lane, description }),
    ...under("/own_failure", evidenceProblems(node.own_failure)),
    ...amountProblems("/weight", node.weight),
    ...viewpointProblems(node),
    ...numberProblems("/position/0", node.position?.[0]),
    ...numberProblems("/position/1", node.position?.[1]),
    ...lastingProblems(node),
  ];
  return { id, head, tail, isSound: id.length + head.length + tail.length === 0 };
});

function partOfProblems(node: MapNode, whole: MapNode | undefined): readonly Problem[] {
  if (node.part_of === undefined) return NONE;
  const fields = { node: node.part_of };
  const found = node.kind === "process" ? [] : [error("part-of-by-another-kind", "/part_of", { node: node.id })];
  if (!whole) found.push(error("unknown-part-of", "/part_of", fields));
  else if (whole.kind !== "process") found.push(error("part-of-another-kind", "/part_of", fields));
  return found;
}

function viewpointProblems({ viewpoints }: MapNode): readonly Problem[] {
  return Object.entries(viewpoints ?? {}).flatMap(([viewpoint, answer]) =>
    textProblems(`/viewpoints/${viewpoint}/none_because`, answer.none_because),
  );
}
