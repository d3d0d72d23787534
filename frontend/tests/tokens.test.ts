// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast } from "./contrast";

const TOKENS = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf-8");
const THEMES = ["light", "dark"] as const;

function colors(theme: (typeof THEMES)[number]): Map<string, string> {
  const declared = TOKENS.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g);
  return new Map(
    Array.from(declared, ([, name = "", light = "", dark = ""]) => [name, theme === "light" ? light : dark]),
  );
}

/** Text on its grounds: 4.5 : 1. */
const TEXT: [string, string[]][] = [
  ["ink", ["paper", "desk", "accent-soft", "danger-soft"]],
  ["ink-2", ["paper", "desk", "accent-soft"]],
  ["ink-3", ["paper", "desk"]],
  ["accent", ["paper", "desk", "accent-soft"]],
  ["on-accent", ["accent"]],
  ["danger", ["paper", "desk", "danger-soft"]],
  ["on-danger", ["danger"]],
];
/** Lines and borders that mean something: 3 : 1. */
const MARKS: [string, string[]][] = [
  ["edge", ["paper", "desk"]],
  ["focus", ["paper", "desk", "accent-soft"]],
  ...["r1", "r2", "r3", "r4", "r5", "unknown"].map((name): [string, string[]] => [name, ["paper"]]),
];

test.each(THEMES)("text is legible and lines are seen in the %s theme", (theme) => {
  const found = colors(theme);
  const low = [...TEXT.map((pair) => [...pair, 4.5] as const), ...MARKS.map((pair) => [...pair, 3] as const)].flatMap(
    ([name, grounds, least]) =>
      grounds
        .map((ground) => [name, ground, contrast(found.get(name) ?? "", found.get(ground) ?? "")] as const)
        .filter(([, , ratio]) => !(ratio >= least)),
  );
  expect(low).toEqual([]);
});

test.each(THEMES)("each class of a failure rate stands out more than the one before it in the %s theme", (theme) => {
  const found = colors(theme);
  const ratios = ["r1", "r2", "r3", "r4", "r5"].map((name) =>
    contrast(found.get(name) ?? "", found.get("paper") ?? ""),
  );
  expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
});
