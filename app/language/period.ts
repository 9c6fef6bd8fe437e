/** Days are counted in Europe/London, whatever the server's own zone. */
export const londonDay = (instant: Temporal.Instant): Temporal.PlainDate => instant.toZonedDateTimeISO("Europe/London").toPlainDate();

/** Whole days from one day to another. */
export const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate): number => from.until(to, { largestUnit: "day" }).days;

// A day without a time is the same everywhere, so it may be counted as one of UTC: far cheaper where hundreds are shown at once.
const millisecondsOf = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));

/** Whole days from one ISO day to another, both of four-digit years. */
export const daysFrom = (from: string, to: string): number => (millisecondsOf(to) - millisecondsOf(from)) / 86_400_000;

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A day as people write it: "3 December 2026". */
export function sayDay(day: Temporal.PlainDate | string): string {
  const iso = day.toString();
  return `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
}

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
