/** Which lane of a drawing lies under a point. */
import type { Lane, Point } from "./scene";

/** The name of the lane under a point: one's own where that is there too, else the smallest; none beside all of them. */
export function laneAt(lanes: readonly Lane[], point: Point, own = ""): string | undefined {
  const under = lanes.filter(({ box }) => holds(box, point));
  const area = ({ box }: Lane): number => box[2] * box[3];
  const found = under.find(({ name }) => name === own) ?? under.toSorted((one, other) => area(one) - area(other))[0];
  return found?.name;
}

function holds([left, top, width, height]: Lane["box"], [x, y]: Point): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
