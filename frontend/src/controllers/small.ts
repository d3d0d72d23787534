/** Small conveniences: copying, dialogs, choosing the theme, dropping a file. */
import htmx from "../htmx";
import type { Controller } from "../lib/attach";

/** A button that copies `data-copy` and says so by `data-copy-done`; it stays hidden where a browser lets nobody copy. */
export const copy: Controller = (element, signal) => {
  if (!window.isSecureContext) return;
  element.hidden = false;
  const said = element.textContent;
  element.addEventListener(
    "click",
    () => {
      void navigator.clipboard.writeText(element.dataset["copy"] ?? "").then(() => {
        element.textContent = element.dataset["copyDone"] ?? said;
        setTimeout(() => {
          element.textContent = said;
        }, 2500);
      });
    },
    { signal },
  );
};

/** A link whose page is shown in the dialog that `data-dialog` names; without script it is an ordinary link. */
export const dialog: Controller = (element, signal) => {
  const link = element as HTMLAnchorElement;
  const shown = document.querySelector<HTMLDialogElement>(link.dataset["dialog"] ?? "dialog");
  if (!shown) return;
  link.addEventListener(
    "click",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void htmx.ajax("GET", link.href, { target: shown, swap: "innerHTML" }).then(() => {
        shown.showModal();
      });
    },
    { signal },
  );
  shown.addEventListener(
    "close",
    () => {
      link.focus();
    },
    { signal },
  );
};

/** A select of the theme: empty is the system's. The choice is a cookie, so that the server writes it into the page. */
export const theme: Controller = (element, signal) => {
  const select = element as HTMLSelectElement;
  select.value = document.documentElement.dataset["theme"] ?? "";
  select.addEventListener(
    "change",
    () => {
      const age = select.value ? 365 * 24 * 60 * 60 : 0;
      document.cookie = `theme=${select.value}; path=/; max-age=${age}; SameSite=Lax`;
      if (select.value) document.documentElement.dataset["theme"] = select.value;
      else delete document.documentElement.dataset["theme"];
    },
    { signal },
  );
};

/** A place where a file can be dropped into its input. */
export const dropzone: Controller = (element, signal) => {
  const input = element.querySelector<HTMLInputElement>("input[type=file]");
  const over = (event: DragEvent, isOver: boolean): void => {
    event.preventDefault();
    element.classList.toggle("over", isOver);
  };
  element.addEventListener(
    "dragover",
    (event) => {
      over(event, true);
    },
    { signal },
  );
  element.addEventListener(
    "dragleave",
    (event) => {
      over(event, false);
    },
    { signal },
  );
  element.addEventListener(
    "drop",
    (event) => {
      over(event, false);
      if (!input || !event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { signal },
  );
};
