/** One school year: the first day of each of its six half-terms, its last day, and the days on which only staff come in. */
export type CalendarYear = {
  readonly schoolYear: string;
  readonly firsts: readonly string[];
  readonly last: string;
  readonly inset: readonly string[];
};
export type KeptYear = CalendarYear & { readonly version: number; readonly source: string };
export type HalfTermRow = { readonly number: number; readonly name: string; readonly first: string; readonly last: string };

export type CalendarRefusal =
  | { readonly kind: "not-a-year"; readonly schoolYear: string }
  | { readonly kind: "no-day"; readonly schoolYear: string; readonly number: number }
  | { readonly kind: "no-last-day"; readonly schoolYear: string }
  | { readonly kind: "out-of-order"; readonly schoolYear: string; readonly number: number; readonly after: string }
  | { readonly kind: "ends-too-early"; readonly schoolYear: string; readonly after: string }
  | { readonly kind: "begins-elsewhere"; readonly schoolYear: string; readonly year: number }
  | { readonly kind: "ends-elsewhere"; readonly schoolYear: string; readonly year: number }
  | { readonly kind: "inset-outside"; readonly schoolYear: string; readonly day: string; readonly first: string; readonly last: string }
  | {
      readonly kind: "gap" | "overlap";
      readonly schoolYear: string;
      readonly next: string;
      readonly nextFirst: string;
      readonly last: string;
    }
  | { readonly kind: "year-between"; readonly schoolYear: string; readonly missing: string }
  | {
      readonly kind: "has-begun";
      readonly schoolYear: string;
      readonly number: number;
      readonly first: string;
      readonly moved: { readonly from: string; readonly to: string; readonly into: string | undefined; readonly outOf: string };
    }
  | { readonly kind: "year-has-begun"; readonly schoolYear: string; readonly first: string }
  | { readonly kind: "in-the-middle"; readonly schoolYear: string }
  | { readonly kind: "no-such-year"; readonly schoolYear: string }
  | { readonly kind: "nothing-changes"; readonly schoolYear: string }
  | { readonly kind: "crossed"; readonly schoolYear: string };

export const halfTermNames = ["Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2"] as const;

const day = (text: string) => Temporal.PlainDate.from(text);
export const dayAfter = (text: string, days = 1): string => day(text).add({ days }).toString();
export const startOf = (schoolYear: string) => Number(schoolYear.slice(0, 4));
export const yearFrom = (start: number): string => `${start}/${String((start + 1) % 100).padStart(2, "0")}`;
export const isYear = (text: string): boolean => /^20\d\d\/\d\d$/.test(text) && yearFrom(startOf(text)) === text;
export const yearAfter = (schoolYear: string): string => yearFrom(startOf(schoolYear) + 1);

/** A year's half-terms: each lasts until the day before the next begins. */
export const halfTermsOf = (year: CalendarYear): HalfTermRow[] =>
  year.firsts.map((first, at) => ({
    number: at + 1,
    name: halfTermNames[at] ?? "",
    first,
    last: at === 5 ? year.last : dayAfter(year.firsts[at + 1] ?? year.last, -1),
  }));

/** How many weeks a half-term lasts, its holidays among them. */
export const weeksOf = ({ first, last }: { first: string; last: string }): number =>
  (day(first).until(day(last), { largestUnit: "day" }).days + 1) / 7;

/** Half-terms of unusual length, to be looked at again: under 3 weeks or over 12; the sixth holds the summer holiday, so six weeks more. */
export const unusual = (year: CalendarYear): { name: string; weeks: number }[] =>
  halfTermsOf(year)
    .map((halfTerm) => ({ ...halfTerm, weeks: weeksOf(halfTerm) }))
    .filter(({ weeks, number }) => weeks < 3 || weeks > (number === 6 ? 18 : 12));

export const sameYear = (one: CalendarYear, other: CalendarYear): boolean =>
  one.last === other.last && one.firsts.join() === other.firsts.join() && one.inset.join() === other.inset.join();

/** The school year after the last, suggested from the pattern: 52 weeks on, so that weekdays stay, and the year ends on the same date. */
export function suggestNext(last: CalendarYear): CalendarYear {
  const first = dayAfter(last.last);
  return {
    schoolYear: yearAfter(last.schoolYear),
    firsts: last.firsts.map((old, at) => (at === 0 ? first : dayAfter(old, 364))),
    last: day(last.last).add({ years: 1 }).toString(),
    inset: [],
  };
}

/** The year to add: the one after the last, or the one that holds today where there is none. */
export function yearToAdd(last: CalendarYear | undefined, today: string): string {
  return last ? yearAfter(last.schoolYear) : yearFrom(Number(today.slice(0, 4)) - (today.slice(5) < "08-01" ? 1 : 0));
}
