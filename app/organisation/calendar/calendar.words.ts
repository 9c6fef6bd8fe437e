import { sayDay } from "../../language/period.ts";
import { type CalendarRefusal, type CalendarYear, dayAfter, halfTermNames, unusual } from "./calendar.rules.ts";

const nameOf = (number: number) => halfTermNames[number - 1] ?? `Half-term ${number}`;

/** Each refusal in words that say what to do next. */
export function sayCalendarRefusal(refusal: CalendarRefusal): string {
  const { schoolYear } = refusal;
  switch (refusal.kind) {
    case "not-a-year":
      return `“${schoolYear}” is not a school year. Write it like 2027/28.`;
    case "no-day":
      return `Give the first day of ${nameOf(refusal.number)} ${schoolYear}.`;
    case "no-last-day":
      return `Give the last day of ${schoolYear}.`;
    case "out-of-order":
      return `${nameOf(refusal.number)} ${schoolYear} must begin after ${nameOf(refusal.number - 1)}, which begins on ${sayDay(refusal.after)}. Give a later day.`;
    case "ends-too-early":
      return `${schoolYear} must end after Summer 2 begins, on ${sayDay(refusal.after)}. Give a later last day.`;
    case "begins-elsewhere":
      return `The first day of ${schoolYear} must lie in ${refusal.year}.`;
    case "ends-elsewhere":
      return `The last day of ${schoolYear} must lie in ${refusal.year}.`;
    case "inset-outside":
      return `The INSET day ${sayDay(refusal.day)} is outside ${schoolYear}, which runs from ${sayDay(refusal.first)} to ${sayDay(refusal.last)}. Correct it, or list it with the year it lies in.`;
    case "gap":
      return `${refusal.next} begins on ${sayDay(refusal.nextFirst)}, so the days after ${sayDay(refusal.last)} would lie in no half-term. Give ${sayDay(dayAfter(refusal.nextFirst, -1))} as the last day of ${schoolYear}, or change the first day of ${refusal.next}: ${schoolYear} then ends the day before.`;
    case "overlap":
      return `${refusal.next} begins on ${sayDay(refusal.nextFirst)}, before ${schoolYear} would end. Give ${sayDay(dayAfter(refusal.nextFirst, -1))} as the last day of ${schoolYear}, or change the first day of ${refusal.next}: ${schoolYear} then ends the day before.`;
    case "year-between":
      return `${refusal.missing} is missing before ${schoolYear}. Add ${refusal.missing} first, or in the same file.`;
    case "has-begun": {
      const { from, to, outOf, into } = refusal.moved;
      const days = from === to ? `on ${sayDay(from)}` : `from ${sayDay(from)} to ${sayDay(to)}`;
      return `Judgements made ${days} would move from ${outOf} to ${into ?? "no half-term"}. ${
        refusal.number === 6 && !into
          ? `Give today or a later day as the last day of ${schoolYear}.`
          : `A half-term that has begun keeps its first day, and one to come begins after today: ${nameOf(refusal.number)} ${schoolYear} was to begin on ${sayDay(refusal.first)}. Give that day${outOf === nameOf(refusal.number) ? "" : ", or one that is still to come"}.`
      }`;
    }
    case "year-has-begun":
      return `${schoolYear} began on ${sayDay(refusal.first)}, so judgements may lie in it and it stays.`;
    case "in-the-middle":
      return `${schoolYear} stands between other years, and without it some days would lie in no half-term. Remove the last year first.`;
    case "no-such-year":
      return `This calendar has no ${schoolYear} any more. Nothing was left to remove.`;
    case "nothing-changes":
      return "The calendar says this already.";
    case "crossed":
      return `Somebody changed ${schoolYear} while this page was open. Theirs is shown below, yours is in the form: send it again to replace theirs.`;
  }
}

const weeks = (count: number) => `${Math.round(count * 10) / 10} ${count === 1 ? "week" : "weeks"}`;

/** What is allowed but seldom meant, to be looked at again. */
export const sayUnusual = (year: CalendarYear): string[] => [
  ...unusual(year).map(
    ({ name, weeks: count }) => `${name} lasts ${weeks(count)}, holidays included. Check its first day and the next one's.`,
  ),
  ...year.inset
    .filter((day) => Temporal.PlainDate.from(day).dayOfWeek > 5)
    .map((day) => `The INSET day ${sayDay(day)} is at a weekend. Check it.`),
];

export type ImportReport = {
  readonly rows: number;
  readonly changed: number;
  readonly same: number;
  /** Years kept that the file does not name. */
  readonly untouched: readonly string[];
  /** Years that end on another day because the year after them, in the file, begins on another day. */
  readonly carried: readonly string[];
};

/** What an import did: rows read, changed and skipped, and why. */
export const sayImport = (report: ImportReport): string[] => [
  `${report.rows} half-terms read: ${report.changed} changed, ${report.same} skipped because the calendar says so already.`,
  ...(report.carried.length ? [`${report.carried.join(" and ")} now ends the day before the next year begins.`] : []),
  ...(report.untouched.length ? [`Not in the file, and left as before: ${report.untouched.join(", ")}.`] : []),
];
