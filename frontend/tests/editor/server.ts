/** A server without network: what `app/services/keeping/editing.py` does, on the editor's own commands. */

import { inBoth, isRefusal, normalCommand, perform, touched, touchedBy, type Command } from "../../src/editor/commands";
import { Chain } from "../../src/editor/model/chain";
import type { MapDocument } from "../../src/editor/model/types";
import { error, type Problem } from "../../src/editor/rules";
import type { Change, Opened, Reply, Request } from "../../src/editor/session";

interface Entry extends Change {
  readonly author: string;
  readonly inverse: Command;
  readonly touched: ReadonlySet<string>;
  readonly undoes?: number;
}

type Of = Pick<Entry, "author" | "undoes">;

export class Server {
  /** The content at each revision, from 1. */
  readonly #states: Chain[];
  readonly entries: Entry[] = [];
  readonly #answers = new Map<string, { readonly request: string; readonly revision: number }>();
  /** How often a request came again whose answer was lost. */
  repeats = 0;

  constructor(document: MapDocument) {
    this.#states = [Chain.of(document)];
  }

  get revision(): number {
    return this.#states.length;
  }

  get chain(): Chain {
    return this.#at(this.revision);
  }

  get opened(): Opened {
    return { revision: this.revision, content: overTheWire(this.chain.document()) };
  }

  /** The changes after a revision, as anybody gets them: without keys. */
  since(revision: number): Change[] {
    return this.entries
      .filter((entry) => entry.revision > revision)
      .map(({ revision: at, author, command }) => overTheWire({ revision: at, author, command }));
  }

  receive(author: string, sent: Request): Reply {
    const request = overTheWire(sent);
    const former = this.#answers.get(request.key);
    if (former) {
      if (former.request !== JSON.stringify(request)) throw new Error("a key came with another request");
      this.repeats += 1;
      return this.#done(request, former.revision);
    }
    const reply =
      request.ask === "command" ? this.#apply(author, request, request.command) : this.#turn(author, request);
    if (reply.said === "done") {
      this.#answers.set(request.key, { request: JSON.stringify(request), revision: reply.revision });
    }
    return reply;
  }

  #apply(author: string, request: Request, command: Command): Reply {
    const since = this.entries.filter((entry) => entry.revision > request.base_revision);
    const theirs = new Set(since.flatMap((entry) => [...entry.touched]));
    const base = this.#at(request.base_revision);
    const mine = [...effect(base, command), ...effect(this.chain, command)];
    const things = inBoth(new Set(mine), theirs);
    if (theirs.size && things.size) return this.#conflict(things, base, command);
    return this.#write(request, command, { author });
  }

  /** Undo one's own last change that stands; redo one's own last undoing. */
  #turn(author: string, request: Request): Reply {
    const target = stacks(this.entries, author)[request.ask === "redo" ? "redo" : "undo"].at(-1);
    if (!target) return { said: "refused", problems: [error(`nothing-to-${request.ask}`)] };
    const left = this.#at(target.revision);
    const things = inBoth(target.touched, touched(left, this.chain));
    if (things.size) return this.#conflict(things, left, target.inverse);
    return this.#write(request, target.inverse, { author, undoes: target.revision });
  }

  #write(request: Request, command: Command, of: Of): Reply {
    const outcome = perform(this.chain, command);
    if (isRefusal(outcome)) return { said: "refused", problems: outcome.problems };
    const { chain, inverse } = outcome;
    const revision = this.revision + 1;
    const held = touchedBy(command, this.chain, chain);
    this.entries.push({ revision, command: normalCommand(command), key: request.key, inverse, touched: held, ...of });
    this.#states.push(chain);
    return this.#done(request, revision);
  }

  #done(request: Request, revision: number): Reply {
    const changes = this.since(request.base_revision).filter((change) => change.revision <= revision);
    return { said: "done", revision, changes };
  }

  #conflict(things: ReadonlySet<string>, base: Chain, command: Command): Reply {
    const mine = perform(base, command);
    const yours = isRefusal(mine) ? base : mine.chain;
    const sides = [...things].map((name) => {
      return [name, { base: base.thing(name), yours: yours.thing(name), theirs: this.chain.thing(name) }] as const;
    });
    return { said: "conflict", revision: this.revision, things: Object.fromEntries(sides) };
  }

  #at(revision: number): Chain {
    const found = this.#states[revision - 1];
    if (!found) throw new Error(`the map never had revision ${revision}`);
    return found;
  }
}

/** What somebody can take back, and what do again, the last at the end. */
function stacks(entries: readonly Entry[], author: string): { readonly undo: Entry[]; readonly redo: Entry[] } {
  const found = { undo: [] as Entry[], redo: [] as Entry[] };
  for (const entry of entries.filter((each) => each.author === author)) {
    const isUndoing = entry.undoes !== undefined && !isRedo(entry, entries);
    if (entry.undoes === undefined) found.redo = [];
    else found[isUndoing ? "undo" : "redo"].pop();
    found[isUndoing ? "redo" : "undo"].push(entry);
  }
  return found;
}

/** An undoing of an undoing is a redo. */
function isRedo(entry: Entry, entries: readonly Entry[]): boolean {
  const undone = entries.find((each) => each.revision === entry.undoes);
  return undone?.undoes !== undefined && !isRedo(undone, entries);
}

function effect(chain: Chain, command: Command): ReadonlySet<string> {
  const outcome = perform(chain, command);
  return isRefusal(outcome) ? new Set() : touchedBy(command, chain, outcome.chain);
}

export function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

export type { Problem };
