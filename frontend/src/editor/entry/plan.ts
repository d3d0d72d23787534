/** What lines of fast entry would do to a map: line by line for a preview, and as one command with one undo. */

import { handoffId, together } from "../commands/build";
import type { Command } from "../commands";
import { Chain } from "../model/chain";
import { identifier, plain, tidy } from "../model/naming";
import { Things } from "../model/things";
import type { Handoff, MapNode, NodeKind } from "../model/types";
import { error, type Field, type Problem } from "../rules";
import { isProblem, linesOf, supposedKind, type End, type Entry, type Line } from "./parse";

/** An end of a previewed line: the node that it is, and whether it comes with the list. */
export interface PlannedEnd {
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  readonly isNew: boolean;
  /** Where the line writes the name otherwise than the map, in capitals or accents. */
  readonly isSpeltOtherwise: boolean;
}

export interface PlannedLine {
  readonly row: number;
  readonly text: string;
  /** `known` is on the map already, `repeated` stood in a line before, `changed` gets other counts. */
  readonly state: "new" | "known" | "changed" | "repeated" | "wrong";
  readonly problem?: Problem;
  readonly supplier?: PlannedEnd;
  readonly client?: PlannedEnd;
  readonly deliverable?: string;
}

export interface Plan {
  readonly lines: readonly PlannedLine[];
  readonly nodes: number;
  readonly handoffs: number;
  readonly wrong: number;
  /** Nothing where no line adds anything; the wrong ones are left out. */
  readonly command: Command | undefined;
}

/** What a text would do. */
export function planned(chain: Chain, text: string): Plan {
  return new Planning(chain, linesOf(text)).plan();
}

class Planning {
  readonly #chain: Chain;
  readonly #lines: readonly Line[];
  /** The nodes of the map and of the list, by their names as they are written and as they are heard. */
  readonly #written = new Map<string, MapNode>();
  readonly #heard = new Map<string, MapNode>();
  readonly #handoffs = new Map<string, Handoff>();
  readonly #added = new Map<string, MapNode>();
  readonly #takenNodes: Set<string>;
  readonly #takenHandoffs: Set<string>;
  readonly #kinds: Kinds;
  readonly #seen = new Set<string>();
  readonly #commands: Command[] = [];

  constructor(chain: Chain, lines: readonly Line[]) {
    this.#chain = chain;
    this.#lines = lines;
    for (const node of chain.nodes.list) this.#learn(node);
    for (const handoff of chain.handoffs.list) this.#handoffs.set(keyOf(handoff), handoff);
    this.#takenNodes = new Set(chain.nodes.list.map(({ id }) => id));
    this.#takenHandoffs = new Set(chain.handoffs.list.map(({ id }) => id));
    this.#kinds = new Kinds(lines);
  }

  plan(): Plan {
    const lines = this.#lines.map((line) => this.#line(line));
    const added = [...this.#added.values()];
    const nodes = added.map((node): Command => ({ kind: "add-node", node }));
    const commands = [...nodes, ...this.#commands];
    return {
      lines,
      nodes: nodes.length,
      handoffs: lines.filter(({ state }) => state === "new").length,
      wrong: lines.filter(({ state }) => state === "wrong").length,
      command: commands.length ? together(commands) : undefined,
    };
  }

  #line({ row, text, said }: Line): PlannedLine {
    const problem = isProblem(said) ? said : this.#wrongWith(said, row);
    if (problem || isProblem(said)) return { row, text, state: "wrong", ...(problem ? { problem } : {}) };
    const supplier = this.#end(said.supplier);
    const client = this.#end(said.client);
    const state = this.#handoff(said, supplier, client);
    return { row, text, state, supplier, client, deliverable: said.deliverable };
  }

  #wrongWith({ supplier, client, deliveries }: Entry, row: number): Problem | undefined {
    const contradicted = this.#kinds.contradiction(supplier, row) ?? this.#kinds.contradiction(client, row);
    if (contradicted) return contradicted;
    const giver = this.#known(supplier.name);
    const isSelf = giver ? giver === this.#known(client.name) : spoken(supplier.name) === spoken(client.name);
    if (isSelf) return error("self-handoff", "", { node: giver?.id ?? supplier.name });
    if (!deliveries) return undefined;
    const { count, failed } = deliveries;
    if (count <= 0) return error("not-positive", "", { value: count });
    return failed > count ? error("failed-beyond-count", "", { failed, count }) : undefined;
  }

  #end({ name }: End): PlannedEnd {
    const node = this.#known(name) ?? this.#new(name);
    return {
      id: node.id,
      name: node.name,
      kind: node.kind,
      isNew: this.#added.has(node.id),
      isSpeltOtherwise: tidy(node.name) !== name,
    };
  }

  #new(name: string): MapNode {
    const kind = this.#kinds.of(name) ?? "process";
    const node: MapNode = { id: identifier([name], this.#takenNodes, "nodo"), name, kind };
    this.#takenNodes.add(node.id);
    this.#added.set(node.id, node);
    this.#learn(node);
    return node;
  }

  #handoff({ deliverable, deliveries }: Entry, supplier: PlannedEnd, client: PlannedEnd): PlannedLine["state"] {
    const ends = { supplier: supplier.id, client: client.id, deliverable };
    const key = keyOf(ends);
    if (this.#seen.has(key)) return "repeated";
    this.#seen.add(key);
    const known = this.#handoffs.get(key);
    if (known) return this.#recount(known, deliveries);
    const named = this.#chain.with({ nodes: new Things([...this.#chain.nodes.list, ...this.#added.values()]) });
    const id = handoffId(named, ends, this.#takenHandoffs);
    this.#takenHandoffs.add(id);
    const handoff = { id, ...ends, ...(deliveries ? { failure: { deliveries } } : {}) };
    this.#commands.push({ kind: "add-handoff", handoff });
    return "new";
  }

  #recount(handoff: Handoff, deliveries: Entry["deliveries"]): PlannedLine["state"] {
    const was = handoff.failure?.deliveries;
    if (!deliveries || (was?.count === deliveries.count && was.failed === deliveries.failed)) return "known";
    const failure = { ...handoff.failure, deliveries };
    this.#commands.push({ kind: "replace-handoff", handoff: { ...handoff, failure } });
    return "changed";
  }

  #known(name: string): MapNode | undefined {
    return this.#written.get(name) ?? this.#heard.get(spoken(name));
  }

  #learn(node: MapNode): void {
    const [written, sound] = [tidy(node.name), spoken(node.name)];
    if (!this.#written.has(written)) this.#written.set(written, node);
    if (!this.#heard.has(sound)) this.#heard.set(sound, node);
  }
}

/** What lines say of the kinds of nodes: the first that says it counts, and another that says otherwise is wrong. */
class Kinds {
  readonly #said = new Map<string, { readonly kind: string; readonly row: number }>();
  readonly #kinds = new Map<string, MapNode["kind"]>();

  constructor(lines: readonly Line[]) {
    for (const { row, said } of lines) {
      if (isProblem(said)) continue;
      for (const { name, kind } of [said.supplier, said.client]) {
        if (!kind || this.#kinds.has(spoken(name))) continue;
        this.#kinds.set(spoken(name), kind);
        this.#said.set(spoken(name), { kind, row });
      }
    }
  }

  of(name: string): MapNode["kind"] | undefined {
    return this.#kinds.get(spoken(name)) ?? supposedKind(name);
  }

  contradiction({ name, kind }: End, row: number): Problem | undefined {
    const first = this.#said.get(spoken(name));
    if (!kind || !first || first.kind === kind) return undefined;
    const fields: Record<string, Field> = { thing: name, value: kind, first: first.kind, row: first.row };
    return first.row === row ? undefined : error("contradiction", "", fields);
  }
}

/** A name without capitals and accents: likely the same, spelt in two ways. */
function spoken(name: string): string {
  return plain(tidy(name));
}

function keyOf({ supplier, client, deliverable }: Pick<Handoff, "supplier" | "client" | "deliverable">): string {
  return JSON.stringify([supplier, client, spoken(deliverable)]);
}
