/** Rules of groups of handoffs: alternatives and routes. */

import type { Chain } from "../model/chain";
import type { Group } from "../model/types";
import { error, NONE, under, type Problem } from "./problem";
import { idProblems, repeated } from "./values";

export function groupProblems(chain: Chain): readonly Problem[] {
  const seen = new Set<string>();
  return chain.groups.list.flatMap((group, index) =>
    under(`/groups/${index}`, [
      ...idProblems(group.id),
      ...repeated(group.id, seen),
      ...(chain.nodes.has(group.client) ? NONE : [error("unknown-client", "/client", { node: group.client })]),
      ...requiredProblems(group, chain.members(group.id).length),
    ]),
  );
}

function requiredProblems({ id: group, kind, required }: Group, size: number): readonly Problem[] {
  if (kind === "routes") return required === undefined ? NONE : [error("required-of-routes", "/required", { group })];
  if (required === undefined) return [error("required-missing", "/required", { group })];
  return required >= 1 && required <= size
    ? NONE
    : [error("required-beyond-group", "/required", { group, required, size })];
}
