/** What every kind of command does to a chain, whatever the rules say of it. */

import { Chain } from "../model/chain";
import { normalHeader } from "../model/normal";
import type { Things } from "../model/things";
import type { Group, Handoff } from "../model/types";
import { error } from "../rules";
import { edited, Refused, type Applied } from "./edits";
import { actionsWithout, groupsWithout } from "./followups";
import type { AddGroup, Command, DescribeMap, Edit } from "./types";

type Of<K extends Command["kind"]> = Extract<Command, { readonly kind: K }>;
type Doing = { readonly [K in Command["kind"]]: (chain: Chain, command: Of<K>) => Applied };

const DOING: Doing = {
  "add-node": (chain, { node, at }) => edited(chain, { nodes: [added(node, at)] }),
  "replace-node": (chain, { node }) =>
    edited(chain, { nodes: [{ before: known(chain.nodes, "node", node.id), after: node }] }),
  "remove-node": (chain, { node }) => removeNode(chain, node),
  "add-handoff": (chain, { handoff, at }) => edited(chain, { handoffs: [added(handoff, at)] }),
  "replace-handoff": (chain, { handoff }) => replaceHandoff(chain, handoff),
  "remove-handoff": (chain, { handoff }) => removeHandoff(chain, handoff),
  "add-group": addGroup,
  "replace-group": (chain, { group }) =>
    edited(chain, { groups: [{ before: known(chain.groups, "group", group.id), after: group }] }),
  "remove-group": (chain, { group }) => removeGroup(chain, known(chain.groups, "group", group)),
  "add-action": (chain, { action, at }) => edited(chain, { actions: [added(action, at)] }),
  "replace-action": (chain, { action }) =>
    edited(chain, { actions: [{ before: known(chain.actions, "action", action.id), after: action }] }),
  "remove-action": (chain, { action }) =>
    edited(chain, { actions: [{ before: known(chain.actions, "action", action) }] }),
  "describe-map": describe,
  "import-content": (chain, { content }) => ({
    chain: Chain.of(content),
    inverse: { kind: "import-content", content: chain.document() },
  }),
  together: (chain, { commands }) => together(chain, commands),
  restore: (chain, { edits }) => edited(chain, edits),
};

/** The chain after a command and the command that takes it back; throws `Refused` where it does not fit. */
export function performed(chain: Chain, command: Command): Applied {
  const act = DOING[command.kind] as (chain: Chain, command: Command) => Applied;
  return act(chain, command);
}

function added<T>(after: T, at: number | undefined): Edit<T> {
  return (at ?? undefined) === undefined ? { after } : { after, at: at ?? 0 };
}

function known<T extends { readonly id: string }>(things: Things<T>, word: string, id: string): T {
  const found = things.get(id);
  if (!found) throw new Refused(error(`unknown-${word}`, "", { [word]: id }));
  return found;
}

function removeNode(chain: Chain, id: string): Applied {
  const node = known(chain.nodes, "node", id);
  const leaving = chain.handoffsOf(id);
  const gone = new Set(leaving.map((handoff) => handoff.id));
  const parts = chain.nodes.list.filter((each) => each.part_of === id && each !== node);
  const own = chain.groups.list.filter((group) => group.client === id);
  const others = groupsWithout(chain, gone).filter((edit) => edit.before?.client !== id);
  return edited(chain, {
    nodes: [{ before: node }, ...parts.map((part) => ({ before: part, after: without(part, "part_of") }))],
    handoffs: leaving.map((before) => ({ before })),
    groups: [...own.map((before) => ({ before })), ...others],
    actions: actionsWithout(
      chain,
      ({ node: of, handoff }) => of === id || (handoff !== undefined && gone.has(handoff)),
    ),
  });
}

function replaceHandoff(chain: Chain, handoff: Handoff): Applied {
  const before = known(chain.handoffs, "handoff", handoff.id);
  const leaves = (before.group ?? null) !== (handoff.group ?? null);
  return edited(chain, {
    handoffs: [{ before, after: handoff }],
    groups: groupsWithout(chain, new Set(leaves ? [before.id] : [])),
  });
}

function removeHandoff(chain: Chain, id: string): Applied {
  return edited(chain, {
    handoffs: [{ before: known(chain.handoffs, "handoff", id) }],
    groups: groupsWithout(chain, new Set([id])),
    actions: actionsWithout(chain, (change) => change.handoff === id),
  });
}

function addGroup(chain: Chain, { group, members, at }: AddGroup): Applied {
  const asked = new Set(members ?? []);
  const joining = [...asked].map((id) => known(chain.handoffs, "handoff", id));
  return edited(chain, {
    handoffs: joining.map((before) => ({ before, after: { ...without(before, "share"), group: group.id } })),
    groups: [...groupsWithout(chain, asked), added(group, at)],
  });
}

function removeGroup(chain: Chain, group: Group): Applied {
  const alone = chain
    .members(group.id)
    .map((before) => ({ before, after: without(without(before, "group"), "share") }));
  return edited(chain, { handoffs: alone, groups: [{ before: group }] });
}

function describe(chain: Chain, command: DescribeMap): Applied {
  return {
    chain: chain.described(normalHeader(command)),
    inverse: { kind: "describe-map", ...chain.header },
  };
}

function together(chain: Chain, commands: readonly Command[]): Applied {
  const inverses: Command[] = [];
  for (const command of commands) {
    const applied = performed(chain, command);
    chain = applied.chain;
    inverses.unshift(applied.inverse);
  }
  return { chain, inverse: { kind: "together", commands: inverses } };
}

function without<T extends object>(thing: T, key: keyof T): T {
  const left: Partial<T> = { ...thing };
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- one of the few keys named above
  delete left[key];
  return left as T;
}
