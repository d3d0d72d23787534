import { expect, test } from "vitest";
import { worded } from "../../src/editor/page/texts";

const TEXTS = { saved: "Guardado", many: "{count} de {total}, {count}", problem: "«{text}» no es una cifra" };

test("gaps are filled, each wherever it stands", () => {
  expect(worded(TEXTS, "saved")).toBe("Guardado");
  expect(worded(TEXTS, "many", { count: 0, total: 12 })).toBe("0 de 12, 0");
});

test("what was typed is put in as it is", () => {
  expect(worded(TEXTS, "problem", { text: "{text} $& <b>" })).toBe("«{text} $& <b>» no es una cifra");
});

test("a gap without a value stays to be seen, and so does the code of a text that is not there", () => {
  expect(worded(TEXTS, "many", { count: 3 })).toBe("3 de {total}, 3");
  expect(worded(TEXTS, "missing")).toBe("missing");
});
