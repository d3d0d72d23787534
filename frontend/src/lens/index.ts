/**
 * The lens: what the panel says of the drawing is shown on it.
 *
 *   <div data-controller="lens" data-lens-ended="what is said at the end of a chain">
 *     [data-lens-lights="handoff-x"]          lights this in the drawing while it is pointed at or has the focus
 *     <button data-lens-play='[["handoff-x", "what is said"], …]' data-lens-stop="Stop" hidden>
 *                                             plays the chain as a moving front; pressed again, or by Escape, it stops
 *     [data-lens-said]                        says each step, politely
 *     [data-controller=what-if]               sliders (controllers/improving.ts): each answer is shown on the drawing
 */
import type { Controller } from "../lib/attach";
import { Player, steps, type Front } from "./chain";
import { Drawn } from "./drawn";
import type { Supposed } from "./supposed";

const PAUSE = 900;

export const lens: Controller = (element, signal) => {
  const drawing = document.querySelector<HTMLElement>("#drawing");
  const drawn = new Drawn(() => document.querySelector<SVGSVGElement>("#drawing > svg"));
  lights(element, drawn, signal);
  plays(element, drawn, signal);
  element.addEventListener(
    "eslabon:supposed",
    (event) => {
      const { handoffs, nodes } = (event as CustomEvent<Partial<Supposed>>).detail;
      drawn.suppose({ handoffs: handoffs ?? {}, nodes: nodes ?? {} });
    },
    { signal },
  );
  const again = (): void => {
    drawn.again();
  };
  drawing?.addEventListener("eslabon:drawn", again, { signal });
  document.addEventListener("htmx:after:swap", again, { signal });
  signal.addEventListener("abort", () => {
    drawn.takeAway();
  });
};

/** What a row is about is lit while one is at it. */
function lights(element: HTMLElement, drawn: Drawn, signal: AbortSignal): void {
  const light = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-lens-lights]") : null;
    drawn.light(row?.dataset["lensLights"] ?? "");
  };
  const dark = (): void => {
    drawn.light("");
  };
  for (const name of ["pointerover", "focusin"]) element.addEventListener(name, light, { signal });
  for (const name of ["pointerleave", "focusout"]) element.addEventListener(name, dark, { signal });
}

function plays(element: HTMLElement, drawn: Drawn, signal: AbortSignal): void {
  const said = element.querySelector<HTMLElement>("[data-lens-said]");
  const buttons = element.querySelectorAll<HTMLButtonElement>("button[data-lens-play]");
  let pressed: HTMLButtonElement | undefined;
  const say = (words: string): void => {
    if (said) said.textContent = words;
  };
  const player = new Player(
    {
      show: (front: Front | null) => {
        drawn.show(front);
        if (!front) {
          release(pressed);
          pressed = undefined;
        }
        if (front?.said) say(front.said);
      },
      ended: () => {
        say(element.dataset["lensEnded"] ?? "");
      },
    },
    PAUSE,
  );
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener(
      "click",
      () => {
        const again = button === pressed;
        player.stop();
        say("");
        if (again) return;
        pressed = press(button);
        player.play(steps(button.dataset["lensPlay"] ?? ""));
      },
      { signal },
    );
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !player.isPlaying) return;
      event.preventDefault();
      event.stopPropagation();
      player.stop();
      say("");
    },
    { signal, capture: true },
  );
  signal.addEventListener("abort", () => {
    player.stop();
  });
}

function press(button: HTMLButtonElement): HTMLButtonElement {
  button.dataset["lensLabel"] = button.textContent;
  button.textContent = button.dataset["lensStop"] ?? "";
  return button;
}

function release(button: HTMLButtonElement | undefined): void {
  if (button) button.textContent = button.dataset["lensLabel"] ?? "";
}
