/** The whole drawing in little: its boxes, and which part of it is seen; numbers only. */
import { within, type Size, type View } from "../../lib/zoom";
import type { Box, Point, Scene } from "./scene";

const MOST: Size = { width: 190, height: 120 };

/** How many pixels a point of the drawing is in the little one. */
export function littleScale({ width, height }: Size): number {
  return Math.min(MOST.width / width, MOST.height / height);
}

/** The boxes of all nodes as one path, in points of the sheet. */
export function outline({ nodes, shift }: Pick<Scene, "nodes" | "shift">): string {
  return nodes
    .map(({ box: [left, top, width, height] }) => {
      const across = Math.round(width);
      return `M${Math.round(left + shift[0])},${Math.round(top + shift[1])}h${across}v${Math.round(height)}h${-across}z`;
    })
    .join("");
}

/** Whether some of a drawing lies outside its window. */
export function isLarger({ scale }: View, drawing: Size, window: Size): boolean {
  return Math.floor(drawing.width * scale) > window.width || Math.floor(drawing.height * scale) > window.height;
}

/** The part of the sheet that is seen, in its points. */
export function seen(view: View, drawing: Size, window: Size): Box {
  const { left, top } = within(view, drawing, window);
  const { scale } = view;
  const [width, height] = [window.width / scale, window.height / scale];
  return [left / scale, top / scale, Math.min(drawing.width, width), Math.min(drawing.height, height)];
}

/** How far the window is scrolled when the middle of what is seen is this point of the sheet. */
export function centredOn([x, y]: Point, view: View, drawing: Size, window: Size): Pick<View, "left" | "top"> {
  const { scale } = view;
  return within({ scale, left: x * scale - window.width / 2, top: y * scale - window.height / 2 }, drawing, window);
}

/** Whether two boxes have a point in common. */
export function meet(one: Box, other: Box): boolean {
  return [0, 1].every((side) => {
    const [from, to] = [one[side] ?? 0, other[side] ?? 0];
    return from < to + (other[side + 2] ?? 0) && to < from + (one[side + 2] ?? 0);
  });
}
