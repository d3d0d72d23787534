/** Whether there is anything to be taken back, and to be done again. */
import type { SceneAnswer } from "../scene/scene";

export interface Turns {
  readonly undo: boolean;
  readonly redo: boolean;
}

/** As the server says; what waits here to be sent can be taken back too. */
export function turnsOf({ undo }: SceneAnswer, isWaiting: boolean): Turns {
  return { undo: isWaiting || undo.undo !== null, redo: undo.redo !== null };
}
