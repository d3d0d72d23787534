/**
 * Moving and zooming a drawing: its window scrolls, so that moving is the browser's own; zooming changes its size. While one zooms
 * by wheel or fingers, what is drawn already is shown larger or smaller, and drawn anew once that stands still.
 */
import { fitted, offset, opening, read, STEP, within, written, zoomed, type Size, type View } from "../lib/zoom";

export interface Zoom {
  change(how: "in" | "out" | "fit"): void;
  /** The drawing has another size; what was zoomed stays so. */
  resized(): void;
  /** Whether the last press moved the drawing instead of choosing something. */
  wasDragged(): boolean;
}

const A_DRAG = 4;
const WHEEL = 0.0022;
const SETTLED = 250;
const SHARPENED = 180;

export function attachZoom(element: HTMLElement, svg: SVGSVGElement, signal: AbortSignal): Zoom {
  const zooming = new Zooming(element, svg);
  zooming.listen(signal);
  return zooming;
}

class Zooming implements Zoom {
  readonly #window: HTMLElement;
  readonly #svg: SVGSVGElement;
  #drawing: Size;
  readonly #touches = new Map<number, PointerEvent>();
  #scale = 1;
  /** What follows the drawing as it grows, until somebody zooms: what is shown first, or all of it. */
  #following: typeof fitted | undefined;
  /** What is shown while one zooms, and the drawing is not that large yet. */
  #zooming: View | undefined;
  #sharpening: ReturnType<typeof setTimeout> | undefined;
  #dragged = false;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, svg: SVGSVGElement) {
    this.#window = element;
    this.#svg = svg;
    const { width, height } = svg.viewBox.baseVal;
    this.#drawing = { width, height };
    const asked = read(location.hash);
    if (!asked) this.#following = opening;
    this.#show(asked ?? opening(this.#drawing, this.#size()));
  }

  listen(signal: AbortSignal): void {
    const element = this.#window;
    // Whoever puts things somewhere by hand sees them stay there, also in size.
    element.addEventListener(
      "eslabon:placed",
      () => {
        this.#following = undefined;
      },
      { signal },
    );
    element.addEventListener(
      "wheel",
      (event) => {
        this.#wheeled(event);
      },
      { signal, passive: false },
    );
    element.addEventListener(
      "pointerdown",
      (event) => {
        this.#down(event);
      },
      { signal },
    );
    element.addEventListener(
      "pointermove",
      (event) => {
        this.#moved(event);
      },
      { signal },
    );
    for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) {
      element.addEventListener(
        end,
        (event) => {
          this.#up(event);
        },
        { signal },
      );
    }
    element.addEventListener(
      "scroll",
      () => {
        this.#settle();
      },
      { signal, passive: true },
    );
    for (const button of element.parentElement?.querySelectorAll<HTMLElement>("[data-drawing-do]") ?? []) {
      button.addEventListener(
        "click",
        () => {
          this.change(button.dataset["drawingDo"] as "in" | "out" | "fit");
        },
        { signal },
      );
      button.parentElement?.removeAttribute("hidden");
    }
  }

  change(how: "in" | "out" | "fit"): void {
    const { width, height } = this.#size();
    this.#following = how === "fit" ? fitted : undefined;
    if (how === "fit") this.#show(fitted(this.#drawing, this.#size()));
    else this.#show(zoomed(this.#view(), how === "in" ? STEP : 1 / STEP, width / 2, height / 2));
    this.#settle();
  }

  resized(): void {
    const { width, height } = this.#svg.viewBox.baseVal;
    const isOther = width !== this.#drawing.width || height !== this.#drawing.height;
    this.#drawing = { width, height };
    // The window is measured only where it matters, for that lays the page out.
    if (isOther && this.#following) this.#follow(this.#following(this.#drawing, this.#size()).scale);
    const [across, down] = [Math.floor(width * this.#scale), Math.floor(height * this.#scale)].map(String);
    if (this.#svg.getAttribute("width") === across && this.#svg.getAttribute("height") === down) return;
    this.#show(this.#view());
  }

  /** Show a drawing that grew or shrank in the size that it has now; what is in the middle stays there. */
  #follow(scale: number): void {
    const { width, height } = this.#size();
    this.#show(zoomed(this.#view(), scale / this.#scale, width / 2, height / 2));
  }

  wasDragged(): boolean {
    return this.#dragged;
  }

  #size(): Size {
    return { width: this.#window.clientWidth, height: this.#window.clientHeight };
  }

  #view(): View {
    return this.#zooming ?? { scale: this.#scale, left: this.#window.scrollLeft, top: this.#window.scrollTop };
  }

  /** Show what is drawn in another size, without drawing it. */
  #preview(view: View): void {
    this.#following = undefined;
    const { scrollLeft, scrollTop } = this.#window;
    const window = this.#size();
    const was = offset({ scale: this.#scale, left: scrollLeft, top: scrollTop }, this.#drawing, window);
    const [left, top] = offset(view, this.#drawing, window);
    this.#zooming = { scale: view.scale, ...within(view, this.#drawing, window) };
    const { style } = this.#svg;
    style.willChange = "transform";
    style.transformOrigin = "0 0";
    style.transform = `translate(${left - was[0]}px, ${top - was[1]}px) scale(${view.scale / this.#scale})`;
    clearTimeout(this.#sharpening);
    this.#sharpening = setTimeout(() => {
      this.#sharpen();
    }, SHARPENED);
  }

  /** Draw in the size that is shown. */
  #sharpen(): void {
    if (this.#zooming) this.#show(this.#zooming);
  }

  #show(view: View): void {
    clearTimeout(this.#sharpening);
    this.#zooming = undefined;
    for (const property of ["will-change", "transform-origin", "transform"]) this.#svg.style.removeProperty(property);
    this.#scale = view.scale;
    this.#svg.setAttribute("width", String(Math.floor(this.#drawing.width * view.scale)));
    this.#svg.setAttribute("height", String(Math.floor(this.#drawing.height * view.scale)));
    this.#window.scrollLeft = view.left;
    this.#window.scrollTop = view.top;
    this.#window.dispatchEvent(new CustomEvent("eslabon:viewed"));
  }

  /** Once it stands still, the address says what is seen, so that a reload shows the same. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (!this.#window.isConnected) return;
      history.replaceState(history.state, "", `${location.pathname}${location.search}#${written(this.#view())}`);
    }, SETTLED);
  }

  #wheeled(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.#window.getBoundingClientRect();
    const factor = Math.exp(-event.deltaY * WHEEL * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1));
    this.#preview(zoomed(this.#view(), factor, event.clientX - box.left, event.clientY - box.top));
    this.#settle();
  }

  #down(event: PointerEvent): void {
    this.#dragged = false;
    if (event.pointerType === "mouse") this.#sharpen();
    if (event.button === 0) this.#touches.set(event.pointerId, event);
  }

  #moved(event: PointerEvent): void {
    const before = this.#touches.get(event.pointerId);
    if (!before) return;
    if (event.pointerType === "mouse") this.#drag(before, event);
    else if (this.#touches.size === 2) this.#pinch(event);
  }

  #drag(before: PointerEvent, now: PointerEvent): void {
    const [across, down] = [now.clientX - before.clientX, now.clientY - before.clientY];
    if (!this.#dragged && Math.hypot(across, down) < A_DRAG) return;
    this.#dragged = true;
    this.#window.classList.add("dragged");
    this.#window.scrollLeft -= across;
    this.#window.scrollTop -= down;
    this.#touches.set(now.pointerId, now);
  }

  #pinch(now: PointerEvent): void {
    const other = [...this.#touches.values()].find((touch) => touch.pointerId !== now.pointerId);
    const before = this.#touches.get(now.pointerId);
    if (!other || !before) return;
    const box = this.#window.getBoundingClientRect();
    const [x, y] = [(now.clientX + other.clientX) / 2 - box.left, (now.clientY + other.clientY) / 2 - box.top];
    this.#dragged = true;
    this.#preview(zoomed(this.#view(), apart(now, other) / (apart(before, other) || 1), x, y));
    this.#touches.set(now.pointerId, now);
    this.#settle();
  }

  #up(event: PointerEvent): void {
    this.#touches.delete(event.pointerId);
    this.#window.classList.remove("dragged");
  }
}

function apart(one: PointerEvent, other: PointerEvent): number {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
