/** How things look that the server has not drawn yet: as `graphs/rendering/styles.py` has it. */
import { ACCENT, INK, PAPER } from "./marks";
import type { NodeKind, MapNode } from "../model/types";
import type { Look, Stroke } from "./scene";

const PROCESS: Look = { fill: PAPER, outline: "#2B2F36", ink: INK, borders: 1, rounding: 8, stacked: false };

const LOOKS: Readonly<Record<NodeKind, Look>> = {
  process: PROCESS,
  supplier: { ...PROCESS, fill: "#E9ECF0", outline: "#5B6470", rounding: null },
  customer: { ...PROCESS, fill: ACCENT, outline: ACCENT, ink: PAPER, rounding: 16 },
  employees: { ...PROCESS, borders: 2 },
};
const SUPPORT = "#F1ECDF";

/** The line of a handoff of which nothing is known. */
export const UNKNOWN: Stroke = { color: "#7B818A", width: 1.4, dashes: [8, 3, 1.5, 3] };

export function lookOf({ kind, process_kind }: MapNode): Look {
  return process_kind === "support" ? { ...LOOKS[kind], fill: SUPPORT } : LOOKS[kind];
}

export function arrowOf(stroke: Stroke): number {
  return 5 + 0.9 * stroke.width;
}
