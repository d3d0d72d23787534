/** For the projector: nothing but the drawing, and the keys. Escape or the same key leaves. */
import type { Workplace } from "./workplace";

let presented: AbortController | undefined;

export function present(at: Workplace): void {
  if (presented) {
    leave();
    return;
  }
  presented = new AbortController();
  const { signal } = presented;
  document.documentElement.setAttribute("data-presenting", "");
  document.documentElement.requestFullscreen().catch(() => undefined);
  fit(at);
  at.say(at.text("presenting"));
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || at.asking.isOpen || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      leave();
    },
    { signal, capture: true },
  );
  document.addEventListener(
    "fullscreenchange",
    () => {
      fit(at);
      if (!document.fullscreenElement) leave();
    },
    { signal },
  );
}

function leave(): void {
  presented?.abort();
  presented = undefined;
  document.documentElement.removeAttribute("data-presenting");
  if (document.fullscreenElement) void document.exitFullscreen();
}

function fit({ element }: Workplace): void {
  element.parentElement?.querySelector<HTMLElement>('[data-drawing-do="fit"]')?.click();
}
