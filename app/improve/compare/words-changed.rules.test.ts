import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsChanged } from "./words-changed.rules.ts";

const said = (before: string, after: string) =>
  wordsChanged(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `[+${text}]` : `[-${text}]`))
    .join("");

test("a word in place of another is marked, and nothing around it", () => {
  expect(said("Every child a reader by May.", "Every child a writer by May.")).toBe("Every child a [-reader][+writer] by May.");
  expect(said("", "Two teachers.")).toBe("[+Two teachers.]");
  expect(said("Two teachers.", "")).toBe("[-Two teachers.]");
  expect(said("The same.", "The same.")).toBe("The same.");
});
test("a phrase in place of another is read as one", () => {
  expect(said("Train all staff in phonics.", "Train two leaders in phonics.")).toBe("Train [-all staff][+two leaders] in phonics.");
});
test("whatever two texts say, taking the added away gives the one, and taking the removed away the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "reading", " ", "  ", "\n", "every", "é"), { maxLength: 30 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const way = wordsChanged(before, after);
      const without = (kind: string) =>
        way
          .filter((one) => one.kind !== kind)
          .map((one) => one.text)
          .join("");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});
test("two long texts without a common word are compared in less than a second", () => {
  const long = (word: string) => Array.from({ length: 4000 }, (_, at) => `${word}${at}`).join(" ");
  const begun = performance.now();
  expect(wordsChanged(long("a"), long("b")).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  expect(performance.now() - begun).toBeLessThan(1000);
});
