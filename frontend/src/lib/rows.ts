/** Filtering and sorting of a table's rows, as a reader means it: without accents, numbers as numbers. */

/** A text as it is compared: no accents, no capitals. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a row holds every word that was typed. */
export function holds(row: string, query: string): boolean {
  const text = folded(row);
  return folded(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export type Order = "ascending" | "descending";

/** Compare two cells; what is empty (not measured) stands last in both orders. */
export function compared(one: string, other: string, order: Order, language: string): number {
  if (!one || !other) return Number(!one) - Number(!other);
  const numbers = [Number(one), Number(other)] as const;
  const difference = numbers.some(Number.isNaN)
    ? one.localeCompare(other, language, { numeric: true, sensitivity: "base" })
    : numbers[0] - numbers[1];
  return order === "ascending" ? difference : -difference;
}

/** The order after one more press on a heading; `first` is the one that a column begins with, where it is not rising. */
export function turned(order: string | null, first: string | null = null): Order {
  if (order === "ascending") return "descending";
  if (order === "descending") return "ascending";
  return first === "descending" ? first : "ascending";
}
