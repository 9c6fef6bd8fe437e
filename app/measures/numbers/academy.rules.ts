import { sayPeriod } from "../../language/school-year.ts";
import { distributionOfValues, type Measure, numberOf, percentileOf, type SchoolValue, sayNumber, valueAt } from "../../national/index.ts";

/** The newest value of each measure that has a number; where none has, the newest row. */
export function newestByMeasure(values: readonly SchoolValue[]): SchoolValue[] {
  return [...Map.groupBy(values, ({ measure }) => measure).values()].flatMap((rows) => {
    const newestFirst = rows.toSorted((a, b) => b.period - a.period);
    return newestFirst.find(({ figure }) => "value" in figure) ?? newestFirst[0] ?? [];
  });
}

/** What schools like this one have in the same measure and year: the middle one's, of how many, and how many do worse where that can be said. */
export type Alike = { readonly middle: number; readonly schools: number; readonly worse: number | undefined };

/** A measure of one academy: its newest value, those of the years before, its groups, and schools like it. */
export type Line = {
  readonly measure: Measure;
  readonly value: SchoolValue;
  readonly earlier: readonly SchoolValue[];
  readonly disadvantaged: SchoolValue | undefined;
  readonly others: SchoolValue | undefined;
  readonly alike: Alike | undefined;
};
export type FamilyLines = { readonly code: string; readonly name: string; readonly lines: readonly Line[] };

/** An academy's measures by family, each in the newest year that it has a number of. */
export function familyLines(
  families: readonly { readonly code: string; readonly name: string; readonly measures: readonly Measure[] }[],
  values: readonly SchoolValue[],
  theirs: readonly SchoolValue[],
): FamilyLines[] {
  const newest = newestByMeasure(values.filter(({ group }) => group === "all"));
  return families.flatMap(({ code, name, measures }) => {
    const lines = measures.flatMap((measure): Line[] => {
      const value = newest.find((one) => one.measure === measure.code);
      if (!value) return [];
      const of = (group: string) =>
        values.find((one) => one.measure === measure.code && one.period === value.period && one.group === group);
      return [
        {
          measure,
          value,
          earlier: values
            .filter((one) => one.measure === measure.code && one.group === "all" && one.period < value.period)
            .sort((a, b) => b.period - a.period)
            .slice(0, 3),
          disadvantaged: of("disadvantaged"),
          others: of("not-disadvantaged"),
          alike: alikeOf(measure, value, theirs),
        },
      ];
    });
    return lines.length > 0 ? [{ code, name, lines }] : [];
  });
}

/** How a value stands among schools like it; nothing where none of them has one. */
export function alikeOf(measure: Measure, value: SchoolValue, theirs: readonly SchoolValue[]): Alike | undefined {
  const own = numberOf(value.figure);
  const crowd = distributionOfValues(
    theirs.flatMap((one) => (one.measure === measure.code && one.period === value.period ? (numberOf(one.figure) ?? []) : [])),
  );
  const middle = valueAt(crowd, 50);
  if (middle === undefined) return undefined;
  return { middle, schools: crowd.n, worse: own === undefined ? undefined : percentileOf(crowd, own, measure.better)?.worse };
}

/** The one-sentence reading of how a school stands among those like it. */
export function readAlike(measure: Measure, name: string, mine: SchoolValue, alike: Alike): string {
  const own = numberOf(mine.figure);
  const when = `${measure.name}, ${sayPeriod(mine.period)}`;
  const alikes = `${alike.schools} schools like it with a figure`;
  const middle = sayNumber(measure, alike.middle);
  if (own === undefined) return `${when}: ${name} has no figure; the middle one of the ${alikes} has ${middle}.`;
  const has = `${when}: ${name} has ${sayNumber(measure, own)}`;
  if (alike.worse === undefined) return `${has}; the middle one of the ${alikes} has ${middle}.`;
  return `${has} and does better than ${alike.worse} of the ${alikes}; the middle one of them has ${middle}.`;
}
