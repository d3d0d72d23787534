/** A failure chain that is played, step by step: where its front is, and what it has left behind. No DOM here. */

/** A step: the thing of the drawing that the front reaches, and what is said of it, if anything. */
export type Step = readonly [thing: string, said: string];

export interface Front {
  readonly now: string;
  readonly past: readonly string[];
  readonly said: string;
}

/** The steps in a text of an attribute; none where it is none. */
export function steps(text: string): readonly Step[] {
  const read: unknown = JSON.parse(text || "[]");
  return Array.isArray(read) ? read.filter(isStep) : [];
}

function isStep(value: unknown): value is Step {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

/** Where the front is at a step; a thing that it passes twice was left behind once. */
export function front(chain: readonly Step[], place: number): Front {
  const [now = "", said = ""] = chain[place] ?? [];
  const past = [...new Set(chain.slice(0, place).map(([thing]) => thing))].filter((thing) => thing !== now);
  return { now, past, said };
}

export interface Shown {
  /** Show where the front is, or nothing any more. */
  readonly show: (front: Front | null) => void;
  /** The last step was shown for as long as the others. */
  readonly ended: () => void;
}

/** Plays one chain at a time. */
export class Player {
  readonly #shown: Shown;
  readonly #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPlaying = false;

  constructor(shown: Shown, pause: number) {
    this.#shown = shown;
    this.#pause = pause;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  play(chain: readonly Step[]): void {
    this.stop();
    this.#isPlaying = true;
    this.#at(chain, 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (!this.#isPlaying) return;
    this.#isPlaying = false;
    this.#shown.show(null);
  }

  #at(chain: readonly Step[], place: number): void {
    if (place >= chain.length) {
      this.stop();
      this.#shown.ended();
      return;
    }
    this.#shown.show(front(chain, place));
    this.#timer = setTimeout(() => {
      this.#at(chain, place + 1);
    }, this.#pause);
  }
}
