/** Names as labels: how they wrap and about how wide they are, as `graphs/rendering/lettering.py` has it. */

const LINE_LENGTH = 24;
const MOST_LINES = 5;
const LONGEST_LABEL = 200;
const CUT = "…";

const NARROW = new Set("fijlrtI.,:;|!'·()[]/- ");
const WIDE = new Set("mwMW%@—…¿?");
const NOT_FOR_PAPER = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;
const FULL =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const SPACE = /[\s\u0085]+/u;

/** The pieces of a line between which it may be broken: words, what stands between them, and parts of words at hyphens. */
const PIECES = new RegExp(
  [
    String.raw`(\s+`,
    String.raw`|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])`,
    String.raw`|\S+?(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-))(?=[\p{L}_]-?[\p{L}_])`,
    String.raw`|(?=\s|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_])))`,
  ].join(""),
  "u",
);

/** A text as a label shows it: composed, on one line, at most 200 characters. */
export function shown(text: string): string {
  const line = spaced(spaced(text).replace(NOT_FOR_PAPER, "").normalize("NFC"));
  const signs = Array.from(line);
  return signs.length <= LONGEST_LABEL ? line : signs.slice(0, LONGEST_LABEL - 1).join("") + CUT;
}

/** A label's lines, of about equal length and at most five. */
export function wrapped(text: string, length = LINE_LENGTH): string[] {
  const label = shown(text);
  const lines = broken(label, length);
  const longest = Math.max(1, ...label.split(SPACE).map(size));
  if (lines.length > 1 && lines.length < MOST_LINES) {
    for (let narrower = longest; narrower < length; narrower++) {
      const found = broken(label, narrower);
      if (found.length === lines.length) return found;
    }
  }
  return lines.length ? lines : [""];
}

/** About how wide a text is in DejaVu Sans, in points. */
export function width(text: string, size: number): number {
  return size * Array.from(text).reduce((sum, sign) => sum + em(sign), 0);
}

function spaced(text: string): string {
  return text.split(SPACE).filter(Boolean).join(" ");
}

function size(text: string): number {
  return Array.from(text).length;
}

/** Lines no longer than that; what does not fit into five is cut. */
function broken(label: string, length: number): string[] {
  const left = label.split(PIECES).filter(Boolean).toReversed();
  const lines: string[] = [];
  while (left.length) {
    if (lines.length && isBlank(left.at(-1))) left.pop();
    const line = filled(left, length);
    if (!line.length) continue;
    const isLast = left.every(isBlank) && left.length < 2;
    if (lines.length + 1 === MOST_LINES && !(isLast && size(line.join("")) <= length)) return cut(lines, line, length);
    lines.push(line.join(""));
  }
  return lines;
}

function isBlank(piece: string | undefined): boolean {
  return piece?.trim() === "";
}

/** Take as many pieces as a line holds; a piece that fits into none is broken. */
function filled(left: string[], length: number): string[] {
  const line: string[] = [];
  let held = 0;
  for (let piece = left.at(-1); piece !== undefined && held + size(piece) <= length; piece = left.at(-1)) {
    line.push(piece);
    held += size(piece);
    left.pop();
  }
  const piece = left.at(-1);
  if (piece !== undefined && size(piece) > length) breakPiece(left, line, length - held);
  if (isBlank(line.at(-1))) line.pop();
  return line;
}

function breakPiece(left: string[], line: string[], room: number): void {
  const signs = Array.from(left.pop() ?? "");
  const hyphen = signs.slice(0, room).lastIndexOf("-");
  const end = hyphen > 0 && signs.slice(0, hyphen).some((sign) => sign !== "-") ? hyphen + 1 : room;
  line.push(signs.slice(0, end).join(""));
  left.push(signs.slice(end).join(""));
}

function cut(lines: string[], line: string[], length: number): string[] {
  while (line.length) {
    if (!isBlank(line.at(-1)) && size(line.join("")) + 1 <= length) return [...lines, line.join("") + CUT];
    line.pop();
  }
  const before = lines.at(-1)?.trimEnd();
  if (before !== undefined && size(before) + 1 <= length) return [...lines.slice(0, -1), before + CUT];
  return [...lines, CUT];
}

function em(sign: string): number {
  if (NARROW.has(sign)) return 0.36;
  if (WIDE.has(sign)) return 0.92;
  if (FULL.test(sign)) return 1;
  return sign !== sign.toLowerCase() && sign === sign.toUpperCase() ? 0.71 : 0.62;
}
