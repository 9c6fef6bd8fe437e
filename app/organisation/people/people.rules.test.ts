import { describe, expect, test } from "vitest";
import { plainWords } from "../../language/words.ts";
import { administeredUntil, considerEnd, considerRole, heldOn, sayRoleRefusal, type UnitKind } from "./people.rules.ts";
import { type RoleKind, roleKinds } from "./permissions.rules.ts";

const units = new Map<string, UnitKind>([
  ["t", "trust"],
  ["b", "board"],
  ["r", "region"],
  ["a", "academy"],
]);
const give = (kind: string, unitId: string, from = "2026-09-01", to = "") => considerRole({ kind, unitId, from, to }, units);

describe("a role", () => {
  // Written again by hand: who may hold what where.
  const table: Record<RoleKind, string> = {
    "managing-director": "t",
    "deputy-managing-director": "t",
    "national-director": "t",
    "regional-ceo": "r",
    principal: "a",
    sle: "tra",
    "central-team": "tr",
    "eob-member": "b",
    trustee: "tb",
    administrator: "t",
  };
  test.each(Object.entries(table))("%s is held on its own kinds of unit and on no other", (kind, on) => {
    const fits = [...units.keys()].filter((unit) => give(kind, unit).ok).sort();
    expect(fits.join("")).toBe([...on].sort().join(""));
    expect(heldOn[kind as RoleKind]).toHaveLength(on.length);
  });

  test("on the wrong unit is refused in a sentence that says where it belongs", () => {
    const refused = give("eob-member", "t");
    expect(refused.ok ? "" : sayRoleRefusal(refused.refusal, plainWords)).toBe(
      "The role EOB member is held on the EOB, not on the trust. Choose again where it is held.",
    );
    expect(Object.keys(table)).toEqual(Object.keys(roleKinds));
  });

  test.each([
    ["2026-02-30", "", "no-first-day"],
    ["0001-01-01", "", "no-first-day"],
    ["2026-09-01", "never", "no-last-day"],
    ["2026-09-02", "2026-09-01", "ends-before-begins"],
  ])("from %s to %s is refused", (from, to, kind) => {
    const refused = give("sle", "t", from, to);
    expect(refused.ok ? undefined : refused.refusal.kind).toBe(kind);
  });

  test("may last a single day", () => {
    expect(give("sle", "t", "2026-09-01", "2026-09-01")).toMatchObject({ ok: true, value: { from: "2026-09-01", to: "2026-09-01" } });
  });
});

describe("the end of a role", () => {
  const role = { from: "2026-09-01", to: "2026-12-18", ended: false };
  const today = "2026-11-21";
  const refusal = (outcome: ReturnType<typeof considerEnd>) => (outcome.ok ? undefined : outcome.refusal.kind);

  test("may be today, or lie ahead, and be corrected or taken away while it does", () => {
    for (const day of ["2026-11-21", "2026-12-01", "2027-07-20"]) expect(considerEnd(role, { how: "on", day }, today).ok).toBe(true);
    expect(considerEnd(role, { how: "open" }, today).ok).toBe(true);
  });
  test("may not be put into the past, nor before the first day, nor changed once it is past", () => {
    expect(refusal(considerEnd(role, { how: "on", day: "2026-11-20" }, today))).toBe("day-past");
    expect(refusal(considerEnd({ ...role, from: "2027-01-01" }, { how: "on", day: "2026-12-31" }, today))).toBe("ends-before-begins");
    expect(refusal(considerEnd({ ...role, ended: true }, { how: "open" }, today))).toBe("already-ended");
  });
});

describe("a trust is administered", () => {
  const until = (...periods: [string, string | null][]) =>
    administeredUntil(
      periods.map(([from, to]) => ({ from, to })),
      "2026-11-21",
    );
  test.each([
    ["for good by one without a last day", [["2024-09-01", null]], "9999-12-31"],
    [
      "for good by two who follow each other without a gap",
      [
        ["2024-09-01", "2026-12-31"],
        ["2027-01-01", null],
      ],
      "9999-12-31",
    ],
    [
      "only to the gap, where there is one",
      [
        ["2024-09-01", "2026-12-31"],
        ["2027-01-02", null],
      ],
      "2026-12-31",
    ],
    ["not even today by one to come", [["2026-11-22", null]], "2026-11-20"],
  ] as [string, [string, string | null][], string][])("%s", (_what, periods, day) => expect(until(...periods)).toBe(day));
});
