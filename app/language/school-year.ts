/** An academic year by the calendar year in which it ends: 2018 is "2017/18". */
export type SchoolYear = number;

/** A school year, or one of its half-terms: ten times the year's end, with 1 to 6 for a half-term and 0 for the whole year. */
export type Period = number;

export const wholeYear = (year: SchoolYear): Period => year * 10;
export const halfTerm = (year: SchoolYear, term: 1 | 2 | 3 | 4 | 5 | 6): Period => year * 10 + term;
export const yearOf = (period: Period): SchoolYear => Math.floor(period / 10);

/** The half-term a period is, from 1 to 6; undefined for a whole year. */
export const halfTermOf = (period: Period): number | undefined => (period % 10 === 0 ? undefined : period % 10);

const halfTermNames = ["autumn 1", "autumn 2", "spring 1", "spring 2", "summer 1", "summer 2"];

/** A school year as people say it: "2017/18". */
export const sayYear = (year: SchoolYear): string => `${year - 1}/${String(year % 100).padStart(2, "0")}`;

/** A period as people say it: "2017/18", "2017/18, spring 1". */
export function sayPeriod(period: Period): string {
  const term = halfTermOf(period);
  return term === undefined ? sayYear(yearOf(period)) : `${sayYear(yearOf(period))}, ${halfTermNames[term - 1]}`;
}

/** A half-term as people say it, of a year that is said already: "2017/18, spring 1". */
export const sayHalfTerm = (year: string, term: number): string => `${year}, ${halfTermNames[term - 1] ?? `half-term ${term}`}`;

/** Reads a school year however it is written: 2017/18, 2017-18, 2017-2018, 201718; undefined when it is none. */
export function readYear(text: string): SchoolYear | undefined {
  const parts = /^\s*(\d{4})\s*[/\-–_]?\s*(\d{2}|\d{4})\s*$/.exec(text);
  if (!parts) return undefined;
  const ends = Number(parts[1]) + 1;
  const said = parts[2] as string;
  const fits = said.length === 4 ? Number(said) === ends : Number(said) === ends % 100;
  return fits && ends > 1990 && ends < 2100 ? ends : undefined;
}

/** Reads a period: a school year, or one with a half-term after a comma or a blank ("2017/18 spring 1", "2017/18 HT3"). */
export function readPeriod(text: string): Period | undefined {
  const parts = /^(.*?)(?:[\s,]+(?:ht\s*([1-6])|(autumn|spring|summer)\s*([12])))?\s*$/i.exec(text);
  const year = readYear(parts?.[1] ?? "");
  if (year === undefined || !parts) return undefined;
  const named = parts[3] ? halfTermNames.indexOf(`${parts[3].toLowerCase()} ${parts[4]}`) + 1 : Number(parts[2] ?? 0);
  return year * 10 + named;
}
