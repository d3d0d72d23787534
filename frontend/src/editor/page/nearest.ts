/** Which of the boxes lies next in a direction, for who looks for one by arrow keys. */
import { centre } from "../scene/geometry";
import type { Box } from "../scene/scene";

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
