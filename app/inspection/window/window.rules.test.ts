import { describe, expect, test } from "vitest";
import { frameworks, windowRules } from "../content.ts";
import { frameworkOn } from "../frameworks/framework.rules.ts";
import type { Inspection } from "../known/inspection.rules.ts";
import { estimateWindow, reportNotBefore, soonOf, type WindowFacts } from "./window.rules.ts";
import { sayCannot, sayReason, sayWindow } from "./window-words.rules.ts";

const inspection = (on: string, outcomes: Record<string, string>, more: Partial<Inspection> = {}): Inspection => {
  const framework = frameworkOn(frameworks, on);
  if (!framework) throw new Error("no framework");
  return {
    ...{ key: on, from: "national", unitId: "a", on, published: null, kind: "graded", framework, outcomes, urn: 100001 },
    ...{ source: "", link: null, note: null, id: null, version: null },
    ...more,
  };
};
const good = { "quality-of-education": "good", "leadership-and-management": "good" };
const card = { inclusion: "expected-standard", achievement: "strong-standard", safeguarding: "met" };
const facts = (some: Partial<WindowFacts>): WindowFacts => ({
  today: "2026-11-22",
  urn: 100001,
  predecessors: [],
  opened: null,
  type: null,
  inspections: [],
  deferredUntil: null,
  ...some,
});
const estimate = (some: Partial<WindowFacts>) => estimateWindow(frameworks, windowRules, facts(some));
const dates = (some: Partial<WindowFacts>) => {
  const found = estimate(some);
  return found.kind === "window" ? [found.from, found.to, found.state] : [found.why];
};
const rulesOf = (some: Partial<WindowFacts>) => estimate(some).reasons.flatMap((reason) => (reason.kind === "rule" ? [reason.rule] : []));

describe("the next window", () => {
  test("is the fourth school year after that of the last inspection, whichever framework it was of", () => {
    expect(dates({ inspections: [inspection("2023-03-14", good)] })).toEqual(["2026-09-01", "2027-08-31", "open"]);
    expect(dates({ inspections: [inspection("2025-12-02", card)] })).toEqual(["2029-09-01", "2030-08-31", "to-come"]);
    expect(dates({ inspections: [inspection("2020-02-04", good)] })).toEqual(["2023-09-01", "2024-08-31", "passed"]);
  });

  test("turns on the first day of September, as school years do", () => {
    expect(dates({ inspections: [inspection("2023-08-31", good)] })[0]).toBe("2026-09-01");
    expect(dates({ inspections: [inspection("2023-09-01", good)] })[0]).toBe("2027-09-01");
  });

  test("counts from the last ungraded inspection too, and never from a monitoring one", () => {
    const ungraded = inspection("2024-11-05", { outcome: "maintained" }, { kind: "ungraded" });
    expect(dates({ inspections: [inspection("2019-11-05", good), ungraded] })[0]).toBe("2028-09-01");
    const monitoring = inspection("2026-03-05", { inclusion: "expected-standard" }, { kind: "monitoring" });
    expect(dates({ inspections: [inspection("2023-03-14", good), monitoring] })[0]).toBe("2026-09-01");
  });

  test("is sooner where the older framework found something requires improvement, and a monitoring inspection may come before", () => {
    const some = { inspections: [inspection("2024-10-15", { ...good, "quality-of-education": "requires-improvement" })] };
    expect(dates(some)).toEqual(["2026-10-15", "2027-04-15", "open"]);
    expect(estimate(some).monitoring.map((reason) => (reason.kind === "rule" ? reason.rule : reason.kind))).toEqual([
      "last",
      "monitoring-older",
    ]);
  });

  test("is sooner where an ungraded inspection found that a grade might change, in our words or in those of the file", () => {
    for (const outcome of ["not-as-strong", "School remains Good (Improving) - S5 Next"])
      expect(dates({ inspections: [inspection("2025-06-10", { outcome }, { kind: "ungraded" })] })).toEqual([
        "2026-06-10",
        "2027-06-10",
        "open",
      ]);
  });

  test("of a report card stays four years where an area needs attention, with a monitoring inspection that may come before", () => {
    const some = { inspections: [inspection("2026-03-03", { ...card, achievement: "needs-attention" })] };
    expect(dates(some)).toEqual(["2029-09-01", "2030-08-31", "to-come"]);
    expect(estimate(some).monitoring).toHaveLength(2);
    expect(soonOf(estimate(some), "2026-11-22")).toBe("now");
  });

  test("cannot be estimated for a report card with urgent improvement, safeguarding not met or a category of concern", () => {
    for (const worst of [{ achievement: "urgent-improvement" }, { safeguarding: "not-met" }, { "category-of-concern": "special-measures" }])
      expect(dates({ inspections: [inspection("2026-03-03", { ...card, ...worst })] })).toEqual(["no-interval"]);
  });

  test("of a new school lies between its seventh and its ninth term", () => {
    expect(dates({ opened: "2025-09-01", type: "Free schools" })).toEqual(["2027-09-01", "2028-08-31", "to-come"]);
    expect(dates({ opened: "2025-01-01", type: "Academy sponsor led" })).toEqual(["2027-01-01", "2027-12-31", "to-come"]);
    expect(dates({ opened: "2025-04-01", type: "Academy sponsor led" })).toEqual(["2027-04-01", "2028-03-31", "to-come"]);
    expect(rulesOf({ opened: "2025-09-01", type: "Free schools" })).toEqual(["new-school"]);
  });

  test("of a converter goes by its predecessor's last inspection; of a sponsored academy it does not", () => {
    const before = [inspection("2023-03-14", good, { urn: 120370 })];
    const more = { predecessors: [120370], opened: "2024-09-01", inspections: before };
    expect(dates({ ...more, type: "Academy converter" })).toEqual(["2026-09-01", "2027-08-31", "open"]);
    expect(rulesOf({ ...more, type: "Academy converter" })).toEqual(["converter", "four-years"]);
    expect(dates({ ...more, type: "Academy sponsor led" })).toEqual(["2026-09-01", "2027-08-31", "open"]);
    expect(rulesOf({ ...more, type: "Academy sponsor led" })).toEqual(["new-school"]);
  });

  test("cannot be estimated where the facts are missing, and says which", () => {
    expect(dates({})).toEqual(["nothing-known"]);
    expect(dates({ type: "Free schools" })).toEqual(["no-opening-day"]);
    expect(dates({ predecessors: [120370], opened: "2024-09-01" })).toEqual(["kind-not-known"]);
    expect(dates({ predecessors: [120370], opened: "2024-09-01", type: "Academy converter" })).toEqual(["converter-without-history"]);
  });

  test("begins after a deferral, and no longer once it is over", () => {
    const inspections = [inspection("2023-03-14", good)];
    expect(dates({ inspections, deferredUntil: "2027-01-31" })).toEqual(["2027-02-01", "2027-08-31", "to-come"]);
    expect(dates({ inspections, deferredUntil: "2027-09-30" })).toEqual(["2027-10-01", "2028-08-31", "to-come"]);
    expect(dates({ inspections, deferredUntil: "2026-11-21" })).toEqual(["2026-09-01", "2027-08-31", "open"]);
  });

  test("is said with every step, and each rule with its source and day", () => {
    const found = estimate({ inspections: [inspection("2023-03-14", good)] });
    expect(sayWindow(found)).toBe("School year 2026/27");
    const said = found.reasons.map((reason) => sayReason(reason, windowRules));
    expect(said[0]?.says).toMatch(/14 March 2023/);
    expect(said[1]?.source).toMatch(/as of 1 December 2025$/);
    expect(sayCannot("nothing-known")).toMatch(/^because .* Write its last inspection down/);
  });
});

test("a report cannot be out before thirty working days", () => {
  expect(reportNotBefore("2026-11-03", 30)).toBe("2026-12-15");
  // Christmas, the day for Boxing Day and New Year are no working days.
  expect(reportNotBefore("2026-11-24", 30)).toBe("2027-01-08");
});
