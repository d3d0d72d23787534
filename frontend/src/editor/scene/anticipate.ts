/**
 * What is on screen before the server has drawn: the scene that it drew last, with what was done since. Boxes stand where they were
 * asked for, lines run from box to box; nothing else is moved, so that the eye stays where the hand is.
 */
import type { Chain } from "../model/chain";
import type { Handoff, MapNode } from "../model/types";
import { about, boxFor, centre, provisional } from "./geometry";
import { wrapped } from "./lettering";
import { arrowOf, lookOf, UNKNOWN } from "./looks";
import type { Box, Point, Scene, SceneHandoff, SceneNode } from "./scene";

const BESIDE: Point = [200, 0];
const BELOW = 70;
const MARGIN = 40;

/** What the server drew, and of which content. */
export interface Drawn {
  readonly scene: Scene;
  readonly chain: Chain;
}

/** The scene of a map on which nothing is yet. */
export function blank(title: string, language: string, described: string): Scene {
  const none: readonly never[] = [];
  const things = { head: none, legend: none, lanes: none, bands: none, headings: none, frames: none };
  return {
    language,
    title,
    spoken: title,
    described,
    size: [720, 420],
    bounds: [0, 0, 720, 420],
    shift: [0, 0],
    rule: [0, 0, 0, 0],
    ...things,
    handoffs: none,
    nodes: none,
  };
}

/** The scene that was drawn, with what is different in another content; `places` say where nodes were put. */
export function anticipated({ scene, chain: was }: Drawn, now: Chain, places: ReadonlyMap<string, Point>): Scene {
  const nodes = anticipatedNodes(scene, was, now, places);
  const boxes = new Map(nodes.map((node) => [node.id, node.box]));
  const were = new Map(scene.nodes.map(({ id, box }) => [id, box]));
  const moved = new Set(nodes.filter(({ id, box }) => were.get(id) !== box).map(({ id }) => id));
  const handoffs = anticipatedHandoffs(scene, was, now, boxes, moved);
  return grown({ ...scene, nodes, handoffs });
}

function anticipatedNodes(
  scene: Scene,
  was: Chain,
  now: Chain,
  places: ReadonlyMap<string, Point>,
): readonly SceneNode[] {
  const nodes = scene.nodes.flatMap((drawn) => {
    const id = idOf(drawn.id, "node");
    const [before, after] = [was.nodes.get(id), now.nodes.get(id)];
    if (!before) return [drawn];
    return after ? [redrawn(inLane(drawn, before, after), before, after, places.get(id))] : [];
  });
  const isThere = new Set(scene.nodes.map(({ id }) => id));
  const gathered = new Set(was.nodes.list.map(({ id }) => id));
  for (const node of now.nodes.list) {
    if (gathered.has(node.id) || isThere.has(`node-${node.id}`)) continue;
    nodes.push(fresh(node, places.get(node.id) ?? node.position ?? freePlace(node, now, nodes, scene)));
  }
  return nodes;
}

function inLane(drawn: SceneNode, before: MapNode, { lane = "" }: MapNode): SceneNode {
  return (before.lane ?? "") === lane ? drawn : { ...drawn, lane };
}

function redrawn(drawn: SceneNode, before: MapNode, after: MapNode, place: Point | undefined): SceneNode {
  const there = place ?? (after.position && after.position !== before.position ? after.position : centre(drawn.box));
  const isSame = before.name === after.name && before.kind === after.kind && before.process_kind === after.process_kind;
  if (!isSame && !drawn.opener) {
    const look = lookOf(after);
    const { box, lines } = boxFor(after.name, there, look.borders);
    return { ...drawn, box, lines, look, kind: after.kind, spoken: drawn.spoken.replace(before.name, after.name) };
  }
  const [, , width, height] = drawn.box;
  const box = about(there, [width, height]);
  return box.every((side, at) => side === drawn.box[at]) ? drawn : { ...drawn, box };
}

function fresh(node: MapNode, place: Point): SceneNode {
  const look = lookOf(node);
  const { box, lines } = boxFor(node.name, place, look.borders);
  const { kind, name, lane = "" } = node;
  return { id: `node-${node.id}`, kind, lane, box, lines, figures: [], spoken: name, look, opener: "" };
}

/** Beside its first neighbour that is on screen, or below everything. */
function freePlace(node: MapNode, now: Chain, nodes: readonly SceneNode[], { bounds }: Scene): Point {
  for (const { supplier, client } of now.handoffsOf(node.id)) {
    const other = supplier === node.id ? client : supplier;
    const box = nodes.find(({ id }) => id === `node-${other}`)?.box;
    if (box) return cleared([centre(box)[0] + (other === supplier ? 1 : -1) * BESIDE[0], centre(box)[1]], nodes);
  }
  return cleared([bounds[0] + BESIDE[0] / 2, bounds[1] + bounds[3] + MARGIN], nodes);
}

/** A place near the one that is wanted on which no box stands. */
export function cleared([x, y]: Point, nodes: readonly { readonly box: Box }[]): Point {
  let down = y;
  const isTaken = ({ box }: { readonly box: Box }): boolean => {
    const [across, middle] = centre(box);
    return Math.abs(across - x) < box[2] / 2 + MARGIN && Math.abs(middle - down) < box[3] / 2 + MARGIN / 2;
  };
  while (nodes.some(isTaken)) down += BELOW;
  return [x, down];
}

function anticipatedHandoffs(
  scene: Scene,
  was: Chain,
  now: Chain,
  boxes: ReadonlyMap<string, Box>,
  moved: ReadonlySet<string>,
): readonly SceneHandoff[] {
  const handoffs = scene.handoffs.flatMap((drawn) => {
    const id = idOf(drawn.id, "handoff");
    const [before, after] = [was.handoffs.get(id), now.handoffs.get(id)];
    if (!before) return boxes.has(drawn.supplier) && boxes.has(drawn.client) ? led(drawn, boxes, moved) : drawn;
    return after ? led(renamed(drawn, before, after), boxes, moved) : [];
  });
  const between = new Map<string, number>();
  for (const { supplier, client } of handoffs) count(between, `${supplier} ${client}`);
  for (const handoff of now.handoffs.list) {
    if (was.handoffs.has(handoff.id)) continue;
    const [supplier, client] = [`node-${handoff.supplier}`, `node-${handoff.client}`];
    const [from, to] = [boxes.get(supplier), boxes.get(client)];
    if (from && to) handoffs.push(begun(handoff, from, to, count(between, `${supplier} ${client}`)));
  }
  return handoffs;
}

function count(counts: Map<string, number>, key: string): number {
  const found = counts.get(key) ?? 0;
  counts.set(key, found + 1);
  return found;
}

function renamed(drawn: SceneHandoff, before: Handoff, after: Handoff): SceneHandoff {
  const [supplier, client] = [`node-${after.supplier}`, `node-${after.client}`];
  const isElsewhere = before.supplier !== after.supplier || before.client !== after.client;
  const ends = isElsewhere ? { supplier, client, curves: [] } : {};
  if (before.deliverable === after.deliverable) return isElsewhere ? { ...drawn, ...ends } : drawn;
  return {
    ...drawn,
    ...ends,
    lines: wrapped(after.deliverable),
    spoken: drawn.spoken.replace(before.deliverable, after.deliverable),
  };
}

function led(drawn: SceneHandoff, boxes: ReadonlyMap<string, Box>, moved: ReadonlySet<string>): SceneHandoff[] {
  const [from, to] = [boxes.get(drawn.supplier), boxes.get(drawn.client)];
  if (!from || !to) return [];
  if (drawn.curves.length && !moved.has(drawn.supplier) && !moved.has(drawn.client)) return [drawn];
  return [{ ...drawn, ...provisional(from, to, arrowOf(drawn.stroke)) }];
}

function begun(handoff: Handoff, from: Box, to: Box, place: number): SceneHandoff {
  return {
    id: `handoff-${handoff.id}`,
    supplier: `node-${handoff.supplier}`,
    client: `node-${handoff.client}`,
    lines: wrapped(handoff.deliverable),
    figures: [],
    spoken: handoff.deliverable,
    count: 1,
    evidence: "unknown",
    stroke: UNKNOWN,
    ...provisional(from, to, arrowOf(UNKNOWN), place),
  };
}

/** The sheet grows with what was put beyond its edge; what was put left of or above it moves the whole. */
function grown(scene: Scene): Scene {
  const [x, y] = scene.shift;
  let [left, top, right, bottom] = [-x, -y, scene.size[0] - x, scene.size[1] - y];
  for (const { box } of scene.nodes) {
    left = Math.min(left, box[0] - MARGIN);
    top = Math.min(top, box[1] - MARGIN);
    right = Math.max(right, box[0] + box[2] + MARGIN);
    bottom = Math.max(bottom, box[1] + box[3] + MARGIN);
  }
  const size = [right - left, bottom - top] as const;
  if (size[0] === scene.size[0] && size[1] === scene.size[1]) return scene;
  return { ...scene, size, shift: [-left, -top] };
}

/** The map's own id of a thing of the drawing, or nothing that any id is. */
function idOf(drawn: string, kind: "node" | "handoff"): string {
  return drawn.startsWith(`${kind}-`) ? drawn.slice(kind.length + 1) : "";
}

/** Where every node is seen to lie, so that all of them stay there. */
export function placesOf(scene: Scene): ReadonlyMap<string, Point> {
  return new Map(
    scene.nodes
      .filter(({ id }) => id.startsWith("node-"))
      .map(({ id, box }) => [id.slice("node-".length), centre(box)]),
  );
}
