import { describe, expect, test } from "vitest";
import { dueFor, joinersToBegin } from "./joiner.rules.ts";

const joiner = (joined: string | null, hasDiagnosis = false) => ({ unitId: String(joined), joined, hasDiagnosis });

describe("a joiner's diagnosis", () => {
  test.each([
    ["2026-11-23", false, 0],
    ["2026-11-22", false, 1],
    ["2026-10-23", false, 1],
    ["2026-10-22", false, 0],
    ["2026-11-22", true, 0],
    [null, false, 0],
  ])("of an academy that joined on %s (diagnosed: %s) begins %i times on 22 November 2026", (joined, has, times) => {
    expect(joinersToBegin([joiner(joined, has)], "2026-11-22")).toHaveLength(times);
  });

  test("is due so many days after it joined, and never on a day that is over", () => {
    expect(dueFor("2026-11-22", 60, "2026-11-22")).toBe("2027-01-21");
    expect(dueFor("2026-11-01", 7, "2026-11-22")).toBe("2026-11-22");
  });
});
