/** The commands of what one does on the drawing. Each looks at the chain as it is shown, and is sent whole. */

import type { Chain } from "../model/chain";
import { identifier } from "../model/naming";
import type { Evidence, Group, Handoff, MapNode, NodeKind, Position } from "../model/types";
import type { Command } from "./types";

type New<T> = Omit<T, "id">;

/** Several commands as one change, with one undo. */
export function together(commands: readonly Command[]): Command {
  const [first, ...others] = commands;
  return first && !others.length ? first : { kind: "together", commands };
}

export function addNode(chain: Chain, node: New<MapNode>): Command {
  return { kind: "add-node", node: { id: identifier([node.name], chain.nodes, "nodo"), ...node } };
}

export function addHandoff(chain: Chain, handoff: New<Handoff>): Command {
  return { kind: "add-handoff", handoff: { id: handoffId(chain, handoff, chain.handoffs), ...handoff } };
}

/** The id that a handoff gets by the names of its ends and its deliverable. */
export function handoffId(
  { nodes }: Chain,
  { supplier, client, deliverable }: New<Handoff>,
  taken: { readonly has: (id: string) => boolean },
): string {
  const names = [nodes.get(supplier)?.name ?? supplier, nodes.get(client)?.name ?? client, deliverable];
  return identifier(names, taken, "entrega");
}

/** Another name for a node, another deliverable for a handoff. */
export function renameNode(chain: Chain, id: string, name: string): Command {
  return together(nodesOf(chain, [id]).map((node) => ({ kind: "replace-node", node: { ...node, name } })));
}

export function renameHandoff(chain: Chain, id: string, deliverable: string): Command {
  return together(
    handoffsOf(chain, [id]).map((each) => ({ kind: "replace-handoff", handoff: { ...each, deliverable } })),
  );
}

/** Another kind; what only a process has goes with being one, and its parts stand alone. */
export function changeKind(chain: Chain, ids: readonly string[], kind: NodeKind): Command {
  const changed = new Set(ids);
  const nodes = nodesOf(chain, ids).map((node) => {
    const { process_kind: _k, part_of: _p, ...rest } = node;
    return kind === "process" ? { ...node, kind } : { ...rest, kind };
  });
  const parts = kind === "process" ? [] : partsOf(chain, changed);
  return together([...nodes, ...parts].map((node) => ({ kind: "replace-node", node })));
}

/** Take nodes, handoffs and groups off the map, named as `node:ventas`. */
export function remove(chain: Chain, names: readonly string[]): Command {
  const gone = new Set(idsOf(names, "node"));
  const goesAnyway = (id: string): boolean => {
    const handoff = chain.handoffs.get(id);
    return handoff !== undefined && (gone.has(handoff.supplier) || gone.has(handoff.client));
  };
  return together([
    ...idsOf(names, "group").map((group): Command => ({ kind: "remove-group", group })),
    ...idsOf(names, "handoff")
      .filter((id) => !goesAnyway(id))
      .map((handoff): Command => ({ kind: "remove-handoff", handoff })),
    ...[...gone].map((node): Command => ({ kind: "remove-node", node })),
  ]);
}

/** Copies of nodes, beside them, with the handoffs between them; of other chosen handoffs, copies between the same ends. */
export function duplicate(
  chain: Chain,
  names: readonly string[],
  named: (name: string) => string = (name) => `${name} (2)`,
): Command {
  const copies = new Map<string, MapNode>();
  const takenNodes = new Set(chain.nodes.list.map((node) => node.id));
  for (const node of nodesOf(chain, idsOf(names, "node"))) {
    const name = named(node.name);
    const id = identifier([name], takenNodes, "nodo");
    takenNodes.add(id);
    copies.set(node.id, { ...node, ...beside(node), id, name });
  }
  const chosen = new Set(idsOf(names, "handoff"));
  const taken = new Set(chain.handoffs.list.map((handoff) => handoff.id));
  const handoffs = chain.handoffs.list
    .filter(({ id, supplier, client }) => chosen.has(id) || (copies.has(supplier) && copies.has(client)))
    .map((handoff) => copied(chain, handoff, copies, taken));
  return together([
    ...[...copies.values()].map((node): Command => ({ kind: "add-node", node })),
    ...handoffs.map((handoff): Command => ({ kind: "add-handoff", handoff })),
  ]);
}

/** Another lane, none by an empty name; `positions` are where nodes lie from now on, also others than those that change lanes. */
export function moveToLane(
  chain: Chain,
  ids: readonly string[],
  lane: string,
  positions: ReadonlyMap<string, Position> = new Map(),
): Command {
  const going = new Set(ids);
  return together(
    nodesOf(chain, [...new Set([...ids, ...positions.keys()])]).map((node) => ({
      kind: "replace-node",
      node: laid(going.has(node.id) ? inLane(node, lane) : node, positions.get(node.id)),
    })),
  );
}

export interface Figures {
  readonly failure?: Evidence;
  readonly dependency?: number;
  readonly containment?: number;
}

/** What is known of a handoff's failures; what is not given is taken out. */
export function setFigures(chain: Chain, id: string, figures: Figures): Command {
  return together(
    handoffsOf(chain, [id]).map(({ failure: _f, dependency: _d, containment: _c, ...rest }) => ({
      kind: "replace-handoff",
      handoff: { ...rest, ...figures },
    })),
  );
}

/** Handoffs of one client of which some are enough. */
export function makeGroup(chain: Chain, members: readonly string[], required = 1): Command {
  return grouped(chain, members, { kind: "alternatives", required }, "grupo");
}

/** Handoffs of one client of which each occasion uses one. */
export function makeRoutes(chain: Chain, members: readonly string[]): Command {
  return grouped(chain, members, { kind: "routes" }, "rutas");
}

/** Where nodes lie from now on. */
export function setPositions(chain: Chain, positions: ReadonlyMap<string, Position>): Command {
  const moved = nodesOf(chain, [...positions.keys()]).map((node) => laid(node, positions.get(node.id)));
  return together(moved.map((node) => ({ kind: "replace-node", node })));
}

/** "Tidy up": no node lies where somebody put it. */
export function clearPositions(chain: Chain): Command {
  const placed = chain.nodes.list.filter((node) => node.position);
  return together(placed.map(({ position: _, ...node }) => ({ kind: "replace-node", node })));
}

function grouped(
  chain: Chain,
  members: readonly string[],
  fields: Pick<Group, "kind" | "required">,
  fallback: string,
): Command {
  const first = handoffsOf(chain, members)[0];
  const client = first?.client ?? "";
  const names = [chain.nodes.get(client)?.name ?? client, first?.deliverable ?? ""];
  return { kind: "add-group", group: { id: identifier(names, chain.groups, fallback), client, ...fields }, members };
}

function copied(
  chain: Chain,
  { group: _g, share: _s, ...handoff }: Handoff,
  copies: ReadonlyMap<string, MapNode>,
  taken: Set<string>,
): Handoff {
  const isBetween = copies.has(handoff.supplier) && copies.has(handoff.client);
  const end = (id: string): string => (isBetween ? (copies.get(id)?.id ?? id) : id);
  const name = (id: string): string => (isBetween ? copies.get(id) : chain.nodes.get(id))?.name ?? id;
  const names = [name(handoff.supplier), name(handoff.client), handoff.deliverable];
  const id = identifier(names, taken, "entrega");
  taken.add(id);
  return { ...handoff, id, supplier: end(handoff.supplier), client: end(handoff.client) };
}

function partsOf(chain: Chain, wholes: ReadonlySet<string>): readonly MapNode[] {
  return chain.nodes.list
    .filter(({ id, part_of }) => part_of !== undefined && wholes.has(part_of) && !wholes.has(id))
    .map(({ part_of: _, ...node }) => node);
}

function beside({ position }: MapNode): Partial<MapNode> {
  return position ? { position: [position[0] + 24, position[1] + 24] } : {};
}

function inLane({ lane: _, ...node }: MapNode, lane: string): MapNode {
  return lane ? { ...node, lane } : node;
}

function laid(node: MapNode, position: Position | undefined): MapNode {
  return position ? { ...node, position: [rounded(position[0]), rounded(position[1])] } : node;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function idsOf(names: readonly string[], word: string): string[] {
  return names.filter((name) => name.startsWith(`${word}:`)).map((name) => name.slice(word.length + 1));
}

function nodesOf({ nodes }: Chain, ids: readonly string[]): readonly MapNode[] {
  return ids.flatMap((id) => nodes.get(id) ?? []);
}

function handoffsOf({ handoffs }: Chain, ids: readonly string[]): readonly Handoff[] {
  return ids.flatMap((id) => handoffs.get(id) ?? []);
}
