import { expect, test } from "vitest";
import { compared, holds, turned } from "../src/lib/rows";

test("words are found without accents and capitals, in any order", () => {
  expect(holds("Nómina → Agentes de atención", "atencion nomina")).toBe(true);
  expect(holds("Nómina → Agentes", "bodega")).toBe(false);
  expect(holds("anything", "  ")).toBe(true);
});

test("numbers are ordered as numbers, names as the language does", () => {
  expect(["0.15", "0.034", "0.2"].toSorted((a, b) => compared(a, b, "ascending", "es"))).toEqual([
    "0.034",
    "0.15",
    "0.2",
  ]);
  expect(["Zona", "Ñame", "ábaco"].toSorted((a, b) => compared(a, b, "ascending", "es"))).toEqual([
    "ábaco",
    "Ñame",
    "Zona",
  ]);
});

test("what is not measured stands last in both orders", () => {
  for (const order of ["ascending", "descending"] as const) {
    expect(["", "0.1", "0.2"].toSorted((a, b) => compared(a, b, order, "es")).at(-1)).toBe("");
  }
});

test("a second press on a heading turns the order", () => {
  expect(turned("ascending")).toBe("descending");
  expect(turned("descending")).toBe("ascending");
});

test("a column begins with the order that its link asks for", () => {
  expect([turned(null), turned("none"), turned("none", "descending")]).toEqual([
    "ascending",
    "ascending",
    "descending",
  ]);
});
