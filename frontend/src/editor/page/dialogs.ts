/** Windows of the editor, `<dialog data-editor-dialog="…">`: one opens them by a button of the bar or by a key. */
import { isTyping } from "./keys";

export type Word = "enter" | "search" | "keys";

const KEYS: Readonly<Record<string, Word>> = { e: "enter", b: "search", "?": "keys" };

export function dialogOf(word: Word): HTMLDialogElement | null {
  return document.querySelector(`dialog[data-editor-dialog="${word}"]`);
}

export function open(word: Word): void {
  const dialog = dialogOf(word);
  if (!dialog || document.querySelector("dialog[open]")) return;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("eslabon:opened"));
}

export function listenToDialogs(signal: AbortSignal): void {
  document.addEventListener(
    "keydown",
    (event) => {
      const word = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key.toLowerCase()];
      if (!word || event.defaultPrevented || isTyping(event.target) || isElsewhere(event.target)) return;
      event.preventDefault();
      open(word);
    },
    { signal },
  );
  for (const closer of document.querySelectorAll("[data-editor-close]")) {
    closer.addEventListener(
      "click",
      () => {
        closer.closest("dialog")?.close();
      },
      { signal },
    );
  }
}

/** Keys of one letter are the drawing's and its bar's: elsewhere, or where nothing has the focus, they mean nothing. */
function isElsewhere(target: EventTarget | null): boolean {
  return !(target instanceof Element && target.closest(".canvas"));
}
