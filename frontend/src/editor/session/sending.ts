/** Sends what a session holds, one request after another, and asks for what it lacks; tries again when there is no connection. */

import type { Problem } from "../rules";
import type { Session } from "./session";
import type { Answer, Conflict, Opened, Request } from "./types";

/** What the server said to a request. */
export type Reply =
  | ({ readonly said: "done" } & Answer)
  | ({ readonly said: "conflict" } & Conflict)
  | { readonly said: "refused"; readonly problems: readonly Problem[] };

/** The way to the server; every one of them is rejected where there is no connection. */
export interface Line {
  readonly send: (request: Request) => Promise<Reply>;
  readonly changesSince: (revision: number) => Promise<Answer>;
  readonly load: () => Promise<Opened>;
  /** Resolved when it is worth trying again, after so many failures in a row. */
  readonly wait: (failures: number) => Promise<void>;
}

export class Sending {
  readonly #session: Session;
  readonly #line: Line;
  #running: Promise<void> | undefined;
  #isEnded = false;
  readonly #unsubscribe: () => void;

  constructor(session: Session, line: Line) {
    this.#session = session;
    this.#line = line;
    this.#unsubscribe = session.subscribe(() => void this.wake());
  }

  /** Send until there is nothing to send; resolved then. */
  wake(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  end(): void {
    this.#isEnded = true;
    this.#unsubscribe();
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // what was done in one go is sent after it
    let failures = 0;
    while (!this.#isEnded) {
      try {
        if (!(await this.#step())) break;
        failures = 0;
      } catch {
        failures += 1;
        this.#session.offline();
        await this.#line.wait(failures);
        this.#session.online();
      }
    }
    this.#running = undefined;
  }

  /** One request; whether there was one. */
  async #step(): Promise<boolean> {
    const session = this.#session;
    const request = session.next();
    if (session.isLost) session.loaded(await this.#line.load());
    else if (request) this.#told(await this.#line.send(request));
    else if (session.isOnline && session.isBehind) await this.#catchUp();
    else return false;
    return true;
  }

  async #catchUp(): Promise<void> {
    const { changes } = await this.#line.changesSince(this.#session.revision);
    for (const change of changes) this.#session.streamed(change);
    if (this.#session.isBehind) throw new Error("there are no such changes yet");
  }

  #told(reply: Reply): void {
    if (reply.said === "done") this.#session.answered(reply);
    else if (reply.said === "conflict") this.#session.conflicted(reply);
    else this.#session.refused(reply.problems);
  }
}
