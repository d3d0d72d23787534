/**
 * A table that answers while one types; without script the same form and links ask the server.
 *
 *   <section data-controller="table">
 *     <form class="filters" method="get" role="search"> <input name="q" type="search" data-table-filter> …
 *     <p data-table-count="{shown} de {all}" aria-live="polite">
 *     <div class="table-wrap"><table class="table"> <th aria-sort="none"><a class="sort" href="?sort=rate">
 *       <tbody> <td data-value="0.15"> (what is sorted by, where it is not what is read)
 *
 * Cells that are pasted onto the page, and not into a field, go to the form `#paste`, if there is one: it shows what they
 * would change.
 *
 * Up, Down and Enter in a `td.edit` go to the same column of the row above or below.
 */
import type { Controller } from "../lib/attach";
import { compared, holds, turned, type Order } from "../lib/rows";

type Way = "nextElementSibling" | "previousElementSibling";

const WAYS: Readonly<Record<string, Way>> = {
  ArrowDown: "nextElementSibling",
  Enter: "nextElementSibling",
  ArrowUp: "previousElementSibling",
};

export const table: Controller = (element, signal) => {
  const filter = element.querySelector<HTMLInputElement>("[data-table-filter]");
  filter?.addEventListener(
    "input",
    () => {
      sift(element, filter);
    },
    { signal },
  );
  if (filter?.value) sift(element, filter);
  element.addEventListener(
    "click",
    (event) => {
      sortBy(event, element);
    },
    { signal },
  );
  element.addEventListener(
    "keydown",
    (event) => {
      move(event);
    },
    { signal },
  );
  document.addEventListener("paste", takeCells, { signal });
};

function takeCells(event: ClipboardEvent): void {
  const form = document.querySelector<HTMLFormElement>("form#paste");
  const field = form?.querySelector("textarea");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!form || !field || !text.includes("\t") || isField(event.target)) return;
  event.preventDefault();
  field.value = text;
  form.requestSubmit();
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function rows(element: ParentNode): HTMLTableRowElement[] {
  return Array.from(element.querySelectorAll<HTMLTableRowElement>("tbody > tr"));
}

function sift(element: HTMLElement, filter: HTMLInputElement): void {
  const all = rows(element);
  for (const row of all) row.hidden = !holds(said(row), filter.value);
  const count = element.querySelector<HTMLElement>("[data-table-count]");
  const shown = all.filter((row) => !row.hidden).length;
  if (count) {
    const words = count.dataset["tableCount"] ?? "";
    count.textContent = words.replace("{shown}", String(shown)).replace("{all}", String(all.length));
  }
  remember(filter.name, filter.value);
}

/** What a row says, the words in its controls included. */
function said(row: HTMLTableRowElement): string {
  const typed = Array.from(row.querySelectorAll<HTMLInputElement>("input:not([type=hidden])"), (input) => input.value);
  return [row.textContent, ...typed].join(" ");
}

function sortBy(event: MouseEvent, element: HTMLElement): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.sort") : null;
  const heading = link?.closest("th");
  if (!link || !heading || opensElsewhere(event)) return;
  event.preventDefault();
  const asked = new URL(link.href).searchParams;
  const order = turned(heading.getAttribute("aria-sort"), asked.get("order"));
  for (const other of element.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", order);
  arrange(element, heading.cellIndex, order);
  remember("sort", asked.get("sort") ?? "");
  remember("order", order === "descending" ? order : "");
}

/** With these keys a link opens in another tab or window. */
function opensElsewhere(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

function arrange(element: HTMLElement, column: number, order: Order): void {
  const language = document.documentElement.lang;
  const value = (row: HTMLTableRowElement): string => cellValue(row.cells[column]);
  const sorted = rows(element).toSorted((one, other) => compared(value(one), value(other), order, language));
  element.querySelector("tbody")?.append(...sorted);
}

function cellValue(cell: HTMLTableCellElement | undefined): string {
  const control = cell?.querySelector<HTMLInputElement>("input, select");
  return cell?.dataset["value"] ?? control?.value ?? cell?.textContent.trim() ?? "";
}

/** The address says what is seen, in the words that the server understands. */
function remember(name: string, value: string): void {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}

function move(event: KeyboardEvent): void {
  const control = event.target;
  const way = WAYS[event.key];
  if (!way || !(control instanceof HTMLInputElement) || control.type === "date") return;
  const cell = control.closest<HTMLTableCellElement>("td.edit");
  const next = cell && beside(cell, way);
  if (!next) return;
  if (event.key !== "Enter") event.preventDefault();
  next.focus();
  if (next instanceof HTMLInputElement) next.select();
}

/** The control of the same column in the nearest row that is shown. */
function beside(cell: HTMLTableCellElement, way: Way): HTMLInputElement | HTMLSelectElement | null {
  let row: Element | null | undefined = cell.closest("tr")?.[way];
  while (row instanceof HTMLTableRowElement && row.hidden) row = row[way];
  if (!(row instanceof HTMLTableRowElement)) return null;
  return row.cells[cell.cellIndex]?.querySelector<HTMLInputElement>("input, select") ?? null;
}
