/** The cases that the server's tests are held to as well (`tests/editor`), read from there. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../../src/editor/commands";
import type { MapDocument } from "../../src/editor/model/types";

export type Said = readonly [code: string, pointer: string, fields: Readonly<Record<string, string | number>>];
export type Patch = readonly [pointer: string, value: unknown];

export interface RuleCase {
  readonly set: readonly Patch[];
  readonly problems: readonly Said[];
}

export interface CommandCase {
  readonly set?: readonly Patch[];
  /** A whole content, where the case is not played on the story. */
  readonly content?: MapDocument;
  readonly command: Command;
  readonly problems?: readonly Said[];
  readonly after?: {
    readonly touched: readonly string[];
    readonly things: Readonly<Record<string, unknown>>;
    readonly orders: Readonly<Record<string, readonly string[]>>;
  };
  readonly inverse?: Command;
}

const ROOM = join(import.meta.dirname, "../../../tests/editor");

export const STORY = read("story.json") as MapDocument;

/** What a file of cases holds; a file elsewhere may take its place, in which the server's tests wrote others. */
export function read(name: string, elsewhere?: string): unknown {
  return JSON.parse(readFileSync(elsewhere ?? join(ROOM, name), "utf8"));
}

/** A document with values set at JSON pointers; null takes away, and `-` is the end of a list. */
export function patched(document: MapDocument, patches: readonly Patch[] = []): MapDocument {
  const changed = structuredClone(document);
  for (const [pointer, value] of patches) {
    const steps = pointer.split("/").slice(1);
    const last = steps.pop() ?? "";
    let holder = changed as unknown as Record<string, unknown>;
    for (const step of steps) holder = holder[step] as Record<string, unknown>;
    set(holder, last, value);
  }
  return changed;
}

function set(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (!Array.isArray(holder)) holder[key] = value ?? undefined;
  else if (key === "-") holder.push(value);
  else if (value === null) holder.splice(Number(key), 1);
  else holder[Number(key)] = value;
}
