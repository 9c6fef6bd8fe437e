import { describe, expect, test } from "vitest";
import { frameworks } from "../content.ts";
import { frameworkOn, judgesOn } from "../frameworks/framework.rules.ts";
import {
  asksForSupport,
  byEra,
  frameworkOfNational,
  type Inspection,
  joinedWhen,
  kindOfNational,
  linesOf,
  pairsOf,
  sayInspection,
} from "./inspection.rules.ts";

const inspection = (on: string, outcomes: Record<string, string>, more: Partial<Inspection> = {}): Inspection => {
  const framework = frameworkOn(frameworks, on);
  if (!framework) throw new Error("no framework");
  return {
    ...{
      key: `${on}${more.from ?? ""}`,
      from: "national",
      unitId: "a",
      on,
      published: null,
      kind: "graded",
      framework,
      outcomes,
      urn: 100001,
    },
    ...{ source: "", link: null, note: null, id: null, version: null },
    ...more,
  };
};

describe("the framework of an inspection", () => {
  test.each([
    ["2019-08-31", "before-2019"],
    ["2019-09-01", "education-inspection-2019"],
    ["2025-11-09", "education-inspection-2019"],
    ["2025-11-10", "report-card-2025"],
  ])("of %s is %s", (day, key) => {
    expect(frameworkOn(frameworks, day)?.key).toBe(key);
  });
  test("has a grade overall until 1 September 2024 and none from the day after", () => {
    const overall = (day: string) => {
      const judges = judgesOn(frameworks, day, "graded");
      return judges.ok && judges.value.areas.some((area) => area.overall);
    };
    expect([overall("2024-09-01"), overall("2024-09-02"), overall("2026-01-13")]).toEqual([true, false, false]);
  });
  test("has ungraded inspections until November 2025 and none since", () => {
    const known = (day: string) => judgesOn(frameworks, day, "ungraded").ok;
    expect([known("2025-11-09"), known("2025-11-10")]).toEqual([true, false]);
  });
  test("offers the outcomes of its own time alone", () => {
    const outcomes = (day: string) => {
      const judges = judgesOn(frameworks, day, "ungraded");
      return judges.ok ? judges.value.outcomes.map(({ key }) => key) : [];
    };
    expect(outcomes("2024-09-01")).toContain("remains-good");
    expect(outcomes("2024-09-02")).toEqual(["maintained", "improved", "not-as-strong"]);
  });
  test("of England's file goes by the era it says, even where the day says otherwise", () => {
    const key = (era: "graded" | "ungraded" | "report-card", on: string) => frameworkOfNational(frameworks, { era, on }).key;
    expect(key("graded", "2017-05-01")).toBe("before-2019");
    expect(key("graded", "2001-05-01")).toBe("before-2019");
    expect(key("ungraded", "2026-01-01")).toBe("education-inspection-2019");
    expect(key("report-card", "2025-11-04")).toBe("report-card-2025");
  });
  test("and its kind by the file's own words", () => {
    const kind = (text: string | null, era: "graded" | "ungraded" = "graded") => kindOfNational({ era, kind: text });
    expect([
      kind("S5 Inspection"),
      kind(null),
      kind("Special measures monitoring visit"),
      kind("S8 No formal designation"),
      kind("x", "ungraded"),
    ]).toEqual(["graded", "graded", "monitoring", "urgent", "ungraded"]);
  });
});

describe("two eras", () => {
  const some = [
    inspection("2017-02-01", { "overall-effectiveness": "good" }),
    inspection("2023-02-01", { "quality-of-education": "good" }),
    inspection("2026-02-03", { inclusion: "strong-standard" }),
    inspection("2026-09-15", { inclusion: "expected-standard" }, { kind: "monitoring" }),
  ];
  test("never stand in one table: each table is of one framework, and each framework of one scale", () => {
    const eras = byEra(frameworks, some);
    expect(eras.map(({ scale }) => scale.key)).toEqual(["report-card", "older"]);
    for (const { scale, frameworks: found } of eras)
      for (const { framework, inspections } of found)
        for (const one of inspections) expect([one.framework.key, one.framework.scale]).toEqual([framework.key, scale.key]);
    expect(eras[1]?.frameworks.map(({ framework }) => framework.key)).toEqual(["education-inspection-2019", "before-2019"]);
  });
  test("share no word for a grade", () => {
    const [one, other] = frameworks.scales;
    const names = new Set(one?.grades.flatMap(({ key, name }) => [key, name]));
    expect(other?.grades.filter(({ key, name }) => names.has(key) || names.has(name))).toEqual([]);
  });
  test("have each their own last one, which judged the whole school", () => {
    expect(byEra(frameworks, some).map(({ last }) => last?.on)).toEqual(["2026-02-03", "2023-02-01"]);
  });
});

test("an inspection is before joining by its URN or by its day, and where nobody knows when the school joined that is said", () => {
  const academy = { urn: 100001, joined: "2024-09-01" };
  expect(joinedWhen({ urn: 120370, on: "2025-01-01" }, academy)).toBe("before");
  expect(joinedWhen({ urn: 100001, on: "2024-08-31" }, academy)).toBe("before");
  expect(joinedWhen({ urn: 100001, on: "2024-09-01" }, academy)).toBe("after");
  expect(joinedWhen({ urn: 100001, on: "2024-09-01" }, { ...academy, joined: null })).toBe("not-known");
});

describe("what was written down beside England's file", () => {
  const national = inspection(
    "2026-03-10",
    { inclusion: "expected-standard", "early-years": "not-applicable", safeguarding: "met" },
    { published: "2026-04-20" },
  );
  const byHand = (on: string, outcomes: Record<string, string>) =>
    inspection(on, outcomes, { from: "by-hand", id: "h", published: "2026-04-20" });
  test("is paired with it when it is of the same scale and kind and at most a week apart, and what differs is named", () => {
    const [pair] = pairsOf([national, byHand("2026-03-11", { inclusion: "strong-standard", safeguarding: "met" })]);
    expect(pair?.differences).toEqual([
      { what: "day", byHand: "2026-03-11", national: "2026-03-10" },
      { what: "area", area: "inclusion", byHand: "strong-standard", national: "expected-standard" },
    ]);
  });
  test("agrees where only the file says what does not apply", () => {
    const [pair] = pairsOf([national, byHand("2026-03-10", { inclusion: "expected-standard", safeguarding: "met" })]);
    expect(pair?.differences).toEqual([]);
  });
  test("is another inspection when it is further away, of another kind or of another scale", () => {
    const monitoring = inspection("2026-03-10", {}, { from: "by-hand", kind: "monitoring" });
    const older = { ...byHand("2026-03-10", {}), framework: frameworkOn(frameworks, "2024-01-01") ?? national.framework };
    expect(pairsOf([national, byHand("2026-03-18", {}), monitoring, older])).toEqual([]);
  });
});

describe("an inspection in a line", () => {
  test.each([
    ["2023-03-14", { "overall-effectiveness": "good", "quality-of-education": "outstanding" }, "Good overall"],
    ["2024-11-14", { "quality-of-education": "good", "personal-development": "outstanding" }, "1 outstanding, 1 good"],
    ["2024-11-14", { "overall-effectiveness": "not-judged", "quality-of-education": "good" }, "1 good"],
    [
      "2026-03-14",
      { inclusion: "needs-attention", achievement: "exceptional", safeguarding: "not-met" },
      "1 exceptional, 1 needs attention; safeguarding not met",
    ],
    [
      "2022-03-14",
      { "overall-effectiveness": "inadequate", "category-of-concern": "special-measures" },
      "Inadequate overall; special measures",
    ],
  ])("of %s says %j as “%s”", (on, outcomes, said) => {
    expect(sayInspection(frameworks, inspection(on, outcomes as Record<string, string>))).toBe(said);
  });
  test("without grades says its outcome, in the file's words where it has its own", () => {
    const said = (outcome: string) => sayInspection(frameworks, inspection("2023-11-14", { outcome }, { kind: "ungraded" }));
    expect([said("remains-good"), said("School remains Good - S8")]).toEqual(["Remains good", "School remains Good - S8"]);
  });
  test("shows what its framework does not name last, and only where it was judged", () => {
    const lines = linesOf(
      frameworks,
      inspection("2023-03-14", { "outcomes-for-pupils": "not-judged", "quality-of-teaching": "good", "quality-of-education": "good" }),
    );
    expect(lines.map(({ title }) => title)).toEqual(["Quality of education", "Quality of teaching"]);
  });
});

test("support is asked for by what is less than good in its own framework, and by nothing else", () => {
  const asks = (on: string, outcomes: Record<string, string>) => asksForSupport(frameworks, inspection(on, outcomes)).map(({ key }) => key);
  expect(
    asks("2023-03-14", { "quality-of-education": "requires-improvement", "personal-development": "good", "safeguarding-effective": "no" }),
  ).toEqual(["quality-of-education", "safeguarding-effective"]);
  expect(asks("2026-03-14", { inclusion: "needs-attention", achievement: "expected-standard", safeguarding: "met" })).toEqual([
    "inclusion",
  ]);
});
