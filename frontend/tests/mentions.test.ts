import { describe, expect, it } from "vitest";
import { offered, typedAfterAt } from "../src/lib/mentions";

describe("whom one is about to mention", () => {
  it("is what stands after the last @ before the caret", () => {
    expect(typedAfterAt("Hola @El", 8)).toBe("El");
    expect(typedAfterAt("Hola @Elías Du", 14)).toBe("Elías Du");
    expect(typedAfterAt("@", 1)).toBe("");
  });
  it("is nobody in an address or without an @", () => {
    expect(typedAfterAt("ana@andina", 10)).toBeNull();
    expect(typedAfterAt("Hola", 4)).toBeNull();
  });
  it("is found without accents, by any of the names", () => {
    expect(offered(["Elías Duarte", "Vera Vargas"], "eli")).toEqual(["Elías Duarte"]);
    expect(offered(["Elías Duarte", "Vera Vargas"], "varg")).toEqual(["Vera Vargas"]);
  });
});
