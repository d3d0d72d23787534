/** Two people at one map, on a line that loses, delays and repeats: in the end all have the same, and nothing is lost. */

import { expect, test } from "vitest";
import { isRefusal } from "../../src/editor/commands";
import { problems } from "../../src/editor/rules";
import { Session, type Change, type Reply, type Request } from "../../src/editor/session";
import { STORY } from "./cases";
import { Random, randomEdit } from "./random";
import { overTheWire, Server } from "./server";

const EDITS = 40;
const SEEDS = Array.from({ length: 24 }, (_, seed) => seed + 1);

interface Seen {
  conflicts: number;
  refusals: number;
  lost: number;
  restarts: number;
  undone: number;
}

class Person {
  readonly name: string;
  readonly server: Server;
  readonly random: Random;
  session: Session;
  /** Up to which revision the stream has told. */
  told: number;
  /** What is on its way back. */
  reply: { readonly request: Request; readonly reply: Reply } | undefined;
  readonly keys: string[] = [];
  readonly takenBack = new Set<string>();
  readonly seen: Seen = { conflicts: 0, refusals: 0, lost: 0, restarts: 0, undone: 0 };
  edits = 0;
  #key = 0;

  constructor(name: string, server: Server, random: Random) {
    this.name = name;
    this.server = server;
    this.random = random;
    this.session = new Session(server.opened, this.newKey);
    this.told = server.revision;
  }

  readonly newKey = (): string => `${this.name}-${(this.#key += 1)}`;

  act(): void {
    const chance = this.random.next();
    if (chance < 0.35 && this.edits < EDITS) this.edit();
    else if (chance < 0.42) this.turn();
    else if (chance < 0.65) this.send();
    else if (chance < 0.8) this.hear();
    else if (chance < 0.9) this.listen();
    else if (chance < 0.93) this.session.offline();
    else if (chance < 0.97) this.session.online();
    else if (chance < 0.985) this.restart();
    expect(problems(this.session.shown)).toEqual([]);
  }

  edit(): void {
    this.edits += 1;
    const done = this.session.do(randomEdit(this.session.shown, this.random));
    if (!isRefusal(done)) this.keys.push(done.key);
  }

  turn(): void {
    const before = this.session.queue;
    if (this.random.isLikely(0.6)) this.session.undo();
    else {
      const last = this.session.queue.length;
      this.session.redo();
      const again = this.session.queue[last];
      if (again?.ask === "command") this.keys.push(again.key);
    }
    for (const pending of before)
      if (!this.session.queue.some(({ key }) => key === pending.key)) this.takenBack.add(pending.key);
  }

  /** A request goes out, or is lost on its way. */
  send(): void {
    if (this.reply) return;
    const request = this.session.next();
    if (!request) {
      if (this.session.isBehind) this.listen();
      return;
    }
    if (this.random.isLikely(0.1)) return;
    this.reply = { request, reply: overTheWire(this.server.receive(this.name, request)) };
  }

  /** The answer comes, or is lost on its way; then the request is sent again. */
  hear(): void {
    const came = this.reply;
    this.reply = undefined;
    if (!came) return;
    if (this.random.isLikely(0.2)) {
      this.seen.lost += 1;
      return;
    }
    const { reply } = came;
    if (reply.said === "done") this.session.answered(reply);
    else if (reply.said === "refused") {
      this.seen.refusals += 1;
      this.session.refused(reply.problems);
    } else {
      this.seen.conflicts += 1;
      this.session.conflicted(reply);
    }
  }

  /** The stream tells some changes, now and then leaves some out, or tells one twice. */
  listen(): void {
    const changes: Change[] = this.server.since(Math.max(0, this.told - this.random.below(2)));
    for (const change of changes.slice(0, 1 + this.random.below(4))) {
      this.told = Math.max(this.told, change.revision);
      if (this.random.isLikely(0.9)) this.session.streamed(overTheWire(change));
    }
    if (this.random.isLikely(0.3)) this.told = this.session.revision;
  }

  /** The page is closed and opened again: what was kept is played on what the server has then. */
  restart(): void {
    this.seen.restarts += 1;
    const kept = overTheWire(this.session.kept);
    this.session = new Session(this.server.opened, this.newKey, kept);
    this.told = this.server.revision;
    this.reply = undefined;
  }

  /** Until everything is sent and everything is heard. */
  finish(): void {
    this.session.online();
    for (const change of this.server.since(this.session.revision)) this.session.streamed(overTheWire(change));
    for (let step = 0; step < 10 && this.session.queue.length; step += 1) {
      this.send();
      this.hear();
      if (this.session.isBehind)
        for (const change of this.server.since(this.session.revision)) this.session.streamed(change);
    }
  }

  /** Whether a command is on the map, was taken back, or is told as dropped. */
  isAccountedFor(key: string): boolean {
    const isKept = this.server.entries.some((entry) => entry.key === key || entry.key?.startsWith(`${key}.`));
    return isKept || this.takenBack.has(key) || this.session.dropped.some(({ pending }) => pending.key === key);
  }
}

const total = { conflicts: 0, refusals: 0, lost: 0, restarts: 0, repeats: 0, kept: 0, dropped: 0 };

test.each(SEEDS)("two people end in the same map, seed %i", (seed) => {
  const random = new Random(seed);
  const server = new Server(STORY);
  const people = ["ana", "beto"].map((name) => new Person(name, server, new Random(seed * 1000 + name.length)));
  for (let step = 0; step < 2000 && people.some((person) => person.edits < EDITS); step += 1) random.of(people)?.act();
  expect(people.map((person) => person.edits)).toEqual([EDITS, EDITS]);
  for (let round = 0; round < 200 && people.some(isBusy); round += 1) for (const person of people) person.finish();
  const expected = server.chain.document();
  for (const person of people) {
    person.finish();
    expect(person.session.queue).toEqual([]);
    expect(person.session.revision).toBe(server.revision);
    expect(person.session.shown.document()).toEqual(expected);
    expect(person.keys.filter((key) => !person.isAccountedFor(key))).toEqual([]);
  }
  expect(problems(server.chain)).toEqual([]);
  for (const { seen, session } of people) {
    total.conflicts += seen.conflicts;
    total.refusals += seen.refusals;
    total.lost += seen.lost;
    total.restarts += seen.restarts;
    total.dropped += session.dropped.length;
  }
  total.repeats += server.repeats;
  total.kept += server.entries.length;
});

test("all that can go wrong did", () => {
  expect(Object.entries(total).filter(([, count]) => count === 0)).toEqual([]);
});

function isBusy(person: Person): boolean {
  return person.session.queue.length > 0 || person.session.isBehind;
}
