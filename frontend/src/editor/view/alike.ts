/** Whether two values as JSON has them say the same; sooner told than what is drawn from them is made. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && sameList(one, other);
  return sameRecord(one as Record<string, unknown>, other as Record<string, unknown>);
}

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, place) => alike(each, other[place]));
}

function sameRecord(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  for (const name in one) if (!alike(one[name], other[name])) return false;
  for (const name in other) if (!(name in one)) return false;
  return true;
}
