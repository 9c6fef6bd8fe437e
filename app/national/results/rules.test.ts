import { describe, expect, it } from "vitest";
import { missingLetters, missingOfLetter, sayMissing } from "../../language/missing.ts";
import { pupilGroupOf, pupilGroups, sayPupilGroup } from "../../language/pupil-group.ts";
import { readPeriod, readYear, sayPeriod, sayYear } from "../../language/school-year.ts";
import { measureByCode, measures } from "./catalogue.ts";
import { blank, cellReader, missing, number, unknown } from "./cell.rules.ts";
import { spelledDay, yearOfDay } from "./inspection.rules.ts";
import { type Measure, productionOf } from "./measure.rules.ts";
import { readYearCell, versionFromName, versionOfFile, yearFromName, yearOfFile } from "./period.rules.ts";
import { columnTwice } from "./plan.rules.ts";
import { effectOf, type Standing } from "./standing.rules.ts";

describe("a school year", () => {
  it("is read however it is written, and is said one way", () => {
    for (const text of ["2017/18", "2017-18", "2017-2018", "2017–18", "201718", "2017/2018", " 2017/18 "])
      expect(readYear(text)).toBe(2018);
    for (const text of ["2017/19", "2018", "2017/2017", "", "201719", "17/18"]) expect(readYear(text)).toBeUndefined();
    expect([sayYear(2018), sayYear(2000), sayYear(2010)]).toEqual(["2017/18", "1999/00", "2009/10"]);
  });

  it("has six half-terms", () => {
    expect(readPeriod("2025/26")).toBe(20260);
    expect(readPeriod("2025/26, spring 1")).toBe(20263);
    expect(readPeriod("2025/26 HT6")).toBe(20266);
    expect(readPeriod("2025/26 winter 1")).toBeUndefined();
    expect([sayPeriod(20260), sayPeriod(20264)]).toEqual(["2025/26", "2025/26, spring 2"]);
  });

  it("is found in a file's name, and in a cell by its end or by both years", () => {
    expect(yearFromName("2018-2019_england_ks4provisional.csv")).toBe(2019);
    expect(yearFromName("202425_performance_tables_schools_final.csv")).toBe(2025);
    expect(yearFromName("2017-2018_850_ks2final.csv")).toBe(2018);
    for (const name of ["2018-07-31_england_ofsted.xlsx", "ees_attendance_ytd_2026-07.csv", "derived_ks2_perf_2018_national.csv"])
      expect(yearFromName(name), name).toBeUndefined();
    expect([readYearCell("2025 (prov)", "end"), readYearCell("2015/16", "end"), readYearCell("202223", "years")]).toEqual([
      2025, 2016, 2023,
    ]);
    expect([readYearCell("2025", "years"), readYearCell("soon", "end")]).toEqual([undefined, undefined]);
  });
});

describe("the year and version of a file", () => {
  const year = (said: Partial<Parameters<typeof yearOfFile>[0]>) => {
    const found = yearOfFile({ given: undefined, name: "file.csv", byOlder: [], byRows: false, ...said });
    return found.ok ? found.value : found.refusal.kind;
  };
  it("come from what is said, the name, or the columns of older years, and must agree", () => {
    expect(year({ name: "2018-2019_x.csv" })).toBe(2019);
    expect(year({ given: "2017/18" })).toBe(2018);
    expect(year({ byOlder: [2019] })).toBe(2019);
    expect(year({ name: "2022-2023_ks4-pupdest.csv", byOlder: [2022, 2023] })).toBe(2023);
    expect(year({})).toBe("no-period");
    expect(year({ byOlder: [2018, 2019] })).toBe("no-period");
    expect(year({ given: "2017" })).toBe("impossible-period");
    expect(year({ given: "2017/18", name: "2018-2019_x.csv" })).toBe("period-contradicts");
    expect(year({ name: "2017-2018_x.csv", byOlder: [2019] })).toBe("period-contradicts");
    expect(year({ given: "2017/18", byRows: true })).toBeUndefined();
  });

  it("tell provisional, revised and final apart", () => {
    expect([versionFromName("ks4provisional.csv"), versionFromName("a_revised.csv"), versionFromName("x.csv")]).toEqual([
      "provisional",
      "revised",
      undefined,
    ]);
    expect(versionOfFile(undefined, "x.csv", "final")).toEqual({ ok: true, value: "final" });
    expect(versionOfFile("Revised", "x.csv", "final")).toEqual({ ok: true, value: "revised" });
    expect(versionOfFile("final", "ks4provisional.csv", "final")).toMatchObject({ refusal: { kind: "version-contradicts" } });
    expect(versionOfFile("last", "x.csv", "final")).toMatchObject({ refusal: { kind: "impossible-version" } });
  });
});

describe("a cell", () => {
  const cell = cellReader({ SUPP: "suppressed", NA: "not-applicable", "-": "not-available" });
  const read = (text: string) => {
    const kind = cell.read(text);
    return kind === number ? cell.value : kind;
  };
  it("is a number with or without %, commas, £ and blanks, exactly as published", () => {
    const numbers = {
      "72%": 72,
      "-1.9": -1.9,
      " 4.6 ": 4.6,
      "0": 0,
      "1,025": 1025,
      "£45,421": 45421,
      "-0.48": -0.48,
      ".5": 0.5,
      "10%": 10,
    };
    for (const [text, value] of Object.entries(numbers)) expect(read(text), text).toBe(value);
    expect([read("65.099999999999994"), read("7.0000000000000007E-2"), read("0.33999999999999997")]).toEqual([65.1, 0.07, 0.34]);
    for (let tenths = -1200; tenths <= 1200; tenths++) expect(read((tenths / 10).toFixed(1))).toBe(Number((tenths / 10).toFixed(1)));
  });
  it("is blank, one of the dataset's own marks, or unknown", () => {
    expect(["", " ", "\t"].map((text) => cell.read(text))).toEqual([blank, blank, blank]);
    expect(["SUPP", " NA ", "-"].map((text) => [cell.read(text), String.fromCharCode(cell.letter)])).toEqual([
      [missing, "s"],
      [missing, "a"],
      [missing, "x"],
    ]);
    for (const text of ["supp", "NE", "12a", "1.2.3", "--4", "%", "1,2", "Infinity", "1e999", "0x10", "five"])
      expect(cell.read(text), text).toBe(unknown);
    expect([cell.read("SUPP"), cell.token]).toEqual([missing, "SUPP"]);
  });
});

describe("a measure", () => {
  const said = (code: string, year: number, level: "school" | "all" = "school") => {
    const found = productionOf(measureByCode(code) as Measure, year, level);
    return found.produced || found.reason;
  };
  it("says when it was not produced, and why", () => {
    expect(said("ks4-progress8", 2023)).toBe(true);
    expect(said("ks4-progress8", 2025)).toMatch(/returns in 2026\/27/);
    expect(said("ks4-progress8", 2026)).toMatch(/not produced/);
    expect(said("ks2-maths-progress", 2024)).toMatch(/no key stage 1/);
    expect(said("ks2-rwm-exp", 2020)).toMatch(/pandemic/);
    expect(said("ks2-rwm-exp", 2022)).toMatch(/by school/);
    expect(said("ks2-rwm-exp", 2022, "all")).toBe(true);
    expect(said("phonics-year1", 2024)).toMatch(/not published by school/);
    expect(said("phonics-year1", 2024, "all")).toBe(true);
    expect(said("attendance-term", 2026)).toMatch(/trust's own/);
    expect([said("absence-persistent-15", 2016), said("absence-persistent", 2015)]).toEqual([
      "It was last produced in this form for 2014/15.",
      "It was first produced in this form for 2015/16.",
    ]);
  });
  it("has an id, a code and words of its own", () => {
    expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length);
    expect(new Set(measures.map(({ code }) => code)).size).toBe(measures.length);
    for (const measure of measures) expect([measure.name, measure.definition, measure.source].every(Boolean), measure.code).toBe(true);
  });
});

it("every missing kind and every group of pupils has its own letter or number, and words", () => {
  const letters = Object.values(missingLetters);
  expect(new Set(letters).size).toBe(letters.length);
  for (const [kind, letter] of Object.entries(missingLetters)) {
    expect(missingOfLetter(letter)).toBe(kind);
    expect(sayMissing(kind as keyof typeof missingLetters)).toMatch(/\.$/);
  }
  for (const [group, id] of Object.entries(pupilGroups)) {
    expect(pupilGroupOf(id)).toBe(group);
    expect(sayPupilGroup(group as keyof typeof pupilGroups)).not.toBe("");
  }
  expect([missingOfLetter("?"), pupilGroupOf(99)]).toEqual([undefined, undefined]);
});

describe("an import against those in force", () => {
  const of = (more: Partial<Standing> = {}): Standing => ({
    dataset: "ks2",
    periods: [20180],
    version: "final",
    authorities: null,
    tier: 1,
    ...more,
  });
  const effect = (mine: Standing, ...inForce: Standing[]) => {
    const { newerThere, replaced, better } = effectOf(mine, inForce);
    return { refused: newerThere !== undefined, replaced: replaced.length, better: better.length };
  };
  it("replaces its own dataset's older version of the same year, and is refused by a newer one", () => {
    expect(effect(of(), of({ version: "provisional" }))).toEqual({ refused: false, replaced: 1, better: 0 });
    expect(effect(of(), of())).toEqual({ refused: false, replaced: 1, better: 0 });
    expect(effect(of({ version: "provisional" }), of())).toEqual({ refused: true, replaced: 0, better: 1 });
    expect(effect(of(), of({ periods: [20170] }))).toEqual({ refused: false, replaced: 0, better: 0 });
  });
  it("as all of England speaks for its parts; as a part only for itself", () => {
    expect(effect(of(), of({ authorities: [850] }), of({ authorities: [936] }))).toEqual({ refused: false, replaced: 2, better: 0 });
    expect(effect(of({ authorities: [850] }), of({ authorities: [936] }), of())).toEqual({ refused: false, replaced: 0, better: 0 });
    expect(effect(of({ version: "provisional" }), of({ authorities: [850] }))).toEqual({ refused: false, replaced: 0, better: 1 });
  });
  it("leaves a better source's facts as they are", () => {
    expect(effect(of({ dataset: "list", tier: 3 }), of())).toEqual({ refused: false, replaced: 0, better: 1 });
    expect(effect(of(), of({ dataset: "list", tier: 3 }))).toEqual({ refused: false, replaced: 0, better: 0 });
  });
});

it("a column that stands twice is found whatever its case, and blank ones are none", () => {
  expect(columnTwice(["URN", "", "NOR", "", " urn "])).toBe("URN");
  expect(columnTwice(["URN", "NOR", "", ""])).toBeUndefined();
});

it("a day in a name is found as it is spelled, and lies in a school year", () => {
  expect(spelledDay("latest_inspections_as_at_30_Apr_2026.csv")).toBe("2026-04-30");
  expect(spelledDay("as at 1 November 2025.csv")).toBe("2025-11-01");
  expect(spelledDay("31 Feb 2026")).toBeUndefined();
  expect([yearOfDay("2018-07-31"), yearOfDay("2018-09-01")]).toEqual([2018, 2019]);
});
