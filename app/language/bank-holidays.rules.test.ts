import { expect, test } from "vitest";
import { bankHolidayOn } from "./bank-holidays.rules.ts";

/** The bank holidays of a year, by asking each of its days. */
function holidaysIn(year: number): string[] {
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(`${year}-01-01`); day.year === year; day = day.add({ days: 1 }))
    if (bankHolidayOn(day.toString())) days.push(day.toString().slice(5));
  return days;
}

// As GOV.UK lists them, and for 2028 as the rule has them.
test.each([
  [2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"],
  [2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"],
  [2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"],
  [2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"],
  [2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
  [2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"],
  [2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
  [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
  [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
  [2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"],
])("England and Wales had or will have in %i: %s", (year, days) => expect(holidaysIn(year).join(" ")).toBe(days));

test.each([
  ["2027-12-27", "Christmas Day (substitute day)"],
  ["2022-12-26", "Boxing Day"],
  ["2022-12-27", "Christmas Day (substitute day)"],
  ["2026-12-28", "Boxing Day (substitute day)"],
  ["2028-01-03", "New Year’s Day (substitute day)"],
  ["2026-04-06", "Easter Monday"],
  ["2022-09-19", "Bank Holiday for the State Funeral of Queen Elizabeth II"],
  ["2020-05-04", undefined],
  ["2022-05-30", undefined],
  ["2026-12-26", undefined],
])("%s is called %s", (day, name) => expect(bankHolidayOn(day)).toBe(name));

// The earliest and the latest Easter there can be, and some between.
test.each(["1818-03-23", "1943-04-26", "2000-04-24", "2038-04-26", "2049-04-19", "2285-03-23"])("%s is Easter Monday", (day) =>
  expect(bankHolidayOn(day)).toBe("Easter Monday"),
);

test("whatever the year, it has eight or more, and all on working days", () => {
  for (let year = 2019; year < 2120; year++) {
    const days = holidaysIn(year);
    expect(days.length, String(year)).toBeGreaterThanOrEqual(8);
    expect(
      days.every((day) => Temporal.PlainDate.from(`${year}-${day}`).dayOfWeek <= 5),
      String(year),
    ).toBe(true);
  }
});
