import { describe, expect, test } from "vitest";
import { measures } from "../../national/index.ts";
import { type CycleDraft, considerCycle, considerEntry, considerSignOff, occasionOf, stateOf } from "./cycle.rules.ts";

const byCode = new Map(measures.map((measure) => [measure.code, measure]));
const draft: CycleDraft = {
  name: "  Autumn 1  assessments ",
  period: 20271,
  measures: ["attendance-term", "ta-reading-expected"],
  groups: ["all"],
  academies: ["a"],
  opens: "2026-11-01",
  due: "2026-11-15",
  locks: "2026-11-30",
};
const refused = (over: Partial<CycleDraft>) => {
  const outcome = considerCycle({ ...draft, ...over }, byCode, 20272);
  return outcome.ok ? "accepted" : outcome.refusal.kind;
};

test("a collection has a name, a set that fits its period, and three days in order", () => {
  expect(considerCycle(draft, byCode, 20272)).toMatchObject({ ok: true, value: { name: "Autumn 1 assessments" } });
  expect([
    refused({ name: " " }),
    refused({ measures: [] }),
    refused({ measures: ["no-such"] }),
    refused({ groups: [] }),
    refused({ academies: [] }),
    refused({ period: 20273 }),
    refused({ period: 20270 }),
    refused({ measures: ["phonics-year1"] }),
    refused({ opens: "1 November" }),
    refused({ due: "2026-10-31" }),
    refused({ locks: "2026-11-14" }),
  ]).toEqual([
    "name-needed",
    "measures-needed",
    "measures-needed",
    "groups-needed",
    "academies-needed",
    "period-to-come",
    "wrong-stretch",
    "wrong-stretch",
    "no-such-day",
    "days-out-of-order",
    "days-out-of-order",
  ]);
});

test("an academy has not started, has begun, is complete, and is signed off; opened again it is where its figures are", () => {
  expect([
    stateOf(4, 0, undefined),
    stateOf(4, 3, undefined),
    stateOf(4, 4, undefined),
    stateOf(4, 4, { kind: "signed-off" }),
    stateOf(4, 4, { kind: "reopened" }),
  ]).toEqual(["not-started", "begun", "complete", "signed-off", "complete"]);
});

describe("figures are entered", () => {
  const last = (kind: "signed-off" | "reopened") => ({ kind, by: "x", on: "2026-11-10", reason: null });
  const on = (day: string, done?: "signed-off" | "reopened") => {
    const outcome = considerEntry(draft, done && last(done), day);
    return outcome.ok ? "open" : outcome.refusal.kind;
  };
  test("from the first day to the last, and not once they are signed off", () => {
    expect([on("2026-10-31"), on("2026-11-01"), on("2026-11-30"), on("2026-12-01"), on("2026-11-10", "signed-off")]).toEqual([
      "not-open",
      "open",
      "open",
      "locked",
      "signed-off",
    ]);
  });
  test("after the last day too where a leader has opened them again", () => {
    expect(on("2026-12-01", "reopened")).toBe("open");
  });
  test("and signed off when all stand, as their signer saw them", () => {
    const open = considerEntry(draft, undefined, "2026-11-10");
    const sign = (filled: number, seen = "a") => {
      const outcome = considerSignOff(open, { filled, expected: 2, as: "a" }, seen);
      return outcome.ok ? "signed" : outcome.refusal.kind;
    };
    expect([sign(1), sign(2), sign(2, "b")]).toEqual(["incomplete", "signed", "changed-since"]);
    expect(considerSignOff(considerEntry(draft, undefined, "2026-12-01"), { filled: 2, expected: 2, as: "a" }, "a")).toMatchObject({
      refusal: { kind: "locked" },
    });
  });
});

test("an academy is reminded a week before, the day before, on the day and after it, until it has signed off", () => {
  const on = (day: string) => occasionOf(draft, "begun", day);
  expect(["2026-11-07", "2026-11-08", "2026-11-13", "2026-11-14", "2026-11-15", "2026-11-16", "2027-01-01"].map(on)).toEqual([
    undefined,
    "in-7-days",
    "in-7-days",
    "in-1-day",
    "due",
    "overdue",
    "overdue",
  ]);
  expect([
    occasionOf(draft, "signed-off", "2026-11-15"),
    occasionOf({ opens: "2026-11-10", due: "2026-11-15" }, "not-started", "2026-11-09"),
  ]).toEqual([undefined, undefined]);
});
