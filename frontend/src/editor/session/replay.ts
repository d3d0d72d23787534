/** Playing a queue on top of a content, and changes that come before their turn. */

import { isRefusal, normalCommand, perform, type Command } from "../commands";
import type { Chain } from "../model/chain";
import { equal } from "../model/equal";
import type { Problem } from "../rules";
import { rebased } from "./rebase";
import type { Change, Dropped, Pending, Request, Saved } from "./types";

/** What was sent of the first of a queue, and whether its change is in the content already. */
export interface Sent {
  readonly request: Request | null;
  readonly hasArrived: boolean;
}

export interface Replayed {
  readonly queue: readonly Pending[];
  /** The content after each of the queue. */
  readonly states: readonly Chain[];
  readonly dropped: readonly Dropped[];
}

/** The queue on a content; of what is on its way, only the server says whether it fits. */
export function replayed(confirmed: Chain, asked: readonly Pending[], { request, hasArrived }: Sent): Replayed {
  const queue: Pending[] = [];
  const states: Chain[] = [];
  const dropped: Dropped[] = [];
  let chain = confirmed;
  for (const [index, pending] of asked.entries()) {
    const isSent = index === 0 && request !== null;
    const outcome = isSent ? { pending, chain: hasArrived ? chain : tried(chain, pending) } : placed(chain, pending);
    if ("why" in outcome) {
      dropped.push(outcome);
      continue;
    }
    chain = outcome.chain;
    queue.push(outcome.pending);
    states.push(chain);
  }
  return { queue, states, dropped };
}

/** What is sent of the first of a queue. */
export function requestOf(pending: Pending, base_revision: number): Request {
  if (pending.ask !== "command") return { ask: pending.ask, key: pending.key, base_revision };
  const { ask, command, conflicts } = pending;
  return { ask, key: conflicts ? `${pending.key}.${conflicts}` : pending.key, base_revision, command };
}

export function savedState(isOnline: boolean, pending: number, refused: number): Saved {
  if (!isOnline) return { state: "offline", pending, refused };
  if (refused) return { state: "refused", pending, refused };
  return { state: pending ? "saving" : "saved", pending, refused };
}

/** Whether a change is what is on its way: by its key where the stream says it, else by what it does. */
export function isOwn({ key, command }: Change, request: Request | null): boolean {
  if (!request) return false;
  if (key !== undefined) return key === request.key;
  return request.ask === "command" && equal(normalCommand(command), request.command);
}

/** Whether a turn was refused because there is nothing, or nothing any more, to be turned. */
export function isNothing(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === "nothing-to-undo" || code === "nothing-to-redo");
}

/** Changes that came, each waiting for the one before it. */
export class Arrivals {
  readonly #changes = new Map<number, Change>();

  add(change: Change): void {
    this.#changes.set(change.revision, change);
  }

  /** The change after a revision, if it has come; what is older is forgotten. */
  after(revision: number): Change | undefined {
    for (const each of this.#changes.keys()) if (each <= revision) this.#changes.delete(each);
    return this.#changes.get(revision + 1);
  }
}

function placed(chain: Chain, pending: Pending): ReturnType<typeof rebased> | { pending: Pending; chain: Chain } {
  return pending.ask === "command" ? rebased(chain, pending) : { pending, chain };
}

function tried(chain: Chain, pending: Pending): Chain {
  return pending.ask === "command" ? done(chain, pending.command) : chain;
}

function done(chain: Chain, command: Command): Chain {
  const outcome = perform(chain, command);
  return isRefusal(outcome) ? chain : outcome.chain;
}
