/** What keys do on the drawing; walking through it is the drawing's own (`controllers/drawing.ts`). */
import type { Deeds } from "./deeds";
import { nameOf } from "./selection";
import type { Point } from "../scene/scene";
import type { Workplace } from "./workplace";

const STEP = 12;
const NUDGES: Readonly<Record<string, Point>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

export function listenToKeys(at: Workplace, deeds: Deeds, signal: AbortSignal): void {
  at.element.addEventListener(
    "keydown",
    (event) => {
      if (isTyping(event.target) || !pressed(at, deeds, event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { signal, capture: true },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || isTyping(event.target) || !turned(deeds, event)) return;
      event.preventDefault();
    },
    { signal },
  );
}

/** Back and forth, wherever on the page one is. */
function turned(deeds: Deeds, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  if (key === "y" || (key === "z" && event.shiftKey)) deeds.redo();
  else if (key === "z") deeds.undo();
  else return false;
  return true;
}

function pressed(at: Workplace, deeds: Deeds, event: KeyboardEvent): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const { selection } = at;
  const here = nameOf((event.target as Element).closest("a.thing")?.id ?? "") ?? selection.names[0] ?? "";
  const [kind, id] = [here.split(":")[0], here.slice(here.indexOf(":") + 1)];
  const names = selection.has(here) || !here ? selection.names : [here];
  if (turned(deeds, event)) return true;
  if (event.altKey && kind === "node" && NUDGES[key]) return nudged(at, deeds, names, NUDGES[key]);
  if (event.ctrlKey || event.metaKey) return commanded(at, deeds, key, names);
  if (event.altKey) return false;
  if (key === "n") void deeds.addNode();
  else if (key === "h" && kind === "node") void deeds.connect(id);
  else if (key === "F2" && here) void deeds.rename(here);
  else if (key === "f" && kind === "handoff") void deeds.figures(id);
  else if (key === "l" && kind === "node") void deeds.toLane(nodesOf(names));
  else if (key === "g") deeds.group(handoffsOf(names));
  else if (key === "r") deeds.routes(handoffsOf(names));
  else if (key === "x" && here) selection.toggle(here);
  else if ((key === "Delete" || key === "Backspace") && names.length) deeds.remove(names);
  else if (key === "Escape" && selection.names.length > 1) selection.set([]);
  else return false;
  return true;
}

function commanded(at: Workplace, deeds: Deeds, key: string, names: readonly string[]): boolean {
  if (key === "d") deeds.duplicate(names);
  else if (key === "a") at.selection.set(at.chain.nodes.list.map(({ id }) => `node:${id}`));
  else return false;
  return true;
}

function nudged(at: Workplace, deeds: Deeds, names: readonly string[], [across, down]: Point): boolean {
  const places = at.places();
  const moved = nodesOf(names).flatMap((id): [string, Point][] => {
    const place = places.get(id);
    return place ? [[id, [place[0] + across, place[1] + down]]] : [];
  });
  deeds.move(new Map(moved));
  return true;
}

function nodesOf(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith("node:")).map((name) => name.slice("node:".length));
}

function handoffsOf(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith("handoff:")).map((name) => name.slice("handoff:".length));
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
