/** Who else is on the map, and where: an outline on the drawing and a name in the bar. */
import type { Here } from "./following";
import { token } from "./line";
import type { Workplace } from "./workplace";

const BETWEEN_SIGNS = 15_000;
const SETTLED = 250;

export class Presence {
  readonly #at: Workplace;
  readonly #address: string;
  readonly #tab: string;
  readonly #signal: AbortSignal;
  #people: readonly Here[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(at: Workplace, address: string, tab: string, signal: AbortSignal) {
    this.#at = at;
    this.#address = address;
    this.#tab = tab;
    this.#signal = signal;
    at.selection.subscribe(() => {
      this.#soon();
    });
    at.element.addEventListener(
      "eslabon:drawn",
      () => {
        this.#outline();
      },
      { signal },
    );
    const beat = setInterval(() => {
      this.#tell();
    }, BETWEEN_SIGNS);
    signal.addEventListener("abort", () => {
      clearInterval(beat);
    });
    this.#tell();
  }

  /** These are here now. */
  show(people: readonly Here[]): void {
    this.#people = people.filter(({ tab }) => tab !== this.#tab);
    this.#outline();
    const list = document.querySelector<HTMLElement>("[data-editor-here]");
    if (!list) return;
    list.replaceChildren(...this.#people.map((each) => this.#chip(each)));
    // What has to be scrolled is reached by keyboard, too.
    if (list.scrollWidth > list.clientWidth) list.tabIndex = 0;
    else list.removeAttribute("tabindex");
  }

  #outline(): void {
    for (const element of this.#at.svg.querySelectorAll("[data-here]")) element.removeAttribute("data-here");
    for (const { thing, colour } of this.#people) {
      if (thing) document.getElementById(thing.replace(":", "-"))?.setAttribute("data-here", String(colour));
    }
  }

  #chip({ name, colour, thing }: Here): HTMLElement {
    const chip = document.createElement("li");
    chip.dataset["here"] = String(colour);
    const [kind, id] = [thing.split(":")[0], thing.slice(thing.indexOf(":") + 1)];
    const { nodes, handoffs } = this.#at.chain;
    const place = kind === "node" ? nodes.get(id)?.name : handoffs.get(id)?.deliverable;
    chip.textContent = chip.title = place === undefined ? name : this.#at.text("here", { name, place });
    return chip;
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#tell();
    }, SETTLED);
  }

  #tell(): void {
    const body = JSON.stringify({ thing: this.#at.selection.names[0] ?? "", tab: this.#tab });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    void fetch(this.#address, { method: "POST", headers, body, signal: this.#signal }).catch(() => undefined);
  }
}
