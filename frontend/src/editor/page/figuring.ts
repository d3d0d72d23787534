/**
 * The small form at a handoff's label: what it is, and how often it fails. Enter keeps it, Escape leaves everything as it was, going
 * elsewhere keeps what was changed; what breaks a rule is said at its field, and the form stays.
 */
import { isRefusal, perform, type Command } from "../commands";
import { dissatisfied, filled, handoffOf, SCORES, type Filled } from "../entry/filled";
import type { Problem } from "../rules";
import type { Workplace } from "./workplace";

const MARGIN = 8;
const NAMES = ["deliverable", "kind", "failed", "count", ...SCORES.map((score) => `score.${score}`), "share"];

/** Which field of the form a place in the command means. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/deliverable$/, "deliverable"],
  [/deliveries\/count$/, "count"],
  [/deliveries\//, "failed"],
  [/scores\/([1-5])/, "score.1"],
  [/(total|own)$/, "share"],
];

/** Ask in a form; whether one could be asked. The focus comes back to the handoff, unless it went elsewhere. */
export function fillIn(at: Workplace, id: string): boolean {
  const template = document.querySelector<HTMLTemplateElement>("template[data-editor-figures]");
  const form = template?.content.querySelector("form")?.cloneNode(true) as HTMLFormElement | undefined;
  if (!form || !at.chain.handoffs.has(id)) return false;
  new Filling(at, id, form).open();
  return true;
}

class Filling {
  readonly #at: Workplace;
  readonly #id: string;
  readonly #form: HTMLFormElement;
  readonly #before: Filled;
  #isOver = false;

  constructor(at: Workplace, id: string, form: HTMLFormElement) {
    this.#at = at;
    this.#id = id;
    this.#form = form;
    const handoff = at.chain.handoffs.get(id);
    this.#before = handoff ? filled(handoff) : {};
  }

  open(): void {
    const form = this.#form;
    for (const name of NAMES) this.#field(name).value = this.#before[name] ?? "";
    const { own, total } = this.#at.chain.handoffs.get(this.#id)?.failure ?? {};
    form.toggleAttribute("data-own", own !== undefined && total === undefined);
    this.#listen();
    this.#show();
    (this.#at.element.closest(".paper") ?? this.#at.element).append(form);
    this.#place();
    const first = this.#field("deliverable") as HTMLInputElement;
    first.focus({ preventScroll: true });
    first.select();
  }

  #listen(): void {
    const form = this.#form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep(true);
    });
    form.addEventListener("input", () => {
      this.#show();
    });
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.#close(true);
    });
    form.addEventListener("click", (event) => {
      if ((event.target as Element).closest("[data-figures-leave]")) this.#close(true);
    });
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && form.contains(relatedTarget)) return;
      // A window that goes to the back takes the focus, too: then one comes back to what one was writing.
      if (document.hasFocus() && !this.#isOver) this.#keep(false);
    });
  }

  /** Keep what was typed, and close; stay where it cannot be kept. */
  #keep(isHere: boolean): void {
    const handoff = this.#at.chain.handoffs.get(this.#id);
    const typed = this.#typed();
    if (!handoff || NAMES.every((name) => typed[name] === this.#before[name])) {
      this.#close(isHere);
      return;
    }
    const made = handoffOf(typed, handoff);
    const command: Command | undefined = "id" in made ? { kind: "replace-handoff", handoff: made } : undefined;
    const outcome = command ? perform(this.#at.chain, command) : { problems: made as readonly Problem[] };
    if (isRefusal(outcome) || !command) this.#tell(isRefusal(outcome) ? outcome.problems : []);
    else {
      this.#close(isHere);
      this.#at.do(command);
      if (isHere) this.#at.focus(`handoff:${this.#id}`);
    }
  }

  #tell(problems: readonly Problem[]): void {
    const told = new Set<string>();
    for (const problem of problems) {
      const name = NAMES.find((each) => problem.pointer === `/${each}`) ?? fieldOf(problem.pointer);
      const said = this.#form.querySelector(`[data-figures-wrong="${name.split(".")[0] ?? ""}"]`);
      if (!said || told.has(name)) continue;
      told.add(name);
      said.textContent = this.#at.problem(problem);
      this.#field(name).setAttribute("aria-invalid", "true");
    }
    const [first] = told;
    if (first !== undefined) this.#field(first).focus({ preventScroll: true });
    this.#place();
  }

  /** The fields of the kind that is chosen, and how many are dissatisfied by what stands there. */
  #show(): void {
    const typed = this.#typed();
    for (const part of this.#form.querySelectorAll<HTMLElement>("[data-figures-of]")) {
      part.hidden = part.dataset["figuresOf"] !== typed["kind"];
    }
    for (const said of this.#form.querySelectorAll("[data-figures-wrong]")) said.textContent = "";
    for (const name of NAMES) this.#field(name).removeAttribute("aria-invalid");
    const handoff = this.#at.chain.handoffs.get(this.#id);
    const said = this.#form.querySelector("[data-figures-said]");
    if (!handoff || !said) return;
    const [failed, count] = dissatisfied(typed, handoff);
    said.textContent = this.#at.text("figures.dissatisfied", { failed, count });
  }

  #close(isHere: boolean): void {
    this.#isOver = true;
    this.#form.remove();
    if (isHere) this.#at.focus(`handoff:${this.#id}`);
  }

  #typed(): Filled {
    return Object.fromEntries(NAMES.map((name) => [name, this.#field(name).value]));
  }

  #field(name: string): HTMLInputElement | HTMLSelectElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  }

  #place(): void {
    const { x, y } = this.#at.middle(`handoff:${this.#id}`);
    const paper = this.#form.parentElement?.getBoundingClientRect();
    if (!paper) return;
    const { offsetWidth, offsetHeight } = this.#form;
    const within = (at: number, size: number, room: number): number =>
      Math.max(MARGIN, Math.min(at - size / 2, room - size - MARGIN));
    this.#form.style.setProperty("left", `${within(x - paper.left, offsetWidth, paper.width)}px`);
    this.#form.style.setProperty("top", `${within(y - paper.top, offsetHeight, paper.height)}px`);
  }
}

function fieldOf(pointer: string): string {
  return FIELDS.find(([place]) => place.test(pointer))?.[1] ?? "deliverable";
}
