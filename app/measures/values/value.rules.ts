import { type Figure, type Missing, sayMissing } from "../../language/missing.ts";
import { sayDay } from "../../language/period.ts";
import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod } from "../../language/school-year.ts";
import { type Measure, pool } from "../../national/index.ts";
import { sayFigure } from "../own/own-words.rules.ts";

/** Where a figure comes from: the trust itself, or a file that England publishes. */
export type ValueSource =
  | { readonly kind: "own"; readonly says: string; readonly on: string }
  | {
      readonly kind: "published";
      readonly dataset: string;
      readonly version: string;
      readonly releasedOn: string | null;
      readonly urn: number;
      readonly before: boolean;
    };

/** One figure of an academy, with all that must stand beside it. */
export type ValueLine = {
  readonly unitId: string;
  readonly urn: number;
  readonly academy: string;
  readonly measure: string;
  readonly period: Period;
  readonly group: PupilGroup;
  readonly figure: Figure;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly source: ValueSource;
  /** The national percentile as shown, among whom; null where there is none. */
  readonly percentile: { readonly whole: number; readonly n: number } | null;
};

export const saySource = (source: ValueSource): string =>
  source.kind === "own"
    ? `the trust's own, ${source.says}, ${sayDay(source.on)}`
    : `published: ${source.dataset}, ${source.version}${source.releasedOn ? `, released ${sayDay(source.releasedOn)}` : ""}${source.before ? `, under URN ${source.urn} before joining` : ""}`;

/** A figure's key on a page: what it is of, and from where. */
export const keyOfLine = ({ measure, period, group, source }: Pick<ValueLine, "measure" | "period" | "group" | "source">): string =>
  `${measure}|${period}|${group}|${source.kind}`;

/** The key under which the figure stands that was frozen. */
export const keyOfFrozen = ({ measure, period, group, from }: Pick<FrozenValue, "measure" | "period" | "group" | "from">): string =>
  `${measure}|${period}|${group}|${from}`;

export type PooledPart = { readonly value: number; readonly pupils: number };
/** What several academies come to together, and of how many it speaks. */
export type PooledFigure = { readonly value: number; readonly pupils: number; readonly academies: number; readonly of: number };

/** Pools figures by their pupils; never the mean of percentages. Nothing where the measure has no weight, or a figure no cohort. */
export function poolLines(
  measure: Pick<Measure, "weight" | "unit">,
  lines: readonly Pick<ValueLine, "figure" | "denominator">[],
  of: number,
): PooledFigure | undefined {
  if (lines.length === 0) return undefined;
  const valued = lines.filter((line) => "value" in line.figure);
  if (measure.unit === "count") {
    const value = valued.reduce((sum, { figure }) => sum + ("value" in figure ? figure.value : 0), 0);
    return valued.length === of ? { value, pupils: 0, academies: valued.length, of } : undefined;
  }
  if (valued.some(({ denominator }) => denominator === null)) return undefined;
  const parts = valued.map(({ figure, denominator }) => ({
    value: "value" in figure ? figure.value : undefined,
    pupils: denominator ?? 0,
  }));
  const pooled = pool(parts, measure.weight !== "none");
  return typeof pooled === "string" ? undefined : { value: pooled.value, pupils: pooled.pupils, academies: valued.length, of };
}

/** A figure as it was when somebody judged by it: kept as evidence, and never read anew. */
export type FrozenValue = {
  readonly measure: string;
  readonly name: string;
  readonly unit: Measure["unit"];
  readonly decimals: number;
  readonly urn: number;
  readonly academy: string;
  readonly period: Period;
  readonly group: PupilGroup;
  readonly value: number | null;
  readonly missing: Missing | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly source: string;
  readonly from: ValueSource["kind"];
  readonly percentile: string | null;
  readonly frozenOn: string;
};

export const freeze = (line: ValueLine, measure: Measure, day: string): FrozenValue => ({
  measure: measure.code,
  name: measure.name,
  unit: measure.unit,
  decimals: measure.decimals,
  urn: line.urn,
  academy: line.academy,
  period: line.period,
  group: line.group,
  value: "value" in line.figure ? line.figure.value : null,
  missing: "missing" in line.figure ? line.figure.missing : null,
  numerator: line.numerator,
  denominator: line.denominator,
  source: saySource(line.source),
  from: line.source.kind,
  percentile: line.percentile
    ? `national percentile ${line.percentile.whole} of ${line.percentile.n.toLocaleString("en-GB")} schools`
    : null,
  frozenOn: day,
});

/** A frozen figure in a sentence: what it is, for whom, when, how many, and where it comes from. */
export function sayFrozen(frozen: FrozenValue): string {
  const said =
    frozen.value === null
      ? sayMissing(frozen.missing ?? "not-available").replace(/\.$/, "")
      : sayFigure({ value: frozen.value, missing: null }, frozen);
  const cohort =
    frozen.denominator === null
      ? "cohort not given"
      : frozen.numerator === null
        ? `of ${frozen.denominator.toLocaleString("en-GB")}`
        : `${frozen.numerator.toLocaleString("en-GB")} of ${frozen.denominator.toLocaleString("en-GB")}`;
  const beside = [cohort, frozen.percentile, frozen.source].filter((part) => part !== null);
  return `${frozen.name}, ${sayPupilGroup(frozen.group)}, ${sayPeriod(frozen.period)}: ${said} (${beside.join("; ")}). As it stood on ${sayDay(frozen.frozenOn)}.`;
}
