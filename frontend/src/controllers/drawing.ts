/**
 * The drawing of a map: one chooses a node or handoff by click or keyboard, and its panel is fetched; one zooms and moves.
 *
 *   <div class="paper">
 *     <div class="drawing" data-controller="drawing" data-drawing-href="/maps/x?chosen={chosen}" data-drawing-panel="#panel"
 *          data-drawing-chosen="node-ventas"> <svg>…</svg> </div>
 *     <div class="drawing-tools" hidden> <button type="button" class="button" data-drawing-do="in|out|fit" aria-label="…">
 *
 * Tab enters at the chosen thing, arrows walk along handoffs, Home and End go to the first and last node, Enter or Space
 * chooses and goes to the panel, Escape leaves (and leads back from the panel), + − 0 zoom. A key with another meaning is
 * that of an element with `data-drawing-key` (`n`, `h`, `Delete`, `Control+z`), which is then clicked.
 */
import htmx from "../htmx";
import type { Controller } from "../lib/attach";
import { Walk, type Link, type Mark, type Place, type Step } from "../lib/walk";
import { attachZoom, type Zoom } from "./zooming";

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};
const ZOOMS: Readonly<Record<string, "in" | "out" | "fit">> = { "+": "in", "-": "out", "0": "fit" };
const HIT_WIDTH = "14";

export const drawing: Controller = (element, signal) => {
  const svg = element.querySelector("svg");
  if (svg) new Drawing(element, svg, signal);
};

class Drawing {
  readonly #element: HTMLElement;
  readonly #groups: ReadonlyMap<string, SVGGElement>;
  readonly #walk: Walk;
  readonly #zoom: Zoom;
  #place: Place | undefined;

  constructor(element: HTMLElement, svg: SVGSVGElement, signal: AbortSignal) {
    this.#element = element;
    const groups = Array.from(svg.querySelectorAll<SVGGElement>("g[id][aria-label]"));
    this.#groups = new Map(groups.map((group) => [group.id, group]));
    this.#walk = walkOf(groups);
    this.#zoom = attachZoom(element, svg, signal);
    groups.forEach(prepare);
    const chosen = element.dataset["drawingChosen"];
    this.#place = chosen && this.#groups.has(chosen) ? { id: chosen, from: "supplier" } : this.#walk.entrance();
    this.#mark(chosen);
    this.#reachable();
    svg.addEventListener(
      "click",
      (event) => {
        this.#clicked(event);
      },
      { signal },
    );
    svg.addEventListener(
      "keydown",
      (event) => {
        this.#pressed(event);
      },
      { signal },
    );
    svg.addEventListener(
      "focusin",
      (event) => {
        this.#entered(event);
      },
      { signal },
    );
    this.#panel()?.addEventListener(
      "keydown",
      (event) => {
        this.#pressedInPanel(event);
      },
      { signal },
    );
    if (chosen) this.#groups.get(chosen)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #panel(): HTMLElement | null {
    return document.querySelector(this.#element.dataset["drawingPanel"] ?? "#panel");
  }

  #clicked(event: MouseEvent): void {
    const group = event.target instanceof Element ? event.target.closest<SVGGElement>("g[id][aria-label]") : null;
    if (!group || this.#zoom.wasDragged()) return;
    this.#go({ id: group.id, from: "supplier" });
    this.#choose(group.id, false);
  }

  #pressed(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((isPlain && this.#moved(event.key)) || clickedByKey(event)) event.preventDefault();
  }

  /** What a key of the drawing's own does; false where it has none. */
  #moved(key: string): boolean {
    const step = STEPS[key];
    const zoom = ZOOMS[key];
    if (step && this.#place) this.#go(this.#walk.step(this.#place, step));
    else if (zoom) this.#zoom.change(zoom);
    else if ((key === "Enter" || key === " ") && this.#place) this.#choose(this.#place.id, true);
    else if (key === "Escape") this.#leave();
    else return false;
    return true;
  }

  #pressedInPanel(event: KeyboardEvent): void {
    const inside =
      event.target instanceof Element && event.target.closest("details[open], dialog, select, [role=listbox]");
    if (event.key !== "Escape" || event.defaultPrevented || inside || !this.#place) return;
    event.preventDefault();
    this.#groups.get(this.#place.id)?.focus();
  }

  #entered(event: FocusEvent): void {
    const group = event.target as SVGGElement;
    if (group.id !== this.#place?.id && this.#groups.has(group.id)) this.#place = { id: group.id, from: "supplier" };
    this.#reachable();
  }

  #go(place: Place): void {
    this.#place = place;
    this.#reachable();
    this.#groups.get(place.id)?.focus();
  }

  #leave(): void {
    const panel = this.#panel();
    if (panel) focusOn(panel);
    else (document.activeElement as HTMLElement | null)?.blur();
  }

  /** One thing of the drawing is in the order of Tab: the one where one is. */
  #reachable(): void {
    for (const [id, group] of this.#groups) group.setAttribute("tabindex", id === this.#place?.id ? "0" : "-1");
  }

  #mark(chosen: string | undefined): void {
    for (const [id, group] of this.#groups) {
      group.classList.toggle("chosen", id === chosen);
      if (id === chosen) group.setAttribute("aria-current", "true");
      else group.removeAttribute("aria-current");
    }
  }

  #choose(id: string, byKey: boolean): void {
    const panel = this.#panel();
    const href = this.#element.dataset["drawingHref"]?.replace("{chosen}", encodeURIComponent(id));
    if (!panel || !href) return;
    this.#mark(id);
    this.#element.dataset["drawingChosen"] = id;
    history.replaceState(history.state, "", href + location.hash);
    void htmx.ajax("GET", href, { target: panel, swap: "innerHTML" }).then(() => {
      if (byKey) focusOn(panel);
      else panel.scrollIntoView({ block: "nearest" });
    });
  }
}

function walkOf(groups: readonly SVGGElement[]): Walk {
  const marks = groups.map((group): Mark & Partial<Link> => {
    const { x, y, width, height } = group.getBBox();
    return { id: group.id, x: x + width / 2, y: y + height / 2, ...ends(group) };
  });
  const isLink = (mark: Mark & Partial<Link>): mark is Link => mark.supplier !== undefined;
  return new Walk(
    marks.filter((mark) => !isLink(mark)),
    marks.filter(isLink),
  );
}

function ends({ dataset }: SVGGElement): Partial<Link> {
  const [supplier, client] = [dataset["supplier"], dataset["client"]];
  return supplier && client ? { supplier, client } : {};
}

/** A thing one can press; a handoff's line gets a wider one around it that is not seen, for fingers. */
function prepare(group: SVGGElement): void {
  group.setAttribute("role", "button");
  const line = group.dataset["supplier"] ? group.querySelector("path") : null;
  if (!line) return;
  const hit = line.cloneNode() as SVGPathElement;
  hit.setAttribute("stroke", "transparent");
  hit.setAttribute("stroke-width", HIT_WIDTH);
  hit.removeAttribute("stroke-dasharray");
  group.prepend(hit);
}

function clickedByKey(event: KeyboardEvent): boolean {
  const held = [event.ctrlKey || event.metaKey ? "Control+" : "", event.shiftKey && event.key !== "?" ? "Shift+" : ""];
  const key = held.join("") + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
  const element = document.querySelector<HTMLElement>(`[data-drawing-key="${CSS.escape(key)}"]`);
  element?.click();
  return element !== null;
}

function focusOn(panel: HTMLElement): void {
  const heading = panel.querySelector<HTMLElement>("h1, h2") ?? panel;
  heading.setAttribute("tabindex", "-1");
  heading.focus();
}
