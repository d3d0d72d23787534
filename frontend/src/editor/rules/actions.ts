/** Rules of improvements and of what they change. */

import type { Chain } from "../model/chain";
import type { ActionChange } from "../model/types";
import { error, NONE, under, type Problem } from "./problem";
import { amountProblems, idProblems, repeated, shareProblems, textProblems } from "./values";

export function actionProblems(chain: Chain): readonly Problem[] {
  const seen = new Set<string>();
  return chain.actions.list.flatMap((action, index) =>
    under(`/actions/${index}`, [
      ...idProblems(action.id),
      ...repeated(action.id, seen),
      ...textProblems("/name", action.name),
      ...amountProblems("/cost", action.cost),
      ...textProblems("/owner", action.owner),
      ...(action.changes ?? []).flatMap((change, at) => under(`/changes/${at}`, changeProblems(change, chain))),
    ]),
  );
}

function changeProblems(change: ActionChange, chain: Chain): readonly Problem[] {
  const { own, own_times, dependency, containment } = change;
  const isIdle = [own, own_times, dependency, containment].every((value) => value === undefined);
  return [
    ...subjectProblems(change, chain),
    ...(isIdle ? [error("change-of-nothing")] : NONE),
    ...shareProblems("/own", own),
    ...amountProblems("/own_times", own_times),
    ...linkProblems("dependency", change),
    ...linkProblems("containment", change),
  ];
}

function subjectProblems({ handoff, node }: ActionChange, chain: Chain): readonly Problem[] {
  const isKnown = handoff === undefined || chain.handoffs.has(handoff);
  const isThere = node === undefined || chain.nodes.has(node);
  return [
    ...((handoff === undefined) === (node === undefined) ? [error("change-of-not-one-thing")] : NONE),
    ...(isKnown ? NONE : [error("unknown-handoff", "/handoff", { handoff })]),
    ...(isThere ? NONE : [error("unknown-node", "/node", { node })]),
  ];
}

function linkProblems(name: "dependency" | "containment", change: ActionChange): readonly Problem[] {
  const isOfNode = change[name] !== undefined && change.handoff === undefined;
  return [
    ...(isOfNode ? [error("change-of-a-link-on-a-node", `/${name}`)] : NONE),
    ...shareProblems(`/${name}`, change[name]),
  ];
}
