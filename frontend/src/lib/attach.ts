/** Attaches behaviour to elements that ask for it by `data-controller`, now and after each partial update. */

/** What a controller does with its element; its listeners end with the signal, when the element has left the page. */
export type Controller = (element: HTMLElement, signal: AbortSignal) => void;

export class Attached {
  readonly #controllers: Readonly<Record<string, Controller>>;
  readonly #running = new Map<HTMLElement, AbortController>();

  constructor(controllers: Readonly<Record<string, Controller>>) {
    this.#controllers = controllers;
  }

  /** Attach to what came, let go of what went. */
  refresh(root: ParentNode): void {
    for (const [element, running] of this.#running) {
      if (element.isConnected) continue;
      running.abort();
      this.#running.delete(element);
    }
    for (const element of root.querySelectorAll<HTMLElement>("[data-controller]")) {
      if (!this.#running.has(element)) this.#attach(element);
    }
  }

  #attach(element: HTMLElement): void {
    const running = new AbortController();
    this.#running.set(element, running);
    for (const name of element.dataset["controller"]?.split(/\s+/) ?? []) {
      const controller = this.#controllers[name];
      if (!controller) throw new Error(`no controller is called ${name}`);
      controller(element, running.signal);
    }
  }
}
