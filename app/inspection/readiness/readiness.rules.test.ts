import { describe, expect, test } from "vitest";
import {
  type CheckDraft,
  type Checked,
  type CheckFacts,
  considerCheck,
  considerPoint,
  mostPoints,
  type Point,
  pointsFor,
  standingOf,
  tallyOf,
} from "./readiness.rules.ts";
import { sayCheckRefusal, sayPointRefusal, sayTally } from "./readiness-words.rules.ts";

const point = (key: string, more: Partial<Point> = {}): Point => ({ key, title: key, what: "", freshForDays: 90, ...more });
const checked = (of: string, more: Partial<Checked> = {}): Checked => ({
  ...{ point: of, version: 1, ownerId: "o", owner: "Olga", state: "ready", checkedOn: "2026-10-01", checkedBy: "Petra", checkedById: "p" },
  ...{ seen: "Read.", evidence: [] },
  ...more,
});

test("an academy has the points of its ages, and all where its ages are not known", () => {
  const points = [point("plan"), point("nursery", { when: "early-years" }), point("sixth", { when: "post-16" })];
  const keys = (lowAge: number | null, highAge: number | null) => pointsFor(points, { lowAge, highAge }).map(({ key }) => key);
  expect(keys(11, 16)).toEqual(["plan"]);
  expect(keys(11, 18)).toEqual(["plan", "sixth"]);
  expect(keys(4, 11)).toEqual(["plan", "nursery"]);
  expect(keys(null, null)).toEqual(["plan", "nursery", "sixth"]);
});

test("a check older than its point allows is stale on the day after, and each point is counted once", () => {
  const points = [point("a"), point("b"), point("c"), point("d"), point("e")];
  const known = [
    checked("a", { checkedOn: "2026-08-24" }),
    checked("b", { checkedOn: "2026-08-23" }),
    checked("c", { state: "not-ready" }),
    checked("d", { state: "not-checked", checkedOn: null, seen: null }),
  ];
  const standing = standingOf(points, known, "2026-11-22");
  expect(standing.map(({ state, stale }) => `${state}${stale ? " stale" : ""}`)).toEqual([
    "ready",
    "ready stale",
    "not-ready",
    "not-checked",
    "not-checked",
  ]);
  expect(tallyOf(standing)).toEqual({ of: 5, ready: 1, notReady: 1, notChecked: 2, stale: 1 });
  expect(sayTally(tallyOf(standing))).toBe("1 of 5 ready, 1 not ready, 1 to check again, 2 not checked");
});

describe("a check", () => {
  const draft: CheckDraft = { ownerId: "o", check: { state: "ready", on: "2026-11-20", seen: " Seen. " }, evidence: ["e", "e"] };
  const facts: CheckFacts = { today: "2026-11-22", current: undefined, owners: new Set(["o"]), evidence: new Set(["e"]), by: "me" };
  const refused = (more: Partial<CheckDraft>, about: Partial<CheckFacts> = {}) => {
    const considered = considerCheck({ ...draft, ...more }, { ...facts, ...about });
    if (considered.ok) return "accepted";
    expect(sayCheckRefusal(considered.refusal)).toMatch(/\.$|again\.$/);
    return considered.refusal.kind;
  };
  const check = (more: Partial<NonNullable<CheckDraft["check"]>>) => ({
    check: { state: "ready" as const, on: "2026-11-20", seen: "Seen.", ...more },
  });

  test("is somebody's, of a day, with what was seen, and rests on each piece once", () => {
    const considered = considerCheck(draft, facts);
    expect(considered.ok && considered.value).toEqual({
      ...{ ownerId: "o", evidence: ["e"], state: "ready", checkedOn: "2026-11-20", checkedById: "me", seen: "Seen." },
    });
  });
  test("is refused without what makes it a check", () => {
    expect(refused(check({ on: undefined }))).toBe("day-needed");
    expect(refused(check({ on: "2026-11-23" }))).toBe("day-to-come");
    expect(refused(check({ seen: " " }))).toBe("seen-needed");
    expect(refused(check({ seen: "x".repeat(2001) }))).toBe("seen-too-long");
    expect(refused({ check: { state: undefined, on: "2026-11-20", seen: "Seen." } })).toBe("state-needed");
    expect(refused({}, { current: checked("a", { checkedOn: "2026-11-21" }) })).toBe("day-before-last");
    expect(refused({ ownerId: "nobody" })).toBe("no-such-owner");
    expect(refused({ evidence: ["other"] })).toBe("no-such-evidence");
  });
  test("that is none leaves the last one as it stands, and an owner who has left stays until another is chosen", () => {
    const current = checked("a", { ownerId: "gone" });
    const considered = considerCheck({ ownerId: "gone", check: undefined, evidence: [] }, { ...facts, current });
    expect(considered.ok && considered.value).toMatchObject({
      ownerId: "gone",
      state: "ready",
      checkedOn: "2026-10-01",
      checkedById: "p",
      seen: "Read.",
    });
  });
});

test("a point of the trust's own has a name of its own and a number of days", () => {
  const refused = (title: string, days: number | undefined, others: readonly string[] = []) => {
    const considered = considerPoint({ title, what: "", freshForDays: days }, others);
    if (considered.ok) return "accepted";
    expect(sayPointRefusal(considered.refusal)).toMatch(/\.$/);
    return considered.refusal.kind;
  };
  expect([
    refused("Tides", 90),
    refused(" ", 90),
    refused("tides", 90, ["Tides"]),
    refused("Tides", 0),
    refused("Tides", undefined),
  ]).toEqual(["accepted", "title-needed", "title-taken", "days-needed", "days-needed"]);
  expect(
    refused(
      "Tides",
      90,
      Array.from({ length: mostPoints }, (_, at) => `Point ${at}`),
    ),
  ).toBe("too-many");
});
