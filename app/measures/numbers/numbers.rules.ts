import { gapPairs, type PupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod } from "../../language/school-year.ts";
import {
  type Gap,
  type Gaps,
  gapsOf,
  type Measure,
  measureByCode,
  meets,
  numberOf,
  type SchoolValue,
  sayCohort,
  sayFigure,
  sayKind,
  sayNoPercentile,
  sayNumber,
  sayPopulation,
  sayPublished,
  type TrustFigure,
} from "../../national/index.ts";

/** An academy as a row of numbers. */
export type Academy = { readonly urn: number; readonly name: string };

export type Region = { readonly id: string; readonly name: string };
/** The regions in which some academies lie, by name. */
export const regionsOf = (academies: readonly { readonly regionId: string | null; readonly regionName: string | null }[]): Region[] =>
  [...new Map(academies.flatMap(({ regionId: id, regionName: name }) => (id && name ? [[id, { id, name }] as const] : []))).values()].sort(
    (a, b) => a.name.localeCompare(b.name),
  );

/** In which fifth of all schools a rank lies, from 1 (the lowest) to 5 (the top 20%). */
export const fifthOf = (whole: number): 1 | 2 | 3 | 4 | 5 => (Math.min(4, Math.floor(whole / 20)) + 1) as 1 | 2 | 3 | 4 | 5;

/** All that a reader is told of one value, sentence by sentence; the value itself comes first. */
export function sentencesOf(measure: Measure, value: SchoolValue): string[] {
  const { percentile, noPercentile, population, cohort, interval, nation } = value;
  const nationwide = numberOf(nation?.figure);
  return [
    `${sayFigure(measure, value.figure)}${"value" in value.figure ? "." : ""}`,
    ...(percentile && population ? [`National percentile ${percentile.whole}, among ${sayPopulation(population)}.`] : []),
    ...(noPercentile ? [sayNoPercentile(noPercentile)] : []),
    ...(nationwide === undefined ? [] : [`England: ${sayNumber(measure, nationwide)}.`]),
    ...("value" in value.figure ? [sayCohort(measure.unit, cohort)] : []),
    ...(interval ? [`95% confidence interval: ${sayNumber(measure, interval.low)} to ${sayNumber(measure, interval.high)}.`] : []),
    ...[sayPublished(value)].filter((said) => said !== undefined),
  ];
}

/** The whole years that figures are of, newest first. */
export const periodsOf = (figures: readonly { readonly period: Period }[]): Period[] =>
  [...new Set(figures.map(({ period }) => period))].sort((a, b) => b - a);

/** A column of a family's table: one measure of one period, with what the academies come to together. */
export type Column = { readonly measure: Measure; readonly figure: TrustFigure };

/** A family's table: every academy with a row in any of its files, by the measures of one period. */
export type FamilyTable = {
  readonly family: string;
  readonly name: string;
  readonly period: Period;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly academy: Academy; readonly cells: readonly (SchoolValue | undefined)[] }[];
};

/** The tables of an overview: each family by the period asked for, else by the newest of its own in which any academy has a value. */
export function familyTables(
  families: readonly { readonly code: string; readonly name: string; readonly headline: readonly string[] }[],
  academies: readonly Academy[],
  figures: readonly TrustFigure[],
  group: PupilGroup,
  asked: Period | undefined,
): FamilyTable[] {
  return families.flatMap(({ code, name, headline }) => {
    const mine = figures.filter((figure) => headline.includes(figure.measure) && figure.group === group && figure.schools.some(hasValue));
    const period = asked ?? periodsOf(mine)[0];
    const columns = headline.flatMap((key) => {
      const figure = mine.find((one) => one.measure === key && one.period === period);
      const measure = measureByCode(key);
      return figure && measure ? [{ measure, figure }] : [];
    });
    if (period === undefined || columns.length === 0) return [];
    const rows = academies.flatMap((academy) => {
      const cells = columns.map(({ figure }) => figure.schools.find(({ urn }) => urn === academy.urn));
      return cells.some((cell) => cell) ? [{ academy, cells }] : [];
    });
    return [{ family: code, name, period, columns, rows }];
  });
}
const hasValue = ({ figure }: SchoolValue) => "value" in figure;

/** One line of the summary: a measure of a year for the academies together, against England and the year before. */
export type Summary = {
  readonly measure: Measure;
  readonly period: Period;
  readonly figure: TrustFigure;
  readonly before: TrustFigure | undefined;
  /** What they came to in every year from the first that has a row to this one. */
  readonly years: readonly { readonly period: Period; readonly value: number | undefined }[];
  /** How many academies are at the boundary of the top 20% or better, of how many with a value and a boundary. */
  readonly top: number;
  readonly of: number;
  /** Between disadvantaged pupils and the others, of all the academies together; nothing where a group has no figure. */
  readonly gap: Gaps | undefined;
};

/** The gaps of disadvantaged pupils in one measure and period, pooled; nothing where they have no figure together. */
function gapOf(measure: Measure, period: Period, figures: readonly TrustFigure[]): Gaps | undefined {
  const of = (group: PupilGroup) => figures.find((one) => one.measure === measure.code && one.period === period && one.group === group);
  const [group, others] = [pooledNumber(of("disadvantaged")), pooledNumber(of("not-disadvantaged"))];
  if (group === undefined) return undefined;
  const nationalOthers = numberOf(of("not-disadvantaged")?.nation?.figure);
  return gapsOf({ group, others, nationalOthers }, measure.better, finer(measure).decimals);
}

/** A gap as people write it, in points; "cannot say" where a figure is missing. */
export const sayGap = (gap: Gap): string =>
  "missing" in gap ? "cannot say" : `${gap.points > 0 ? "+" : gap.points < 0 ? "−" : ""}${Math.abs(gap.points)}`;

/** The summary of each table's measures. */
export function summariesOf(tables: readonly FamilyTable[], figures: readonly TrustFigure[]): Summary[] {
  return tables.flatMap(({ period, columns }) =>
    columns.map(({ measure, figure }): Summary => {
      const ranked = figure.schools.filter(({ percentile, top20 }) => percentile && top20 !== undefined);
      return {
        measure,
        period,
        figure,
        before: figures.find((one) => one.measure === measure.code && one.period === period - 10 && one.group === figure.group),
        years: yearsTo(figure, figures),
        top: ranked.filter((value) => isInTop(measure, value)).length,
        of: ranked.length,
        gap: gapOf(measure, period, figures),
      };
    }),
  );
}

/** What a line's schools came to in each year up to its own; a year without a figure is there too. */
function yearsTo({ measure, group, period: last }: TrustFigure, figures: readonly TrustFigure[]) {
  const mine = figures.filter((one) => one.measure === measure && one.group === group && one.period <= last);
  return yearsThrough(mine.map(({ period }) => period)).map((period) => ({
    period,
    value: pooledNumber(mine.find((one) => one.period === period)),
  }));
}

/** Whether a value is at the boundary of the top 20% or better. */
export function isInTop({ better }: Measure, { figure, top20 }: Pick<SchoolValue, "figure" | "top20">): boolean {
  const value = numberOf(figure);
  return value !== undefined && top20 !== undefined && meets(value, top20, better) === true;
}

/** A measure as figures worked out of several are written: to one place at least. */
export const finer = (measure: Measure): Measure => ({ ...measure, decimals: Math.max(1, measure.decimals) });

/** The number that several academies come to together; undefined where there is none. */
export const pooledNumber = (figure: TrustFigure | undefined): number | undefined =>
  figure && typeof figure.pooled !== "string" ? figure.pooled.value : undefined;

/** England's figure for the schools of a line; where they are of several kinds, each kind's own. Undefined where none is published. */
export function sayNations(measure: Measure, { schools }: TrustFigure): string | undefined {
  const kinds = new Map<string, number>();
  for (const { nation, population } of schools) {
    const value = numberOf(nation?.figure);
    if (value !== undefined) kinds.set(sayNumber(measure, value), population?.stratum ?? 0);
  }
  if (kinds.size === 0) return undefined;
  const [only] = kinds.keys();
  return kinds.size === 1 ? only : [...kinds].map(([said, stratum]) => `${said} (${sayPhase(stratum)})`).join(", ");
}
const sayPhase = (stratum: number) => ["", "primary", "secondary", "special", "alternative", "nursery"][stratum] || sayKind(stratum);

/** A difference as people write it: "+3", "−0.2"; "no change" for none at the digits of the measure. */
export function sayDifference(measure: Measure, from: number, to: number): string {
  const text = sayNumber({ unit: "points", decimals: measure.decimals }, to - from);
  if (Number(text.replace("−", "-").replaceAll(",", "")) === 0) return "no change";
  return text.startsWith("−") ? text : `+${text}`;
}

/** The one-sentence reading of a strip plot. */
export function readStrip(measure: Measure, period: Period, values: readonly SchoolValue[], who: string): string {
  const ranked = values.filter(({ percentile }) => percentile);
  const top = ranked.filter((value) => isInTop(measure, value)).length;
  const low = ranked.filter(({ percentile }) => percentile && percentile.whole < 20).length;
  if (ranked.length === 0) return `${measure.name}, ${sayPeriod(period)}: none of the trust's ${who} stands in this picture.`;
  const parts = [`${top} of ${ranked.length} ${ranked.length === 1 ? "is" : "are"} in the top 20% nationally`, `${low} in the lowest 20%`];
  return `${measure.name}, ${sayPeriod(period)}: ${parts.join(" and ")}.`;
}

/** The one-sentence reading of a trend: from the first to the last year that have a figure. */
export function readTrend(measure: Measure, named: string, points: readonly { period: Period; value: number | undefined }[]): string {
  const known = points.filter((point): point is { period: Period; value: number } => point.value !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return `${named} has no figure in any of these years.`;
  if (first === last) return `${named} has a figure for ${sayPeriod(first.period)} only: ${sayNumber(measure, first.value)}.`;
  const change = sayDifference(measure, first.value, last.value);
  return `${named} went from ${sayNumber(measure, first.value)} in ${sayPeriod(first.period)} to ${sayNumber(measure, last.value)} in ${sayPeriod(last.period)}: ${change}.`;
}

/** Every school year from the first to the last of some, so that a year without a figure is seen as one. */
export function yearsThrough(periods: readonly Period[]): Period[] {
  const years = periods.filter((period) => period % 10 === 0);
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: (last - first) / 10 + 1 }, (_, at) => first + at * 10);
}

/** The pairs of groups that some figures tell of. */
export const pairsIn = (groups: ReadonlySet<PupilGroup>) => gapPairs.filter(([group, others]) => groups.has(group) || groups.has(others));
