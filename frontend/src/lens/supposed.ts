/** What of the drawing looks otherwise under what is supposed, as the server says it. No DOM here. */

/** How a handoff looks: its line, and the figures below its first `lines` lines of text; `gone`: it is supposed to go. */
export interface Look {
  readonly color: string;
  readonly width: number;
  readonly dashes: readonly number[];
  readonly lines: number;
  readonly figures: readonly string[];
  readonly gone: boolean;
}

export interface Supposed {
  readonly handoffs: Readonly<Record<string, Look>>;
  readonly nodes: Readonly<Record<string, string>>;
}

export const NOTHING: Supposed = { handoffs: {}, nodes: {} };

/** A line of text: which of a label it stands for, or one more below the last, and what it says. */
export interface Line {
  readonly instead: number | null;
  readonly words: string;
}

/** Which lines of a label of so many lines say something else: each figure in its place, more of them below. */
export function lines(look: Look, written: number): readonly Line[] {
  return look.figures.map((words, place) => {
    const at = look.lines + place;
    return { instead: at < written ? at : null, words };
  });
}

/** The things that look as they are again, once something else is supposed. */
export function restored(before: Supposed, after: Supposed): readonly string[] {
  const gone = (kind: "handoffs" | "nodes"): string[] => Object.keys(before[kind]).filter((id) => !(id in after[kind]));
  return [...gone("handoffs"), ...gone("nodes")];
}
