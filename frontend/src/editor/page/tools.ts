/**
 * The bar of the editor: buttons (`data-editor-do`) that do what keys and pointers do, how far everything is saved
 * (`data-editor-saved`), and what was not kept, with what was typed (`data-editor-dropped`).
 */
import type { Command } from "../commands";
import type { NodeKind } from "../model/types";
import type { Dropped } from "../session";
import type { Deeds } from "./deeds";
import { open } from "./dialogs";
import type { Workplace } from "./workplace";

type Doing = (at: Workplace, deeds: Deeds) => void;

const DOING: Readonly<Record<string, Doing>> = {
  "add-process": (_, deeds) => void deeds.addNode("process"),
  "add-supplier": (_, deeds) => void deeds.addNode("supplier"),
  "add-customer": (_, deeds) => void deeds.addNode("customer"),
  "add-employees": (_, deeds) => void deeds.addNode("employees"),
  connect: (at, deeds) => {
    const [supplier, client] = at.selection.nodes;
    if (supplier === undefined) at.say(at.text("connect.needs"));
    else void deeds.connect(supplier, client);
  },
  rename: (at, deeds) => {
    const [first] = at.selection.names;
    if (first === undefined) at.say(at.text("select.first"));
    else void deeds.rename(first);
  },
  figures: (at, deeds) => {
    const [first] = at.selection.handoffs;
    if (first === undefined) at.say(at.text("figures.needs"));
    else void deeds.figures(first);
  },
  lane: (at, deeds) => void deeds.toLane(at.selection.nodes),
  group: (at, deeds) => {
    deeds.group(at.selection.handoffs);
  },
  routes: (at, deeds) => {
    deeds.routes(at.selection.handoffs);
  },
  duplicate: (at, deeds) => {
    deeds.duplicate(at.selection.names);
  },
  remove: (at, deeds) => {
    deeds.remove(at.selection.names);
  },
  tidy: (_, deeds) => {
    deeds.tidy();
  },
  enter: () => {
    open("enter");
  },
  search: () => {
    open("search");
  },
  keys: () => {
    open("keys");
  },
  undo: (_, deeds) => {
    deeds.undo();
  },
  redo: (_, deeds) => {
    deeds.redo();
  },
};

export function listenToTools(at: Workplace, deeds: Deeds, signal: AbortSignal): void {
  const bar = document.querySelector<HTMLElement>("[data-editor-bar]");
  if (!bar) return;
  bar.removeAttribute("data-editor-waiting");
  bar.addEventListener(
    "click",
    (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-editor-do]");
      if (button) DOING[button.dataset["editorDo"] ?? ""]?.(at, deeds);
    },
    { signal },
  );
  bar.querySelector<HTMLSelectElement>("[data-editor-kind]")?.addEventListener(
    "change",
    (event) => {
      const select = event.target as HTMLSelectElement;
      if (select.value) deeds.changeKind(at.selection.nodes, select.value as NodeKind);
      select.value = "";
    },
    { signal },
  );
  listenToMenus(bar, signal);
  const several = bar.querySelector<HTMLElement>("[data-editor-several]");
  several?.addEventListener(
    "click",
    () => {
      at.selection.isGathering = !at.selection.isGathering;
      several.setAttribute("aria-pressed", String(at.selection.isGathering));
    },
    { signal },
  );
  const show = (): void => {
    showState(at, bar);
    showDropped(at);
  };
  at.subscribe(show);
  at.selection.subscribe(() => {
    showSelected(at, bar);
  });
  show();
  showSelected(at, bar);
}

/** Buttons that need something selected say so by being off. */
function showSelected({ selection }: Workplace, bar: HTMLElement): void {
  const counts: Readonly<Record<string, number>> = {
    thing: selection.names.length,
    node: selection.nodes.length,
    handoff: selection.handoffs.length,
    handoffs: Math.max(0, selection.handoffs.length - 1),
  };
  const tools = bar.querySelector<HTMLElement>("[data-editor-selected]");
  if (tools) tools.hidden = !selection.names.length;
  for (const control of bar.querySelectorAll<HTMLButtonElement | HTMLSelectElement>("[data-editor-needs]")) {
    control.disabled = !counts[control.dataset["editorNeeds"] ?? ""];
  }
}

function showState(at: Workplace, bar: HTMLElement): void {
  const saved = bar.querySelector<HTMLElement>("[data-editor-saved]");
  const { state, pending, refused } = at.session.saved;
  if (saved) {
    saved.dataset["editorSaved"] = state;
    saved.textContent = at.text(`saved.${state}`, { pending, refused });
  }
  const banner = document.querySelector<HTMLElement>("[data-editor-offline]");
  if (banner) banner.hidden = state !== "offline";
  const tidy = bar.querySelector<HTMLButtonElement>('[data-editor-do="tidy"]');
  if (tidy) tidy.disabled = !at.isByHand;
  const { undo, redo } = at.turns;
  for (const [word, can] of Object.entries({ undo, redo })) {
    const button = bar.querySelector<HTMLButtonElement>(`[data-editor-do="${word}"]`);
    if (!button) continue;
    if (!can && button === document.activeElement) at.focus(""); // what is off cannot have the focus
    button.disabled = !can;
  }
}

/** A menu closes when something was chosen, when one goes elsewhere, and by Escape. */
function listenToMenus(bar: HTMLElement, signal: AbortSignal): void {
  const menus = [...bar.querySelectorAll<HTMLDetailsElement>("[data-editor-menu]")];
  document.addEventListener(
    "click",
    ({ target }) => {
      const isKept = (menu: HTMLElement): boolean => target instanceof Element && menu.firstElementChild === target;
      for (const menu of menus) if (!isKept(menu)) menu.open = false;
    },
    { signal },
  );
  for (const menu of menus) {
    menu.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary")?.focus();
      },
      { signal },
    );
  }
}

function showDropped(at: Workplace): void {
  const list = document.querySelector<HTMLElement>("[data-editor-dropped]");
  if (!list) return;
  const dropped = at.session.dropped;
  list.hidden = !dropped.length;
  list.replaceChildren(...dropped.map((each) => droppedItem(at, each)));
}

function droppedItem(at: Workplace, dropped: Dropped): HTMLElement {
  const { pending, why, problems } = dropped;
  const item = document.createElement("li");
  const text = document.createElement("p");
  const reason = why === "conflict" ? at.text("dropped.conflict") : at.problem(problems[0]);
  text.textContent = reason;
  item.append(text);
  if (pending.ask === "command") {
    item.append(typedIn(at, dropped, pending.command));
    item.append(
      button(at.text("dropped.again"), () => {
        at.session.acknowledge(pending.key);
        at.do(pending.command);
      }),
    );
  }
  item.append(
    button(at.text("dropped.leave"), () => {
      at.session.acknowledge(pending.key);
    }),
  );
  return item;
}

/** What was typed, and what stands there now where somebody else changed the same. */
function typedIn(at: Workplace, { things }: Dropped, command: Command): HTMLElement {
  const rows = Object.values(things).flatMap(({ yours, theirs }) => differences(yours, theirs));
  const shown = rows.length ? rows : [[at.text("dropped.typed"), wordsOf(command), ""] as const];
  const list = document.createElement("dl");
  list.className = "pairs";
  for (const [field, yours, theirs] of shown) {
    const [term, value] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = field;
    value.textContent = theirs ? at.text("dropped.sides", { yours, theirs }) : yours;
    list.append(term, value);
  }
  return list;
}

function differences(yours: object | null, theirs: object | null): (readonly [string, string, string])[] {
  const [mine, other] = [(yours ?? {}) as Record<string, unknown>, (theirs ?? {}) as Record<string, unknown>];
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(other)])];
  return fields
    .map((field) => [field, said(mine[field]), said(other[field])] as const)
    .filter(([, one, two]) => one !== two);
}

function said(value: unknown): string {
  if (value === undefined || value === null) return "—";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The names and deliverables in a command. */
function wordsOf(command: Command): string {
  const found: string[] = [];
  JSON.stringify(command, (key, value: unknown) => {
    if ((key === "name" || key === "deliverable" || key === "lane") && typeof value === "string") found.push(value);
    return value;
  });
  return found.join(", ") || command.kind;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
