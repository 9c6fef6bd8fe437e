import { expect, test } from "vitest";
import { halfTerm, wholeYear } from "../../language/school-year.ts";
import { lastDayOf } from "./last-day.rules.ts";

const calendar = [
  {
    schoolYear: "2026/27",
    firsts: ["2026-09-03", "2026-11-02", "2027-01-04", "2027-02-22", "2027-04-19", "2027-06-07"],
    last: "2027-08-31",
  },
];
test("a period ends the day before the next half-term begins, and a year with its last half-term", () => {
  expect(lastDayOf(halfTerm(2027, 1), calendar)).toBe("2026-11-01");
  expect(lastDayOf(halfTerm(2027, 6), calendar)).toBe("2027-08-31");
  expect(lastDayOf(wholeYear(2027), calendar)).toBe("2027-08-31");
});
test("where the calendar does not reach, it ends about when it does everywhere", () => {
  expect([lastDayOf(halfTerm(2026, 2), calendar), lastDayOf(wholeYear(2018), calendar)]).toEqual(["2025-12-31", "2018-08-31"]);
});
