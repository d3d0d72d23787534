/** What else changes when nodes and handoffs go: groups get smaller, actions forget them. */

import type { Chain } from "../model/chain";
import type { Action, ActionChange, Group } from "../model/types";
import type { Edit } from "./types";

/** Groups require at most the handoffs that are left to them; one that loses its last goes. */
export function groupsWithout(chain: Chain, leaving: ReadonlySet<string>): readonly Edit<Group>[] {
  if (!leaving.size) return [];
  return chain.groups.list.flatMap((group) => {
    const members = chain.members(group.id);
    const size = members.filter((member) => !leaving.has(member.id)).length;
    if (size === members.length) return [];
    if (size === 0) return [{ before: group }];
    return group.required !== undefined && group.required > size
      ? [{ before: group, after: { ...group, required: size } }]
      : [];
  });
}

/** Actions keep the changes of what is still there. */
export function actionsWithout(chain: Chain, isGone: (change: ActionChange) => boolean): readonly Edit<Action>[] {
  return chain.actions.list.flatMap((action) => {
    const changes = (action.changes ?? []).filter((change) => !isGone(change));
    return changes.length === (action.changes ?? []).length ? [] : [{ before: action, after: { ...action, changes } }];
  });
}
