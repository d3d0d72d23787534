/** Fast entry: lines such as "Ventas → Bodega: Pedido", or rows of a spreadsheet, previewed as they are typed; one command. */
import { planned, type Plan, type PlannedLine } from "../entry/plan";
import type { Workplace } from "./workplace";

/** Open the dialog; it goes on from what was left in it. */
export function enter({ at }: { readonly at: Workplace }): void {
  const dialog = document.querySelector<HTMLDialogElement>("[data-editor-entry]");
  const field = dialog?.querySelector("textarea");
  const form = dialog?.querySelector("form");
  if (!dialog || !field || !form || dialog.open) return;
  const closed = new AbortController();
  const { signal } = closed;
  const preview = (): Plan => shown(at, dialog, planned(at.chain, field.value));
  field.addEventListener("input", preview, { signal });
  field.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    },
    { signal },
  );
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const { command, lines } = preview();
      if (!command || !at.do(command)) return;
      // What is wrong stays to be mended.
      field.value = wrongOf(lines).join("\n");
      if (field.value) preview();
      else dialog.close();
    },
    { signal },
  );
  dialog.querySelector("[data-editor-entry-close]")?.addEventListener(
    "click",
    () => {
      dialog.close();
    },
    { signal },
  );
  dialog.addEventListener(
    "close",
    () => {
      closed.abort();
    },
    { signal },
  );
  preview();
  dialog.showModal();
  field.focus();
}

function wrongOf(lines: readonly PlannedLine[]): string[] {
  return lines.filter(({ state }) => state === "wrong").map(({ text }) => text);
}

function shown(at: Workplace, dialog: HTMLElement, plan: Plan): Plan {
  const { nodes, handoffs, wrong } = plan;
  const sum = dialog.querySelector("[data-editor-entry-sum]");
  if (sum) sum.textContent = at.text("entry.sum", { nodes, handoffs, wrong });
  dialog.querySelector("[data-editor-entry-lines]")?.replaceChildren(...plan.lines.map((line) => item(at, line)));
  return plan;
}

function item(at: Workplace, line: PlannedLine): HTMLElement {
  const { supplier, client, deliverable = "", state, problem } = line;
  const made = document.createElement("li");
  made.dataset["state"] = state;
  const text = supplier && client ? `${supplier.name} → ${client.name}: ${deliverable}` : line.text;
  const why = state === "wrong" ? at.problem(problem) : at.text(`entry.${state}`);
  made.textContent = `${text} (${why})`;
  return made;
}
