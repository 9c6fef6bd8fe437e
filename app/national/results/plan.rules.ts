import { type PupilGroup, pupilGroups } from "../../language/pupil-group.ts";
import type { SchoolYear } from "../../language/school-year.ts";
import {
  type Condition,
  type Dataset,
  type MeasureColumns,
  type Names,
  plainName,
  type RowKind,
  type StratumColumn,
  strata,
} from "./dataset.rules.ts";
import type { Measure } from "./measure.rules.ts";

/** Where one measure of one group stands in a row; -1 where the file has no such column. */
export interface Cell {
  readonly measure: number;
  readonly group: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly percent: boolean;
  readonly signed: boolean;
  /** The kind of school the figure is for, where the measure itself says it. */
  readonly stratum: number;
}

/** A kind of school read from a column. */
export interface StratumPlan {
  readonly column: number;
  readonly values: ReadonlyMap<string, number>;
  readonly otherwise: number | undefined;
}

export type RowPlan =
  | { readonly skip: string }
  | {
      readonly org: "school" | "authority" | "region" | "trust" | "nation";
      readonly key: number;
      readonly code: number | undefined;
      readonly stratum: number | undefined;
      readonly stratumOf: StratumPlan | undefined;
    };

/** A recognised file of results: where everything stands in its rows. */
export interface Plan {
  readonly dataset: Dataset;
  readonly header: readonly string[];
  readonly by: number;
  readonly kinds: ReadonlyMap<string, RowPlan>;
  readonly otherwise: RowPlan | undefined;
  readonly period: number;
  readonly authorityOf: number;
  readonly only: readonly { readonly column: number; readonly values: ReadonlySet<string> }[];
  readonly filters: readonly number[];
  /** The cells of a row with these values in its filter columns, in a year; no cells: nothing is taken of it. */
  cells(filtered: readonly string[], year: SchoolYear): readonly Cell[];
  readonly unknownColumns: readonly string[];
  readonly olderColumns: readonly string[];
  /** The years the file may be of, by the names of its older columns; none: they do not tell. */
  readonly yearsByOlder: readonly SchoolYear[];
}

/** All is nobody's own kind: an authority's whole, or the nation's state-funded schools. */
export const everyKind = -1;

/** The dataset whose columns a header has; the one that needs most of them, where several do. */
export function recogniseDataset(header: readonly string[], datasets: readonly Dataset[]): Dataset | undefined {
  const names = new Set(header.map(plainName));
  const has = (wanted: string) => wanted.split("|").some((name) => names.has(plainName(name)));
  return datasets.filter((dataset) => dataset.has.every(has) && !dataset.lacks.some(has)).sort((a, b) => b.has.length - a.has.length)[0];
}

/** The first name that stands twice in a header. */
export function columnTwice(header: readonly string[]): string | undefined {
  const names = header.map(plainName);
  const again = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  return again === undefined ? undefined : header[names.indexOf(again)]?.trim();
}

// Two digits of a year to come up to 2049: _94 and _95 are grades.
const olderSuffix = /_([0-4]\d)(?=$|_PTQ_EE$)/i;

/** Finds where everything stands that the dataset tells of; what it does not tell of is an unknown column. */
export function planOf(dataset: Dataset, header: readonly string[], measureOf: (code: string) => Measure | undefined): Plan {
  const places = new Map(header.map((name, at) => [plainName(name), at]));
  const used = new Set<number>();
  const find = (names: Names | undefined): number => {
    for (const name of (names ?? []).flatMap((one) => one.split("|"))) {
      const at = places.get(plainName(name));
      if (at === undefined) continue;
      used.add(at);
      return at;
    }
    return -1;
  };
  const stratumPlan = (from: StratumColumn | undefined): StratumPlan | undefined =>
    from && {
      column: find([from.column]),
      values: new Map(Object.entries(from.values).map(([value, name]) => [value, name === "all" ? everyKind : strata[name]])),
      otherwise: from.otherwise && strata[from.otherwise],
    };
  const everywhere = stratumPlan(dataset.rows?.stratum);
  const rowPlan = (kind: RowKind): RowPlan =>
    "skip" in kind
      ? kind
      : {
          org: kind.org,
          key: kind.key === undefined ? -1 : find([kind.key]),
          code: kind.code,
          stratum: typeof kind.stratum === "string" ? strata[kind.stratum] : undefined,
          stratumOf: typeof kind.stratum === "object" ? stratumPlan(kind.stratum) : everywhere,
        };
  const kinds = Object.entries(dataset.rows?.kinds ?? {});
  const filters = dataset.filters.map((name) => ({ name, at: find([name]) })).filter(({ at }) => at >= 0);
  const measured = dataset.measures.map((columns) => ({ columns, cells: cellsOf(columns, measureOf, find) }));
  const by = dataset.rows ? find([dataset.rows.by]) : -1;
  const period = dataset.period ? find([dataset.period.column]) : -1;
  const authorityOf = dataset.whole.authorityOf ? find([dataset.whole.authorityOf]) : -1;
  const only = Object.entries(dataset.only).map(([name, values]) => ({ column: find([name]), values: new Set(values) }));
  const otherwise = kinds.find(([value]) => value === "otherwise");
  const rowPlans = new Map(kinds.filter(([value]) => value !== "otherwise").map(([value, kind]) => [value, rowPlan(kind)]));
  const other = otherwise && rowPlan(otherwise[1]);

  const aside = dataset.leftAside.map(wildcard);
  const rest = header.map((name, at) => ({ name: name.trim(), at })).filter(({ name, at }) => name !== "" && !used.has(at));
  const older = dataset.older ? rest.filter(({ name }) => olderSuffix.test(name)) : [];
  const newest = Math.max(...older.map(({ name }) => Number(olderSuffix.exec(name)?.[1])));
  const cached = new Map<string, readonly Cell[]>();
  return {
    dataset,
    header,
    by,
    kinds: rowPlans,
    otherwise: other,
    period,
    authorityOf,
    only: only.filter(({ column }) => column >= 0),
    filters: filters.map(({ at }) => at),
    cells(filtered, year) {
      const key = `${year}\t${filtered.join("\t")}`;
      const known = cached.get(key);
      if (known) return known;
      const values = new Map(filters.map(({ name }, place) => [name, filtered[place] ?? ""]));
      const holds = (when: Condition) =>
        Object.entries(when).every(([name, wanted]) => !values.has(name) || wanted.includes(values.get(name) as string));
      const group = dataset.groups.find(({ when }) => holds(when))?.group;
      const found =
        dataset.groups.length > 0 && group === undefined
          ? []
          : measured
              .filter(({ columns: { measure, when } }) => holds(when) && isOfYear(measureOf(measure), year))
              .flatMap(({ cells }) => (group ? cells.map((cell) => ({ ...cell, group: pupilGroups[group] })) : cells));
      cached.set(key, found);
      return found;
    },
    unknownColumns: rest
      .filter((column) => !older.includes(column) && !aside.some((known) => known.test(column.name)))
      .map(({ name }) => name),
    olderColumns: older.map(({ name }) => name),
    yearsByOlder: older.length > 0 ? (dataset.older?.behind ?? []).map((behind) => 2000 + newest + behind) : [],
  };
}

const isOfYear = (measure: Measure | undefined, year: SchoolYear) =>
  measure !== undefined && year >= measure.since && (measure.until === undefined || year <= measure.until);

function cellsOf(columns: MeasureColumns, measureOf: (code: string) => Measure | undefined, find: (names: Names | undefined) => number) {
  const measure = measureOf(columns.measure);
  if (!measure) return [];
  return (Object.entries(columns.value) as [PupilGroup, Names][]).flatMap(([group, names]): Cell[] => {
    const value = find(names);
    if (value < 0) return [];
    return [
      {
        measure: measure.id,
        group: pupilGroups[group],
        value,
        low: find(columns.low[group]),
        high: find(columns.high[group]),
        numerator: find(columns.numerator[group]),
        denominator: find(columns.denominator[group]),
        percent: measure.unit === "percent",
        signed: measure.unit === "points",
        stratum: columns.stratum === undefined ? 0 : strata[columns.stratum],
      },
    ];
  });
}

/** A name in which `*` stands for anything. */
const wildcard = (name: string) => new RegExp(`^${name.replace(/[.+?^${}()|[\]\\/]/g, "\\$&").replaceAll("*", ".*")}$`, "i");
