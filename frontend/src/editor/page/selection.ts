/** What is selected, in the words of the map (`node:ventas`, `handoff:pedido`), and shown on the drawing. */

export class Selection {
  /** Whether each tap adds or takes out, as Shift does for a mouse. */
  isGathering = false;
  #names: readonly string[] = [];
  readonly #listeners = new Set<() => void>();

  get names(): readonly string[] {
    return this.#names;
  }

  get nodes(): readonly string[] {
    return this.#of("node");
  }

  get handoffs(): readonly string[] {
    return this.#of("handoff");
  }

  has(name: string): boolean {
    return this.#names.includes(name);
  }

  set(names: readonly string[]): void {
    const next = [...new Set(names)];
    if (next.length === this.#names.length && next.every((name) => this.has(name))) return;
    this.#names = next;
    for (const listener of this.#listeners) listener();
  }

  /** Put in what is not selected, take out what is. */
  toggle(name: string): void {
    this.set(this.has(name) ? this.#names.filter((each) => each !== name) : [...this.#names, name]);
  }

  add(names: readonly string[]): void {
    this.set([...this.#names, ...names]);
  }

  /** Let go of what is not there any more. */
  keep(isThere: (name: string) => boolean): void {
    this.set(this.#names.filter(isThere));
  }

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #of(kind: string): string[] {
    return this.#names.filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1));
  }
}

/** The map's word for an element of the drawing: `node-ventas` is `node:ventas`. */
export function nameOf(id: string): string | undefined {
  const found = /^(node|handoff)-(.+)$/.exec(id);
  return found ? `${found[1]}:${found[2]}` : undefined;
}

export function elementId(name: string): string {
  return name.replace(":", "-");
}

/** The id of what has the focus in a drawing that is about to be written anew. */
export function focusedIn(svg: SVGSVGElement): string {
  const { activeElement } = document;
  return activeElement && svg.contains(activeElement) ? activeElement.id : "";
}

/** Give something the focus; what is not laid out yet is brought into sight with the frame that lays it out. */
export function focusOn(element: HTMLElement | SVGElement): void {
  element.focus({ preventScroll: true });
  requestAnimationFrame(() => {
    if (document.activeElement === element) element.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
