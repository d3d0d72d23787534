/** A map as one works on it: the session, the drawing, what is selected, and what is asked for over it. */
import { isRefusal, type Command } from "../commands";
import { Chain } from "../model/chain";
import type { MapDocument } from "../model/types";
import type { Problem } from "../rules";
import { anticipated, blank, placesOf, type Drawn } from "../scene/anticipate";
import type { Manner } from "../scene/picture";
import type { Point, Scene, SceneAnswer } from "../scene/scene";
import { Sending, Session } from "../session";
import { Drawing } from "../view/render";
import { Asking } from "./asking";
import type { HttpLine } from "./line";
import { closest, middleOf } from "./nearest";
import { elementId, focusedIn, focusOn, Selection } from "./selection";
import { keep, stored } from "./store";
import { turnsOf, type Turns } from "./turns";
import { worded, wrong, type Texts } from "./texts";

const BEFORE_DRAWING = 120;

export interface Place {
  readonly map: string;
  readonly texts: Texts;
  readonly element: HTMLElement;
  readonly svg: SVGSVGElement;
}

export class Workplace {
  readonly session: Session;
  readonly selection = new Selection();
  readonly asking: Asking;
  readonly element: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly #texts: Texts;
  readonly #sending: Sending;
  readonly #line: HttpLine;
  readonly #drawing: Drawing;
  readonly #store: string;
  #drawn: Drawn;
  #manner: Manner;
  #drawnRevision: number;
  #places = new Map<string, Point>();
  #dragged: ReadonlyMap<string, Point> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isFetching = false;
  /** What the server could take back and do again when it last said so, and what was done here since. */
  #turns: Turns;
  readonly #listeners = new Set<() => void>();

  constructor(at: Place, answer: SceneAnswer, line: HttpLine) {
    const { map, texts, element, svg } = at;
    this.element = element;
    this.svg = svg;
    this.#texts = texts;
    this.#line = line;
    this.#store = `eslabon-queue-${map}`;
    const content = answer.content as MapDocument;
    this.session = new Session({ revision: answer.revision, content }, undefined, stored(this.#store));
    this.#drawn = drawnOf(answer, this.text("title"));
    this.#drawnRevision = answer.revision;
    this.#turns = turnsOf(answer, this.session.queue.length > 0);
    this.#manner = { ...answer.links, chosen: svg.querySelector(".chosen")?.id ?? "", wide: true };
    this.asking = new Asking(element.closest<HTMLElement>(".paper") ?? element);
    const here = focusedIn(svg);
    this.#drawing = new Drawing(svg);
    if (answer.scene && answer.drawn && answer.drawn === element.dataset["drawn"])
      this.#drawing.adopt(answer.scene, this.#manner);
    this.#sending = new Sending(this.session, line);
    this.session.subscribe(this.#changed.bind(this));
    this.selection.subscribe(this.#mark.bind(this));
    this.#show(false);
    // Whoever is nowhere is on the sheet, where keys are heard; whoever is somewhere stays there.
    if (here) this.focus(here);
    else if (document.activeElement === document.body) element.focus({ preventScroll: true });
    void this.#sending.wake();
  }

  /** The content as it is on screen. */
  get chain(): Chain {
    return this.session.shown;
  }

  /** The scene as it is on screen. */
  get scene(): Scene {
    return this.#drawing.scene ?? this.#drawn.scene;
  }

  /** Whether there is anything to be taken back, and to be done again. */
  get turns(): Turns {
    return this.#turns;
  }

  undo(): void {
    if (!this.#turns.undo) return;
    this.#turns = { ...this.#turns, redo: true };
    this.session.undo();
  }

  redo(): void {
    if (!this.#turns.redo) return;
    this.#turns = { ...this.#turns, undo: true };
    const refusal = this.session.redo();
    if (refusal) this.say(this.problem(refusal.problems[0]));
  }

  /** Whether nodes lie where somebody put them: most of them, as the server has it. */
  get isByHand(): boolean {
    const { list } = this.chain.nodes;
    return 2 * list.filter((node) => node.position).length > list.length;
  }

  text(code: string, fields: Readonly<Record<string, string | number>> = {}): string {
    return worded(this.#texts, code, fields);
  }

  /** Do something; whether it fits. What does not is said. `places` are where its nodes were put. */
  do(command: Command, places: ReadonlyMap<string, Point> = new Map()): boolean {
    for (const [id, place] of places) this.#places.set(id, place);
    const turns = this.#turns;
    this.#turns = { undo: true, redo: false };
    this.say(""); // what was told of the last thing is not told of this one
    const outcome = this.session.do(command);
    if (!isRefusal(outcome)) return true;
    this.#turns = turns;
    for (const id of places.keys()) this.#places.delete(id);
    this.say(this.problem(outcome.problems[0]));
    return false;
  }

  /** What is wrong, in words. */
  problem(problem: Problem | undefined): string {
    return wrong(this.#texts, problem);
  }

  /** Say something aloud, and show it. */
  say(text: string): void {
    const status = document.querySelector<HTMLElement>("[data-editor-status]");
    if (status) status.textContent = text;
  }

  /** Show nodes where they are being dragged to, without keeping it yet; the sheet stays still under the hand. */
  drag(places: ReadonlyMap<string, Point>): void {
    const { size, shift } = this.scene;
    this.#dragged = places;
    const scene = this.#anticipated();
    this.#drawing.show(places.size ? { ...scene, size, shift } : scene, this.#manner);
    if (!places.size) this.#told();
  }

  /** Show which element is pointed at while one looks for it; nothing by an empty id. */
  pointAt(id: string): void {
    for (const element of this.svg.querySelectorAll("[data-pointed]")) element.removeAttribute("data-pointed");
    if (!id) return;
    const element = this.#drawing.element(id);
    element?.setAttribute("data-pointed", "");
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Put the focus on a thing of the drawing, by its name in the map; on the sheet where it is not drawn. */
  focus(name: string): void {
    focusOn(this.#drawing.element(elementId(name)) ?? this.element);
  }

  /** Where a thing's middle is on screen. */
  middle(name: string): { readonly x: number; readonly y: number } {
    const element = this.#drawing.element(elementId(name)) ?? this.element;
    const label = name.startsWith("handoff:") ? element.querySelector("text") : null;
    const { left, top, width, height } = (label ?? element).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }

  /** The point of the drawing under a point of the screen. */
  point(x: number, y: number): Point {
    const matrix = this.svg.getScreenCTM();
    if (!matrix) return [0, 0];
    const at = new DOMPoint(x, y).matrixTransform(matrix.inverse());
    const [across, down] = this.scene.shift;
    return [at.x - across, at.y - down];
  }

  /** A point of the drawing on screen. */
  onScreen([x, y]: Point): { readonly x: number; readonly y: number } {
    const matrix = this.svg.getScreenCTM();
    const [across, down] = this.scene.shift;
    const at = new DOMPoint(x + across, y + down).matrixTransform(matrix ?? new DOMMatrix());
    return { x: at.x, y: at.y };
  }

  /** Where every node is seen to lie. */
  places(): ReadonlyMap<string, Point> {
    return placesOf(this.scene);
  }

  /** Be told whenever anything changed. */
  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Ask for changes that are known to be. */
  wake(): void {
    void this.#sending.wake();
  }

  /** Load the whole anew. Where that cannot be, changes come as they do from others. */
  async reload(): Promise<void> {
    const opened = await this.#line.load().catch(() => undefined);
    if (opened) this.session.loaded(opened);
  }

  end(): void {
    this.#sending.end();
    clearTimeout(this.#timer);
  }

  #changed(): void {
    this.#show(false);
    keep(this.#store, this.session.kept);
    this.#draw();
    this.selection.keep((name) => this.chain.thing(name) !== null);
    for (const listener of this.#listeners) listener();
  }

  #show(isGliding: boolean): void {
    const scene = this.#anticipated();
    const active = document.activeElement;
    const from = active instanceof SVGElement && this.svg.contains(active) ? active : undefined;
    const place = from && middleOf(this.scene, from.id);
    if (isGliding) this.#drawing.glide(scene, this.#manner);
    else this.#drawing.show(scene, this.#manner);
    this.#told();
    if (from && !from.isConnected) this.focus(closest(scene.nodes, place) ?? "");
  }

  #anticipated(): Scene {
    return anticipated(this.#drawn, this.chain, new Map([...this.#places, ...this.#dragged]));
  }

  #told(): void {
    this.#sheet();
    this.#mark();
    this.element.dispatchEvent(new CustomEvent("eslabon:drawn", { detail: this.scene }));
  }

  /** Ask for the drawing of what is confirmed, once nothing is on its way. */
  #draw(): void {
    if (this.session.revision <= this.#drawnRevision || this.session.queue.length || this.#isFetching) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#fetch();
    }, BEFORE_DRAWING);
  }

  async #fetch(): Promise<void> {
    this.#isFetching = true;
    try {
      const answer = await this.#line.scene();
      if (answer.revision >= this.#drawnRevision) this.#took(answer);
    } catch {
      // Without a connection the anticipated drawing stays; what comes next asks again.
    } finally {
      this.#isFetching = false;
    }
    this.#draw();
  }

  #took(answer: SceneAnswer): void {
    this.#drawn = drawnOf(answer, this.text("title"));
    this.#drawnRevision = answer.revision;
    this.#manner = { ...this.#manner, ...answer.links };
    for (const id of this.#places.keys()) if (this.#drawn.chain.nodes.has(id)) this.#places.delete(id);
    if (!this.session.queue.length) this.#turns = turnsOf(answer, false);
    this.session.loaded({ revision: answer.revision, content: answer.content as MapDocument });
    this.#show(true);
  }

  /** An empty sheet is what one comes to by Tab; else a thing on it is, and a press beside all of them is one on the sheet. */
  #sheet(): void {
    const isEmpty = !this.svg.querySelector("a.thing");
    this.element.tabIndex = isEmpty ? 0 : -1;
    this.element.toggleAttribute("data-editor-empty", isEmpty);
  }

  #mark(): void {
    for (const element of this.svg.querySelectorAll("[data-selected]")) element.removeAttribute("data-selected");
    for (const name of this.selection.names) {
      this.#drawing.element(elementId(name))?.setAttribute("data-selected", "");
    }
  }
}

function drawnOf(answer: SceneAnswer, described: string): Drawn {
  const content = answer.content as MapDocument;
  const scene = answer.scene ?? blank(content.name, document.documentElement.lang, described);
  return { scene, chain: Chain.of(content) };
}
