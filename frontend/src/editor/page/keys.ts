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
      if (event.defaultPrevented || isTyping(event.target)) return;
      // Where the bar has the focus, what begins something is the drawing's; what removes is not.
      const isInBar = (event.target as Element).closest("[data-editor-bar]") !== null;
      const isDone = turned(deeds, event) || (isInBar && begun(at, deeds, event));
      if (!isDone) return;
      event.preventDefault();
    },
    { signal },
  );
}

/** What a key begins where the bar has the focus. */
function begun(at: Workplace, deeds: Deeds, event: KeyboardEvent): boolean {
  const act = ANYWHERE[event.key.toLowerCase()] ?? NODES[event.key.toLowerCase()];
  const press = pressOf(at, deeds, document.body);
  const isOther = event.altKey || event.ctrlKey || event.metaKey;
  if (!act || isOther || (NODES[event.key.toLowerCase()] && !press.here.startsWith("node:"))) return false;
  void act(press);
  return true;
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

/** A press, and what it is about: the thing that has the focus, and what is selected with it. */
interface Press {
  readonly at: Workplace;
  readonly deeds: Deeds;
  readonly here: string;
  readonly id: string;
  readonly names: readonly string[];
}

type Act = (press: Press) => unknown;

/** Keys of what is about anything, about a node, about a handoff, and with Ctrl. */
const ANYWHERE: Readonly<Record<string, Act>> = {
  n: ({ deeds }) => deeds.addNode(),
  g: ({ at, deeds }) => {
    deeds.group(at.selection.handoffs);
  },
  r: ({ at, deeds }) => {
    deeds.routes(at.selection.handoffs);
  },
};
const THINGS: Readonly<Record<string, Act>> = {
  F2: ({ deeds, here }) => deeds.rename(here),
  Delete: ({ deeds, names }) => {
    deeds.remove(names);
  },
  Backspace: ({ deeds, names }) => {
    deeds.remove(names);
  },
  x: ({ at, here }) => {
    at.selection.toggle(here);
  },
};
const NODES: Readonly<Record<string, Act>> = {
  h: ({ deeds, id }) => deeds.connect(id),
  l: ({ deeds, names }) => deeds.toLane(nodesOf(names)),
};
const HANDOFFS: Readonly<Record<string, Act>> = { f: ({ deeds, id }) => deeds.figures(id) };
const WITH_CONTROL: Readonly<Record<string, Act>> = {
  d: ({ deeds, names }) => {
    deeds.duplicate(names);
  },
  a: ({ at }) => {
    at.selection.set(at.chain.nodes.list.map(({ id }) => `node:${id}`));
  },
};

function pressed(at: Workplace, deeds: Deeds, event: KeyboardEvent): boolean {
  if (turned(deeds, event)) return true;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const press = pressOf(at, deeds, event.target as Element);
  if (event.altKey) return nudged(press, key);
  const act = actOf(press.here, key, event.ctrlKey || event.metaKey);
  if (!act) return false;
  void act(press);
  return true;
}

function pressOf(at: Workplace, deeds: Deeds, target: Element): Press {
  const { selection } = at;
  const here = nameOf(target.closest("a.thing")?.id ?? "") ?? selection.names[0] ?? "";
  const names = selection.has(here) || !here ? selection.names : [here];
  return { at, deeds, here, id: here.slice(here.indexOf(":") + 1), names };
}

function actOf(here: string, key: string, isControlled: boolean): Act | undefined {
  if (isControlled) return WITH_CONTROL[key];
  const own = here.startsWith("node:") ? NODES : here ? HANDOFFS : {};
  return ANYWHERE[key] ?? own[key] ?? (here ? THINGS[key] : undefined);
}

function nudged({ at, deeds, here, names }: Press, key: string): boolean {
  const by = NUDGES[key];
  if (!by || !here.startsWith("node:")) return false;
  const places = at.places();
  const moved = nodesOf(names).flatMap((id): [string, Point][] => {
    const place = places.get(id);
    return place ? [[id, [place[0] + by[0], place[1] + by[1]]]] : [];
  });
  deeds.move(new Map(moved));
  return true;
}

function nodesOf(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith("node:")).map((name) => name.slice("node:".length));
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
