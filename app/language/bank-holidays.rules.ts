/** What a year had otherwise than by the rule: the day it left out, the day it had instead or besides, and why. */
type Once = { readonly without?: string; readonly day: string; readonly name: string };
/** From 2019 on, as https://www.gov.uk/bank-holidays.json lists them for England and Wales; each was proclaimed for that year alone. */
const onceOnly: readonly Once[] = [
  // The 75th anniversary of VE day, instead of the first Monday of May.
  { without: "2020-05-04", day: "2020-05-08", name: "Early May bank holiday (VE day)" },
  // The Platinum Jubilee: the spring bank holiday was moved, and a day came after it.
  { without: "2022-05-30", day: "2022-06-02", name: "Spring bank holiday" },
  { day: "2022-06-03", name: "Platinum Jubilee bank holiday" },
  { day: "2022-09-19", name: "Bank Holiday for the State Funeral of Queen Elizabeth II" },
  { day: "2023-05-08", name: "Bank holiday for the coronation of King Charles III" },
];

/** Easter Sunday in the Gregorian calendar (the anonymous algorithm that Nature printed in 1876). */
function easter(year: number): Temporal.PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

/** The Monday on a day or after it. */
const mondayFrom = (day: Temporal.PlainDate) => day.add({ days: (8 - day.dayOfWeek) % 7 });

/** A year's bank holidays by its rule (Banking and Financial Dealings Act 1971, and what is proclaimed each year), and what that year had once. */
function bankHolidaysOf(year: number): ReadonlyMap<string, string> {
  const on = (month: number, day: number) => Temporal.PlainDate.from({ year, month, day });
  const days = new Map<string, string>();
  const add = (day: Temporal.PlainDate, name: string) => days.set(day.toString(), name);
  const newYear = on(1, 1);
  add(newYear.dayOfWeek > 5 ? mondayFrom(newYear) : newYear, newYear.dayOfWeek > 5 ? "New Year’s Day (substitute day)" : "New Year’s Day");
  add(easter(year).subtract({ days: 2 }), "Good Friday");
  add(easter(year).add({ days: 1 }), "Easter Monday");
  add(mondayFrom(on(5, 1)), "Early May bank holiday");
  add(mondayFrom(on(5, 25)), "Spring bank holiday");
  add(mondayFrom(on(8, 25)), "Summer bank holiday");
  // What falls on a weekend is made up for on the next days that are no holiday themselves.
  const christmas = on(12, 25).dayOfWeek;
  add(on(12, christmas > 5 ? 27 : 25), christmas > 5 ? "Christmas Day (substitute day)" : "Christmas Day");
  const boxing = on(12, 26).dayOfWeek;
  add(on(12, boxing > 5 ? 28 : 26), boxing > 5 ? "Boxing Day (substitute day)" : "Boxing Day");
  for (const { without, day, name } of onceOnly) {
    if (without) days.delete(without);
    if (day.startsWith(`${year}-`)) days.set(day, name);
  }
  return days;
}

const known = new Map<number, ReadonlyMap<string, string>>();
/** Which bank holiday of England and Wales an ISO day is, if any. A day that was only proclaimed is known from 2019 on. */
export function bankHolidayOn(day: string): string | undefined {
  const year = Number(day.slice(0, 4));
  const days = known.get(year) ?? bankHolidaysOf(year);
  known.set(year, days);
  return days.get(day);
}
