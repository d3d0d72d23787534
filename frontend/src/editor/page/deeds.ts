/** What one does on the drawing, whichever hand asks for it: keys, pointer or the buttons of the bar. */
import * as build from "../commands/build";
import { attempt, isRefusal, type Command } from "../commands";
import { figuresOf, typed } from "../entry/figures";
import type { Chain } from "../model/chain";
import { plain } from "../model/naming";
import type { NodeKind, Position } from "../model/types";
import { cleared } from "../scene/anticipate";
import { centre } from "../scene/geometry";
import type { Point } from "../scene/scene";
import { fillIn } from "./figuring";
import { isDirection, nearest } from "./nearest";
import type { Workplace } from "./workplace";

const BESIDE = 210;

export class Deeds {
  readonly #at: Workplace;

  constructor(workplace: Workplace) {
    this.#at = workplace;
  }

  /** Ask for a name, and put a node there; without a place, beside what is selected. */
  async addNode(kind: NodeKind = "process", wanted?: Point): Promise<void> {
    const at = this.#at;
    const place = cleared(wanted ?? this.#beside(), at.scene.nodes);
    const name = await at.asking.ask({ label: at.text(`name.${kind}`), at: at.onScreen(place) });
    if (name === null) return;
    const command = build.addNode(at.chain, { name, kind, ...this.#positioned(place) });
    const id = added(command);
    if (!at.do(command, new Map([[id, place]]))) return;
    at.selection.set([`node:${id}`]);
    this.#back(`node:${id}`);
  }

  /** Ask whom a node serves and with what; where it was dropped on nobody, somebody new is put there. */
  async connect(supplier: string, known?: string, drop?: Point): Promise<void> {
    const at = this.#at;
    const where = drop ? at.onScreen(drop) : at.middle(`node:${supplier}`);
    const client = known ?? (await this.#askClient(supplier, where));
    if (client === null) return;
    const place = drop ?? cleared(this.#beside(supplier), at.scene.nodes);
    const label = at.text("deliverable");
    const deliverable = await at.asking.ask({ label, at: known === undefined ? at.onScreen(place) : where });
    if (deliverable !== null) this.#connected(supplier, client, deliverable, place);
  }

  #connected(supplier: string, client: string, deliverable: string, place: Point): void {
    const at = this.#at;
    const isKnown = at.chain.nodes.has(client);
    const made = isKnown ? undefined : this.#clientNamed(client, place);
    const commands = made ? [made.command] : [];
    const given = { supplier, client: made?.id ?? client, deliverable };
    const handoff = build.addHandoff(after(at.chain, commands), given);
    const places = new Map<string, Point>(made ? [[made.id, place]] : []);
    if (!at.do(build.together([...commands, handoff]), places)) return;
    at.selection.set([`handoff:${added(handoff)}`]);
    this.#back(`handoff:${added(handoff)}`);
  }

  /** Ask for another name; of a handoff also how often it fails. */
  async rename(name: string): Promise<void> {
    const at = this.#at;
    const [kind, id] = parted(name);
    if (kind === "handoff" && fillIn(at, id)) return;
    const thing = kind === "node" ? at.chain.nodes.get(id) : at.chain.handoffs.get(id);
    if (!thing) return;
    const value = "deliverable" in thing ? thing.deliverable : thing.name;
    const label = at.text("deliverable" in thing ? "deliverable" : `name.${thing.kind}`);
    const text = await at.asking.ask({ label, value, at: at.middle(name) });
    const rename = kind === "node" ? build.renameNode : build.renameHandoff;
    if (text !== null && text !== value) at.do(rename(at.chain, id, text));
    this.#back(name);
  }

  /** Ask how often a handoff fails, in one go. */
  async figures(id: string): Promise<void> {
    const at = this.#at;
    const handoff = at.chain.handoffs.get(id);
    if (!handoff) return;
    const label = at.text("figures");
    const value = typed(handoff.failure);
    const text = await at.asking.ask({ label, value, hint: at.text("figures.hint"), at: at.middle(`handoff:${id}`) });
    const failure = text === null ? null : figuresOf(text);
    if (text !== null && failure === null) at.say(at.text("figures.wrong", { text }));
    if (failure)
      at.do({ kind: "replace-handoff", handoff: { ...handoff, failure: { ...handoff.failure, ...failure } } });
    this.#back(`handoff:${id}`);
  }

  async toLane(ids: readonly string[]): Promise<void> {
    const at = this.#at;
    const [first] = ids;
    if (first === undefined) return;
    const options = [...new Set(at.chain.nodes.list.flatMap(({ lane }) => lane ?? []))].sort();
    const value = at.chain.nodes.get(first)?.lane ?? "";
    const where = at.middle(`node:${first}`);
    const lane = await at.asking.ask({ label: at.text("lane"), value, options, isEmptyKept: true, at: where });
    if (lane !== null && at.do(build.moveToLane(at.chain, ids, lane))) this.#tellLane(lane);
    this.#back(`node:${first}`);
  }

  /** Put nodes into another lane, where they were dropped; a map that nobody laid out by hand stays so. */
  moveToLane(places: ReadonlyMap<string, Point>, lane: string): void {
    const at = this.#at;
    const positions = at.isByHand ? places : new Map<string, Point>();
    if (at.do(build.moveToLane(at.chain, [...places.keys()], lane, positions), places)) this.#tellLane(lane);
  }

  remove(names: readonly string[]): void {
    const next = this.#after(names);
    const count = this.#goingWith(names);
    if (names.length && this.#at.do(build.remove(this.#at.chain, names))) {
      this.#at.say(this.#at.text(count ? "removed.with" : "removed", { count }));
      if (next === undefined) this.#at.focus("");
      else this.#reached(next);
    }
  }

  duplicate(names: readonly string[]): void {
    const command = build.duplicate(this.#at.chain, names);
    const copies = copied(command);
    if (!copies[0] || !this.#at.do(command)) return;
    this.#at.selection.set(copies);
    this.#at.focus(copies[0]);
  }

  changeKind(ids: readonly string[], kind: NodeKind): void {
    if (ids.length) this.#at.do(build.changeKind(this.#at.chain, ids, kind));
  }

  group(members: readonly string[]): void {
    this.#grouped(members, build.makeGroup);
  }

  routes(members: readonly string[]): void {
    this.#grouped(members, build.makeRoutes);
  }

  /** Let the server lay everything out again. */
  tidy(): void {
    if (this.#at.isByHand) this.#at.do(build.clearPositions(this.#at.chain));
  }

  /** Put nodes somewhere; from the first time on, all of them stay where they are seen. */
  move(places: ReadonlyMap<string, Point>): void {
    const at = this.#at;
    const all = at.isByHand ? places : new Map([...at.places(), ...places]);
    at.do(build.setPositions(at.chain, all), places);
  }

  undo(): void {
    if (this.#at.turns.undo) this.#at.say(this.#at.text("undone"));
    this.#at.undo();
  }

  redo(): void {
    if (this.#at.turns.redo) this.#at.say(this.#at.text("redone"));
    this.#at.redo();
  }

  #tellLane(lane: string): void {
    this.#at.say(this.#at.text(lane ? "lane.moved" : "lane.none", { lane }));
  }

  #grouped(members: readonly string[], make: typeof build.makeRoutes): void {
    if (members.length < 2) this.#at.say(this.#at.text("group.needs"));
    else this.#at.do(make(this.#at.chain, members));
  }

  #askClient(supplier: string, where: { readonly x: number; readonly y: number }): Promise<string | null> {
    const at = this.#at;
    const nodes = at.chain.nodes.list.filter(({ id }) => id !== supplier);
    const boxes = at.scene.nodes;
    let candidate = `node-${supplier}`;
    const step = (key: string): string | undefined => {
      if (!isDirection(key)) return undefined;
      const next = nearest(boxes, candidate, key);
      if (next === undefined) return undefined;
      candidate = next;
      at.pointAt(candidate);
      return at.chain.nodes.get(candidate.slice("node-".length))?.name;
    };
    const asked = at.asking.ask({
      label: at.text("client", { supplier: at.chain.nodes.get(supplier)?.name ?? supplier }),
      options: nodes.map(({ name }) => name),
      at: where,
      step,
    });
    return asked.then((text) => {
      at.pointAt("");
      const pointed = at.chain.nodes.get(candidate.slice("node-".length));
      if (text === null) return null;
      if (pointed?.name === text) return pointed.id;
      return nodes.find(({ name }) => plain(name) === plain(text))?.id ?? text;
    });
  }

  #clientNamed(name: string, place: Point): { readonly id: string; readonly command: Command } {
    const command = build.addNode(this.#at.chain, { name, kind: "process", ...this.#positioned(place) });
    return { id: added(command), command };
  }

  #positioned([x, y]: Point): { readonly position?: Position } {
    return this.#at.isByHand ? { position: [Math.round(x), Math.round(y)] } : {};
  }

  /** Right of a node, of what is selected, or in the middle of what is seen. */
  #beside(id = this.#at.selection.nodes[0]): Point {
    const at = this.#at;
    const box = at.scene.nodes.find((node) => node.id === `node-${id ?? ""}`)?.box;
    if (box) return [centre(box)[0] + BESIDE, centre(box)[1]];
    const { left, top, width, height } = at.element.getBoundingClientRect();
    return at.point(left + width / 2, top + height / 2);
  }

  /** How many handoffs go because a node of theirs does. */
  #goingWith(names: readonly string[]): number {
    const handoffs = names.flatMap((name) => {
      const [kind, id] = parted(name);
      return kind === "node" ? this.#at.chain.handoffsOf(id).map((handoff) => `handoff:${handoff.id}`) : [];
    });
    return new Set(handoffs.filter((name) => !names.includes(name))).size;
  }

  /** What one is at next when something goes: a neighbour of it. */
  #after(names: readonly string[]): string | undefined {
    const [kind, id] = parted(names[0] ?? "");
    const { chain } = this.#at;
    const handoff = chain.handoffs.get(id);
    if (kind === "handoff" && handoff) return `node:${handoff.supplier}`;
    const other = chain.handoffsOf(id)[0];
    const neighbour = other && (other.supplier === id ? other.client : other.supplier);
    const next = neighbour ?? chain.nodes.list.find((node) => !names.includes(`node:${node.id}`))?.id;
    return next !== undefined && !names.includes(`node:${next}`) ? `node:${next}` : undefined;
  }

  /** What is new, or was written on, has the focus; but nobody who went elsewhere meanwhile is called back. */
  #back(name: string): void {
    if (!this.#at.asking.wasLeft) this.#at.focus(name);
  }

  #reached(name: string): void {
    this.#at.selection.set([name]);
    this.#at.focus(name);
  }
}

/** The id of what a command puts in. */
function added(command: Command): string {
  if (command.kind === "add-node") return command.node.id;
  return command.kind === "add-handoff" ? command.handoff.id : "";
}

/** The names of all that a command puts in. */
function copied(command: Command): string[] {
  if (command.kind === "together") return command.commands.flatMap(copied);
  return [`${command.kind === "add-node" ? "node" : "handoff"}:${added(command)}`];
}

function parted(name: string): [string, string] {
  const cut = name.indexOf(":");
  return [name.slice(0, cut), name.slice(cut + 1)];
}

/** The chain with what commands put into it. */
function after(chain: Chain, commands: readonly Command[]): Chain {
  const outcome = attempt(chain, build.together(commands));
  return isRefusal(outcome) ? chain : outcome.chain;
}
