/** Which of the boxes lies next in a direction, for who looks for one by arrow keys. */
import { centre } from "../scene/geometry";
import type { Box, Point, Scene } from "../scene/scene";

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const WAYS: Readonly<Record<Direction, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ASIDE = 2.5;

export function isDirection(key: string): key is Direction {
  return key in WAYS;
}

/** Where the middle of a thing of the drawing is: of its box, or of its label. */
export function middleOf({ nodes, handoffs }: Pick<Scene, "nodes" | "handoffs">, id: string): Point | undefined {
  const box = nodes.find((node) => node.id === id)?.box;
  return box ? centre(box) : (handoffs.find((handoff) => handoff.id === id)?.label ?? undefined);
}

/** The id of the box that is nearest to a point; of any where there is no point. */
export function closest(
  boxes: readonly { readonly id: string; readonly box: Box }[],
  point: Point | undefined,
): string | undefined {
  const far = (box: Box): number => Math.hypot(centre(box)[0] - (point?.[0] ?? 0), centre(box)[1] - (point?.[1] ?? 0));
  return boxes.toSorted((one, other) => far(one.box) - far(other.box))[0]?.id;
}

/** The id of the next box from another; what lies straight ahead is nearer than what lies aside. */
export function nearest(
  boxes: readonly { readonly id: string; readonly box: Box }[],
  from: string,
  direction: Direction,
): string | undefined {
  const start = boxes.find(({ id }) => id === from);
  if (!start) return boxes[0]?.id;
  const [x, y] = centre(start.box);
  const [across, down] = WAYS[direction];
  let best: string | undefined;
  let least = Infinity;
  for (const { id, box } of boxes) {
    const [away, below] = [centre(box)[0] - x, centre(box)[1] - y];
    const ahead = away * across + below * down;
    const far = ahead + ASIDE * Math.abs(away * down - below * across);
    if (id !== from && ahead > 1 && far < least) [best, least] = [id, far];
  }
  return best;
}
