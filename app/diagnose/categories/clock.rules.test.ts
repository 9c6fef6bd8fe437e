import { expect, test } from "vitest";
import { monthsLeft, sayClock } from "./clock.rules.ts";

test.each([
  ["2023-09-01", "2026-11-21", 21, "1 y 9 m"],
  ["2026-09-01", "2026-11-21", 57, "4 y 9 m"],
  ["2021-11-22", "2026-11-21", 0, "0 m"],
  ["2016-09-01", "2026-11-21", -62, "Time is up"],
])("joined %s, on %s there are %i months left: %s", (joined, today, months, said) => {
  expect(monthsLeft(joined, 5, today)).toBe(months);
  expect(sayClock(months)).toBe(said);
});
