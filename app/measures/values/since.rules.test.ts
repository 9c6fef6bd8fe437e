import { expect, test } from "vitest";
import { measureByCode } from "../../national/index.ts";
import { saySince, sinceFrozen } from "./since.rules.ts";
import { freeze, type ValueLine } from "./value.rules.ts";

const measure = measureByCode("attendance-term");
if (!measure) throw new Error("no such measure");
const line = (figure: ValueLine["figure"], on = "2026-07-20"): ValueLine => ({
  ...{ unitId: "u", urn: 990002, academy: "Lanmerrin", measure: measure.code, period: 20266, group: "all", figure },
  ...{ numerator: 78, denominator: 100, percentile: null, source: { kind: "own", says: "from a file", on } },
});
const frozen = freeze(line({ value: 78.04 }), measure, "2026-09-01");
const said = (now: ValueLine | undefined) => {
  const since = sinceFrozen(frozen, now);
  return since && saySince(frozen, since);
};

test("a figure that stands as it was attached says nothing, nor does one that differs only by what nobody sees", () => {
  expect([said(line({ value: 78.04 })), said(line({ value: 78.0399 }))]).toEqual([undefined, undefined]);
});
test("one that has changed says what it was, what it is now and since when", () => {
  expect(said(line({ value: 79 }, "2026-11-03"))).toBe("78.0% when attached; now 79.0% (the trust's own, from a file, 3 November 2026).");
  expect(said(line({ missing: "suppressed" }))).toMatch(/^78\.0% when attached; now Suppressed: too few pupils to publish/);
});
test("one that is no longer there says so", () => {
  expect(said(undefined)).toBe("78.0% when attached; there is no such figure any more.");
});
