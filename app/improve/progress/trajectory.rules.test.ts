import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beside, onTheLine, sayTrajectory, trajectoryOf } from "./trajectory.rules.ts";

const plan = { begins: "2026-09-01" };
const facts = {
  ...{
    target: "t",
    name: "Reading",
    unit: "percent",
    decimals: 1,
    better: "higher" as const,
    needs: 80 as number | undefined,
    due: "2027-08-31",
  },
  values: [
    { value: 60, of: "2025/26, summer 1", on: "2026-05-31" },
    { value: 68, of: "2025/26, summer 2", on: "2026-08-31" },
    { value: 71, of: "2026/27, autumn 1", on: "2026-10-31" },
  ],
};

describe("a target's trajectory", () => {
  test("begins at the last value before the plan, and ends at what is needed when it is due", () => {
    const half = trajectoryOf(facts, plan, "2027-03-01");
    expect(half).toMatchObject({ baseline: 68, baselineOf: "2025/26, summer 2", value: 71, needs: 80 });
    expect(half.byNow).toBeCloseTo(68 + (12 * 182) / 365, 5);
    expect(sayTrajectory(half)).toBe(
      "The value is 71.0% (2026/27, autumn 1). On a straight line from 68.0% (2025/26, summer 2) to 80.0% by 31 August 2027 it would be 74.0% by now: it is behind it.",
    );
  });
  test("is ahead where less is better and the value has fallen faster", () => {
    const values = [
      { value: 10, of: "before", on: "2026-08-31" },
      { value: 6, of: "now", on: "2026-10-31" },
    ];
    expect(beside(trajectoryOf({ ...facts, better: "lower", needs: 5, values }, plan, "2026-11-01"))).toBe("ahead");
    expect(beside(trajectoryOf({ ...facts, better: "higher", needs: 15, values }, plan, "2026-11-01"))).toBe("behind");
  });
  test("says what is not known, and draws no line without a beginning", () => {
    expect(sayTrajectory(trajectoryOf({ ...facts, values: [] }, plan, "2027-01-01"))).toMatch(/no value yet/);
    const first = trajectoryOf({ ...facts, values: facts.values.slice(2) }, plan, "2027-01-01");
    expect([first.byNow, sayTrajectory(first)]).toEqual([null, expect.stringMatching(/nothing to start a line from/)]);
    expect(sayTrajectory(trajectoryOf({ ...facts, needs: undefined }, plan, "2027-01-01"))).toMatch(/is not known yet/);
    expect(sayTrajectory(trajectoryOf({ ...facts, values: facts.values.slice(0, 2) }, plan, "2027-01-01"))).toMatch(
      /No newer value has come/,
    );
  });
  test("never leaves what lies between its ends", () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((n) => Temporal.PlainDate.from("2024-01-01").add({ days: n }).toString());
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, min: -100, max: 100 }),
        fc.float({ noNaN: true, min: -100, max: 100 }),
        day,
        day,
        day,
        (a, b, from, to, at) => {
          const [first, last] = [from, to].sort() as [string, string];
          const value = onTheLine({ on: first, value: a }, { on: last, value: b }, at);
          expect(value).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(a, b) + 1e-6);
        },
      ),
    );
  });
});
