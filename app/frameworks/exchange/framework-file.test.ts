import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shippedFrameworks } from "../content.ts";
import type { EditionContent } from "../index.ts";
import { mostCharacters, readFrameworkFile, writeFrameworkFile } from "./framework-file.form.ts";

const ten = shippedFrameworks().get("ten-indicators") as EditionContent;
const file = writeFrameworkFile(ten);
const refusalsOf = (text: string) => {
  const read = readFrameworkFile(text);
  return read.ok ? [] : read.refusal;
};
/** The line in which something stands for the first time. */
const lineWith = (text: string, words: string) => text.split("\n").findIndex((line) => line.includes(words)) + 1;

describe("a framework written to a file and read again", () => {
  it.each([...shippedFrameworks().values()].map((content) => [content.key, content] as const))("is the same: %s", (_, content) => {
    const read = readFrameworkFile(writeFrameworkFile(content));
    expect(read.ok && read.value).toEqual(content);
  });

  it("is the same whatever its words are, and while descriptors are still to be written", () => {
    // Words as they are kept: trimmed, and never empty but for a descriptor.
    const kept = fc
      .oneof(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.constantFrom(
          "yes",
          "null",
          "1.50",
          "- a",
          "# no",
          "a: b",
          "~",
          "|",
          "2026-11-21",
          "*all",
          "&x",
          "“ok”\nnext\n\n line",
          "\ttab",
          "a\r\nb",
        ),
      )
      .map((words) => words.replaceAll("\0", "").trim());
    const words = kept.map((said) => said.slice(0, 24).trim() || "x").filter((said) => said.isWellFormed());
    fc.assert(
      fc.property(words, words, kept, words, fc.boolean(), (title, name, descriptor, warning, warned) => {
        const content: EditionContent = {
          ...ten,
          name,
          ...(warned ? { warning } : {}),
          indicators: ten.indicators.map((indicator, at) =>
            at === 0 ? { ...indicator, title, descriptors: { ...indicator.descriptors, "not-yet": descriptor } } : indicator,
          ),
        };
        const read = readFrameworkFile(writeFrameworkFile(content));
        const clash = ten.indicators.slice(1).some((other) => other.title.toLowerCase() === title.toLowerCase());
        if (!clash) expect(read.ok ? read.value : read.refusal).toEqual(content);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a file is refused with the line named", () => {
  it.each<[string, (text: string) => string, string, RegExp]>([
    ["a word misspelt", (text) => text.replace("freshForDays", "freshFor"), "freshFor:", /Unrecognized key/],
    ["a level that is none", (text) => text.replace("atLeast: working-towards", "atLeast: Superb Level"), "Superb", /small letters/],
    [
      "a title given twice",
      (text) => text.replace("title: Staff development", "title: Pupil and staff wellness"),
      "key: staff-development",
      /used twice/,
    ],
    ["a date that is none", (text) => text.replace(/dated: .*/, "dated: 2026-02-30"), "dated", /must be a date/],
    ["a descriptor of no level", (text) => text.replace("      not-yet:", "      superb: Very.\n      not-yet:"), "superb", /not a level/],
    ["a rank left out", (text) => text.replace("rank: 1", "rank: 5"), "key: not-yet", /without a gap/],
    ["a number in the place of a text", (text) => text.replace("title: Staff development", "title: 7"), "title: 7", /string/],
  ])("%s", (_, plant, stands, reason) => {
    const planted = plant(file);
    expect(planted).not.toBe(file);
    const refusals = refusalsOf(planted);
    expect(refusals.join("\n")).toMatch(reason);
    const line = refusals.find((refusal) => reason.test(refusal))?.match(/^Line (\d+): /)?.[1];
    expect(Number(line)).toBe(lineWith(planted, stands));
  });

  it("that is no YAML, gives a key twice, borrows words, is a list, or is empty", () => {
    expect(refusalsOf(`${file}\n"`).join()).toMatch(/^Line \d+: this is not YAML/);
    expect(refusalsOf(`${file}name: Again\n`).join()).toMatch(new RegExp(`^Line ${file.split("\n").length}: this is not YAML.*unique`));
    expect(refusalsOf(file.replace("source: ", "source: &s ").replace(/^dated: .*$/m, "dated: *s")).join()).toMatch(
      /^Line \d+: write the words out/,
    );
    expect(refusalsOf("- a\n- b\n").join()).toMatch(/^Line 1: /);
    expect(refusalsOf("").join()).toMatch(/^Line 1: /);
    expect(refusalsOf("x".repeat(mostCharacters + 1)).join()).toMatch(/longer than any framework/);
  });

  it("never throws, whatever is cut out of it", () => {
    fc.assert(
      fc.property(fc.nat(file.length), fc.nat(200), fc.string({ maxLength: 8 }), (at, length, put) => {
        const read = readFrameworkFile(file.slice(0, at) + put + file.slice(at + length));
        if (!read.ok) for (const refusal of read.refusal) expect(refusal).toMatch(/^Line \d+: /);
      }),
      { numRuns: 60 },
    );
  });
});
