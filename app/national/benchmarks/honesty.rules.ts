import { type NotPooled, type Part, type Pooled, pool } from "./pooled.rules.ts";

/** A change of one pupil that moves a percentage by this much or more makes its cohort small. */
const muchForOnePupil = 5;

/** How far one pupil moves a percentage, in points; undefined for what is no percentage or has no known cohort. */
export const weightOfOnePupil = (unit: string, cohort: number | undefined): number | undefined =>
  unit === "percent" && cohort ? 100 / cohort : undefined;

/** Whether a cohort is so small that one pupil counts for five points or more of a percentage; undefined where it is not known. */
export const isSmallCohort = (cohort: number | undefined): boolean | undefined =>
  cohort === undefined ? undefined : cohort <= 100 / muchForOnePupil;

/** What a reader must know of a figure's cohort before trusting it. */
export function sayCohort(unit: string, cohort: number | undefined): string {
  if (cohort === undefined) return "The file does not tell how many pupils this is made of.";
  const pupils = `${cohort.toLocaleString("en-GB")} ${cohort === 1 ? "pupil" : "pupils"}`;
  const weight = weightOfOnePupil(unit, cohort);
  const one = weight === undefined ? "" : `; one pupil is ${weight.toFixed(1)} percentage points`;
  return `${isSmallCohort(cohort) ? "A small cohort: " : ""}${pupils}${one}.`;
}

/** One year of a figure, by the calendar year in which the school year ends. */
export interface YearPart extends Part {
  readonly year: number;
}

/** Three years pooled by pupils: with which years it is made, and which of the three have nothing to give. */
export interface Rolling extends Pooled {
  readonly years: readonly number[];
  readonly without: readonly number[];
}

/** Pools the three school years that end with `lastYear`. */
export function rollingThreeYears(parts: readonly YearPart[], lastYear: number, weighed = true): Rolling | NotPooled {
  const three = [lastYear - 2, lastYear - 1, lastYear];
  const within = three.map((year) => parts.find((part) => part.year === year) ?? { year, value: undefined, pupils: undefined });
  const pooled = pool(within, weighed);
  if (typeof pooled === "string") return pooled;
  const used = within.filter(({ value, pupils }) => value !== undefined && pupils).map(({ year }) => year);
  return { ...pooled, years: used, without: three.filter((year) => !used.includes(year)) };
}

/** Whether an interval lies wholly on one side of a figure, so that the difference is more than chance. */
export function isClearOf(interval: { readonly low: number; readonly high: number }, figure: number): "above" | "below" | "within" {
  if (interval.low > figure) return "above";
  return interval.high < figure ? "below" : "within";
}
