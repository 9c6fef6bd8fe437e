import { type Period, sayPeriod, yearOf } from "../../language/school-year.ts";
import { listAcademies, loadCalendar, today, trustUnit } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { readValues } from "../values/read-values.ts";
import { figureFor, type JudgedTarget, unitsOf } from "./judge-targets.ts";
import { lastDayOf } from "./last-day.rules.ts";

/** One value of a target's own measure, pupils and unit, with the last day of the time it is of. */
export type SeriesValue = { readonly value: number; readonly of: string; readonly on: string };
export type TargetSeries = { readonly due: string; readonly values: readonly SeriesValue[] };

/** What is known of each target's measure over time, the oldest first, up to its own period; and the day by which it should be met. */
export async function seriesOf(look: Look, judged: readonly JudgedTarget[]): Promise<ReadonlyMap<string, TargetSeries>> {
  if (judged.length === 0) return new Map();
  const distinct = <Value>(values: readonly Value[]) => [...new Set(values)];
  const [academies, calendar] = await Promise.all([listAcademies(look, today(look)), loadCalendar(look, await trustUnit(look))]);
  const lines = await readValues(look, academies, {
    measures: distinct(judged.map(({ target }) => target.measure)),
    groups: distinct(judged.map(({ target }) => target.group)),
  });
  return new Map(
    judged.map(({ target, measure }) => {
      const within = unitsOf(target, academies);
      const mine = lines.filter(
        (line) =>
          line.measure === target.measure && line.group === target.group && within.has(line.unitId) && fits(line.period, target.period),
      );
      const values = [...Map.groupBy(mine, ({ period }) => period)].flatMap(([period, all]): (SeriesValue & { period: Period })[] => {
        const known = figureFor(target, measure, all, within.size)?.known;
        return known && "value" in known ? [{ value: known.value, of: sayPeriod(period), on: lastDayOf(period, calendar), period }] : [];
      });
      return [
        target.id,
        { due: lastDayOf(target.period, calendar), values: values.toSorted((one, other) => one.on.localeCompare(other.on)) },
      ];
    }),
  );
}
/** Values of whole years go with a year's target, of half-terms with a half-term's; none of a later time. */
const fits = (period: Period, target: Period): boolean =>
  (period % 10 === 0) === (target % 10 === 0) && period <= target && yearOf(period) > 1990;
