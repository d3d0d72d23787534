import { expect, test, vi } from "vitest";
import { query, settled } from "../src/lib/supposed";

test("only what was moved is supposed; all things stay on the page", () => {
  const sliders = [
    { name: "handoff:a.own_times", value: "40", now: "100" },
    { name: "handoff:a.dependency", value: "60", now: "60" },
    { name: "handoff:b.own_times", value: "100.0", now: "100" },
  ];
  expect(decodeURIComponent(query(["handoff:a", "handoff:b", ""], sliders))).toBe(
    "thing=handoff:a&thing=handoff:b&handoff:a.own_times=40",
  );
});

test("what goes is named", () => {
  expect(decodeURIComponent(query(["handoff:a"], [], ["handoff:a"]))).toBe("thing=handoff:a&remove=handoff:a");
});

test("whatever an id is called, it stays one name and one value", () => {
  const name = "handoff:a&thing=x#.own";
  const sent = new URLSearchParams(query([], [{ name, value: "1", now: "0" }]));
  expect([...sent]).toEqual([[name, "1"]]);
});

test("of many calls the last one counts", () => {
  vi.useFakeTimers();
  const act = vi.fn();
  const call = settled(act, 40);
  call();
  vi.advanceTimersByTime(30);
  call();
  vi.advanceTimersByTime(39);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
