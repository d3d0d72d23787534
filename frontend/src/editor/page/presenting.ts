/** For the projector: nothing but the drawing, and the keys. Escape or the same key leaves. */
import type { Workplace } from "./workplace";

export function present(at: Workplace): void {
  const page = document.documentElement;
  if (page.hasAttribute("data-presenting")) {
    leave();
    return;
  }
  page.setAttribute("data-presenting", "");
  const ended = new AbortController();
  page.requestFullscreen().catch(() => undefined);
  fit(at);
  at.say(at.text("presenting"));
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || at.asking.isOpen) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      leave();
      ended.abort();
    },
    { signal: ended.signal, capture: true },
  );
  document.addEventListener(
    "fullscreenchange",
    () => {
      fit(at);
      if (document.fullscreenElement) return;
      leave();
      ended.abort();
    },
    { signal: ended.signal },
  );
}

function leave(): void {
  document.documentElement.removeAttribute("data-presenting");
  if (document.fullscreenElement) void document.exitFullscreen();
}

function fit({ element }: Workplace): void {
  element.parentElement?.querySelector<HTMLElement>('[data-drawing-do="fit"]')?.click();
}
