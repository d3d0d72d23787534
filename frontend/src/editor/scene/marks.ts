/**
 * The marks that a drawing is made of, as plain values: `graphs/rendering/marks.py` says the same in Python, and a test holds
 * what both write against each other.
 */
import type { Box, Curve, Look, Plate, Point, Stroke, Text } from "./scene";

/** An element of the drawing to be written: text or children, never both. */
export interface Mark {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly Mark[];
}

export const INK = "#1C1F24";
export const SOFT_INK = "#4A5059";
export const PAPER = "#FFFFFF";
export const ACCENT = "#10314F";
export const HAIRLINE = "#C9CDD3";
export const LANE_GROUND = "#F6F7F9";
export const NAME_SIZE = 10.5;
export const LABEL_SIZE = 8.5;
export const LINE_HEIGHT = 1.24;

const BASELINE = 0.36;
const NOTCH = 7.0;
const SECOND_BORDER = 3.2;
const SMALL = 0.55;
const BEHIND = 4.0;
const TOGGLE = 14.0;
const TARGET = 24.0;
const ARM = 3.6;

/** A coordinate in tenths of a point; halves go to the even one, as Python writes them. */
export function number(value: number): string {
  const text = isTie(value) ? String((2 * Math.round(value * 5)) / 10) : value.toFixed(1);
  return text === "-0.0" || text === "-0" ? "0" : text.endsWith(".0") ? text.slice(0, -2) : text;
}

function isTie(value: number): boolean {
  return Math.abs((value * 4) % 2) === 1;
}

/** Six digits, without trailing zeros. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}

export function text({ at, words, size, ink, anchor, bold }: Text): Mark {
  const attributes: Record<string, string> = {
    x: number(at[0]),
    y: number(at[1]),
    fill: ink,
    "font-size": plain(size),
  };
  if (anchor !== "start") attributes["text-anchor"] = anchor;
  if (bold) attributes["font-weight"] = "bold";
  return { tag: "text", attributes, text: words };
}

/** Centred lines, each with its ink, about a point. */
export function block(centre: Point, lines: readonly (readonly [string, string])[], size: number): Mark[] {
  const step = size * LINE_HEIGHT;
  const top = centre[1] - (step * (lines.length - 1)) / 2 + size * BASELINE;
  return lines.map(([words, ink], place) =>
    text({ at: [centre[0], top + place * step], words, size, ink, anchor: "middle", bold: false }),
  );
}

export function line(curves: readonly Curve[], stroke: Stroke): Mark {
  const attributes: Record<string, string> = {
    d: curves.map(curve).join(" "),
    fill: "none",
    stroke: stroke.color,
    "stroke-width": plain(stroke.width),
  };
  if (stroke.dashes.length) attributes["stroke-dasharray"] = stroke.dashes.map(plain).join(" ");
  return { tag: "path", attributes };
}

/** The arrow at the client's end. */
export function arrow(curves: readonly Curve[], tip: Point, stroke: Stroke): Mark {
  const [x, y] = curves.at(-1)?.at(-1) ?? tip;
  const length = Math.hypot(tip[0] - x, tip[1] - y) || 1;
  const ahead: Point = [(tip[0] - x) / length, (tip[1] - y) / length];
  const half = 0.36 * (5 + 0.9 * stroke.width) + 0.28 * stroke.width;
  const back: Point = [x - 0.5 * ahead[0], y - 0.5 * ahead[1]];
  const corners: Point[] = [
    tip,
    [back[0] - half * ahead[1], back[1] + half * ahead[0]],
    [back[0] + half * ahead[1], back[1] - half * ahead[0]],
  ];
  return { tag: "polygon", attributes: { points: points(corners), fill: stroke.color } };
}

/** The outline of a node; a small one for a legend. */
export function shape(box: Box, look: Look, small = false): Mark[] {
  const scale = small ? SMALL : 1;
  const [left, top, width, height] = box;
  const behind: Mark[] = look.stacked
    ? shape([left + scale * BEHIND, top - scale * BEHIND, width, height], { ...look, stacked: false }, small)
    : [];
  if (look.rounding === null) return [...behind, notched(box, scale * NOTCH, look)];
  const rounding = look.rounding;
  const borders = Array.from({ length: look.borders }, (_, border): Mark => {
    const inset = scale * border * SECOND_BORDER;
    const inner: Box = [left + inset, top + inset, width - 2 * inset, height - 2 * inset];
    const radius = Math.min(scale * rounding, inner[3] / 2);
    const rx = number(Math.max(1, radius - inset));
    return { tag: "rect", attributes: { ...sides(inner), rx, ...paint(look) } };
  });
  return [...behind, ...borders];
}

/** What opens or closes a whole. */
export function toggle(at: Point, isOpen: boolean): Mark[] {
  const [x, y] = at;
  const room = { ...sides(square(at, TARGET)), fill: PAPER, "fill-opacity": "0", rx: number(ARM) };
  const look = { fill: PAPER, outline: ACCENT };
  const box = { ...sides(square(at, TOGGLE)), rx: "3", ...paint(look) };
  const across = straight([x - ARM, y], [x + ARM, y]);
  const arms = isOpen ? [across] : [across, straight([x, y - ARM], [x, y + ARM])];
  return [
    { tag: "rect", attributes: room },
    { tag: "rect", attributes: box },
    line(arms, { color: ACCENT, width: 1.6, dashes: [] }),
  ];
}

export function ground(box: Box, fill: string, outline?: string): Mark {
  const border: Record<string, string> = outline ? { stroke: outline, "stroke-width": "0.8" } : {};
  return { tag: "rect", attributes: { ...sides(box), fill, ...border } };
}

export function plate(held: Plate): Mark[] {
  return [ground(held.box, held.fill), text(held.text)];
}

function notched([left, top, width, height]: Box, notch: number, look: Look): Mark {
  const [right, bottom] = [left + width, top + height];
  const corners: Point[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left + notch, top + height / 2],
  ];
  return { tag: "polygon", attributes: { points: points(corners), ...paint(look) } };
}

function paint(look: Pick<Look, "fill" | "outline">): Record<string, string> {
  return { fill: look.fill, stroke: look.outline, "stroke-width": "1.1" };
}

function sides([left, top, width, height]: Box): Record<string, string> {
  return { x: number(left), y: number(top), width: number(width), height: number(height) };
}

function square(at: Point, side: number): Box {
  return [at[0] - side / 2, at[1] - side / 2, side, side];
}

function straight(from: Point, to: Point): Curve {
  return [from, from, to, to];
}

function curve(along: Curve): string {
  const [start = "", ...rest] = along.map(([x, y]) => `${number(x)} ${number(y)}`);
  return `M${start} C${rest.join(" ")}`;
}

function points(corners: readonly Point[]): string {
  return corners.map(([x, y]) => `${number(x)},${number(y)}`).join(" ");
}
