/** Rules of handoffs and their requirements. */

import type { Chain } from "../model/chain";
import { remembered } from "../model/things";
import type { Group, Handoff, Requirement } from "../model/types";
import { evidenceProblems } from "./evidence";
import { error, NONE, under, type Problem } from "./problem";
import {
  idProblems,
  lastingProblems,
  nameProblems,
  positiveProblems,
  repeated,
  scoreProblems,
  shareProblems,
  textsProblems,
} from "./values";

export function handoffProblems(chain: Chain): readonly Problem[] {
  const seen = new Set<string>();
  const found: Problem[] = [];
  for (const [index, handoff] of chain.handoffs.list.entries()) {
    const own = ofItself(handoff);
    const twice = repeated(handoff.id, seen);
    const ends = endsProblems(handoff, chain);
    const group = groupProblems(handoff, chain);
    if (own.isSound && !twice.length && !ends.length && !group.length) continue;
    found.push(...under(`/handoffs/${index}`, [...own.id, ...twice, ...ends, ...own.head, ...group, ...own.tail]));
  }
  return found;
}

/** What is wrong in a handoff whatever else the map holds, in three parts with the rest between them. */
const ofItself = remembered((handoff: Handoff) => {
  const id = idProblems(handoff.id);
  const { description, medium, requirements = [], agreed_time, failure } = handoff;
  const head = [
    ...nameProblems("/deliverable", handoff.deliverable),
    ...textsProblems({ description, medium }),
    ...requirementsProblems(requirements),
    ...positiveProblems("/agreed_time/amount", agreed_time?.amount),
    ...under("/failure", evidenceProblems(failure, new Set(requirements.map((requirement) => requirement.id)))),
    ...shareProblems("/dependency", handoff.dependency),
    ...shareProblems("/containment", handoff.containment),
  ];
  const tail = lastingProblems(handoff);
  return { id, head, tail, isSound: id.length + head.length + tail.length === 0 };
});

function endsProblems(handoff: Handoff, { nodes }: Chain): readonly Problem[] {
  const { supplier, client } = handoff;
  if (supplier !== client && nodes.has(supplier) && nodes.has(client)) return NONE;
  return [
    ...(nodes.has(supplier) ? NONE : [error("unknown-supplier", "/supplier", { node: supplier })]),
    ...(nodes.has(client) ? NONE : [error("unknown-client", "/client", { node: client })]),
    ...(supplier === client ? [error("self-handoff", "/client", { node: client })] : NONE),
  ];
}

function groupProblems(handoff: Handoff, { groups }: Chain): readonly Problem[] {
  if (handoff.group === undefined && handoff.share === undefined) return NONE;
  const group = handoff.group === undefined ? undefined : groups.get(handoff.group);
  const found = [...membershipProblems(handoff, group)];
  if (handoff.share !== undefined && group?.kind !== "routes") found.push(error("share-outside-routes", "/share"));
  return [...found, ...positiveProblems("/share", handoff.share)];
}

function membershipProblems(handoff: Handoff, group: Group | undefined): readonly Problem[] {
  if (group) {
    const fields = { group: group.id, client: group.client };
    return group.client === handoff.client ? NONE : [error("group-of-another-client", "/group", fields)];
  }
  return handoff.group === undefined ? NONE : [error("unknown-group", "/group", { group: handoff.group })];
}

function requirementsProblems(requirements: readonly Requirement[]): readonly Problem[] {
  const seen = new Set<string>();
  return requirements.flatMap((requirement, index) =>
    under(`/requirements/${index}`, [
      ...idProblems(requirement.id),
      ...repeated(requirement.id, seen),
      ...textsProblems({ statement: requirement.statement }),
      ...scoreProblems("/importance", requirement.importance),
      ...textsProblems({ source: requirement.source, confirmed_by: requirement.confirmed_by }),
    ]),
  );
}
