/**
 * The whole drawing in little, in a corner of the sheet where it is larger than its window: boxes, and the part that is seen. A press
 * goes there, dragging goes along. It is for pointers alone: by keyboard one walks, searches and zooms, and the drawing follows.
 */
import { offset, type Size, type View } from "../../lib/zoom";
import { centredOn, isLarger, littleScale, meet, outline, seen } from "../scene/overview";
import type { Box, Point, SceneNode } from "../scene/scene";
import { middleOf } from "./nearest";
import type { Workplace } from "./workplace";

const SVG = "http://www.w3.org/2000/svg";
/** Where there is no room for it: phones. */
const NARROW = "(max-width: 640px)";
/** Boxes are gathered once nothing was drawn for so long. */
const AFTER_DRAWING = 200;
const LABEL: Point = [110, 40];
const CORNER = 24;

export class Minimap {
  readonly #at: Workplace;
  readonly #little = document.createElement("div");
  readonly #svg = document.createElementNS(SVG, "svg");
  readonly #boxes = document.createElementNS(SVG, "path");
  readonly #seen = document.createElement("div");
  #window: Size;
  #nodes: readonly SceneNode[] | undefined;
  #isComing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How far from the middle of what is seen one has taken hold of it. */
  #held: Point | undefined;

  constructor(at: Workplace, signal: AbortSignal) {
    this.#at = at;
    const { element } = at;
    this.#window = { width: element.clientWidth, height: element.clientHeight };
    this.#little.className = "minimap";
    this.#little.hidden = true;
    this.#little.setAttribute("aria-hidden", "true");
    this.#seen.className = "seen";
    this.#svg.append(this.#boxes);
    this.#little.append(this.#svg, this.#seen);
    (element.closest(".paper") ?? element).append(this.#little);
    this.#follow(signal);
    this.#listen(signal);
    this.#soon();
    this.#later();
    signal.addEventListener("abort", () => {
      this.#little.remove();
    });
  }

  #follow(signal: AbortSignal): void {
    const { element } = this.#at;
    const soon = (): void => {
      this.#soon();
    };
    for (const word of ["scroll", "focusin"] as const) element.addEventListener(word, soon, { signal, passive: true });
    // While one zooms, painting it would cost each frame what the drawing needs: it follows once that stands still.
    element.addEventListener("eslabon:viewed", soon, { signal });
    element.addEventListener(
      "eslabon:drawn",
      () => {
        this.#soon();
        this.#later();
      },
      { signal },
    );
    const observer = new ResizeObserver(() => {
      this.#window = { width: element.clientWidth, height: element.clientHeight };
      this.#soon();
    });
    observer.observe(element);
    signal.addEventListener("abort", () => {
      observer.disconnect();
    });
  }

  #listen(signal: AbortSignal): void {
    const on = (word: "pointerdown" | "pointermove" | "pointerup", hear: (event: PointerEvent) => void): void => {
      this.#little.addEventListener(word, hear, { signal });
    };
    on("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.#little.setPointerCapture(event.pointerId);
      const [x, y] = this.#point(event);
      const [left, top, width, height] = seen(this.#view(), this.#drawing(), this.#window);
      const isInside = meet([x, y, 0.01, 0.01], [left, top, width, height]);
      this.#held = isInside ? [left + width / 2 - x, top + height / 2 - y] : [0, 0];
      this.#go(event);
    });
    on("pointermove", (event) => {
      if (this.#held) this.#go(event);
    });
    on("pointerup", () => {
      this.#held = undefined;
    });
  }

  #go(event: PointerEvent): void {
    const [x, y] = this.#point(event);
    const [across, down] = this.#held ?? [0, 0];
    const { left, top } = centredOn([x + across, y + down], this.#view(), this.#drawing(), this.#window);
    this.#at.element.scrollLeft = left;
    this.#at.element.scrollTop = top;
  }

  /** The point of the sheet under the pointer. */
  #point({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = this.#svg.getBoundingClientRect();
    const scale = littleScale(this.#drawing());
    return [(clientX - left) / scale, (clientY - top) / scale];
  }

  #drawing(): Size {
    const [width, height] = this.#at.scene.size;
    return { width, height };
  }

  #view(): View {
    const { svg, element } = this.#at;
    const scale = Number(svg.getAttribute("width")) / (svg.viewBox.baseVal.width || 1);
    return { scale, left: element.scrollLeft, top: element.scrollTop };
  }

  #soon(): void {
    if (this.#isComing) return;
    this.#isComing = true;
    requestAnimationFrame(() => {
      this.#isComing = false;
      this.#show();
    });
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#nodes === this.#at.scene.nodes) return;
      this.#nodes = this.#at.scene.nodes;
      this.#boxes.setAttribute("d", outline(this.#at.scene));
      this.#soon();
    }, AFTER_DRAWING);
  }

  #show(): void {
    const [view, drawing] = [this.#view(), this.#drawing()];
    this.#little.hidden = matchMedia(NARROW).matches || !isLarger(view, drawing, this.#window);
    if (this.#little.hidden) return;
    const little = littleScale(drawing);
    const size = [drawing.width * little, drawing.height * little] as const;
    set(this.#svg, {
      width: String(size[0]),
      height: String(size[1]),
      viewBox: `0 0 ${drawing.width} ${drawing.height}`,
    });
    const [left, top, width, height] = seen(view, drawing, this.#window).map((side) => side * little) as unknown as Box;
    const { style } = this.#seen;
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.#little.classList.toggle("aside", this.#isInTheWay(view, drawing, size));
  }

  /** Whether what has the focus would lie under it. */
  #isInTheWay(view: View, drawing: Size, [width, height]: Point): boolean {
    const { activeElement } = document;
    const { scene, svg } = this.#at;
    const middle = activeElement && svg.contains(activeElement) ? middleOf(scene, activeElement.id) : undefined;
    if (!middle) return false;
    const box = scene.nodes.find(({ id }) => id === activeElement?.id)?.box ?? [0, 0, ...LABEL];
    const [left, top] = offset(view, drawing, this.#window);
    const [across, down] = [box[2] * view.scale, box[3] * view.scale];
    const x = left + (middle[0] + scene.shift[0]) * view.scale - across / 2;
    const y = top + (middle[1] + scene.shift[1]) * view.scale - down / 2;
    const corner: Point = [this.#window.width - width - CORNER, this.#window.height - height - CORNER];
    return meet([x, y, across, down], [...corner, width + CORNER, height + CORNER]);
  }
}

function set(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}
