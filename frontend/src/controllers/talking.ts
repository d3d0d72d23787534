/** Talking and finding: whom one mentions is offered while one types; `/` leads to the search box. */
import type { Controller } from "../lib/attach";
import { offered, typedAfterAt } from "../lib/mentions";

let lists = 0;

/** A textarea whose `data-mention` has the names that may follow an `@`, one a line; arrows choose, Enter or Tab takes. */
export const mention: Controller = (element, signal) => {
  const area = element as HTMLTextAreaElement;
  const people = (area.dataset["mention"] ?? "").split("\n").filter(Boolean);
  const list = document.createElement("ul");
  list.className = "mentions";
  list.hidden = true;
  list.id = `mentions-${String((lists += 1))}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.dataset["mentionLabel"] ?? "");
  area.after(list);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  let chosen = 0;
  const typed = (): string | null => typedAfterAt(area.value, area.selectionStart);
  const close = (): void => {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };
  const mark = (): void => {
    Array.from(list.children).forEach((entry, index) => {
      entry.setAttribute("aria-selected", String(index === chosen));
      if (index === chosen) area.setAttribute("aria-activedescendant", entry.id);
    });
  };
  const take = (name: string): void => {
    const caret = area.selectionStart;
    area.setRangeText(`${name} `, caret - (typed() ?? "").length, caret, "end");
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = (): void => {
    const said = typed();
    const found = said === null ? [] : offered(people, said);
    if (!found.length) {
      close();
      return;
    }
    list.replaceChildren(
      ...found.map((name, index) => {
        const entry = document.createElement("li");
        entry.id = `${list.id}-${String(index)}`;
        entry.setAttribute("role", "option");
        entry.textContent = name;
        entry.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return entry;
      }),
    );
    chosen = 0;
    list.hidden = false;
    mark();
  };
  area.addEventListener("input", show, { signal });
  area.addEventListener("blur", close, { signal });
  area.form?.addEventListener(
    "submit",
    () => {
      area.removeAttribute("style"); // the size that was dragged: htmx would carry it over, which the page's policy forbids
    },
    { signal },
  );
  area.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden) return;
      const count = list.children.length;
      const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
      if (step) {
        chosen = (chosen + step) % count;
        mark();
      } else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen]?.textContent ?? "");
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
};

/** The search box: `/` leads there from wherever one does not type. */
export const find: Controller = (element, signal) => {
  document.addEventListener(
    "keydown",
    (event) => {
      const at = event.target instanceof Element ? event.target.closest("input, textarea, select, dialog") : null;
      if (event.key !== "/" || at || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      element.focus();
    },
    { signal },
  );
};
