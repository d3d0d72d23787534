import { expect, test } from "vitest";
import { heard, identifier, isBlank, tidy } from "../../src/editor/model/naming";
import { read } from "./cases";

interface NamingCase {
  readonly names: readonly string[];
  readonly taken: readonly string[];
  readonly fallback: string;
  readonly id: string;
  readonly tidy: string;
}

const CASES = read("naming_cases.json") as readonly NamingCase[];

test.each(CASES)("$names make $id", ({ names, taken, fallback, id, tidy: clean }) => {
  expect(identifier(names, new Set(taken), fallback)).toBe(id);
  expect(tidy(names.join(" "))).toBe(clean);
});

test("a name is recognised without accents, capitals and signs", () => {
  expect(heard("  Nómina, «2026» ")).toBe("nomina 2026");
  expect(heard("物流")).toBe("物流");
  expect(isBlank("\u3000\x1f")).toBe(true);
  expect(isBlank("\ufeff")).toBe(false);
});
