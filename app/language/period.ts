/** Days are counted in Europe/London, whatever the server's own zone. */
export const londonDay = (instant: Temporal.Instant): Temporal.PlainDate => instant.toZonedDateTimeISO("Europe/London").toPlainDate();

/** Whole days from one day to another. */
export const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate): number => from.until(to, { largestUnit: "day" }).days;

/** A day as people write it: "3 December 2026". */
export const sayDay = (day: Temporal.PlainDate | string): string =>
  Temporal.PlainDate.from(day).toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** A stretch of days as people say it: "9 days", "5 weeks", "14 months". */
export function sayAge(days: number): string {
  const [count, unit] = days < 14 ? [days, "day"] : days < 70 ? [Math.floor(days / 7), "week"] : [Math.floor(days / 30.44), "month"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** Reads a day from a form: ISO yyyy-mm-dd; undefined when it is no day. */
export function readDay(text: string): Temporal.PlainDate | undefined {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text, { overflow: "reject" }) : undefined;
  } catch {
    return undefined;
  }
}

/** An instant as people say it, in Europe/London: "21 November 2026 at 14:05". */
export function sayMoment(instant: Temporal.Instant): string {
  const there = instant.toZonedDateTimeISO("Europe/London");
  return `${sayDay(there.toPlainDate())} at ${there.toPlainTime().toString({ smallestUnit: "minute" })}`;
}
