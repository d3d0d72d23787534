/** Rules that any field of a kind obeys: ids, texts, numbers, scores, validity, foreign content. */

import { isObject } from "../model/equal";
import { isBlank } from "../model/naming";
import type { Lasting } from "../model/types";
import { error, NONE, type Problem } from "./problem";

/** Beyond it a count is no longer exact once it is divided. */
const LARGEST_NUMBER = 1e15;
const WELL_FORMED = /^[a-z0-9_-]{1,64}$/;
const HALF = /\p{Surrogate}/u;

type Found = readonly Problem[];

export function isWellFormed(id: string): boolean {
  return WELL_FORMED.test(id);
}

/** The malformed id of a thing; whether it is somebody else's too is asked of the list. */
export function idProblems(id: string): Found {
  return isWellFormed(id) ? NONE : [error("malformed-id", "/id", { id })];
}

/** Whether an id was seen before; from now on it was. */
export function repeated(id: string, seen: Set<string>): Found {
  if (seen.has(id)) return [error("duplicate-id", "/id", { id })];
  seen.add(id);
  return NONE;
}

export function nameProblems(place: string, name: string): Found {
  return [...(isBlank(name) ? [error("blank", place)] : NONE), ...textProblems(place, name)];
}

/** A text has no half of a surrogate pair. */
export function textProblems(place: string, text: string | undefined): Found {
  const found = text === undefined ? null : HALF.exec(text);
  if (!found) return NONE;
  return [error("half-a-character", place, { position: Array.from(found.input.slice(0, found.index)).length + 1 })];
}

export function textsProblems(texts: Readonly<Record<string, string | undefined>>): Found {
  return Object.entries(texts).flatMap(([name, text]) => textProblems(`/${name}`, text));
}

export function shareProblems(place: string, value: number | undefined): Found {
  return value === undefined || (value >= 0 && value <= 1) ? NONE : [error("not-a-share", place, { value })];
}

export function numberProblems(place: string, value: number | undefined): Found {
  return value === undefined || Math.abs(value) <= LARGEST_NUMBER ? NONE : [error("unusable-number", place, { value })];
}

export function amountProblems(place: string, value: number | undefined): Found {
  return value !== undefined && value < 0 ? [error("negative", place, { value })] : numberProblems(place, value);
}

export function positiveProblems(place: string, value: number | undefined): Found {
  return value !== undefined && value <= 0 ? [error("not-positive", place, { value })] : numberProblems(place, value);
}

export function scoreProblems(place: string, value: number | undefined): Found {
  return value === undefined || (value >= 1 && value <= 5) ? NONE : [error("not-one-to-five", place, { value })];
}

export function lastingProblems({ valid_from, valid_to, extensions }: Lasting): Found {
  const isReversed = valid_from !== undefined && valid_to !== undefined && valid_from > valid_to;
  const reversed = isReversed ? [error("validity-reversed", "/valid_to", { valid_from, valid_to })] : NONE;
  return [...reversed, ...extensionProblems(extensions)];
}

export function extensionProblems(extensions: unknown): Found {
  if (extensions === undefined || (isObject(extensions) && !Array.isArray(extensions) && canBeWritten(extensions))) {
    return NONE;
  }
  return [error("extensions-not-an-object", "/extensions")];
}

function canBeWritten(value: unknown): boolean {
  if (typeof value === "string") return !HALF.test(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (!isObject(value)) return true;
  return Object.entries(value).every(([key, held]) => !HALF.test(key) && canBeWritten(held));
}
