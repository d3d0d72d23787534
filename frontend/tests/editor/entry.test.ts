import { expect, test } from "vitest";
import { isRefusal, perform } from "../../src/editor/commands";
import { planned } from "../../src/editor/entry/plan";
import { Chain } from "../../src/editor/model/chain";
import { read, STORY } from "./cases";

interface EntryCase {
  readonly text: string;
  readonly wrong?: readonly (readonly [number, string])[];
  readonly nodes?: readonly (readonly string[])[];
  readonly handoffs?: readonly (readonly string[])[];
}

const CASES = read("entry_cases.json") as readonly EntryCase[];
const EMPTY = Chain.of({ name: "Mapa", nodes: [], handoffs: [] });
const MAP = Chain.of(STORY);

function done(chain: Chain, text: string): Chain {
  const { command } = planned(chain, text);
  const outcome = command ? perform(chain, command) : undefined;
  return outcome && !isRefusal(outcome) ? outcome.chain : chain;
}

const states = (chain: Chain, text: string): string[] => planned(chain, text).lines.map(({ state }) => state);

test.each(CASES)("$text is read as the server reads it", ({ text, wrong, nodes, handoffs }) => {
  const plan = planned(EMPTY, text);
  const found = plan.lines.flatMap(({ row, problem }) => (problem ? [[row, problem.code]] : []));
  if (wrong?.some(([, code]) => code !== "empty-list")) expect(found).toEqual(wrong);
  if (!nodes) return;
  expect(found).toEqual([]);
  const chain = done(EMPTY, text);
  expect(chain.nodes.list.map(({ id, name, kind }) => [id, name, kind])).toEqual(nodes);
  expect(chain.handoffs.list.map((each) => [each.id, each.supplier, each.client, each.deliverable])).toEqual(handoffs);
});

test("what is on the map is known, however it is spelt", () => {
  const { lines, nodes, handoffs } = planned(MAP, "VENTAS → bodega: pedido completo\nventas → Cartera: Cupo");
  expect(lines.map(({ state }) => state)).toEqual(["known", "new"]);
  expect(lines[0]?.supplier).toEqual({
    id: "ventas",
    name: "Ventas",
    kind: "process",
    isNew: false,
    isSpeltOtherwise: true,
  });
  expect(lines[1]?.client).toEqual({
    id: "cartera",
    name: "Cartera",
    kind: "process",
    isNew: true,
    isSpeltOtherwise: false,
  });
  expect([nodes, handoffs]).toEqual([1, 1]);
});

test("a range of a spreadsheet comes with its header and its counts", () => {
  const text =
    "Proveedor\tCliente\tEntregable\tEntregas\tFallas\nVentas\tBodega\tPedido completo\t90\t9\nVentas\tCaja\tRecibo\t40\t1";
  expect(states(MAP, text)).toEqual(["changed", "new"]);
  const chain = done(MAP, text);
  expect(chain.handoffs.get("pedido")?.failure?.deliveries).toEqual({ count: 90, failed: 9 });
  expect(chain.handoffs.get("pedido")?.failure?.total).toBe(0.15);
  expect(chain.handoffs.list.at(-1)?.failure).toEqual({ deliveries: { count: 40, failed: 1 } });
});

test("commas part cells, and not within quotes", () => {
  const chain = done(EMPTY, 'Ventas,"Caja, chica",Recibo\n"Dijo ""ya""",Ventas,Aviso');
  expect(chain.nodes.list.map(({ name }) => name)).toEqual(["Ventas", "Caja, chica", 'Dijo "ya"']);
});

test("every wrong line is told, and the others are taken", () => {
  const text =
    "a\nVentas → Ventas: x\nVentas → Caja: y\nVentas → Caja: Y\nVentas,Bodega,z,10,11\nVentas,Bodega,z,uno,1";
  const { lines, command } = planned(MAP, text);
  expect(lines.map(({ state, problem }) => problem?.code ?? state)).toEqual([
    "list-no-arrow",
    "self-handoff",
    "new",
    "repeated",
    "failed-beyond-count",
    "cell-not-whole",
  ]);
  expect(command?.kind).toBe("together");
});

test("a new handoff between known nodes with an id that is taken gets the next", () => {
  const once = done(MAP, "Ventas → Caja: y");
  const again = done(
    Chain.of({ ...once.document(), handoffs: once.handoffs.list.map((each) => ({ ...each, deliverable: "w" })) }),
    "Ventas → Caja: y",
  );
  expect(again.handoffs.list.at(-1)?.id).toBe("ventas-caja-y-2");
});

test("two kinds of one node are told in the second line, with the first", () => {
  const { lines } = planned(EMPTY, "A (proveedor) → B: x\nA (cliente) → B: y");
  expect(lines[1]?.problem).toEqual({
    code: "contradiction",
    pointer: "",
    fields: { thing: "A", value: "customer", first: "supplier", row: 1 },
  });
});
