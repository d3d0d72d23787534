import { expect, test } from "vitest";
import { Chain } from "../../src/editor/model/chain";
import type { MapDocument } from "../../src/editor/model/types";
import { anticipated, blank, cleared, placesOf, type Drawn } from "../../src/editor/scene/anticipate";
import { centre } from "../../src/editor/scene/geometry";
import type { Point, Scene } from "../../src/editor/scene/scene";

const EMPTY = { name: "Mapa", nodes: [], handoffs: [] } as unknown as MapDocument;
const MAP = {
  name: "Mapa",
  nodes: [
    { id: "ventas", name: "Ventas", kind: "process" },
    { id: "bodega", name: "Bodega", kind: "process" },
  ],
  handoffs: [{ id: "pedido", supplier: "ventas", client: "bodega", deliverable: "Pedido" }],
} as unknown as MapDocument;
const PLACES = new Map<string, Point>([
  ["ventas", [100, 100]],
  ["bodega", [400, 100]],
]);
const NOWHERE: ReadonlyMap<string, Point> = new Map();

/** The map as it would have been drawn. */
function drawn(): Drawn {
  const nothing = { scene: blank("Mapa", "es", "Mapa"), chain: Chain.of(EMPTY) };
  return { scene: anticipated(nothing, Chain.of(MAP), PLACES), chain: Chain.of(MAP) };
}

function changed(
  change: (map: { nodes: Record<string, unknown>[]; handoffs: Record<string, unknown>[] }) => void,
): Chain {
  const copy = structuredClone(MAP);
  change(copy as never);
  return Chain.of(copy);
}

function placeOf(scene: Scene, id: string): Point | undefined {
  return placesOf(scene).get(id);
}

test("on an empty sheet what is put in stands where it was put", () => {
  const { scene } = drawn();
  expect(scene.nodes.map(({ id }) => id)).toEqual(["node-ventas", "node-bodega"]);
  expect(placeOf(scene, "ventas")).toEqual([100, 100]);
  expect(scene.handoffs.map(({ id, lines }) => [id, lines])).toEqual([["handoff-pedido", ["Pedido"]]]);
});

test("where nothing changed, everything stays the very same", () => {
  const was = drawn();
  const { nodes, handoffs } = anticipated(was, was.chain, NOWHERE);
  nodes.forEach((node, at) => {
    expect(node).toBe(was.scene.nodes[at]);
  });
  expect(handoffs[0]).toBe(was.scene.handoffs[0]);
});

test("a new name stays about the same middle, and is spoken", () => {
  const now = changed(({ nodes }) => {
    nodes[0] = { ...nodes[0], name: "Ventas y atención al cliente" };
  });
  const { nodes } = anticipated(drawn(), now, NOWHERE);
  expect(nodes[0]?.spoken).toContain("Ventas y atención al cliente");
  expect(nodes[0] && centre(nodes[0].box).map(Math.round)).toEqual([100, 100]);
});

test("a handoff follows the node that is dragged, others stay", () => {
  const was = drawn();
  const { nodes, handoffs } = anticipated(was, was.chain, new Map([["bodega", [400, 300]]]));
  expect(nodes[0]).toBe(was.scene.nodes[0]);
  expect(handoffs[0]?.tip[1]).toBeGreaterThan(200);
});

test("what goes takes its handoffs with it", () => {
  const now = changed((map) => {
    map.nodes.pop();
    map.handoffs.pop();
  });
  const { nodes, handoffs } = anticipated(drawn(), now, NOWHERE);
  expect([nodes.map(({ id }) => id), handoffs]).toEqual([["node-ventas"], []]);
});

test("who comes without a place stands beside a neighbour, on no other box", () => {
  const now = changed(({ nodes, handoffs }) => {
    for (const id of ["uno", "dos"]) {
      nodes.push({ id, name: id, kind: "process" });
      handoffs.push({ id: `h-${id}`, supplier: "ventas", client: id, deliverable: id });
    }
  });
  const scene = anticipated(drawn(), now, NOWHERE);
  const [uno, dos] = [placeOf(scene, "uno"), placeOf(scene, "dos")];
  expect(uno?.[0]).toBeGreaterThan(100);
  expect(uno).not.toEqual(dos);
  for (const place of [uno, dos]) expect(place).not.toEqual([400, 100]);
});

test("two handoffs between the same two have their labels apart", () => {
  const now = changed(({ handoffs }) => {
    handoffs.push({ id: "aviso", supplier: "ventas", client: "bodega", deliverable: "Aviso" });
  });
  const [pedido, aviso] = anticipated(drawn(), now, NOWHERE).handoffs;
  expect(aviso?.label).not.toEqual(pedido?.label);
});

test("the sheet grows to what is put beyond its edge, on either side", () => {
  const was = drawn();
  const { size, shift, nodes } = anticipated(was, was.chain, new Map([["ventas", [-300, 900]]]));
  const [left, top, width, height] = nodes[0]?.box ?? [0, 0, 0, 0];
  expect(left + shift[0]).toBeGreaterThanOrEqual(0);
  expect(left + width + shift[0]).toBeLessThanOrEqual(size[0]);
  expect(top + height + shift[1]).toBeLessThanOrEqual(size[1]);
});

test("a free place is the one that is wanted, or lies below it", () => {
  const { nodes } = drawn().scene;
  expect(cleared([100, 400], nodes)).toEqual([100, 400]);
  const [across, down] = cleared([110, 95], nodes);
  expect(across).toBe(110);
  expect(down).toBeGreaterThan(130);
});
