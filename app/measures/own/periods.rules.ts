import { halfTermOf, type Period, sayPeriod, yearOf } from "../../language/school-year.ts";
import { periodInFile } from "./own-figure.rules.ts";

/** The periods one may choose on a page: this school year and the three before it, and their half-terms so far; the newest first. */
export function periodChoices(now: Period): readonly { readonly value: string; readonly text: string }[] {
  const years = [0, 1, 2, 3].map((back) => yearOf(now) - back);
  const periods = years.flatMap((year) => {
    const last = year === yearOf(now) ? (halfTermOf(now) ?? 6) : 6;
    return [year * 10, ...Array.from({ length: last }, (_, at) => year * 10 + last - at)];
  });
  return periods.map((period) => ({
    value: periodInFile(period),
    text: `${sayPeriod(period)}${halfTermOf(period) ? ` (half-term ${halfTermOf(period)})` : ", the whole year"}`,
  }));
}
