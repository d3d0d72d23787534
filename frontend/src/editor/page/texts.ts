import type { Problem } from "../rules";
/** The words of the editor, as the page hands them over: one catalogue for pages and scripts. */

export type Texts = Readonly<Record<string, string>>;

/** A text by its code, its gaps filled; the code itself where the page has no such text. */
export function worded(texts: Texts, code: string, fields: Readonly<Record<string, string | number>> = {}): string {
  const text = texts[code] ?? code;
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(fields[name] ?? gap));
}

/** What is wrong, in words: those of the server, or ours; in general where there are none. */
export function wrong(texts: Texts, problem: Problem | undefined): string {
  const message = problem?.fields["message"];
  if (message !== undefined) return String(message);
  const code = `problem.${problem?.code ?? ""}`;
  return problem && texts[code] !== undefined ? worded(texts, code, problem.fields) : worded(texts, "refused", {});
}
