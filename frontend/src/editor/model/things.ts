/** Things of one kind in their order, found by id. Never changed: an edit gives new ones that share what they can. */

export class Things<T extends { readonly id: string }> {
  readonly list: readonly T[];
  #places: ReadonlyMap<string, number> | undefined;

  constructor(list: readonly T[] = []) {
    this.list = list;
  }

  /** The same ids at the same places, some with other values. */
  replaced(list: readonly T[]): Things<T> {
    const things = new Things(list);
    things.#places = this.#places;
    return things;
  }

  /** The thing of an id; of several, the first. */
  get(id: string): T | undefined {
    const place = this.place(id);
    return place === undefined ? undefined : this.list[place];
  }

  has(id: string): boolean {
    return this.place(id) !== undefined;
  }

  place(id: string): number | undefined {
    this.#places ??= places(this.list);
    return this.#places.get(id);
  }
}

/** What is worked out once for the same things, and kept as long as they are. */
export function remembered<Key extends object, Found>(find: (key: Key) => Found): (key: Key) => Found {
  const known = new WeakMap<Key, { readonly found: Found }>();
  return (key) => {
    const held = known.get(key);
    if (held) return held.found;
    const found = find(key);
    known.set(key, { found });
    return found;
  };
}

function places(list: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [place, { id }] of list.entries()) if (!found.has(id)) found.set(id, place);
  return found;
}
