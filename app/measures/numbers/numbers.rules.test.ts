import { describe, expect, test } from "vitest";
import { type Measure, measureByCode, type SchoolValue, type TrustFigure } from "../../national/index.ts";
import { alikeOf, newestByMeasure } from "./academy.rules.ts";
import {
  familyTables,
  fifthOf,
  isInTop,
  readStrip,
  readTrend,
  sayDifference,
  sayNations,
  sentencesOf,
  summariesOf,
  yearsThrough,
} from "./numbers.rules.ts";

const rwm = measureByCode("ks2-rwm-exp") as Measure;
const absence = measureByCode("absence-overall") as Measure;
const source = { import: 1, dataset: "ks2", version: "final", releasedOn: null, file: "ks2.csv" };
const schoolValue = (over: Partial<SchoolValue>): SchoolValue => ({
  urn: 100001,
  measure: "ks2-rwm-exp",
  period: 20180,
  group: "all",
  figure: { value: 64 },
  numerator: undefined,
  cohort: 32,
  interval: undefined,
  source,
  published: { urn: 100001, before: false },
  several: [],
  percentile: { rank: 40.5, whole: 40, worse: 400, equal: 10, n: 1000 },
  noPercentile: undefined,
  population: { stratum: 1, n: 1000, byCensus: 0 },
  top20: 79,
  nation: undefined,
  authority: undefined,
  region: undefined,
  ...over,
});
const pooled = (value: number) => ({ value, pupils: 100, schools: 2, ofPupils: 100, ofSchools: 2 });
const figureOf = (over: Partial<TrustFigure>): TrustFigure => ({
  measure: "ks2-rwm-exp",
  period: 20180,
  group: "all",
  pooled: pooled(64),
  schools: [schoolValue({})],
  nation: undefined,
  published: undefined,
  ...over,
});
const families = [
  { code: "key-stage-2", name: "Key stage 2", headline: ["ks2-rwm-exp"] },
  { code: "attendance", name: "Attendance", headline: ["absence-overall"] },
];
const academies = [
  { urn: 100001, name: "Tolverne" },
  { urn: 100002, name: "Quay" },
];

describe("a rank", () => {
  test("of 80 and more lies in the top fifth, below 20 in the lowest", () => {
    expect([0, 19, 20, 79, 80, 99].map(fifthOf)).toEqual([1, 1, 2, 4, 5, 5]);
  });
  test("is not what the top 20% is told by: the boundary is, whichever way is better", () => {
    expect(isInTop(rwm, { figure: { value: 79 }, top20: 79 })).toBe(true);
    expect(isInTop(rwm, { figure: { value: 78 }, top20: 79 })).toBe(false);
    expect(isInTop(absence, { figure: { value: 4.6 }, top20: 4.6 })).toBe(true);
    expect(isInTop(absence, { figure: { value: 4.7 }, top20: 4.6 })).toBe(false);
    expect(isInTop(rwm, { figure: { missing: "suppressed" }, top20: 79 })).toBe(false);
  });
});

describe("an overview", () => {
  test("shows each family in its own newest year with a value, or the year asked for", () => {
    const figures = [
      figureOf({}),
      figureOf({ period: 20190, schools: [schoolValue({ period: 20190, figure: { missing: "suppressed" } })] }),
      figureOf({ measure: "absence-overall", period: 20230, schools: [schoolValue({ measure: "absence-overall", period: 20230 })] }),
    ];
    const tables = familyTables(families, academies, figures, "all", undefined);
    expect(tables.map(({ family, period }) => [family, period])).toEqual([
      ["key-stage-2", 20180],
      ["attendance", 20230],
    ]);
    expect(tables[0]?.rows.map(({ academy }) => academy.name)).toEqual(["Tolverne"]);
    expect(familyTables(families, academies, figures, "all", 20230).map(({ family }) => family)).toEqual(["attendance"]);
  });

  test("sums a measure up against the year before and by the gap of disadvantaged pupils, pooled", () => {
    const figures = [
      figureOf({}),
      figureOf({ period: 20170, pooled: pooled(60) }),
      figureOf({ group: "disadvantaged", pooled: pooled(50) }),
      figureOf({
        group: "not-disadvantaged",
        pooled: pooled(71.5),
        nation: { kind: "published", key: 10, figure: { value: 70 }, numerator: undefined, cohort: undefined, interval: undefined, source },
      }),
    ];
    const [summary] = summariesOf(familyTables(families, academies, figures, "all", undefined), figures);
    expect(summary?.before?.period).toBe(20170);
    expect([summary?.top, summary?.of]).toEqual([0, 1]);
    expect(summary?.gap).toEqual({ inSchool: { points: -21.5, worse: true }, againstNation: { points: -20, worse: true } });
  });

  test("tells each kind of school's own national figure where there are several", () => {
    const nation = (value: number) => ({
      kind: "published" as const,
      key: 1,
      figure: { value },
      numerator: undefined,
      cohort: undefined,
      interval: undefined,
      source,
    });
    const schools = [
      schoolValue({ nation: nation(5.9), population: { stratum: 1, n: 9, byCensus: 9 } }),
      schoolValue({ nation: nation(9), population: { stratum: 2, n: 9, byCensus: 9 } }),
    ];
    expect(sayNations(absence, figureOf({ schools }))).toBe("5.9% (primary), 9.0% (secondary)");
    expect(sayNations(absence, figureOf({ schools: schools.slice(0, 1) }))).toBe("5.9%");
    expect(sayNations(absence, figureOf({}))).toBeUndefined();
  });
});

describe("words", () => {
  test("tell a value with its percentile, its cohort and where it was published", () => {
    const said = sentencesOf(rwm, schoolValue({ published: { urn: 120370, before: true } })).join(" ");
    expect(said).toContain("64%.");
    expect(said).toContain("National percentile 40, among 1,000 state-funded primary schools");
    expect(said).toContain("32 pupils; one pupil is 3.1 percentage points.");
    expect(said).toContain("Published under URN 120370");
  });
  test("tell no change where the digits of the measure show none", () => {
    expect([sayDifference(rwm, 60, 64), sayDifference(rwm, 64, 60), sayDifference(rwm, 64, 64.2)]).toEqual(["+4", "−4", "no change"]);
  });
  test("read a picture and a trend in one sentence", () => {
    expect(readStrip(rwm, 20180, [schoolValue({}), schoolValue({ figure: { value: 80 } })], "academies")).toContain(
      "1 of 2 are in the top 20% nationally",
    );
    expect(
      readTrend(rwm, "The trust", [
        { period: 20170, value: 60 },
        { period: 20180, value: undefined },
        { period: 20190, value: 66 },
      ]),
    ).toBe("The trust went from 60% in 2016/17 to 66% in 2018/19: +6.");
  });
  test("leave no year out between the first and the last", () => {
    expect(yearsThrough([20230, 20200, 20211])).toEqual([20200, 20210, 20220, 20230]);
  });
});

describe("schools like one", () => {
  test("are compared in the same measure and year, by the middle of those with a value", () => {
    const theirs = [60, 70, 80].map((value) => schoolValue({ urn: 1, figure: { value } }));
    const other = [schoolValue({ period: 20170, figure: { value: 1 } }), schoolValue({ figure: { missing: "suppressed" } })];
    expect(alikeOf(rwm, schoolValue({}), [...theirs, ...other])).toEqual({ middle: 70, schools: 3, worse: 1 });
    expect(alikeOf(rwm, schoolValue({}), other)).toBeUndefined();
    const describing = { ...rwm, better: "neither" as const };
    expect(alikeOf(describing, schoolValue({}), theirs)).toEqual({ middle: 70, schools: 3, worse: undefined });
  });
  test("are set beside the newest value that is a number", () => {
    const newest = newestByMeasure([schoolValue({ period: 20190, figure: { missing: "suppressed" } }), schoolValue({})]);
    expect(newest.map(({ period }) => period)).toEqual([20180]);
  });
});
