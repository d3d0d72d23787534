/**
 * What would be if, while a slider moves.
 *
 *   [data-what-if="address of answers"]   holds the form of sliders and what becomes of everything
 *     input[type=range][data-now]         a slider, and where it stands today; its <output> says where it stands
 *     input[name=remove]                  supposes that a handoff goes; the sliders of its fieldset rest meanwhile
 *     [data-says="place"], [data-bar="place"]   where texts and lengths of an answer go
 *     [data-what-if-problems]             a list for what was not understood
 *     [data-what-if-status]               says aloud what becomes of the whole
 *     [data-what-if-reset]                a link: all of it as today
 *     [data-what-if-query]                an input that keeps the supposition, for a form that saves it
 *
 * Each answer is an event, `eslabon:supposed`: on the map page the drawing follows it (lens/index.ts).
 */
import type { Controller } from "../lib/attach";
import { joined, OneByOne, query, settled, type Slider } from "../lib/supposed";

interface Answer {
  readonly texts: Readonly<Record<string, string>>;
  readonly bars: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  readonly address: string;
  readonly query: string;
}

const BETWEEN_TRIES = 700;
const BEFORE_SAYING = 900;

export const whatIf: Controller = (element, signal) => {
  const form = element.querySelector("form");
  const answers = element.dataset["whatIf"];
  if (!form || !answers) return;
  const ask = async (): Promise<void> => {
    const address = joined(answers, supposed(form));
    const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
    if (response.status === 202) setTimeout(soon, BETWEEN_TRIES);
    else if (response.ok) write(element, (await response.json()) as Answer);
  };
  const asking = new OneByOne(ask);
  const soon = (): void => {
    if (!signal.aborted) asking.want();
  };
  const say = settled(() => {
    speak(element);
  }, BEFORE_SAYING);
  form.addEventListener(
    "input",
    (event) => {
      if (!(event.target instanceof HTMLInputElement)) return;
      if (event.target.name === "remove") rest(event.target);
      else if (event.target.type === "range") tell(element, event.target);
      else return;
      soon();
      say();
    },
    { signal },
  );
  form.addEventListener(
    "change",
    (event) => {
      if (event.target instanceof HTMLSelectElement && event.target.value) form.requestSubmit();
    },
    { signal },
  );
  const reset = element.querySelector("[data-what-if-reset]");
  reset?.addEventListener(
    "click",
    (event) => {
      event.preventDefault();
      for (const slider of form.querySelectorAll<HTMLInputElement>("input[type=range]")) stand(element, slider);
      for (const box of form.querySelectorAll<HTMLInputElement>("input[name=remove]:checked")) box.click();
      soon();
      say();
    },
    { signal },
  );
  // What an address supposes is seen on the drawing, too, before anything is moved.
  if (element.querySelector(".lever.moved, .subject.removed")) soon();
};

/** Put a slider where it stands today. */
function stand(element: HTMLElement, slider: HTMLInputElement): void {
  slider.value = slider.dataset["now"] ?? slider.value;
  tell(element, slider);
}

function supposed(form: HTMLFormElement): string {
  const things = Array.from(form.querySelectorAll<HTMLInputElement>("input[name=thing]"), (input) => input.value);
  const sliders = Array.from(form.querySelectorAll<HTMLInputElement>("input[type=range]:enabled"), (input): Slider => ({
    name: input.name,
    value: input.value,
    now: input.dataset["now"] ?? "",
  }));
  const removed = Array.from(
    form.querySelectorAll<HTMLInputElement>("input[name=remove]:checked"),
    ({ value }) => value,
  );
  return query(things, sliders, removed);
}

/** While a handoff is supposed to go, none of its numbers can be supposed. */
function rest(box: HTMLInputElement): void {
  const subject = box.closest("fieldset");
  subject?.classList.toggle("removed", box.checked);
  for (const slider of subject?.querySelectorAll<HTMLInputElement>("input[type=range]") ?? [])
    slider.disabled = box.checked;
}

/** Beside a slider: where it stands, in the signs of the page's language. */
function tell(element: HTMLElement, slider: HTMLInputElement): void {
  const number = Number(slider.value).toLocaleString(element.dataset["lang"], { maximumFractionDigits: 1 });
  const lever = slider.closest(".lever");
  const said = (element.dataset["number"] ?? "{number}").replace("{number}", number);
  const output = lever?.querySelector("output");
  if (output) output.value = said;
  slider.setAttribute("aria-valuetext", said);
  lever?.classList.toggle("moved", Number(slider.value) !== Number(slider.dataset["now"]));
}

function write(element: HTMLElement, answer: Answer): void {
  for (const place of element.querySelectorAll<HTMLElement>("[data-says]")) {
    place.textContent = answer.texts[place.dataset["says"] ?? ""] ?? place.textContent;
  }
  for (const line of element.querySelectorAll<SVGLineElement>("[data-bar]")) {
    const length = answer.bars[line.dataset["bar"] ?? ""];
    if (length !== undefined) line.setAttribute("x2", `${(100 * length).toFixed(1)}%`);
  }
  const problems = element.querySelector<HTMLElement>("[data-what-if-problems]");
  problems?.replaceChildren(...answer.problems.map(item));
  problems?.toggleAttribute("hidden", answer.problems.length === 0);
  for (const input of document.querySelectorAll<HTMLInputElement>("[data-what-if-query]")) input.value = answer.query;
  history.replaceState(history.state, "", answer.address);
  element.dispatchEvent(new CustomEvent("eslabon:supposed", { detail: answer, bubbles: true }));
}

function item(text: string): HTMLLIElement {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

/** Say aloud what becomes of the whole, once the slider rests. */
function speak(element: HTMLElement): void {
  const status = element.querySelector<HTMLElement>("[data-what-if-status]");
  if (status) status.textContent = element.querySelector("[data-says='said ']")?.textContent ?? "";
}
