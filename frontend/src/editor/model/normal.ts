/**
 * The normal form of what stands in a document: keys that hold their default are left out, as the server writes them.
 * What is in normal form already comes back as the same object. Keys that are not known are kept.
 */

import { isObject } from "./equal";
import type { Group, Header, Kinds, List } from "./types";

/** How a value at a key looks in normal form; undefined where it is the default. */
type Part = (raw: unknown) => unknown;
type Shape = Readonly<Record<string, Part>>;

const made = new WeakSet<object>();

const value: Part = (raw) => raw;
const text: Part = (raw) => (raw === "" ? undefined : raw);
const listOf =
  (part: Part): Part =>
  (raw) =>
    Array.isArray(raw) && raw.length === 0 ? undefined : Array.isArray(raw) ? raw.map(part) : raw;
const object: Part = (raw) => (isObject(raw) && Object.keys(raw).length === 0 ? undefined : raw);
const record =
  (shape: Shape): Part =>
  (raw) =>
    isObject(raw) ? shaped(raw, shape) : raw;

const RATING: Shape = {
  score: value,
  date: value,
  role: value,
  by: (raw) => (raw === "client" ? undefined : raw),
  importance: value,
  requirement: value,
  comment: text,
};
const EVIDENCE: Shape = {
  deliveries: record({ count: value, failed: value, late: value, incomplete: value, wrong: value }),
  scores: object,
  ratings: (raw) => (Array.isArray(raw) ? ratings(raw) : raw),
  total: value,
  own: value,
};
const NODE: Shape = {
  id: value,
  name: value,
  kind: value,
  process_kind: value,
  code: text,
  part_of: value,
  owner: text,
  lane: text,
  description: text,
  own_failure: record(EVIDENCE),
  weight: value,
  channels: listOf(value),
  position: value,
  viewpoints: object,
  valid_from: value,
  valid_to: value,
  extensions: value,
};
const REQUIREMENT: Shape = {
  id: value,
  kind: value,
  status: value,
  dimension: value,
  statement: text,
  importance: value,
  evidence: value,
  source: text,
  confirmed_by: text,
};
const HANDOFF: Shape = {
  id: value,
  supplier: value,
  client: value,
  deliverable: value,
  description: text,
  channel: value,
  medium: text,
  requirements: (raw) => listOf(record(REQUIREMENT))(Array.isArray(raw) ? numbered(raw, "r") : raw),
  agreed_time: record({ amount: value, unit: value }),
  failure: record(EVIDENCE),
  dependency: value,
  containment: value,
  group: value,
  share: value,
  valid_from: value,
  valid_to: value,
  extensions: value,
};
const GROUP: Shape = { id: value, client: value, kind: value, required: value };
const CHANGE: Shape = {
  handoff: value,
  node: value,
  own: value,
  own_times: value,
  dependency: value,
  containment: value,
};
const ACTION: Shape = {
  id: value,
  name: text,
  cost: value,
  owner: text,
  due: value,
  changes: listOf(record(CHANGE)),
};
const HEADER: Shape = {
  id: value,
  name: value,
  description: text,
  language: value,
  as_of: value,
  minimum_group: value,
  currency: text,
  extensions: value,
};

/** Values of one kind of thing, each in normal form. */
export const normal: { readonly [L in List]: (raw: Kinds[L]) => Kinds[L] } = {
  nodes: (raw) => thing(raw, NODE),
  handoffs: (raw) => thing(raw, HANDOFF),
  groups: (raw) => thing(made.has(raw) ? raw : withKind(raw), GROUP),
  actions: (raw) => thing(raw, ACTION),
};

/** The map's own fields out of a document, or out of a command that carries them. */
export function normalHeader(raw: Header): Header {
  const own = Object.entries(raw).filter(([key]) => key in HEADER);
  return thing(Object.fromEntries(own) as unknown as Header, HEADER);
}

/** Give ids to the entries of a list that have none: numbers behind a letter, as they are free. */
export function numbered<T>(items: readonly T[], letter: string): readonly T[] {
  const lacking = (item: T): boolean => isObject(item) && (item["id"] ?? null) === null;
  if (!items.some(lacking)) return items;
  const taken = new Set(items.map((item) => (isObject(item) ? item["id"] : undefined)));
  let number = 0;
  const free = (): string => {
    do number += 1;
    while (taken.has(`${letter}${number}`));
    return `${letter}${number}`;
  };
  return items.map((item) => (lacking(item) ? { ...item, id: free() } : item));
}

/** A group in a document may leave its kind out. */
function withKind(raw: Omit<Group, "kind"> & { readonly kind?: Group["kind"] | null }): Group {
  return { ...raw, kind: raw.kind ?? "alternatives" };
}

function thing<T extends object>(raw: T, shape: Shape): T {
  if (made.has(raw)) return raw;
  const found = shaped(raw as Readonly<Record<string, unknown>>, shape);
  made.add(found);
  return found as T;
}

function shaped(raw: Readonly<Record<string, unknown>>, shape: Shape): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(shape)) {
    const given = raw[key] ?? undefined;
    const kept = given === undefined ? undefined : part(given);
    if (kept !== undefined) found[key] = kept;
  }
  for (const key of Object.keys(raw)) if (!(key in shape)) found[key] = raw[key];
  return found;
}

/** Plain scores where nothing else is known of any rating, objects otherwise. */
function ratings(raw: readonly unknown[]): unknown {
  if (raw.length === 0) return undefined;
  const whole = raw.map((each) => (isObject(each) ? shaped(each, RATING) : { score: each }));
  const isPlain = whole.every((each) => Object.keys(each).length === 1);
  return isPlain ? whole.map((each) => each["score"]) : whole;
}
