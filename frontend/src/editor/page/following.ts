/** Following what happens on a map: by its stream, or, where there is none to be had, by asking again and again. */
import type { Answer, Change } from "../session";
import type { Proposal } from "./proposals";

const BETWEEN_QUESTIONS = 2000;
const BEFORE_ANOTHER_TRY = 30_000;

/** Somebody who looks at the same map. */
export interface Here {
  readonly name: string;
  readonly colour: number;
  readonly thing: string;
  readonly tab: string;
}

/** What is answered to who has no stream. */
type Asked = Answer & {
  readonly here?: unknown;
  readonly reload?: boolean;
  readonly proposals?: readonly Proposal[];
};

export interface Followed {
  readonly change: (change: Change) => void;
  readonly here: (people: readonly Here[]) => void;
  readonly reload: () => void;
  /** What guests propose: one that came or was decided, and all that wait. */
  readonly proposal: (proposal: Proposal) => void;
  readonly waiting: (proposals: readonly Proposal[]) => void;
}

/** Follow until the signal; `revision` is the last that is known when asked. */
export function follow(
  address: string,
  tab: string,
  revision: () => number,
  told: Followed,
  signal: AbortSignal,
): void {
  const polling = new Polling(address, revision, told, signal);
  const begin = (): void => {
    if (signal.aborted) return;
    const source = new EventSource(`${address}?since=${revision()}&tab=${tab}`);
    const heard = (word: string, hear: (data: string) => void): void => {
      source.addEventListener(word, (event) => {
        hear((event as MessageEvent<string>).data);
      });
    };
    heard("change", (data) => {
      told.change(JSON.parse(data) as Change);
    });
    heard("here", (data) => {
      told.here(peopleOf(JSON.parse(data)));
    });
    heard("reload", told.reload);
    heard("proposal", (data) => {
      told.proposal(JSON.parse(data) as Proposal);
    });
    source.addEventListener("open", () => {
      polling.stop();
      void polling.askOnce(); // what guests proposed before is not in the stream
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      polling.start();
      setTimeout(begin, BEFORE_ANOTHER_TRY);
    });
    heard("end", () => {
      source.close();
    });
    signal.addEventListener("abort", () => {
      source.close();
    });
  };
  begin();
}

class Polling {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: () => Promise<void>;

  constructor(address: string, revision: () => number, told: Followed, signal: AbortSignal) {
    this.#ask = async () => {
      const response = await fetch(`${address}?since=${revision()}`, {
        headers: { Accept: "application/json" },
        signal,
      });
      if (!response.ok) return;
      const answer = (await response.json()) as Asked;
      if (answer.reload) told.reload();
      for (const change of answer.changes) told.change(change);
      told.here(peopleOf(answer.here ?? []));
      if (answer.proposals) told.waiting(answer.proposals);
    };
    signal.addEventListener("abort", () => {
      this.stop();
    });
  }

  askOnce(): Promise<void> {
    return this.#ask().catch(() => undefined);
  }

  start(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.askOnce().then(() => {
        this.start();
      });
    }, BETWEEN_QUESTIONS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function peopleOf(said: unknown): readonly Here[] {
  if (Array.isArray(said)) return said as readonly Here[];
  return (said as { readonly here?: readonly Here[] } | null)?.here ?? [];
}
