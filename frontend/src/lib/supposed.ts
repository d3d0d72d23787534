/** What sliders suppose, as an address says it. No DOM here. */

/** A slider: the name under which it is sent, where it stands, and where it stands today. */
export interface Slider {
  readonly name: string;
  readonly value: string;
  readonly now: string;
}

/** The query of what was moved and what goes; the things are named, so that they stay on the page and in their order. */
export function query(things: readonly string[], sliders: readonly Slider[], removed: readonly string[] = []): string {
  const moved = sliders.filter((slider) => Number(slider.value) !== Number(slider.now));
  const pairs = [
    ...things.filter(Boolean).map((thing) => ["thing", thing]),
    ...moved.map((slider) => [slider.name, slider.value]),
    ...removed.map((thing) => ["remove", thing]),
  ];
  return new URLSearchParams(pairs).toString();
}

/** The last of several calls, once nothing was called for so many milliseconds. */
export function settled(act: () => void, milliseconds: number): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, milliseconds);
  };
}

/** An address with one more query. */
export function joined(address: string, more: string): string {
  if (!more) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${more}`;
}

/** Asks one thing at a time: while an answer is on its way, only the last of what is asked meanwhile is asked next. */
export class OneByOne {
  readonly #ask: () => Promise<void>;
  #isAsking = false;
  #isWanted = false;

  constructor(ask: () => Promise<void>) {
    this.#ask = ask;
  }

  want(): void {
    this.#isWanted = true;
    if (!this.#isAsking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isAsking = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#ask().catch(() => undefined);
    }
    this.#isAsking = false;
  }
}
