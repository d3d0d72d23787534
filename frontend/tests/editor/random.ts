/** Random edits of a map, the same for the same seed. */

import * as build from "../../src/editor/commands/build";
import type { Command } from "../../src/editor/commands";
import type { Chain } from "../../src/editor/model/chain";
import type { NodeKind } from "../../src/editor/model/types";

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  isLikely(share: number): boolean {
    return this.next() < share;
  }

  of<T>(values: readonly T[]): T | undefined {
    return values[this.below(values.length)];
  }

  some<T>(values: readonly T[], most: number): T[] {
    const left = [...values];
    return Array.from({ length: Math.min(left.length, 1 + this.below(most)) }, () =>
      left.splice(this.below(left.length), 1),
    ).flat();
  }
}

const KINDS: readonly NodeKind[] = ["process", "process", "supplier", "customer", "employees"];
const NAMES = ["Compras", "Nómina", "Cartera", "Archivo", "Soporte", "Caja"];

type Make = (chain: Chain, random: Random) => Command;

const nodes = (chain: Chain, random: Random, most: number): string[] =>
  random.some(
    chain.nodes.list.map((node) => node.id),
    most,
  );
const handoffs = (chain: Chain, random: Random, most: number): string[] =>
  random.some(
    chain.handoffs.list.map((each) => each.id),
    most,
  );

const MAKES: readonly Make[] = [
  (chain, random) => build.addNode(chain, { name: random.of(NAMES) ?? "", kind: random.of(KINDS) ?? "process" }),
  (chain, random) => build.addHandoff(chain, between(chain, random)),
  (chain, random) => build.addHandoff(chain, between(chain, random)),
  (chain, random) =>
    build.renameNode(chain, random.of(nodes(chain, random, 1)) ?? "", `${random.of(NAMES) ?? ""} ${random.below(99)}`),
  (chain, random) =>
    build.renameHandoff(
      chain,
      random.of(handoffs(chain, random, 1)) ?? "",
      random.isLikely(0.1) ? " " : `Entrega ${random.below(99)}`,
    ),
  (chain, random) => build.changeKind(chain, nodes(chain, random, 2), random.of(KINDS) ?? "process"),
  (chain, random) =>
    build.remove(chain, [
      ...nodes(chain, random, 1).map((id) => `node:${id}`),
      ...handoffs(chain, random, 2).map((id) => `handoff:${id}`),
    ]),
  (chain, random) =>
    build.remove(
      chain,
      handoffs(chain, random, 2).map((id) => `handoff:${id}`),
    ),
  (chain, random) => build.duplicate(chain, [...nodes(chain, random, 3).map((id) => `node:${id}`)]),
  (chain, random) => build.moveToLane(chain, nodes(chain, random, 3), `Carril ${random.below(4)}`),
  (chain, random) =>
    build.setFigures(chain, random.of(handoffs(chain, random, 1)) ?? "", { failure: { own: random.below(12) / 10 } }),
  (chain, random) => build.makeGroup(chain, sameClient(chain, random), 1 + random.below(2)),
  (chain, random) => build.makeRoutes(chain, sameClient(chain, random)),
  (chain, random) =>
    build.setPositions(
      chain,
      new Map(nodes(chain, random, 4).map((id) => [id, [random.below(900), random.below(600)]])),
    ),
  (chain) => build.clearPositions(chain),
  (chain, random) => ({
    kind: "describe-map",
    ...chain.header,
    [random.isLikely(0.5) ? "currency" : "description"]: random.of(NAMES) ?? "",
  }),
];

/** An edit as somebody would make it on what is shown; some are refused. */
export function randomEdit(chain: Chain, random: Random): Command {
  const make = random.of(MAKES);
  return make ? make(chain, random) : build.together([]);
}

function between(chain: Chain, random: Random): { supplier: string; client: string; deliverable: string } {
  const [supplier = "nadie", client = supplier] = nodes(chain, random, 2);
  return { supplier, client, deliverable: random.of(NAMES) ?? "" };
}

function sameClient(chain: Chain, random: Random): string[] {
  const client = chain.handoffs.get(random.of(handoffs(chain, random, 1)) ?? "")?.client;
  return random.some(
    chain.handoffs.list.filter((each) => each.client === client).map((each) => each.id),
    3,
  );
}
