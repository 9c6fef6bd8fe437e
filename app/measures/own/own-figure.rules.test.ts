import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missingLetters } from "../../language/missing.ts";
import { type PupilGroup, pupilGroups } from "../../language/pupil-group.ts";
import { measures } from "../../national/index.ts";
import { isToCome, keyOfFigure, type OwnHere, type OwnRow, periodInFile, periodOf, readOwnRow, stretchOf } from "./own-figure.rules.ts";
import { planOwn } from "./own-plan.rules.ts";
import { sayRowRefusal } from "./own-words.rules.ts";

const here: OwnHere = {
  measures: new Map(measures.flatMap((measure) => [[measure.name.toLowerCase(), measure] as const, [measure.code, measure] as const])),
  academies: [
    { unitId: "a", urn: 990001, name: "Porthcarrow Academy" },
    { unitId: "b", urn: 990002, name: "Twin" },
    { unitId: "c", urn: 990003, name: "Twin" },
  ],
  now: 20272,
};
const row = (over: Partial<OwnRow> = {}): OwnRow => ({
  row: 2,
  measure: "phonics-year1",
  academy: "990001",
  period: "2025/26",
  "pupil group": "all",
  value: "",
  numerator: "45",
  denominator: "60",
  ...over,
});
const read = (over: Partial<OwnRow> = {}) => readOwnRow(row(over), here);
const refused = (over: Partial<OwnRow>) => {
  const outcome = read(over);
  return outcome.ok ? "accepted" : `${outcome.refusal.column}: ${outcome.refusal.kind}`;
};

describe("a row of the trust's own figures", () => {
  test("is a figure of one measure, academy, period and group, its value counted where none is written", () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        measure: "phonics-year1",
        unitId: "a",
        period: 20260,
        group: "all",
        value: 75,
        missing: null,
        numerator: 45,
        denominator: 60,
      },
    });
  });
  test("names what it is about by code or by words", () => {
    const said = {
      measure: "Attendance of the half-term",
      academy: "porthcarrow  ACADEMY",
      period: "2025/26 half-term 3",
      "pupil group": "Disadvantaged pupils",
    };
    expect(read({ ...said, value: "93.4%", numerator: "", denominator: "" })).toMatchObject({
      ok: true,
      value: { measure: "attendance-term", unitId: "a", period: 20263, group: "disadvantaged", value: 93.4 },
    });
  });
  test("says why there is no figure, in the file's words or in England's", () => {
    for (const [said, missing] of [
      ["not-available", "not-available"],
      ["Not applicable", "not-applicable"],
      ["SUPP", "suppressed"],
      ["NE", "not-entered"],
    ])
      expect(read({ value: said as string, numerator: "", denominator: "4" })).toMatchObject({
        value: { value: null, missing, denominator: 4 },
      });
  });
  test("is left as it is where its numbers are empty", () => {
    expect(read({ numerator: "", denominator: "" })).toEqual({ ok: true, value: undefined });
  });

  test.each<[string, Partial<OwnRow>, string]>([
    ["a measure that there is not", { measure: "phonix" }, "measure: no-such-measure"],
    ["an academy of another trust", { academy: "136318" }, "academy: no-such-academy"],
    ["an academy by a name that two have", { academy: "Twin" }, "academy: academy-unclear"],
    ["no period", { period: "last year" }, "period: no-such-period"],
    ["a school year whose halves do not follow", { period: "2025/27" }, "period: no-such-period"],
    ["a year that has not begun", { period: "2027/28" }, "period: period-to-come"],
    ["a half-term that has not begun", { measure: "attendance-term", period: "2026/27 half-term 3" }, "period: period-to-come"],
    ["a half-term for what is counted by the year", { period: "2025/26 half-term 3" }, "period: whole-year-needed"],
    ["a year for what is counted by half-term", { measure: "attendance-term" }, "period: half-term-needed"],
    ["a year in which it was not produced", { period: "2020/21" }, "period: not-produced"],
    [
      "Progress 8 without its key stage 2",
      { measure: "ks4-progress8", period: "2024/25", value: "0.3", numerator: "", denominator: "" },
      "period: not-produced",
    ],
    ["a group that there is not", { "pupil group": "left-handed" }, "pupil group: no-such-group"],
    ["no group", { "pupil group": "" }, "pupil group: no-such-group"],
    ["a percentage of 140", { value: "140", numerator: "", denominator: "" }, "value: beyond-percent"],
    ["a percentage below nought", { value: "-3", numerator: "", denominator: "" }, "value: beyond-percent"],
    ["a number as text", { value: "sixty", numerator: "", denominator: "" }, "value: not-a-number"],
    ["a decimal comma", { value: "62,5", numerator: "", denominator: "" }, "value: not-a-number"],
    ["a numerator as text", { numerator: "45 pupils" }, "numerator: not-a-number"],
    ["a denominator below its numerator", { numerator: "61" }, "denominator: denominator-below-numerator"],
    ["half a pupil", { numerator: "44.5" }, "numerator: not-whole"],
    ["fewer than no pupils", { denominator: "-60" }, "denominator: below-nought"],
    ["a numerator without its denominator", { denominator: "" }, "denominator: denominator-needed"],
    ["nobody", { numerator: "0", denominator: "0" }, "denominator: nobody"],
    ["only of how many", { numerator: "" }, "value: value-needed"],
    ["a value that its counts contradict", { value: "80" }, "value: contradicts-counts"],
    ["a reason with a numerator", { value: "not-available" }, "numerator: numerator-not-wanted"],
    [
      "the header once more",
      {
        measure: "Measure",
        academy: "academy",
        period: "period",
        "pupil group": "pupil group",
        value: "value",
        numerator: "numerator",
        denominator: "denominator",
      },
      "measure: second-header",
    ],
  ])("with %s is refused, with its column", (_, over, expected) => {
    expect(refused(over)).toBe(expected);
    const outcome = read(over);
    expect(outcome.ok || sayRowRefusal(outcome.refusal)).toMatch(/\.$/);
  });
  test("may round its value, and no further than it is written", () => {
    expect(refused({ numerator: "2", denominator: "3", value: "67" })).toBe("accepted");
    expect(refused({ numerator: "2", denominator: "3", value: "66.7" })).toBe("accepted");
    expect(refused({ numerator: "2", denominator: "3", value: "66.6" })).toBe("value: contradicts-counts");
    expect(refused({ numerator: "2", denominator: "3", value: "67.0" })).toBe("value: contradicts-counts");
  });
});

test("the whole year has begun when its first half-term has; a later half-term has not", () => {
  expect([20270, 20272, 20273, 20280].map((period) => isToCome(period, 20272))).toEqual([false, false, true, true]);
  expect([20276, 20270].map((period) => isToCome(period, 20270))).toEqual([false, false]);
});

const figure = fc
  .record({
    measure: fc.constantFrom(...measures.filter(({ published, since }) => published === "none" || since <= 2023)),
    year: fc.constantFrom(2024, 2026),
    term: fc.integer({ min: 1, max: 6 }),
    either: fc.boolean(),
    unitId: fc.constantFrom("a", "b"),
    group: fc.constantFrom(...(Object.keys(pupilGroups) as PupilGroup[])),
    top: fc.integer({ min: 0, max: 5000 }),
    more: fc.integer({ min: 1, max: 5000 }),
    value: fc.double({ min: 0, max: 100, noNaN: true }),
    missing: fc.option(fc.constantFrom(...(Object.keys(missingLetters) as (keyof typeof missingLetters)[]))),
    counted: fc.constantFrom("both", "denominator", "none"),
  })
  .map(({ measure, year, term, either, unitId, group, top, more, value, missing, counted }) => {
    const stretch = stretchOf(measure);
    const period = year * 10 + (stretch === "half-term" || (stretch === "either" && either) ? term : 0);
    const isRatio = measure.unit === "percent" || measure.unit === "score";
    const [numerator, denominator] = [counted === "both" && missing === null ? top : null, counted === "none" ? null : top + more];
    const ratio =
      numerator !== null && denominator !== null && isRatio ? (numerator / denominator) * (measure.unit === "percent" ? 100 : 1) : value;
    return { measure: measure.code, unitId, period, group, value: missing === null ? ratio + 0 : null, missing, numerator, denominator };
  });

test("what goes out as a file comes in again as what it was, and changes nothing", () => {
  fc.assert(
    fc.property(fc.uniqueArray(figure, { selector: keyOfFigure, maxLength: 30 }), (figures) => {
      const urn = { a: "990001", b: "990002" } as Record<string, string>;
      const text = (cell: number | null) => (cell === null ? "" : String(cell));
      const rows = figures.map(
        (one, at): OwnRow => ({
          row: at + 2,
          measure: one.measure,
          academy: urn[one.unitId] ?? "",
          period: periodInFile(one.period),
          "pupil group": one.group,
          value: one.value === null ? (one.missing ?? "") : text(one.value),
          numerator: text(one.numerator),
          denominator: text(one.denominator),
        }),
      );
      const first = planOwn(rows, here, { figures: new Map(), signedOff: () => undefined });
      const kept = first.refused.filter(({ refusal }) => refusal.kind !== "not-produced");
      expect(kept).toEqual([]);
      const produced = figures.filter((_, at) => !first.refused.some(({ row }) => row === at + 2));
      expect(first.add.map(({ row: _row, version: _version, ...rest }) => rest)).toEqual(produced);
      const standing = new Map(first.add.map((one) => [keyOfFigure(one), one]));
      const again = planOwn(rows, here, { figures: standing, signedOff: () => undefined });
      expect([again.add.length, again.change.length, again.unchanged]).toEqual([0, 0, produced.length]);
    }),
  );
});

test("every period is read as it is written", () => {
  for (let year = 2000; year < 2030; year++)
    for (let term = 0; term <= 6; term++) expect(periodOf(periodInFile(year * 10 + term))).toBe(year * 10 + term);
});

describe("a file against what stands", () => {
  const standing = new Map([["phonics-year1\na\n20260\nall", { value: 75, missing: null, numerator: 45, denominator: 60, version: 3 }]]);
  const plan = (rows: OwnRow[], signedOff: () => string | undefined = () => undefined) =>
    planOwn(rows, here, { figures: standing, signedOff });

  test("leaves alone what is so already, and makes the next version of what differs", () => {
    expect(plan([row()])).toMatchObject({ unchanged: 1, add: [], change: [] });
    expect(plan([row({ numerator: "46" })]).change).toMatchObject([{ version: 4, numerator: 46, before: { numerator: 45 } }]);
  });
  test("says a figure once", () => {
    expect(plan([row(), row({ row: 3, numerator: "46" })]).refused).toEqual([
      { row: 3, refusal: { kind: "said-before", column: "measure", row: 2 } },
    ]);
  });
  test("changes nothing that is signed off, and may repeat it", () => {
    expect(plan([row({ numerator: "46" })], () => "Autumn 1").refused).toMatchObject([
      { refusal: { kind: "signed-off", cycle: "Autumn 1" } },
    ]);
    expect(plan([row()], () => "Autumn 1")).toMatchObject({ refused: [], unchanged: 1 });
  });
});
