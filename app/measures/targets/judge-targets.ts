import type { PupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod, yearOf } from "../../language/school-year.ts";
import { distributionOf, similarTo, valuesOfSchools } from "../../national/index.server.ts";
import { boundaryOf, distributionOfValues, type Measure, measureByCode, numberOf, productionOf, sayKind } from "../../national/index.ts";
import { type AcademyRow, listAcademies, today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { periodNow } from "../own/import-own.ts";
import { isToCome } from "../own/own-figure.rules.ts";
import { readerOf } from "../values/published.store.ts";
import { readValues } from "../values/read-values.ts";
import { poolLines, saySource, type ValueLine } from "../values/value.rules.ts";
import { judgeTarget, type Known, type Standing, type Target, type TargetFacts } from "./target.rules.ts";
import type { TargetRow } from "./target.store.ts";

/** What is needed of a target to judge it, whether it is kept already or only drafted. */
type Judgeable = Target & Pick<TargetRow, "unitKind">;
export type JudgedTarget<One extends Judgeable = TargetRow> = {
  readonly target: One;
  readonly measure: Measure;
  readonly standing: Standing;
  readonly from: string | undefined;
};
type Boundary = TargetFacts["boundary"];

/** Each target with how it stands now: against the values that are here, and the schools of its reference year. */
export async function judgeTargets<One extends Judgeable>(look: Look, targets: readonly One[]): Promise<JudgedTarget<One>[]> {
  if (targets.length === 0) return [];
  const [academies, now] = await Promise.all([listAcademies(look, today(look)), periodNow(look)]);
  const distinct = <Value>(values: readonly Value[]) => [...new Set(values)];
  const lines = await readValues(look, academies, {
    measures: distinct(targets.map(({ measure }) => measure)),
    periods: distinct(targets.flatMap(({ period, referencePeriod }) => (referencePeriod === null ? [period] : [period, referencePeriod]))),
    groups: distinct(targets.flatMap(({ group, otherGroup }) => (otherGroup === null ? [group] : [group, otherGroup]))),
  });
  const boundaries = new Map<string, Promise<Boundary>>();
  return Promise.all(
    targets.flatMap((target) => {
      const measure = measureByCode(target.measure);
      return measure ? [judgeOne(look, target, measure, { lines, academies, now, boundaries })] : [];
    }),
  );
}

type Around = { lines: readonly ValueLine[]; academies: readonly AcademyRow[]; now: Period; boundaries: Map<string, Promise<Boundary>> };
async function judgeOne<One extends Judgeable>(
  look: Look,
  target: One,
  measure: Measure,
  { lines, academies, now, boundaries }: Around,
): Promise<JudgedTarget<One>> {
  const within = unitsOf(target, academies);
  const at = (period: Period, group: PupilGroup) =>
    figureFor(
      target,
      measure,
      lines.filter((line) => line.period === period && line.group === group && line.measure === measure.code && within.has(line.unitId)),
      within.size,
    );
  const value = at(target.period, target.group);
  const { basis, referencePeriod: reference, otherGroup } = target;
  const production = reference === null || measure.published === "none" ? undefined : productionOf(measure, yearOf(reference), "all");
  const key = JSON.stringify([
    basis,
    measure.code,
    reference,
    target.group,
    target.figure,
    target.unitKind,
    basis === "similar-schools" ? target.unitId : "",
  ]);
  const boundary = boundaries.get(key) ?? boundaryFor(look, target, measure, academies);
  boundaries.set(key, boundary);
  const facts: TargetFacts = {
    value: value?.known,
    toCome: isToCome(target.period, now),
    boundary: await boundary,
    notProduced: production?.produced === false ? production.reason : undefined,
    reference: reference === null ? undefined : at(reference, target.group)?.known,
    others: otherGroup === null ? undefined : at(target.period, otherGroup)?.known,
  };
  return { target, measure, standing: judgeTarget(target, measure.better, facts), from: value?.from };
}

/** The units whose figures a target goes by. */
export const unitsOf = (
  { unitKind, unitId }: Pick<Judgeable, "unitKind" | "unitId">,
  academies: readonly AcademyRow[],
): ReadonlySet<string> =>
  new Set(
    academies
      .filter((academy) => unitKind === "trust" || academy.regionId === unitId || academy.unitId === unitId)
      .map((academy) => academy.unitId),
  );

/** One academy's figure, the published one before the trust's own; of a trust or a region, theirs pooled by pupils. */
export function figureFor(
  { unitKind }: Pick<Judgeable, "unitKind">,
  measure: Measure,
  lines: readonly ValueLine[],
  of: number,
): { known: Known; from: string } | undefined {
  const one = new Map([...lines].sort((a, b) => a.source.kind.localeCompare(b.source.kind)).map((line) => [line.unitId, line]));
  const [first] = [...one.values()];
  if (!first) return undefined;
  if (unitKind === "academy") return { known: first.figure, from: saySource(first.source) };
  const pooled = poolLines(measure, [...one.values()], of);
  if (!pooled) return undefined;
  const [many, by] = [pooled.pupils.toLocaleString("en-GB"), measure.weight === "sessions" ? "possible sessions" : "pupils"];
  const weighed = pooled.pupils > 0 ? `: ${many} ${by}, pooled by ${by}` : ", added up";
  return { known: { value: pooled.value }, from: `calculated from the figures of ${pooled.academies} of ${pooled.of}${weighed}` };
}

/** The value at the target's percentile among all schools of its kind, or among the similar schools. */
async function boundaryFor(look: Look, target: Judgeable, measure: Measure, academies: readonly AcademyRow[]): Promise<Boundary> {
  const { basis, figure, referencePeriod: period, group } = target;
  if (period === null || (basis !== "national-percentile" && basis !== "similar-schools")) return undefined;
  const reader = readerOf(look);
  const academy = academies.find(({ unitId }) => unitId === target.unitId);
  if (basis === "national-percentile") {
    const all = await distributionOf(reader, { measure: measure.code, period, group });
    const kind = academy && (await kindOf(reader, academy, { measures: [measure.code], periods: [period], groups: [group] }));
    // Of a trust or a region, the largest population: that of the measure's own phase.
    const among = kind === undefined ? all[0] : all.find(({ stratum }) => stratum === kind);
    const value = among && boundaryOf(among, figure, measure.better);
    return among && value !== undefined
      ? { value, among: `among ${among.n.toLocaleString("en-GB")} ${sayKind(among.stratum)}, ${sayPeriod(period)}` }
      : undefined;
  }
  const similar = academy && (await similarTo(reader, academy.urn, period));
  if (!similar) return undefined;
  const values = await valuesOfSchools(
    reader,
    similar.schools.map(({ urn }) => urn),
    { measures: [measure.code], periods: [period], groups: [group], alone: true },
  );
  const numbers = values.flatMap(({ figure }) => numberOf(figure) ?? []);
  const value = boundaryOf(distributionOfValues(numbers), figure, measure.better);
  return value === undefined
    ? undefined
    : { value, among: `among the ${numbers.length} of ${similar.schools.length} similar schools with a value, ${sayPeriod(period)}` };
}

/** Among which kind of school an academy is ranked: as the file of that year has it, else by its phase; undefined where neither tells. */
async function kindOf(
  reader: ReturnType<typeof readerOf>,
  academy: AcademyRow,
  filter: { measures: string[]; periods: Period[]; groups: PupilGroup[] },
): Promise<number | undefined> {
  const [value] = await valuesOfSchools(reader, [academy.urn], { ...filter, alone: true });
  if (value?.population) return value.population.stratum;
  return /primary/i.test(academy.phase) ? 1 : /secondary|all-through/i.test(academy.phase) ? 2 : undefined;
}
