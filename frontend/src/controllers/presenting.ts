/**
 * The drawing alone, as large as the window: a button, or P on the drawing or its bars; Escape or P leaves. Views change without leaving.
 *
 *   <button type="button" data-controller="present" data-present-leave="Salir" hidden>
 *
 * While it is on, `<html class="presenting">`; the browser's full screen is asked for where it is to be had.
 */
import type { Controller } from "../lib/attach";

const KEPT = "eslabon-presenting";
/** A browser leaves its full screen too when another page is loaded: that is no wish to stop. */
const BEFORE_LEAVING = 250;

export const present: Controller = (element, signal) => {
  const root = document.documentElement;
  const said = element.textContent;
  const isOn = (): boolean => root.classList.contains("presenting");
  const tell = (on: boolean): void => {
    element.textContent = on ? (element.dataset["presentLeave"] ?? said) : said;
  };
  const show = (on: boolean): void => {
    root.classList.toggle("presenting", on);
    tell(on);
    if (on) sessionStorage.setItem(KEPT, location.pathname);
    else sessionStorage.removeItem(KEPT);
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>('[data-drawing-do="fit"]')?.click();
    });
  };
  const turn = (): void => {
    show(!isOn());
    if (isOn()) void root.requestFullscreen().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen();
  };
  element.hidden = false;
  // A button that is put in anew while one presents says so; what is zoomed stays so.
  if (isOn()) tell(true);
  else if (sessionStorage.getItem(KEPT) === location.pathname) show(true);
  element.addEventListener("click", turn, { signal });
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isMeant(event, isOn())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      turn();
    },
    { signal, capture: true },
  );
  document.addEventListener(
    "fullscreenchange",
    () => {
      setTimeout(() => {
        if (!document.fullscreenElement && isOn()) show(false);
      }, BEFORE_LEAVING);
    },
    { signal },
  );
};

function isMeant(event: KeyboardEvent, isOn: boolean): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return false;
  const { key, target } = event;
  if (!(target instanceof Element) || target.closest("input, textarea, select, [contenteditable]")) return false;
  return key === "Escape" ? isOn : key.toLowerCase() === "p" && target.closest(".canvas") !== null;
}
