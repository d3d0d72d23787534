/** What is wrong in a map, each with its code, its place in the document (RFC 6901) and the values that its sentence names. */

export type Field = string | number;

export interface Problem {
  readonly code: string;
  readonly pointer: string;
  readonly fields: Readonly<Record<string, Field>>;
}

export const NONE: readonly Problem[] = [];

export function error(code: string, pointer = "", fields: Readonly<Record<string, Field>> = {}): Problem {
  return { code, pointer, fields };
}

/** Problems whose pointers are relative to a thing, in that thing's place. */
export function under(place: string, found: readonly Problem[]): readonly Problem[] {
  return found.length ? found.map((problem) => ({ ...problem, pointer: place + problem.pointer })) : NONE;
}
