import { halfTermOf, type Period, yearOf } from "../../language/school-year.ts";

type Year = { readonly schoolYear: string; readonly firsts: readonly string[]; readonly last: string };
/** Where a trust's calendar does not reach, half-terms end about when they do everywhere. */
const usually = ["10-31", "12-31", "02-15", "03-31", "05-31", "08-31"];

/** The last day of a period, by the trust's calendar where that reaches. */
export function lastDayOf(period: Period, calendar: readonly Year[]): string {
  const [ends, term] = [yearOf(period), halfTermOf(period) ?? 6];
  const year = calendar.find(({ schoolYear }) => Number(schoolYear.slice(0, 4)) === ends - 1);
  const next = year?.firsts[term];
  if (year && term === 6) return year.last;
  if (next) return Temporal.PlainDate.from(next).subtract({ days: 1 }).toString();
  return `${term <= 2 ? ends - 1 : ends}-${usually[term - 1]}`;
}
