/** Whom somebody is about to mention: rules without DOM. */

/** What was typed after the last `@` before the caret, null where nobody is being mentioned. */
export function typedAfterAt(text: string, caret: number): string | null {
  const found = /(?:^|[^\p{L}\p{N}@.])@([\p{L}\p{N}.'#-]*(?: [\p{L}\p{N}.'#-]*)?)$/u.exec(text.slice(0, caret));
  return found?.[1] ?? null;
}

/** A text without accents and capitals. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those who are called so, at most a handful. */
export function offered(people: readonly string[], typed: string, most = 6): string[] {
  const wanted = folded(typed);
  return people.filter((name) => ` ${folded(name)}`.includes(` ${wanted}`)).slice(0, most);
}
