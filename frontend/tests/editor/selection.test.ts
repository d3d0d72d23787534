import { expect, test } from "vitest";
import { elementId, nameOf, Selection } from "../../src/editor/page/selection";

function watched(): { readonly selection: Selection; readonly told: string[][] } {
  const selection = new Selection();
  const told: string[][] = [];
  selection.subscribe(() => told.push([...selection.names]));
  return { selection, told };
}

test("nodes and handoffs are told apart, in the order in which they were taken", () => {
  const { selection } = watched();
  selection.set(["handoff:pedido", "node:ventas", "handoff:cupo", "node:a:b"]);
  expect(selection.nodes).toEqual(["ventas", "a:b"]);
  expect(selection.handoffs).toEqual(["pedido", "cupo"]);
});

test("toggling takes in, and out again; adding takes nothing twice", () => {
  const { selection } = watched();
  selection.toggle("node:a");
  selection.toggle("node:b");
  selection.toggle("node:a");
  selection.add(["node:b", "node:c", "node:c"]);
  expect(selection.names).toEqual(["node:b", "node:c"]);
});

test("who listens hears what is different, and nothing else", () => {
  const { selection, told } = watched();
  selection.set(["node:a", "node:b"]);
  selection.set(["node:b", "node:a"]);
  selection.keep(() => true);
  selection.keep((name) => name === "node:b");
  selection.set([]);
  selection.set([]);
  expect(told).toEqual([["node:a", "node:b"], ["node:b"], []]);
});

test("names of the map and ids of the drawing lead to each other", () => {
  for (const name of ["node:ventas", "handoff:pedido-2", "node:handoff-x"]) expect(nameOf(elementId(name))).toBe(name);
  for (const id of ["", "node-", "panel", "lane-ventas", "a-node-b"]) expect(nameOf(id)).toBeUndefined();
});
