import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readEditionContent } from "../../frameworks/index.ts";
import { type Counted, coverageOf, gapsOf, sayCoverage, sayGap } from "./coverage.rules.ts";

const read = readEditionContent(parse(readFileSync(new URL("../../../content/frameworks/ten-indicators.yaml", import.meta.url), "utf8")));
if (!read.ok) throw new Error("the shipped framework cannot be read");
const edition = read.value;
const today = "2026-11-21";
const piece = (over: Partial<Counted> = {}): Counted => ({
  ...{ kind: "note", dated: "2026-10-01", addedById: "sunita", stance: "supports", withdrawn: false },
  ...over,
});
const gaps = (...pieces: Counted[]) => gapsOf(edition, coverageOf(pieces), today);

describe("coverage", () => {
  test("counts kinds, days, people and what speaks against it", () => {
    const coverage = coverageOf([
      piece(),
      piece({ kind: "value", dated: "2026-09-01", addedById: "rosalind" }),
      piece({ dated: "2026-11-02", stance: "contradicts" }),
    ]);
    expect(coverage).toEqual({
      pieces: 3,
      kinds: ["value", "note"],
      newest: "2026-11-02",
      oldest: "2026-09-01",
      people: 2,
      against: 1,
      withdrawn: 0,
    });
    expect(sayCoverage(coverage)).toBe(
      "3 pieces (figure and note), from 1 September 2026 to 2 November 2026, brought by 2 people; 1 speaks against it.",
    );
  });

  test("counts what was withdrawn by itself, and never as something to rely on", () => {
    const coverage = coverageOf([piece(), piece({ kind: "file", dated: "2026-11-19", stance: "contradicts", withdrawn: true })]);
    expect(coverage).toMatchObject({ pieces: 1, kinds: ["note"], newest: "2026-10-01", against: 0, withdrawn: 1 });
    expect(sayCoverage(coverageOf([piece({ withdrawn: true })]))).toBe("No evidence to rely on; 1 withdrawn.");
  });
});

describe("what is missing", () => {
  test("nothing is, of fresh evidence of several kinds by several people with a figure among it", () => {
    expect(gaps(piece(), piece({ kind: "value", addedById: "rosalind" }))).toEqual([]);
  });

  test("all evidence, where there is none or all of it was withdrawn", () => {
    expect(gaps()).toEqual(["no-evidence"]);
    expect(gaps(piece({ withdrawn: true }))).toEqual(["no-evidence"]);
  });

  test("a second kind, a figure and a second person, each where it is not there", () => {
    expect(gaps(piece())).toEqual(["one-kind", "one-person"]);
    expect(gaps(piece(), piece({ kind: "link" }))).toEqual(["no-figure", "one-person"]);
    expect(gaps(piece({ kind: "value" }), piece({ kind: "value", addedById: "rosalind" }))).toEqual(["one-kind"]);
  });

  test("fresh evidence is told by the edition's own limit, from the first day beyond it", () => {
    const daysAgo = (days: number) => Temporal.PlainDate.from(today).subtract({ days }).toString();
    const at = (days: number) =>
      gaps(piece({ dated: daysAgo(days) }), piece({ kind: "value", addedById: "rosalind", dated: daysAgo(days) }));
    expect(at(edition.freshForDays)).toEqual([]);
    expect(at(edition.freshForDays + 1)).toEqual(["old"]);
    expect(gapsOf({ ...edition, freshForDays: 10 }, coverageOf([piece({ dated: daysAgo(11) })]), today)).toContain("old");
  });

  test("is said in a sentence that tells what to look for", () => {
    expect(sayGap("old", { kinds: ["note"], newest: "2024-03-01" }, 400)).toBe(
      "Its newest evidence is from 1 March 2024, older than the 400 days for which the framework counts a judgement as fresh.",
    );
    expect(sayGap("one-kind", { kinds: ["value"], newest: null }, 400)).toMatch(/^All of it is of one kind \(figure\)/);
  });
});
