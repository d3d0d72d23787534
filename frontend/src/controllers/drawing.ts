/**
 * The drawing of a map: one chooses a node or handoff by click or keyboard, and its panel is fetched; one zooms and moves.
 *
 *   <div class="paper">
 *     <div class="drawing" data-controller="drawing" data-drawing-panel="#panel"> <svg>… <a class="thing node" id="node-x"
 *          href="/maps/m?node=x#panel">… <a class="thing handoff" data-supplier="node-x" data-client="node-y"> </svg> </div>
 *     <div class="drawing-tools" hidden> <button type="button" class="button" data-drawing-do="in|out|fit" aria-label="…">
 *
 * The answer to a link's address, asked for by a script (HX-Request), is the content of the panel. Without the name of a
 * panel, links are followed; without script all of them are in the order of Tab. What opens or closes a whole, `a.toggle` and
 * `a.thing.opener`, is always followed.
 *
 * Tab enters at the chosen thing, arrows walk along handoffs, Home and End go to the first and last node, Enter or Space
 * chooses and goes to the panel, Escape leaves (and leads back from the panel), + − 0 zoom. A key with another meaning is
 * that of an element with `data-drawing-key` (`n`, `h`, `Delete`, `Control+z`), which is then clicked.
 */
import htmx from "../htmx";
import type { Controller } from "../lib/attach";
import type { Place, Step, Walk } from "../lib/walk";
import { walkOf, type Drawn } from "./marking";
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
  if (svg) new Drawing(element, svg, signal).listen(signal);
};

class Drawing {
  readonly #element: HTMLElement;
  readonly #svg: SVGSVGElement;
  #found: ReadonlyMap<string, SVGAElement> | undefined;
  #way: Walk | undefined;
  readonly #zoom: Zoom;
  #place: Place | undefined;
  /** Where things lie, once the editor drew them. */
  #scene: Drawn | undefined;

  constructor(element: HTMLElement, svg: SVGSVGElement, signal: AbortSignal) {
    this.#element = element;
    this.#svg = svg;
    // First of all, while what is laid out is still so: it asks how large the window is.
    this.#zoom = attachZoom(element, svg, signal);
    const things = [...this.#things.values()];
    things.forEach(widen);
    // Enter on a whole leads to the button in its panel that does the same.
    for (const toggle of svg.querySelectorAll("a.toggle")) toggle.setAttribute("tabindex", "-1");
    const chosen = things.find((thing) => thing.classList.contains("chosen"));
    this.#place = chosen ? { id: chosen.id, from: "supplier" } : this.#walk.entrance();
    this.#reachable();
  }

  /** The nodes and handoffs that are drawn, looked for again once they were drawn anew. */
  get #things(): ReadonlyMap<string, SVGAElement> {
    const found = (): SVGAElement[] => Array.from(this.#svg.querySelectorAll<SVGAElement>("a.thing[id]"));
    this.#found ??= new Map(found().map((thing) => [thing.id, thing]));
    return this.#found;
  }

  get #walk(): Walk {
    this.#way ??= walkOf(this.#things, this.#scene);
    return this.#way;
  }

  listen(signal: AbortSignal): void {
    this.#element.addEventListener(
      "eslabon:drawn",
      ({ detail }: CustomEventInit<Drawn>) => {
        this.#drawn(detail ?? undefined);
      },
      { signal },
    );
    const svg = this.#svg;
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
    // Not on the drawing itself: Chromium makes an svg that listens to the focus a stop of the keyboard.
    this.#element.addEventListener(
      "focusin",
      (event) => {
        this.#entered(event);
      },
      { signal },
    );
    svg.addEventListener(
      "dragstart",
      (event) => {
        event.preventDefault();
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
    svg.querySelector(".thing.chosen")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** The editor drew: what is known of the drawing is looked for again when it is needed. */
  #drawn(scene: Drawn | undefined): void {
    this.#found = this.#way = undefined;
    this.#scene = scene;
    this.#zoom.resized();
    if (this.#place && !this.#svg.querySelector(`#${CSS.escape(this.#place.id)}`)) this.#place = undefined;
    this.#place ??= this.#walk.entrance();
    this.#reachable();
  }

  #panel(): HTMLElement | null {
    const selector = this.#element.dataset["drawingPanel"];
    return selector === undefined ? null : document.querySelector(selector);
  }

  #clicked(event: MouseEvent): void {
    const thing = linkOf(event);
    if (!thing) return;
    const byKey = event.detail === 0;
    if (!byKey && this.#zoom.wasDragged()) {
      event.preventDefault();
      return;
    }
    if (thing.matches(".toggle")) return;
    this.#go({ id: thing.id, from: "supplier" });
    const panel = thing.matches(".opener") ? null : this.#panel();
    if (!panel) return;
    event.preventDefault();
    this.#choose(thing, panel, byKey);
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
    else if (key === " ") this.#things.get(this.#place?.id ?? "")?.dispatchEvent(pressed());
    else if (key === "Escape") this.#leave();
    else return false;
    return true;
  }

  #pressedInPanel(event: KeyboardEvent): void {
    const inside =
      event.target instanceof Element && event.target.closest("details[open], dialog, select, [role=listbox]");
    if (event.key !== "Escape" || event.defaultPrevented || inside || !this.#place) return;
    event.preventDefault();
    this.#things.get(this.#place.id)?.focus();
  }

  #entered(event: FocusEvent): void {
    const { id } = event.target as Element;
    if (id !== this.#place?.id && this.#things.has(id)) this.#place = { id, from: "supplier" };
    this.#reachable();
  }

  #go(place: Place): void {
    this.#place = place;
    this.#reachable();
    this.#things.get(place.id)?.focus();
  }

  #leave(): void {
    const panel = this.#panel();
    if (panel) focusOn(panel);
    else if (document.activeElement instanceof SVGElement) document.activeElement.blur();
  }

  /** One thing of the drawing is in the order of Tab: the one where one is. */
  #reachable(): void {
    for (const [id, thing] of this.#things) {
      const index = id === this.#place?.id ? "0" : "-1";
      if (thing.getAttribute("tabindex") !== index) thing.setAttribute("tabindex", index);
    }
  }

  #choose(chosen: SVGAElement, panel: HTMLElement, byKey: boolean): void {
    for (const thing of this.#things.values()) {
      thing.classList.toggle("chosen", thing === chosen);
      thing.removeAttribute("aria-current");
    }
    chosen.setAttribute("aria-current", "true");
    const address = new URL(chosen.href.baseVal, location.href);
    history.replaceState(history.state, "", address.pathname + address.search + location.hash);
    void htmx.ajax("GET", address.pathname + address.search, { target: panel, swap: "innerHTML" }).then(() => {
      if (byKey) focusOn(panel);
      else panel.scrollIntoView({ block: "nearest" });
    });
  }
}

/** The link of the drawing that was pressed, unless it is to be opened in a place of its own. */
function linkOf(event: MouseEvent): SVGAElement | null {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return null;
  return event.target.closest<SVGAElement>("a.thing, a.toggle");
}

function pressed(): MouseEvent {
  return new MouseEvent("click", { bubbles: true, cancelable: true, detail: 0 });
}

/** A handoff's line gets a wider one around it that is not seen, for fingers. */
function widen(thing: SVGElement): void {
  const line = thing.dataset["supplier"] ? thing.querySelector("path") : null;
  if (!line) return;
  const wide = line.cloneNode() as SVGPathElement;
  wide.setAttribute("stroke", "transparent");
  wide.setAttribute("stroke-width", HIT_WIDTH);
  wide.removeAttribute("stroke-dasharray");
  thing.prepend(wide);
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
