/** Whether two values as JSON has them say the same; sooner told than what is drawn from them is made. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && sameItems(one, other);
  return sameFields(one as Record<string, unknown>, other as Record<string, unknown>);
}

function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, place) => alike(item, other[place]));
}

function sameFields(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  for (const name in left) if (!alike(left[name], right[name])) return false;
  for (const name in right) if (!(name in left)) return false;
  return true;
}
