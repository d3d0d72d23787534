/** The handle at a node's rim from which a handoff is drawn; it stands at the node under the pointer, or with the focus. */
import { nameOf } from "./selection";
import type { Workplace } from "./workplace";

const SVG = "http://www.w3.org/2000/svg";
const REACH = "13";
const SEEN = "7.5";
const ARM = 3.5;

export class Rim {
  readonly #at: Workplace;
  readonly #handle = document.createElementNS(SVG, "g");
  #node = "";

  constructor(at: Workplace) {
    this.#at = at;
    this.#handle.setAttribute("class", "rim");
    this.#handle.append(circle(REACH, "reach"), circle(SEEN, "seen"), cross());
  }

  /** The node at which it stands. */
  get node(): string {
    return this.#node;
  }

  isUnder(target: Element): boolean {
    return this.#handle.contains(target);
  }

  listen(signal: AbortSignal): void {
    for (const word of ["pointerover", "focusin"] as const) {
      this.#at.element.addEventListener(
        word,
        (event) => {
          this.#come(event.target as Element);
        },
        { signal },
      );
    }
    this.#at.element.addEventListener(
      "eslabon:drawn",
      () => {
        this.#place();
      },
      { signal },
    );
  }

  #come(target: Element): void {
    const name = nameOf(target.closest("a.thing")?.id ?? "");
    if (!name?.startsWith("node:")) return;
    this.#node = name.slice("node:".length);
    this.#place();
  }

  #place(): void {
    const box = this.#at.scene.nodes.find(({ id }) => id === `node-${this.#node}`)?.box;
    if (!box) {
      this.#handle.remove();
      return;
    }
    const [x, y] = this.#at.scene.shift;
    this.#handle.setAttribute("transform", `translate(${box[0] + box[2] + x} ${box[1] + box[3] / 2 + y})`);
    if (!this.#handle.isConnected) this.#at.svg.append(this.#handle);
  }
}

function circle(radius: string, name: string): SVGElement {
  const made = document.createElementNS(SVG, "circle");
  made.setAttribute("r", radius);
  made.setAttribute("class", name);
  return made;
}

function cross(): SVGElement {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("d", `M${-ARM},0H${ARM}M0,${-ARM}V${ARM}`);
  return made;
}
