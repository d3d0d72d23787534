/** A line of text that is asked for where the eye is: over the drawing, kept by Enter, dropped by Escape. */

export interface Question {
  /** What is asked, for who hears it. */
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  /** Whether nothing at all is an answer, too. */
  readonly isEmptyKept?: boolean;
  /** What can be chosen from. */
  readonly options?: readonly string[];
  /** What an arrow key puts into the field, before anything was typed. */
  readonly step?: (key: string) => string | undefined;
  /** Where on screen its middle is. */
  readonly at: { readonly x: number; readonly y: number };
}

const WIDTH = 272;

export class Asking {
  readonly #paper: HTMLElement;
  #form: HTMLFormElement | undefined;

  constructor(paper: HTMLElement) {
    this.#paper = paper;
  }

  /** Whether one went elsewhere from the last line, so that nobody is called back. */
  wasLeft = false;

  get isOpen(): boolean {
    return this.#form !== undefined;
  }

  /** The text that was kept; null where it was dropped. Leaving the field keeps what was typed. */
  ask(question: Question): Promise<string | null> {
    this.#form?.requestSubmit();
    const before = document.activeElement;
    return new Promise((resolve) => {
      const { form, input } = built(question);
      this.#form = form;
      let isDone = false;
      let stepped = "";
      const done = (text: string | null): void => {
        if (isDone) return;
        isDone = true;
        this.#form = undefined;
        this.wasLeft = !form.contains(document.activeElement);
        form.remove();
        // Who has nothing new to be at is where they were before.
        if (!this.wasLeft) returned(before);
        const said = text?.trim() ?? null;
        resolve(said === "" && !question.isEmptyKept ? null : said);
      };
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        done(input.value);
      });
      input.addEventListener("keydown", (event) => {
        event.stopPropagation();
        // In what was typed, arrows go from letter to letter.
        const next = input.value === stepped ? question.step?.(event.key) : undefined;
        if (next !== undefined) {
          event.preventDefault();
          input.value = stepped = next;
          input.select();
        }
        if (event.key !== "Escape") return;
        event.preventDefault();
        done(null);
      });
      input.addEventListener("blur", () => {
        done(input.value === (question.value ?? "") ? null : input.value);
      });
      this.#paper.append(form);
      this.#place(form, question);
      input.focus();
      input.select();
    });
  }

  #place(form: HTMLElement, { at }: Question): void {
    const box = this.#paper.getBoundingClientRect();
    const most = Math.max(8, box.width - WIDTH - 8);
    const left = Math.min(most, Math.max(8, at.x - box.left - WIDTH / 2));
    const top = Math.min(box.height - form.offsetHeight - 8, Math.max(8, at.y - box.top - form.offsetHeight + 22));
    form.style.setProperty("left", `${left}px`);
    form.style.setProperty("top", `${top}px`);
  }
}

function returned(element: Element | null): void {
  if (element?.isConnected && (element instanceof HTMLElement || element instanceof SVGElement)) {
    element.focus({ preventScroll: true });
  }
}

let lists = 0;

function built({ label, value = "", hint = "", options = [] }: Question): {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
} {
  const form = document.createElement("form");
  form.className = "asking";
  const input = document.createElement("input");
  input.type = "text";
  input.maxLength = 200;
  input.autocomplete = "off";
  input.value = value;
  input.placeholder = hint;
  // What is asked stays in sight while one writes.
  const said = document.createElement("label");
  said.append(label, input);
  form.append(said);
  if (options.length) {
    const list = document.createElement("datalist");
    list.id = `asking-${(lists += 1)}`;
    for (const each of options) list.append(new Option(each, each));
    input.setAttribute("list", list.id);
    form.append(list);
  }
  return { form, input };
}
