/** How large a drawing is shown and which part of it: numbers only. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `scale` in pixels for each point of the drawing; `left` and `top` as the window is scrolled. */
export interface View {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export const STEP = 1.25;
const LEAST = 0.1;
const MOST = 6;
/** Below this the letters of a drawing cannot be read. */
const LEGIBLE = 0.7;
/** Where all of a drawing nearly fits at a legible size, to see all of it is worth more. */
const NEARLY = 0.6;

/** The whole drawing within a window, never larger than it was made. */
export function fitted(drawing: Size, window: Size): View {
  const scale = Math.min(1.3, window.width / drawing.width, window.height / drawing.height);
  return { scale: limited(scale), left: 0, top: 0 };
}

/** What is shown first: all of it, or as much as can be read. */
export function opening(drawing: Size, window: Size): View {
  const whole = fitted(drawing, window);
  return whole.scale >= NEARLY ? whole : { scale: LEGIBLE, left: 0, top: 0 };
}

/** Larger or smaller by a factor; what lies under the point `x`, `y` of the window stays there. */
export function zoomed(view: View, factor: number, x: number, y: number): View {
  const scale = limited(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, left: (view.left + x) * ratio - x, top: (view.top + y) * ratio - y };
}

/** How far a window can be scrolled to a view. */
export function within(view: View, drawing: Size, window: Size): Pick<View, "left" | "top"> {
  const reach = (at: number, size: number, room: number): number =>
    Math.min(Math.max(0, at), Math.max(0, Math.floor(size * view.scale) - room));
  return { left: reach(view.left, drawing.width, window.width), top: reach(view.top, drawing.height, window.height) };
}

/** Where the drawing's corner is seen in its window: in the middle, where there is more room than it takes. */
export function offset(view: View, drawing: Size, window: Size): readonly [number, number] {
  const { left, top } = within(view, drawing, window);
  const spare = (size: number, room: number): number => Math.max(0, (room - Math.floor(size * view.scale)) / 2);
  return [spare(drawing.width, window.width) - left, spare(drawing.height, window.height) - top];
}

/** A view as it stands in an address. */
export function written(view: View): string {
  return `view=${[view.scale.toFixed(3), Math.round(view.left), Math.round(view.top)].join(",")}`;
}

/** The view that an address asks for, if it does. */
export function read(hash: string): View | undefined {
  const found = /(?:^#|&)view=(\d+(?:\.\d+)?),(\d+),(\d+)(?:&|$)/.exec(hash);
  if (!found) return undefined;
  const [scale = 1, left = 0, top = 0] = found.slice(1).map(Number);
  return { scale: limited(scale), left, top };
}

function limited(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}
