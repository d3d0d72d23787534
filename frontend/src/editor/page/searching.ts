/** Looking for something by its name: the drawing goes there, and it is selected. */
import type { Chain } from "../model/chain";
import { plain, tidy } from "../model/naming";
import { dialogOf } from "./dialogs";
import { elementId } from "./selection";
import type { Workplace } from "./workplace";

interface Found {
  readonly name: string;
  readonly words: string;
}

export function listenToSearch(at: Workplace, signal: AbortSignal): void {
  const dialog = dialogOf("search");
  const input = dialog?.querySelector("input");
  const list = dialog?.querySelector("datalist");
  const said = dialog?.querySelector("[data-search-said]");
  if (!dialog || !input || !list || !said) return;
  dialog.addEventListener(
    "eslabon:opened",
    () => {
      said.textContent = "";
      list.replaceChildren(...things(at.chain).map(({ words }) => new Option(words, words)));
      input.focus();
      input.select();
    },
    { signal },
  );
  dialog.querySelector("form")?.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const name = named(at.chain, input.value);
      if (name !== undefined && isDrawn(name)) {
        dialog.close();
        at.selection.set([name]);
        reach(at, name);
      } else said.textContent = at.text(name === undefined ? "search.none" : "search.unseen", { text: input.value });
    },
    { signal },
  );
}

/** Bring a thing into the middle of what is seen, with the focus on it. */
export function reach(at: Workplace, name: string): void {
  at.focus(name);
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = isStill ? "auto" : "smooth";
  document.getElementById(elementId(name))?.scrollIntoView({ block: "center", inline: "center", behavior });
}

/** The thing that is called so, or the first with such words in its name. */
function named(chain: Chain, text: string): string | undefined {
  const heard = plain(tidy(text));
  if (!heard) return undefined;
  const all = things(chain).map(({ name, words }) => ({ name, words: plain(tidy(words)) }));
  const begins = all.find(({ words }) => words.startsWith(heard));
  return (all.find(({ words }) => words === heard) ?? begins ?? all.find(({ words }) => words.includes(heard)))?.name;
}

function things({ nodes, handoffs }: Chain): Found[] {
  const called = (id: string): string => nodes.get(id)?.name ?? id;
  return [
    ...nodes.list.map(({ id, name }) => ({ name: `node:${id}`, words: name })),
    ...handoffs.list.map(({ id, deliverable, supplier, client }) => ({
      name: `handoff:${id}`,
      words: `${deliverable} (${called(supplier)} → ${called(client)})`,
    })),
  ];
}

function isDrawn(name: string): boolean {
  return document.getElementById(elementId(name)) !== null;
}
