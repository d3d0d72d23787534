/** Fast entry: lines that are typed or pasted, what they would do to the map under them, and one button that does it. */
import type { Command } from "../commands";
import { planned, type Plan, type PlannedEnd, type PlannedLine } from "../entry/plan";
import { dialogOf } from "./dialogs";
import { reach } from "./searching";
import type { Workplace } from "./workplace";

const SETTLED = 120;
const MOST_SHOWN = 200;

export function listenToEntry(at: Workplace, signal: AbortSignal): void {
  const dialog = dialogOf("enter");
  if (dialog) new Entry(at, dialog).listen(signal);
}

class Entry {
  readonly #at: Workplace;
  readonly #dialog: HTMLDialogElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(at: Workplace, dialog: HTMLDialogElement) {
    this.#at = at;
    this.#dialog = dialog;
  }

  listen(signal: AbortSignal): void {
    const on = (target: EventTarget | null, word: string, hear: (event: Event) => void): void => {
      target?.addEventListener(word, hear, { signal });
    };
    on(this.#text, "input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#show();
      }, SETTLED);
    });
    on(this.#text, "keydown", (event) => {
      const { key, ctrlKey, metaKey } = event as KeyboardEvent;
      if (key === "Enter" && (ctrlKey || metaKey)) this.#add();
    });
    on(this.#dialog, "eslabon:opened", () => {
      this.#show();
      this.#text.focus();
    });
    on(this.#find("[data-entry-form]"), "submit", (event) => {
      event.preventDefault();
      this.#add();
    });
  }

  get #text(): HTMLTextAreaElement {
    return this.#find("textarea") as HTMLTextAreaElement;
  }

  #find(selector: string): HTMLElement | null {
    return this.#dialog.querySelector(selector);
  }

  #show(): Plan {
    const plan = planned(this.#at.chain, this.#text.value);
    const add = this.#find("[data-entry-add]") as HTMLButtonElement;
    add.disabled = !plan.command;
    const { nodes, handoffs, wrong } = plan;
    this.#say(plan.lines.length ? this.#at.text("entry.said", { nodes, handoffs, wrong }) : "");
    const list = this.#find("[data-entry-preview]");
    if (list) list.hidden = !plan.lines.length;
    list?.replaceChildren(...plan.lines.slice(0, MOST_SHOWN).map((line) => this.#item(line)));
    return plan;
  }

  /** Do what fits; the lines that do not stay in the text, and the window with them. */
  #add(): void {
    clearTimeout(this.#timer);
    const plan = this.#show();
    if (!plan.command) return;
    if (!this.#at.do(plan.command)) {
      this.#say(this.#at.text("refused"));
      return;
    }
    const left = plan.lines.filter(({ state }) => state === "wrong");
    this.#text.value = left.map(({ text }) => text).join("\n");
    const names = namesIn(plan.command);
    this.#at.selection.set(names);
    this.#show();
    if (left.length) {
      this.#say(this.#at.text("entry.left", { count: left.length }));
      this.#text.focus();
      return;
    }
    this.#dialog.close();
    if (names[0] !== undefined) reach(this.#at, names[0]);
  }

  #say(text: string): void {
    const said = this.#find("[data-entry-said]");
    if (said) said.textContent = text;
  }

  #item(line: PlannedLine): HTMLElement {
    const item = document.createElement("li");
    item.dataset["state"] = line.state;
    const mark = document.createElement("b");
    mark.textContent = this.#at.text(`entry.${line.state}`);
    item.append(mark, ` ${this.#told(line)}`);
    if (line.problem) {
      const why = document.createElement("span");
      why.textContent = this.#at.problem(line.problem);
      item.append(why);
    }
    return item;
  }

  #told({ text, supplier, client, deliverable }: PlannedLine): string {
    return supplier && client ? `${this.#end(supplier)} → ${this.#end(client)}: ${deliverable ?? ""}` : text;
  }

  #end({ name, kind, isNew }: PlannedEnd): string {
    return isNew ? this.#at.text("entry.new-node", { name, kind: this.#at.text(`node-kind.${kind}`) }) : name;
  }
}

/** What a command puts in or changes, as one selects it: handoffs, for their ends are seen with them. */
function namesIn(command: Command): readonly string[] {
  if (command.kind === "together") return command.commands.flatMap(namesIn);
  return command.kind === "add-handoff" || command.kind === "replace-handoff" ? [`handoff:${command.handoff.id}`] : [];
}
