/** What a session holds that the server has not confirmed, what it asks, and what comes back. */

import type { Command } from "../commands";
import type { Header, MapDocument, Thing } from "../model/types";
import type { Problem } from "../rules";

/** A map as the server has it. */
export interface Opened {
  readonly revision: number;
  readonly content: MapDocument;
}

/** Things by name (`node:ventas`, `map`); null where one is not there. */
export type Values = Readonly<Record<string, Thing | Header | null>>;

/** A command that was done here; `before` are the values that it touched, as they were then. */
export interface PendingCommand {
  readonly ask: "command";
  readonly key: string;
  readonly command: Command;
  readonly before: Values;
  /** How often it met a conflict and went on: then it is another request. */
  readonly conflicts?: number;
}

/** To take back one's own last change, or to do it again: the server knows which that is. */
export interface PendingTurn {
  readonly ask: "undo" | "redo";
  readonly key: string;
}

export type Pending = PendingCommand | PendingTurn;

/** What is sent; until it is answered it is sent again as it is, under the same key. */
export type Request = { readonly key: string; readonly base_revision: number } & (
  { readonly ask: "command"; readonly command: Command } | { readonly ask: "undo" | "redo" }
);

/** A change of the map, in an answer or from the stream; `key` where the stream says it of one's own. */
export interface Change {
  readonly revision: number;
  readonly command: Command;
  readonly key?: string;
  readonly author?: string;
}

/** What came of a request: the changes since its base, its own last. */
export interface Answer {
  readonly revision: number;
  readonly changes: readonly Change[];
}

/** A value that two people changed: before, here, and there. */
export interface Sides {
  readonly base: Thing | Header | null;
  readonly yours: Thing | Header | null;
  readonly theirs: Thing | Header | null;
}

export interface Conflict {
  readonly revision: number;
  readonly things: Readonly<Record<string, Sides>>;
}

/** What left the queue without being kept, with what was typed, until whoever typed it has seen it. */
export interface Dropped {
  readonly pending: Pending;
  readonly why: "refused" | "conflict";
  readonly problems: readonly Problem[];
  readonly things: Readonly<Record<string, Sides>>;
}

/** What the state of saving is said by. */
export interface Saved {
  readonly state: "saved" | "saving" | "offline" | "refused";
  readonly pending: number;
  readonly refused: number;
}

/** What is put into the browser's store, as plain JSON. */
export interface Kept {
  readonly format: 1;
  readonly queue: readonly Pending[];
  readonly request: Request | null;
  readonly dropped: readonly Dropped[];
}
