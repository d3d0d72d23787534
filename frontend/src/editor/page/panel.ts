/** The panel beside the drawing: its forms change the map too, and what it shows changes with the map. */
import htmx from "../../htmx";
import type { Workplace } from "./workplace";

interface Requested {
  readonly ctx: { readonly request: { readonly method: string; readonly headers: Record<string, string> } };
}

/** Told to the server: the drawing is the editor's, an answer brings the panel alone. */
const HEADER = "Eslabon-Editor";
const SETTLED = 400;

export function listenToPanel(at: Workplace, signal: AbortSignal): void {
  document.addEventListener(
    "htmx:config:request",
    (event) => {
      (event as CustomEvent<Requested>).detail.ctx.request.headers[HEADER] = "1";
    },
    { signal },
  );
  document.addEventListener(
    "htmx:after:request",
    (event) => {
      if ((event as CustomEvent<Requested>).detail.ctx.request.method !== "GET") void at.reload();
    },
    { signal },
  );
  let seen = at.session.confirmed;
  let timer: ReturnType<typeof setTimeout> | undefined;
  at.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (seen !== at.session.confirmed && !at.session.queue.length) seen = refreshed(at, seen);
    }, SETTLED);
  });
}

/** Show what the panel shows anew where that is different now; never under somebody who writes or decides in it. */
function refreshed(at: Workplace, seen: Workplace["session"]["confirmed"]): Workplace["session"]["confirmed"] {
  const panel = document.querySelector<HTMLElement>("#panel");
  const now = at.session.confirmed;
  const name = shownIn(new URLSearchParams(location.search));
  const isSame = name !== "" && seen.thing(name) === now.thing(name);
  if (!panel || isSame) return now;
  if (isBusy(panel)) return seen;
  const address = now.thing(name) === null ? location.pathname : location.pathname + location.search;
  void htmx.ajax("GET", address, { target: panel, swap: "innerHTML" });
  return now;
}

/** Whether somebody is at it: with a form, a conflict, a question, words that are not sent, or the focus alone. */
function isBusy(panel: HTMLElement): boolean {
  const written = [...panel.querySelectorAll("textarea")].some(({ value, defaultValue }) => value !== defaultValue);
  const asked = panel.querySelector("form.form, form.form-actions, details.confirm[open]");
  return written || asked !== null || panel.contains(document.activeElement);
}

function shownIn(query: URLSearchParams): string {
  const [node, handoff] = [query.get("node"), query.get("handoff")];
  if (handoff) return `handoff:${handoff}`;
  return node ? `node:${node}` : "";
}
