import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { front, Player, steps, type Front, type Step } from "../src/lens/chain";
import { lines, NOTHING, restored, type Look } from "../src/lens/supposed";
import { joined, OneByOne } from "../src/lib/supposed";

const CHAIN: readonly Step[] = [
  ["handoff-a", "falla a"],
  ["node-b", ""],
  ["handoff-c", "falla c"],
];
const LOOK: Look = { color: "#000000", width: 2, dashes: [], lines: 2, figures: ["4 % · supuesto"], gone: false };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function player(): { readonly it: Player; readonly shown: (Front | null)[]; readonly ended: () => number } {
  const shown: (Front | null)[] = [];
  let ends = 0;
  const it = new Player(
    {
      show: (at) => shown.push(at),
      ended: () => (ends += 1),
    },
    100,
  );
  return { it, shown, ended: () => ends };
}

test("steps are read from an attribute; what is none is left out", () => {
  expect(steps(JSON.stringify(CHAIN))).toEqual(CHAIN);
  expect(steps("")).toEqual([]);
  expect(steps('[["a"], 3, ["b", "said"]]')).toEqual([["b", "said"]]);
});

test("what the front passed is behind it, once, and never where it is now", () => {
  expect(front(CHAIN, 2)).toEqual({ now: "handoff-c", past: ["handoff-a", "node-b"], said: "falla c" });
  const round: Step[] = [
    ["node-b", ""],
    ["handoff-a", ""],
    ["node-b", ""],
    ["handoff-a", ""],
  ];
  expect(front(round, 3)).toEqual({ now: "handoff-a", past: ["node-b"], said: "" });
});

test("a chain is played step by step to its end", () => {
  const { it, shown, ended } = player();
  it.play(CHAIN);
  vi.advanceTimersByTime(250);
  expect(shown.map((at) => at?.now)).toEqual(["handoff-a", "node-b", "handoff-c"]);
  expect([it.isPlaying, ended()]).toEqual([true, 0]);
  vi.advanceTimersByTime(100);
  expect(shown.at(-1)).toBeNull();
  expect([it.isPlaying, ended()]).toEqual([false, 1]);
});

test("stopped, nothing is shown any more, and no end is said", () => {
  const { it, shown, ended } = player();
  it.play(CHAIN);
  it.stop();
  it.stop();
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([front(CHAIN, 0), null]);
  expect(ended()).toBe(0);
});

test("another chain takes the place of the one that is played", () => {
  const { it, shown } = player();
  it.play(CHAIN);
  it.play([["node-z", ""]]);
  vi.advanceTimersByTime(1000);
  expect(shown.map((at) => at?.now)).toEqual(["handoff-a", undefined, "node-z", undefined]);
});

test("figures stand below the lines of a label, in place of those that are there", () => {
  expect(lines(LOOK, 3)).toEqual([{ instead: 2, words: "4 % · supuesto" }]);
  expect(lines({ ...LOOK, figures: ["a", "b"] }, 3)).toEqual([
    { instead: 2, words: "a" },
    { instead: null, words: "b" },
  ]);
});

test("what is no longer supposed otherwise looks as it is", () => {
  const before = { handoffs: { "handoff-a": LOOK, "handoff-b": LOOK }, nodes: { "node-x": "2 % → 1 %" } };
  expect(restored(before, { handoffs: { "handoff-b": LOOK }, nodes: {} })).toEqual(["handoff-a", "node-x"]);
  expect(restored(NOTHING, before)).toEqual([]);
});

test("one more query", () => {
  expect([joined("/m", "a=1"), joined("/m?b=2", "a=1"), joined("/m?b=2", "")]).toEqual([
    "/m?a=1",
    "/m?b=2&a=1",
    "/m?b=2",
  ]);
});

test("one is asked at a time; of what is asked meanwhile, the last; after a failure, again", async () => {
  let asked = 0;
  const asking = new OneByOne(async () => {
    asked += 1;
    await new Promise((done) => setTimeout(done, 50));
    if (asked === 1) throw new Error("no connection");
  });
  for (let time = 0; time < 5; time += 1) asking.want();
  await vi.advanceTimersByTimeAsync(49);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toBe(2);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toBe(2);
  asking.want();
  expect(asked).toBe(3);
});
