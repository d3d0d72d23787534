/** The way to the server: commands and turns are sent, changes and the whole are asked for. */
import type { SceneAnswer } from "../scene/scene";
import type { MapDocument } from "../model/types";
import type { Problem } from "../rules";
import type { Answer, Conflict, Line, Opened, Reply, Request } from "../session";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const SCENE_WAIT = 300;

/** Where what is asked of a map. */
export interface Addresses {
  readonly scene: string;
  readonly commands: string;
  readonly undo: string;
  readonly redo: string;
  readonly live: string;
}

/** A problem as an answer says it, in the reader's words. */
export interface Said {
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
}

export class HttpLine implements Line {
  readonly #at: Addresses;
  readonly #signal: AbortSignal;

  constructor(at: Addresses, signal: AbortSignal) {
    this.#at = at;
    this.#signal = signal;
  }

  send = async (request: Request): Promise<Reply> => {
    const { key, base_revision } = request;
    const body = request.ask === "command" ? { key, base_revision, command: request.command } : { key, base_revision };
    const address = request.ask === "command" ? this.#at.commands : this.#at[request.ask];
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
      signal: this.#signal,
    });
    if (response.ok) return { said: "done", ...((await response.json()) as Answer) };
    if (response.status === 409) return { said: "conflict", ...((await response.json()) as Conflict) };
    if (response.status >= 500 || response.status === 429) throw new Error(response.statusText);
    return { said: "refused", problems: (await problemsOf(response)).map(asProblem) };
  };

  changesSince = async (revision: number): Promise<Answer> => {
    return (await this.#json(`${this.#at.live}?since=${revision}`)) as Answer;
  };

  load = async (): Promise<Opened> => {
    const { revision, content } = await this.scene();
    return { revision, content: content as MapDocument };
  };

  /** The map with its scene; waits while that is being drawn. */
  async scene(): Promise<SceneAnswer> {
    for (;;) {
      const response = await fetch(this.#at.scene, { headers: { Accept: "application/json" }, signal: this.#signal });
      if (response.status === 200) return (await response.json()) as SceneAnswer;
      if (response.status !== 202) throw new Error(response.statusText);
      await later(SCENE_WAIT);
    }
  }

  wait = async (failures: number): Promise<void> => {
    await Promise.race([later(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures)), connected(this.#signal)]);
  };

  async #json(address: string): Promise<unknown> {
    const response = await fetch(address, { headers: { Accept: "application/json" }, signal: this.#signal });
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }
}

export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

async function problemsOf(response: Response): Promise<readonly Said[]> {
  const said: unknown = await response.json().catch(() => null);
  const found = (said as { readonly problems?: readonly Said[] } | null)?.problems;
  return found?.length ? found : [{ code: `status-${response.status}`, pointer: "", message: response.statusText }];
}

/** What the server says in words keeps them: they are what is shown. */
function asProblem({ code, pointer, message }: Said): Problem {
  return { code, pointer, fields: { message } };
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function connected(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener(
      "online",
      () => {
        resolve();
      },
      { once: true, signal },
    );
  });
}
