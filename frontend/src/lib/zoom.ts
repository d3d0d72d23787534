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

/** The whole drawing within a window, never larger than it was made. */
export function fitted(drawing: Size, window: Size): View {
  const scale = Math.min(1.3, window.width / drawing.width, window.height / drawing.height);
  return { scale: within(scale), left: 0, top: 0 };
}

/** What is shown first: all of it, or as much as can be read. */
export function opening(drawing: Size, window: Size): View {
  const whole = fitted(drawing, window);
  return whole.scale >= LEGIBLE ? whole : { scale: LEGIBLE, left: 0, top: 0 };
}

/** Larger or smaller by a factor; what lies under the point `x`, `y` of the window stays there. */
export function zoomed(view: View, factor: number, x: number, y: number): View {
  const scale = within(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, left: (view.left + x) * ratio - x, top: (view.top + y) * ratio - y };
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
  return { scale: within(scale), left, top };
}

function within(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}
