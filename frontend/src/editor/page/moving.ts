/** Nodes on their way to another place, or to another lane, which is shown while they are over it. */
import { laneAt } from "../scene/lanes";
import type { Point } from "../scene/scene";
import type { Deeds } from "./deeds";
import type { Workplace } from "./workplace";

const SVG = "http://www.w3.org/2000/svg";

/** What a press became. */
export interface Gesture {
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
  cancel(): void;
}

export class Moving implements Gesture {
  readonly #at: Workplace;
  readonly #deeds: Deeds;
  readonly #from: Point;
  readonly #own: string;
  readonly #starts: ReadonlyMap<string, Point>;
  readonly #under = document.createElementNS(SVG, "rect");
  #places: ReadonlyMap<string, Point> = new Map();
  #lane: string | undefined;

  constructor(at: Workplace, deeds: Deeds, name: string, event: PointerEvent) {
    this.#at = at;
    this.#deeds = deeds;
    this.#from = at.point(event.clientX, event.clientY);
    const places = at.places();
    const pressed = name.slice("node:".length);
    const ids = at.selection.has(name) ? at.selection.nodes : [pressed];
    this.#starts = new Map(ids.flatMap((id) => (places.has(id) ? [[id, places.get(id) ?? [0, 0]]] : [])));
    this.#own = at.chain.nodes.get(pressed)?.lane ?? "";
    this.#under.setAttribute("class", "lane-under");
  }

  move(event: PointerEvent): void {
    const [x, y] = this.#at.point(event.clientX, event.clientY);
    const [across, down] = [x - this.#from[0], y - this.#from[1]];
    this.#places = new Map([...this.#starts].map(([id, place]) => [id, [place[0] + across, place[1] + down]]));
    this.#at.drag(this.#places);
    const lane = laneAt(this.#at.scene.lanes, [x, y], this.#own);
    this.#lane = lane === this.#own ? undefined : lane;
    this.#at.element.toggleAttribute("data-editor-moving", true);
    this.#show();
  }

  end(): void {
    const [places, lane] = [this.#places, this.#lane];
    this.#left();
    this.#at.element.dispatchEvent(new CustomEvent("eslabon:placed"));
    if (lane === undefined) this.#deeds.move(places);
    else this.#deeds.moveToLane(places, lane);
    this.#at.drag(new Map());
  }

  cancel(): void {
    this.#left();
    this.#at.drag(new Map());
  }

  #left(): void {
    this.#under.remove();
    this.#at.element.removeAttribute("data-editor-moving");
  }

  #show(): void {
    const { lanes, shift } = this.#at.scene;
    const box = lanes.find(({ name }) => name === this.#lane)?.box;
    if (!box) {
      this.#under.remove();
      return;
    }
    const [left, top, width, height] = box;
    const sides = { x: left + shift[0], y: top + shift[1], width, height };
    for (const [side, value] of Object.entries(sides)) this.#under.setAttribute(side, String(value));
    if (!this.#under.isConnected) this.#at.svg.append(this.#under);
  }
}
