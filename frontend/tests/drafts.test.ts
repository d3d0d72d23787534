import { beforeEach, expect, test } from "vitest";
import { Drafts } from "../src/lib/drafts";

const TYPED = [["name", "Pedido"]] as const;

beforeEach(() => {
  sessionStorage.clear();
});

test("what was typed is there when the form is opened again", () => {
  new Drafts(sessionStorage).keep("/form", TYPED);
  expect(new Drafts(sessionStorage).of("/form", [["name", ""]])?.entries).toEqual(TYPED);
});

test("a draft that the form already holds is not offered", () => {
  const drafts = new Drafts(sessionStorage);
  drafts.keep("/form", TYPED);
  expect(drafts.of("/form", TYPED)).toBeUndefined();
});

test("what was sent goes once the server has taken it; what was only typed stays", () => {
  const drafts = new Drafts(sessionStorage);
  drafts.send("/sent", TYPED);
  drafts.keep("/typed", TYPED);
  drafts.dropSent();
  expect(drafts.of("/sent")).toBeUndefined();
  expect(drafts.of("/typed")?.entries).toEqual(TYPED);
});

test("a storage that is full loses no more than the draft", () => {
  const full = Object.assign(Object.create(sessionStorage) as Storage, {
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  expect(() => {
    new Drafts(full).keep("/form", TYPED);
  }).not.toThrow();
});
