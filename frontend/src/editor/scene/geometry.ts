/**
 * What the browser anticipates until the server has drawn: how large a box for a name is, how a line runs between two boxes; and
 * the way from one scene to the next.
 */
import { wrapped, width } from "./lettering";
import { LABEL_SIZE, NAME_SIZE } from "./marks";
import type { Box, Curve, Point, Scene, SceneHandoff, SceneNode } from "./scene";

/** As Graphviz sets a name: room round it, and never smaller than this. */
const ROOM: Readonly<Record<"name" | "label", Point>> = { name: [23.04, 14.4], label: [8.64, 4.32] };
const LEAST: Readonly<Record<"name" | "label", Point>> = { name: [54, 32.4], label: [7.2, 7.2] };
const LINE = 1.214;
const BORDER = 8;
const APART = 22;
const BENT = 0.35;

/** How large a box for these lines is; a second border goes round it. */
export function sized(lines: readonly string[], what: "name" | "label" = "name", borders = 1): Point {
  const letters = what === "name" ? NAME_SIZE : LABEL_SIZE;
  const widest = Math.max(...lines.map((line) => width(line, letters)));
  const [[roomAcross, roomDown], [leastAcross, leastDown]] = [ROOM[what], LEAST[what]];
  const round = BORDER * (borders - 1);
  return [
    Math.max(leastAcross, widest + roomAcross) + round,
    Math.max(leastDown, lines.length * letters * LINE + roomDown) + round,
  ];
}

/** A box for a name about a point. */
export function boxFor(name: string, centre: Point, borders = 1): { readonly box: Box; readonly lines: string[] } {
  const lines = wrapped(name);
  return { box: about(centre, sized(lines, "name", borders)), lines };
}

export function centre([left, top, width, height]: Box): Point {
  return [left + width / 2, top + height / 2];
}

export function about([x, y]: Point, [width, height]: Point): Box {
  return [x - width / 2, y - height / 2, width, height];
}

/** How a line runs from one box to another; `place` sets those apart that join the same two. */
export function provisional(
  from: Box,
  to: Box,
  arrow: number,
  place = 0,
): Pick<SceneHandoff, "curves" | "tip" | "label"> {
  const [start, end] = [centre(from), centre(to)];
  const aside = sideways(start, end, place * APART);
  const middle: Point = [(start[0] + end[0]) / 2 + aside[0], (start[1] + end[1]) / 2 + aside[1]];
  const leave = rim(from, middle);
  const tip = rim(to, middle);
  const length = Math.hypot(tip[0] - middle[0], tip[1] - middle[1]) || 1;
  const arrives: Point = [
    tip[0] - (arrow * (tip[0] - middle[0])) / length,
    tip[1] - (arrow * (tip[1] - middle[1])) / length,
  ];
  return { curves: [[...bend(leave, middle), ...bend(middle, arrives).slice(1)]], tip, label: middle };
}

/** Where the line from a box's middle towards a point leaves the box. */
export function rim(box: Box, towards: Point): Point {
  const [x, y] = centre(box);
  const [across, down] = [towards[0] - x, towards[1] - y];
  const reach = Math.max(Math.abs(across) / (box[2] / 2), Math.abs(down) / (box[3] / 2));
  return reach === 0 ? [x, y] : [x + across / Math.max(1, reach), y + down / Math.max(1, reach)];
}

/** A scene on the way from one to the next, `t` from 0 to 1; what did not move is the next scene's own. */
export function tween(before: Scene, after: Scene, t: number): Scene {
  return glided(before, after)(t);
}

/** The way from one scene to the next: what moves is looked for once. */
export function glided(before: Scene, after: Scene): (t: number) => Scene {
  const frames = new Map(before.frames.map((frame) => [frame.id, frame]));
  const nodes = onTheWay(before.nodes, after.nodes, (one, other) => same(one.box, other.box));
  const handoffs = onTheWay(before.handoffs, after.handoffs, sameWay);
  return (t) => ({
    ...after,
    nodes: nodes(t, moved),
    frames: after.frames.map((frame) => {
      const was = frames.get(frame.id);
      return was && t < 1 && !same(was.box, frame.box) ? { ...frame, box: between(was.box, frame.box, t) } : frame;
    }),
    handoffs: handoffs(t, led),
  });
}

/** How many nodes lie elsewhere in another scene. */
export function moving(before: Scene, after: Scene): number {
  const boxes = new Map(before.nodes.map(({ id, box }) => [id, box]));
  return after.nodes.filter(({ id, box }) => boxes.has(id) && !same(box, boxes.get(id))).length;
}

function onTheWay<Thing extends { readonly id: string }>(
  before: readonly Thing[],
  after: readonly Thing[],
  isSame: (one: Thing, other: Thing) => boolean,
): (t: number, step: (was: Thing, to: Thing, t: number) => Thing) => readonly Thing[] {
  const known = new Map(before.map((thing) => [thing.id, thing]));
  const under = after.flatMap((to, place) => {
    const was = known.get(to.id);
    return was && !isSame(was, to) ? [{ place, was, to }] : [];
  });
  return (t, step) => {
    if (t >= 1) return after;
    const things = [...after];
    for (const { place, was, to } of under) things[place] = step(was, to, t);
    return things;
  };
}

function moved(was: SceneNode, node: SceneNode, t: number): SceneNode {
  return { ...node, box: between(was.box, node.box, t) };
}

function led(was: SceneHandoff, handoff: SceneHandoff, t: number): SceneHandoff {
  const count = Math.max(points(was.curves), points(handoff.curves));
  const [from, to] = [evened(was.curves, count), evened(handoff.curves, count)];
  return {
    ...handoff,
    curves: [to.map((point, place) => between(from[place] ?? point, point, t))],
    tip: between(was.tip, handoff.tip, t),
    label: was.label && handoff.label ? between(was.label, handoff.label, t) : handoff.label,
  };
}

/** Curves as one that has so many Bézier pieces; gaps where a label stands are bridged. */
function evened(curves: readonly Curve[], count: number): Point[] {
  const whole: Point[] = [];
  for (const curve of curves) {
    const [start, ...rest] = curve;
    const last = whole.at(-1);
    if (start && last) whole.push(last, start, start);
    else if (start) whole.push(start);
    whole.push(...rest);
  }
  const end = whole.at(-1) ?? ([0, 0] as const);
  while ((whole.length - 1) / 3 < count) whole.push(end, end, end);
  return whole;
}

function points(curves: readonly Curve[]): number {
  return curves.reduce((sum, curve) => sum + (curve.length - 1) / 3, Math.max(0, curves.length - 1));
}

function sameWay(one: SceneHandoff, other: SceneHandoff): boolean {
  const [here, there] = [one.curves.flat(), other.curves.flat()];
  return (
    same(one.tip, other.tip) && here.length === there.length && here.every((each, place) => same(each, there[place]))
  );
}

function between<Numbers extends readonly number[]>(one: Numbers, other: Numbers, t: number): Numbers {
  return other.map((value, place) => (one[place] ?? value) * (1 - t) + value * t) as unknown as Numbers;
}

function same(one: readonly number[], other: readonly number[] | undefined): boolean {
  return other !== undefined && one.every((value, place) => Math.abs(value - (other[place] ?? NaN)) < 0.05);
}

/** A bend from one point to another, level at both ends. */
function bend(from: Point, to: Point): Point[] {
  const across = BENT * (to[0] - from[0]);
  return [from, [from[0] + across, from[1]], [to[0] - across, to[1]], to];
}

function sideways(from: Point, to: Point, by: number): Point {
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(across, down) || 1;
  return [(-down / length) * by, (across / length) * by];
}
