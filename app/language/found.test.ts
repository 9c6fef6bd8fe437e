import { expect, test } from "vitest";
import { foundBegins as b, foundEnds as e, partsOf, unmarked } from "./found.ts";

test("a marked text is cut into what was found and what stands around it, whatever it says", () => {
  const text = `A <b>${b}walk${e}</b> & ${b}talk${e}`;
  expect(partsOf(text)).toEqual([
    { text: "A <b>", found: false },
    { text: "walk", found: true },
    { text: "</b> & ", found: false },
    { text: "talk", found: true },
  ]);
  expect(unmarked(text)).toBe("A <b>walk</b> & talk");
  expect(partsOf("")).toEqual([]);
});
test("marks without their fellows lose no word", () => {
  expect(partsOf(`one${e}two${b}three`).map(({ text }) => text)).toEqual([`one${e}two`, "three"]);
});
