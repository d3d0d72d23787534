/** What a pointer does on the drawing: drag nodes, draw handoffs from a node's rim, catch several by a lasso, write in place. */
import { provisional } from "../scene/geometry";
import type { Box, Point } from "../scene/scene";
import type { Deeds } from "./deeds";
import { Moving, type Gesture } from "./moving";
import { Rim } from "./rim";
import { nameOf } from "./selection";
import type { Workplace } from "./workplace";

const SVG = "http://www.w3.org/2000/svg";
const A_DRAG = 4;

export function listenToPointer(at: Workplace, deeds: Deeds, signal: AbortSignal): void {
  const rim = new Rim(at);
  const hands = new Hands(at, deeds, rim);
  const on = <K extends "pointerdown" | "pointermove" | "pointerup" | "pointercancel" | "click" | "dblclick">(
    word: K,
    hear: (event: HTMLElementEventMap[K]) => void,
  ): void => {
    at.element.addEventListener(word, hear, { signal, capture: true });
  };
  on("pointerdown", (event) => {
    hands.down(event);
  });
  on("pointermove", (event) => {
    hands.move(event);
  });
  on("pointerup", (event) => {
    hands.up(event);
  });
  on("pointercancel", () => {
    hands.cancel();
  });
  on("click", (event) => {
    hands.click(event);
  });
  on("dblclick", (event) => {
    hands.twice(event);
  });
  rim.listen(signal);
}

class Hands {
  readonly #at: Workplace;
  readonly #deeds: Deeds;
  readonly #rim: Rim;
  #gesture: Gesture | undefined;
  #start: PointerEvent | undefined;
  #dragged = false;

  constructor(at: Workplace, deeds: Deeds, rim: Rim) {
    this.#at = at;
    this.#deeds = deeds;
    this.#rim = rim;
  }

  down(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Element) || !this.#at.svg.contains(event.target)) return;
    this.#dragged = false;
    this.#gesture = this.#begun(event, event.target);
    if (!this.#gesture) return;
    this.#start = event;
    event.stopPropagation();
  }

  move(event: PointerEvent): void {
    if (!this.#gesture || !this.#start || event.pointerId !== this.#start.pointerId) return;
    event.stopPropagation();
    const far = Math.hypot(event.clientX - this.#start.clientX, event.clientY - this.#start.clientY);
    if (!this.#dragged && far < A_DRAG) return;
    if (!this.#dragged) this.#at.element.setPointerCapture(event.pointerId);
    this.#dragged = true;
    this.#gesture.move(event);
  }

  up(event: PointerEvent): void {
    const gesture = this.#gesture;
    this.#gesture = undefined;
    if (!gesture) return;
    if (this.#dragged) gesture.end(event);
    else gesture.cancel();
  }

  cancel(): void {
    this.#gesture?.cancel();
    this.#gesture = undefined;
  }

  /** What was dragged is not chosen; Shift adds to what is selected. */
  click(event: MouseEvent): void {
    const thing = thingOf(event.target);
    if (this.#dragged) {
      this.#dragged = false;
      swallow(event);
      return;
    }
    if (!(event.target instanceof Element) || !this.#at.svg.contains(event.target)) return;
    if (this.#rim.isUnder(event.target)) {
      swallow(event);
      void this.#deeds.connect(this.#rim.node);
    } else this.#choose(event, thing);
  }

  /** Shift, or gathering by taps, adds to what is selected or takes out of it. */
  #choose(event: MouseEvent, thing: string | undefined): void {
    const { selection } = this.#at;
    if (!event.shiftKey && !selection.isGathering) selection.set(thing ? [thing] : []);
    else if (thing) {
      swallow(event);
      selection.toggle(thing);
    } else if (!selection.isGathering) selection.set([]);
  }

  /** Twice on a thing renames it, twice on the paper puts a node there. */
  twice(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest("a:not(.thing), button, input")) return;
    const thing = thingOf(event.target);
    swallow(event);
    if (thing) void this.#deeds.rename(thing);
    else void this.#deeds.addNode("process", this.#at.point(event.clientX, event.clientY));
  }

  #begun(event: PointerEvent, target: Element): Gesture | undefined {
    const thing = thingOf(target);
    if (this.#rim.isUnder(target)) return new Drawing(this.#at, this.#deeds, this.#rim.node);
    if (event.pointerType === "touch") return undefined;
    if (thing?.startsWith("node:") && !event.shiftKey) return new Moving(this.#at, this.#deeds, thing, event);
    return !thing && event.shiftKey ? new Lasso(this.#at, event) : undefined;
  }
}

/** A handoff on its way from a node's rim to its client. */
class Drawing implements Gesture {
  readonly #at: Workplace;
  readonly #deeds: Deeds;
  readonly #supplier: string;
  readonly #line = document.createElementNS(SVG, "path");

  constructor(at: Workplace, deeds: Deeds, supplier: string) {
    this.#at = at;
    this.#deeds = deeds;
    this.#supplier = supplier;
    this.#line.setAttribute("class", "drawn-handoff");
    at.svg.append(this.#line);
  }

  move(event: PointerEvent): void {
    const at = this.#at;
    const point = at.point(event.clientX, event.clientY);
    const from = at.scene.nodes.find(({ id }) => id === `node-${this.#supplier}`)?.box;
    const client = this.#client(event);
    at.pointAt(client ? `node-${client}` : "");
    const to = client ? at.scene.nodes.find(({ id }) => id === `node-${client}`)?.box : undefined;
    if (from) this.#line.setAttribute("d", pathOf(from, to ?? [point[0], point[1], 1, 1], at.scene.shift));
  }

  end(event: PointerEvent): void {
    const client = this.#client(event);
    this.cancel();
    if (client === this.#supplier) return;
    void this.#deeds.connect(this.#supplier, client, client ? undefined : this.#at.point(event.clientX, event.clientY));
  }

  cancel(): void {
    this.#line.remove();
    this.#at.pointAt("");
  }

  #client(event: PointerEvent): string | undefined {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const name = thingOf(under);
    return name?.startsWith("node:") ? name.slice("node:".length) : undefined;
  }
}

/** A rectangle that catches what lies in it. */
class Lasso implements Gesture {
  readonly #at: Workplace;
  readonly #from: Point;
  readonly #shown = document.createElementNS(SVG, "rect");
  #to: Point;

  constructor(at: Workplace, event: PointerEvent) {
    this.#at = at;
    this.#from = this.#to = at.point(event.clientX, event.clientY);
    this.#shown.setAttribute("class", "lasso");
    at.svg.append(this.#shown);
  }

  move(event: PointerEvent): void {
    this.#to = this.#at.point(event.clientX, event.clientY);
    const [left, top, right, bottom] = this.#sides();
    const [x, y] = this.#at.scene.shift;
    const sides = { x: left + x, y: top + y, width: right - left, height: bottom - top };
    for (const [side, value] of Object.entries(sides)) this.#shown.setAttribute(side, String(value));
  }

  end(): void {
    const [left, top, right, bottom] = this.#sides();
    const isIn = ([x, y, width, height]: Box): boolean =>
      x >= left && y >= top && x + width <= right && y + height <= bottom;
    const { nodes, handoffs } = this.#at.scene;
    const caught = [
      ...nodes.filter(({ box }) => isIn(box)),
      ...handoffs.filter(({ label }) => label && isIn([...label, 0, 0])),
    ];
    this.#at.selection.add(caught.flatMap(({ id }) => nameOf(id) ?? []));
    this.cancel();
  }

  cancel(): void {
    this.#shown.remove();
  }

  #sides(): [number, number, number, number] {
    const [[x, y], [across, down]] = [this.#from, this.#to];
    return [Math.min(x, across), Math.min(y, down), Math.max(x, across), Math.max(y, down)];
  }
}

function pathOf(from: Box, to: Box, [x, y]: Point): string {
  const { curves } = provisional(from, to, 0);
  const [start, ...rest] = (curves[0] ?? []).map(([across, down]) => `${across + x},${down + y}`);
  return `M${start ?? ""}C${rest.join(" ")}`;
}

function thingOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest("a.thing") : null;
  return element ? nameOf(element.id) : undefined;
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
