/** The panel beside the drawing: its forms change the map too, and what it shows changes with the map. */
import htmx from "../../htmx";
import type { Workplace } from "./workplace";

interface Requested {
  readonly ctx: {
    readonly request: { readonly method: string; readonly headers: Record<string, string> };
    readonly target?: unknown;
  };
}

/** Told to the server: the drawing is the editor's, an answer brings the panel alone. */
const HEADER = "Eslabon-Editor";
/** What is said there: that the panel is enough, or that what stands around the drawing is asked for as well. */
const ALONE = "1";
const AROUND = "around";
const SETTLED = 400;

export function listenToPanel(at: Workplace, signal: AbortSignal): void {
  document.addEventListener(
    "htmx:config:request",
    (event) => {
      (event as CustomEvent<Requested>).detail.ctx.request.headers[HEADER] ??= ALONE;
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
  listenForPlace(signal);
  let seen = at.session.confirmed;
  let timer: ReturnType<typeof setTimeout> | undefined;
  at.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (seen !== at.session.confirmed && !at.session.queue.length) seen = refreshed(at, seen);
    }, SETTLED);
  });
}

/** Another thing is shown from its beginning; what was kept in the panel leaves the focus in it. */
function listenForPlace(signal: AbortSignal): void {
  let shown = shownIn(new URLSearchParams(location.search));
  document.addEventListener(
    "htmx:after:swap",
    (event) => {
      const { request, target } = (event as CustomEvent<Requested>).detail.ctx;
      if (!(target instanceof HTMLElement) || target.id !== "panel") return;
      const now = shownIn(new URLSearchParams(location.search));
      if (now !== shown || request.method !== "GET") target.scrollTop = 0;
      shown = now;
      if (request.method !== "GET" && document.activeElement === document.body) target.focus();
    },
    { signal },
  );
}

/**
 * Show what the panel shows anew where that is different now; never under somebody who writes or decides in it. With it what
 * stands around the drawing: the views that there are, and all of it as a list.
 */
function refreshed(at: Workplace, seen: Workplace["session"]["confirmed"]): Workplace["session"]["confirmed"] {
  const panel = document.querySelector<HTMLElement>("#panel");
  const now = at.session.confirmed;
  if (!panel) return now;
  const name = shownIn(new URLSearchParams(location.search));
  const isSame = name !== "" && seen.thing(name) === now.thing(name);
  const isLeft = isSame || isBusy(panel);
  // What is gone is not asked for, whether the panel is left as it is or not.
  const isGone = name !== "" && now.thing(name) === null;
  if (isGone && !isLeft) forget();
  void shown(panel, location.pathname + (isGone ? viewAlone() : location.search), isLeft);
  return isLeft && !isSame ? seen : now;
}

/** Ask for the panel, unless it is left as it is, and for what stands around the drawing, unless somebody is there. */
async function shown(panel: HTMLElement, address: string, isLeft: boolean): Promise<void> {
  const list = (): HTMLDetailsElement | null => document.querySelector("#listing > details");
  const isUnfolded = list()?.open === true;
  const headers = { [HEADER]: isAround(document.activeElement) ? ALONE : AROUND };
  await htmx.ajax("GET", address, { target: panel, swap: isLeft ? "none" : "innerHTML", headers });
  const now = list();
  if (now && isUnfolded) now.open = true;
}

/** Whether somebody is where the page would be shown anew. */
function isAround(element: Element | null): boolean {
  return Boolean(element?.closest("#bar-of-map, #listing"));
}

/** Whether somebody is at it: with a form, a conflict, a question, words that are not sent, or the focus alone. */
function isBusy(panel: HTMLElement): boolean {
  const written = [...panel.querySelectorAll("textarea")].some(({ value, defaultValue }) => value !== defaultValue);
  const asked = panel.querySelector(
    "form[data-controller~='guard'], form.form-actions, details:is(.confirm, .supposing)[open]",
  );
  return written || asked !== null || panel.contains(document.activeElement);
}

/** What the address asks for without the thing that is gone. */
function viewAlone(): string {
  const view = new URLSearchParams(location.search).get("view");
  return view === null ? "" : `?${new URLSearchParams({ view }).toString()}`;
}

/** Let the address ask no longer for what is gone. */
function forget(): void {
  history.replaceState(history.state, "", location.pathname + viewAlone() + location.hash);
}

function shownIn(query: URLSearchParams): string {
  const [node, handoff] = [query.get("node"), query.get("handoff")];
  if (handoff) return `handoff:${handoff}`;
  return node ? `node:${node}` : "";
}
