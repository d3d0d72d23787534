/** Names: how they are compared, and the ids that are made of them exactly as the server makes them. */

const LONGEST_IDENTIFIER = 64;
/** What counts as a blank, on the server and so here. */
const BLANKS = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANK = new RegExp(`[${BLANKS}]+`, "g");
const EXPANDED: Readonly<Record<string, string>> = { æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th" };

/** An id made of names, or of `fallback` where they have no Latin letter or digit, that is not taken. */
export function identifier(
  names: readonly string[],
  taken: { readonly has: (id: string) => boolean },
  fallback: string,
): string {
  const stem = names.map(slug).filter(Boolean).join("-") || fallback;
  const first = numbered(stem, 1);
  return taken.has(first) ? numbered(stem, freeNumber(stem, taken)) : first;
}

/** A name as names are compared: composed characters, single blanks, none at the ends. */
export function tidy(text: string): string {
  return words(text.normalize("NFC")).join(" ");
}

export function isBlank(text: string): boolean {
  return words(text).length === 0;
}

/** A name as it is recognised: without accents, capitals and signs, and with the accents of what has no letters. */
export function heard(text: string): string {
  const letters = plain(text).replace(/[^\p{L}\p{N}]+/gu, " ");
  return words(letters).join(" ");
}

/** Without accents and capitals, signs and blanks as they are. */
export function plain(text: string): string {
  return withoutAccents(caseless(text.normalize("NFKD")));
}

function words(text: string): string[] {
  return text.split(BLANK).filter(Boolean);
}

function slug(name: string): string {
  const lower = caseless(name.normalize("NFKD")).replace(/[æœøłđðþ]/g, (letter) => EXPANDED[letter] ?? letter);
  return withoutAccents(lower)
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** Lower case, and what is one letter in two shapes as one. */
function caseless(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ").replaceAll("\u0345", "ι");
}

function withoutAccents(text: string): string {
  return text.replace(/\p{M}/gu, (mark) => (isCombining(mark) ? "" : mark));
}

/** Whether a mark stands over or under its letter: then normalisation puts it in order with others that do. */
function isCombining(mark: string): boolean {
  const moves = (marks: string): boolean => `a${marks}`.normalize("NFD") !== `a${marks}`;
  return moves(`${mark}\u0334`) || moves(`\u0345${mark}`);
}

function numbered(stem: string, number: number): string {
  const suffix = number > 1 ? `-${number}` : "";
  return stem.slice(0, LONGEST_IDENTIFIER - suffix.length).replace(/-+$/, "") + suffix;
}

/** The end of the row of taken numbers, in a few looks. */
function freeNumber(stem: string, taken: { readonly has: (id: string) => boolean }): number {
  let high = 2;
  while (taken.has(numbered(stem, high))) high *= 2;
  let low = 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (taken.has(numbered(stem, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}
