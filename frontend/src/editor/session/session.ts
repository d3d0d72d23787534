/**
 * What is confirmed, and what is not yet: the confirmed content with its revision, and a queue of what was done on it.
 * On screen is the one after the other. Whatever comes from the server moves the confirmed content on, and the queue is
 * played again on top; what no longer fits leaves it, and is told with what was typed.
 */

import { attempt, isRefusal, normalCommand, perform, touched, type Command, type Refusal } from "../commands";
import { Chain } from "../model/chain";
import type { Problem } from "../rules";
import { valuesOf } from "./rebase";
import { Arrivals, isNothing, isOwn, replayed, requestOf, savedState } from "./replay";
import type { Answer, Change, Conflict, Dropped, Kept, Opened, Pending, PendingCommand, Request, Saved } from "./types";

export class Session {
  #confirmed: Chain;
  #revision: number;
  #queue: readonly Pending[] = [];
  /** The content after each of the queue. */
  #states: readonly Chain[] = [];
  /** What was sent of the first of the queue, and whether its change came by the stream before the answer. */
  #request: Request | null = null;
  #hasArrived = false;
  readonly #arrivals = new Arrivals();
  /** The revision up to which changes are known to be. */
  #known: number;
  #isOnline = true;
  #isLost = false;
  #dropped: readonly Dropped[] = [];
  /** What was taken back: here, before it was sent, or by the server. */
  #takenBack: readonly (PendingCommand | "turn")[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #newKey: () => string;

  constructor({ revision, content }: Opened, newKey: () => string = () => crypto.randomUUID(), kept?: Kept) {
    this.#confirmed = Chain.of(content);
    this.#revision = this.#known = revision;
    this.#newKey = newKey;
    if (kept) {
      this.#queue = kept.queue;
      this.#request = kept.request;
      this.#dropped = kept.dropped;
      this.#replay();
    }
  }

  /** What is on screen. */
  get shown(): Chain {
    return this.#states.at(-1) ?? this.#confirmed;
  }

  get confirmed(): Chain {
    return this.#confirmed;
  }

  get revision(): number {
    return this.#revision;
  }

  get queue(): readonly Pending[] {
    return this.#queue;
  }

  get dropped(): readonly Dropped[] {
    return this.#dropped;
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** Whether changes are missing between the confirmed content and what is known to be: they are to be asked for. */
  get isBehind(): boolean {
    return this.#known > this.#revision;
  }

  /** Whether a change did not fit the confirmed content: the whole of it is to be loaded anew. */
  get isLost(): boolean {
    return this.#isLost;
  }

  get saved(): Saved {
    return savedState(this.#isOnline, this.#queue.length, this.#dropped.length);
  }

  /** What survives the page, as plain JSON. */
  get kept(): Kept {
    return { format: 1, queue: this.#queue, request: this.#request, dropped: this.#dropped };
  }

  /** Be told of every change; the answer ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Do something at once, to be sent later; or every problem, and nothing is done. */
  do(command: Command): Refusal | PendingCommand {
    this.#takenBack = [];
    return this.#done(command);
  }

  /** Take back the last that was done here: out of the queue if it was not sent, else by the server. */
  undo(): void {
    const last = this.#lastUnsent();
    this.#takenBack = [...this.#takenBack, last?.ask === "command" ? last : "turn"];
    this.#turn("undo", last && last.ask !== "undo" ? last : undefined);
  }

  /** Do again what was taken back last; or every problem, where it does not fit any more. */
  redo(): Refusal | undefined {
    const again = this.#takenBack.at(-1) ?? "turn";
    this.#takenBack = this.#takenBack.slice(0, -1);
    if (again !== "turn") {
      const outcome = this.#done(again.command);
      if (!isRefusal(outcome)) return undefined;
      this.#dropped = [...this.#dropped, { pending: again, why: "refused", things: {}, ...outcome }];
      this.#changed();
      return outcome;
    }
    const last = this.#lastUnsent();
    this.#turn("redo", last?.ask === "undo" ? last : undefined);
    return undefined;
  }

  /** What is to be sent now, if anything: what was sent and not answered is sent again as it was. */
  next(): Request | undefined {
    const [first] = this.#queue;
    if (!this.#isOnline || this.#isLost || !first || (this.isBehind && !this.#request)) return undefined;
    this.#request ??= requestOf(first, this.#revision);
    return this.#request;
  }

  /** The request was carried out. */
  answered({ revision, changes }: Answer): void {
    if (!this.#request) return;
    const isNext = this.#revision === revision - 1 && !this.#hasArrived && changes.length === 1;
    const isAsSeen = isNext && this.#request.ask === "command" && this.#states[0] !== this.#confirmed;
    if (isAsSeen) this.#confirmSeen(revision);
    else {
      for (const change of changes) this.#take(change);
      this.#settle();
    }
    this.#drain();
    this.#changed();
  }

  /** The request breaks a rule, or may not be: it leaves the queue. Nothing is lost where there was nothing to turn. */
  refused(problems: readonly Problem[]): void {
    this.#drop(isNothing(problems) ? undefined : { why: "refused", problems, things: {} });
  }

  /**
   * Somebody touched the same since. A command is looked at again once those changes are here: it goes on if it touches
   * other fields. What cannot be taken back is told.
   */
  conflicted({ revision, things }: Conflict): void {
    const [first] = this.#queue;
    if (!first || !this.#request) return;
    this.#known = Math.max(this.#known, revision);
    if (first.ask !== "command") {
      this.#drop({ why: "conflict", problems: [], things });
      return;
    }
    this.#queue = [first, { ...first, conflicts: (first.conflicts ?? 0) + 1 }, ...this.#queue.slice(1)];
    this.#settle();
    this.#changed();
  }

  /** A change came by the stream, or was asked for. */
  streamed(change: Change): void {
    this.#known = Math.max(this.#known, change.revision);
    this.#arrivals.add(change);
    if (this.#drain()) this.#changed();
  }

  /** The content was loaded anew. */
  loaded({ revision, content }: Opened): void {
    if (revision < this.#revision) return;
    this.#confirmed = Chain.of(content);
    this.#revision = revision;
    this.#known = Math.max(this.#known, revision);
    this.#isLost = false;
    this.#replay();
    this.#drain();
    this.#changed();
  }

  offline(): void {
    this.#isOnline = false;
    this.#changed();
  }

  online(): void {
    this.#isOnline = true;
    this.#changed();
  }

  /** Somebody has seen what was dropped, and taken what was typed. */
  acknowledge(key: string): void {
    this.#dropped = this.#dropped.filter((each) => each.pending.key !== key);
    this.#changed();
  }

  #done(command: Command): Refusal | PendingCommand {
    const before = this.shown;
    const normal = normalCommand(command);
    const outcome = perform(before, normal);
    if (isRefusal(outcome)) return outcome;
    const touchedHere = valuesOf(before, touched(before, outcome.chain));
    const pending: PendingCommand = { ask: "command", key: this.#newKey(), command: normal, before: touchedHere };
    this.#push(pending, outcome.chain);
    return pending;
  }

  #push(pending: Pending, state: Chain): void {
    this.#queue = [...this.#queue, pending];
    this.#states = [...this.#states, state];
    this.#changed();
  }

  /** Take what is not sent yet out of the queue, or put a turn into it. */
  #turn(ask: "undo" | "redo", unsent: Pending | undefined): void {
    if (!unsent) {
      this.#push({ ask, key: this.#newKey() }, this.shown);
      return;
    }
    this.#queue = this.#queue.slice(0, -1);
    this.#states = this.#states.slice(0, -1);
    this.#changed();
  }

  #lastUnsent(): Pending | undefined {
    return this.#request && this.#queue.length === 1 ? undefined : this.#queue.at(-1);
  }

  /** The first of the queue came out as it was seen to: nothing is to be played again. */
  #confirmSeen(revision: number): void {
    this.#confirmed = this.#states[0] ?? this.#confirmed;
    this.#revision = revision;
    this.#known = Math.max(this.#known, revision);
    this.#queue = this.#queue.slice(1);
    this.#states = this.#states.slice(1);
    this.#request = null;
  }

  #settle(): void {
    this.#queue = this.#queue.slice(1);
    this.#request = null;
    this.#hasArrived = false;
    this.#replay();
  }

  #drop(why: Omit<Dropped, "pending"> | undefined): void {
    const [pending] = this.#queue;
    if (!pending || !this.#request) return;
    if (why) this.#dropped = [...this.#dropped, { pending, ...why }];
    this.#settle();
    this.#drain();
    this.#changed();
  }

  /** Take in what came and fits on now; whether there was any. */
  #drain(): boolean {
    let hasMoved = false;
    for (let next = this.#arrivals.after(this.#revision); next; next = this.#arrivals.after(this.#revision)) {
      this.#hasArrived ||= isOwn(next, this.#request);
      if (!this.#take(next)) break;
      hasMoved = true;
    }
    if (hasMoved) this.#replay();
    return hasMoved || this.isBehind;
  }

  /** Move the confirmed content on by a change that follows it. */
  #take(change: Change): boolean {
    if (change.revision !== this.#revision + 1) return false;
    const outcome = attempt(this.#confirmed, change.command);
    if (isRefusal(outcome)) {
      this.#isLost = true;
      return false;
    }
    this.#confirmed = outcome.chain;
    this.#revision = change.revision;
    this.#known = Math.max(this.#known, change.revision);
    return true;
  }

  #replay(): void {
    const sent = { request: this.#request, hasArrived: this.#hasArrived };
    const { queue, states, dropped } = replayed(this.#confirmed, this.#queue, sent);
    this.#queue = queue;
    this.#states = states;
    if (dropped.length) this.#dropped = [...this.#dropped, ...dropped];
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
