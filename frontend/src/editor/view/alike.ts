/** Whether two values as JSON has them say the same; sooner told than what is drawn from them is made. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let place = 0; place < one.length; place += 1) if (!alike(one[place], other[place])) return false;
    return true;
  }
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const name in left) if (!alike(left[name], right[name])) return false;
  for (const name in right) if (!(name in left)) return false;
  return true;
}
