import { expect, test } from "vitest";
import { isRefusal, perform } from "../../src/editor/commands";
import * as build from "../../src/editor/commands/build";
import { Chain } from "../../src/editor/model/chain";
import type { MapDocument } from "../../src/editor/model/types";
import { Sending, Session, type Request } from "../../src/editor/session";
import { STORY } from "./cases";
import { overTheWire, Server } from "./server";

let key = 0;

function opened(server: Server): Session {
  return new Session(server.opened, () => `k${(key += 1)}`);
}

/** Send the next of a session's queue; what it was. */
function sent(session: Session, server: Server, author = "ana"): Request | undefined {
  const request = session.next();
  const reply = request && server.receive(author, request);
  if (reply?.said === "done") session.answered(reply);
  if (reply?.said === "refused") session.refused(reply.problems);
  if (reply?.said === "conflict") session.conflicted(reply);
  return request;
}

const rename = (session: Session, id: string, name: string): void => {
  expect(isRefusal(session.do(build.renameNode(session.shown, id, name)))).toBe(false);
};

test("what is done is seen at once and saved when it is answered", () => {
  const server = new Server(STORY);
  const session = opened(server);
  rename(session, "ventas", "Venta");
  expect(session.shown.nodes.get("ventas")?.name).toBe("Venta");
  expect(session.saved).toEqual({ state: "saving", pending: 1, refused: 0 });
  sent(session, server);
  expect(session.saved).toEqual({ state: "saved", pending: 0, refused: 0 });
  expect(session.confirmed.document()).toEqual(server.chain.document());
});

test("what breaks a rule is not done, and every problem is said", () => {
  const session = opened(new Server(STORY));
  const outcome = session.do(build.renameNode(session.shown, "ventas", " "));
  expect(isRefusal(outcome) && outcome.problems.map(({ code, pointer }) => [code, pointer])).toEqual([
    ["blank", "/node/name"],
  ]);
  expect(session.queue).toEqual([]);
});

test("two people at different fields of one node both have their way", () => {
  const server = new Server(STORY);
  const [ana, beto] = [opened(server), opened(server)];
  ana.do(build.setPositions(ana.shown, new Map([["ventas", [1, 2]]])));
  rename(beto, "ventas", "Venta");
  sent(beto, server, "beto");
  sent(ana, server);
  expect(ana.isBehind).toBe(true);
  for (const change of server.since(ana.revision)) ana.streamed(change);
  sent(ana, server);
  expect(ana.shown.nodes.get("ventas")).toMatchObject({ name: "Venta", position: [1, 2] });
  expect(ana.dropped).toEqual([]);
});

test("of one field the first stands, and the other is told with what was typed", () => {
  const server = new Server(STORY);
  const [ana, beto] = [opened(server), opened(server)];
  rename(ana, "ventas", "Ventas A");
  rename(beto, "ventas", "Ventas B");
  sent(beto, server, "beto");
  for (const change of server.since(ana.revision)) ana.streamed(change);
  const [dropped] = ana.dropped;
  expect(dropped?.why).toBe("conflict");
  expect(dropped?.things["node:ventas"]).toMatchObject({
    base: { name: "Ventas" },
    yours: { name: "Ventas A" },
    theirs: { name: "Ventas B" },
  });
  expect(ana.saved.state).toBe("refused");
  ana.acknowledge(dropped?.pending.key ?? "");
  expect(ana.saved.state).toBe("saved");
});

test("one's own change that comes by the stream before its answer is not done twice", () => {
  const server = new Server(STORY);
  const session = opened(server);
  session.do(build.addNode(session.shown, { name: "Caja", kind: "process" }));
  const request = session.next();
  const reply = request && server.receive("ana", request);
  for (const change of server.since(session.revision)) session.streamed(change);
  expect(session.shown.nodes.list.filter(({ name }) => name === "Caja")).toHaveLength(1);
  if (reply?.said === "done") session.answered(reply);
  expect([session.queue, session.dropped, session.revision]).toEqual([[], [], server.revision]);
});

test("what is not sent is taken back here, what is sent by the server, and both are done again", () => {
  const server = new Server(STORY);
  const session = opened(server);
  rename(session, "ventas", "Uno");
  sent(session, server);
  rename(session, "bodega", "Dos");
  session.undo();
  expect(session.queue).toEqual([]);
  session.undo();
  sent(session, server);
  expect(session.shown.document()).toEqual(Chain.of(STORY).document());
  session.redo();
  sent(session, server);
  session.redo();
  sent(session, server);
  expect(["ventas", "bodega"].map((id) => server.chain.nodes.get(id)?.name)).toEqual(["Uno", "Dos"]);
});

test("where there is nothing to take back or to do again, nothing is told as lost", () => {
  const server = new Server(STORY);
  const session = opened(server);
  session.undo();
  sent(session, server);
  session.redo();
  sent(session, server);
  expect([session.queue, session.dropped, session.saved.state]).toEqual([[], [], "saved"]);
});

test("without a connection the queue waits, also over a restart, and is sent once", () => {
  const server = new Server(STORY);
  const session = opened(server);
  rename(session, "ventas", "Uno");
  const request = session.next();
  if (request) server.receive("ana", request); // its answer is lost
  session.offline();
  rename(session, "ventas", "Dos");
  expect([session.saved, session.next()]).toEqual([{ state: "offline", pending: 2, refused: 0 }, undefined]);
  const again = new Session(server.opened, () => "new", overTheWire(session.kept));
  expect(sent(again, server)).toEqual(request);
  sent(again, server);
  expect([server.revision, server.chain.nodes.get("ventas")?.name, again.queue]).toEqual([3, "Dos", []]);
});

test("the sender goes on by itself after a lost connection and a conflict", async () => {
  const server = new Server(STORY);
  const session = opened(server);
  const waits: number[] = [];
  let calls = 0;
  const sending = new Sending(session, {
    send: (request) => {
      calls += 1;
      if (calls < 3) return Promise.reject(new Error("no connection"));
      return Promise.resolve(server.receive("ana", request));
    },
    changesSince: (revision) => Promise.resolve({ revision: server.revision, changes: server.since(revision) }),
    load: () => Promise.resolve(server.opened),
    wait: (failures) => {
      waits.push(failures);
      return Promise.resolve();
    },
  });
  const beto = opened(server);
  beto.do(build.moveToLane(beto.shown, ["ventas"], "Norte"));
  sent(beto, server, "beto");
  rename(session, "ventas", "Uno");
  rename(session, "bodega", "Dos");
  await sending.wake();
  sending.end();
  expect(waits).toEqual([1, 2]);
  expect(session.saved.state).toBe("saved");
  expect(session.shown.document()).toEqual(server.chain.document());
  expect(server.chain.nodes.get("ventas")).toMatchObject({ name: "Uno", lane: "Norte" });
});

test("what is done on the drawing is lawful, and taken back exactly", () => {
  const chain = Chain.of(STORY);
  const commands = [
    build.addHandoff(chain, { supplier: "bodega", client: "agentes", deliverable: "Aviso" }),
    build.renameHandoff(chain, "pedido", "Pedido"),
    build.changeKind(chain, ["comercial"], "supplier"),
    build.remove(chain, ["node:ventas", "handoff:pedido", "handoff:turno", "group:transporte"]),
    build.duplicate(chain, ["node:ventas", "node:bodega", "handoff:turno"]),
    build.setFigures(chain, "pedido", { failure: { own: 0.1 }, containment: 0.5 }),
    build.makeGroup(chain, ["pedido", "moto"]),
    build.makeRoutes(chain, ["camion", "moto"]),
    build.clearPositions(chain),
  ];
  const after = commands.map((command) => perform(chain, command));
  expect(after.filter(isRefusal)).toEqual([]);
  const [, , , removed, copied] = after.map((each) => ("chain" in each ? each.chain : chain));
  expect(removed?.handoffs.list.map(({ id }) => id)).toEqual(["camion", "entrega"]);
  expect(copied?.handoffs.list.slice(6).map(({ id }) => id)).toEqual([
    "ventas-2-bodega-2-pedido-completo",
    "ventas-2-bodega-2-moto",
    "gestion-comercial-agentes-turno",
  ]);
});

test("an edit on a large map costs little", () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `n${at}`);
  const large: MapDocument = {
    name: "Grande",
    nodes: ids.map((id) => ({ id, name: id, kind: "process" })),
    handoffs: Array.from({ length: 2000 }, (_, at) => ({
      id: `h${at}`,
      supplier: `n${at % 1000}`,
      client: `n${(at * 7 + 1 + Math.floor(at / 1000)) % 1000 === at % 1000 ? (at + 1) % 1000 : (at * 7 + 1 + Math.floor(at / 1000)) % 1000}`,
      deliverable: "x",
    })),
  };
  const session = new Session({ revision: 1, content: large });
  const times = Array.from({ length: 200 }, (_, at) => {
    const command = build.renameNode(session.shown, `n${at}`, `Otro ${at}`);
    const start = performance.now();
    expect(isRefusal(session.do(command))).toBe(false);
    return performance.now() - start;
  }).sort((one, other) => one - other);
  const median = times[100] ?? Infinity;
  if (process.env["ESLABON_TELL"]) console.log(`an edit on 1,000 nodes and 2,000 handoffs: ${median.toFixed(2)} ms`);
  expect(median).toBeLessThan(10);
});
