import type { Missing } from "../../language/missing.ts";
import type { PupilGroup } from "../../language/pupil-group.ts";

/** Kinds of school whose figures are compared with each other, as national.stratum numbers them. */
export const strata = {
  "not-told": 0,
  primary: 1,
  secondary: 2,
  special: 3,
  "alternative-provision": 4,
  nursery: 5,
  independent: 6,
  college: 7,
  "all-state-funded": 10,
  "all-schools": 11,
} as const;

export type Stratum = keyof typeof strata;

export const versions = ["provisional", "revised", "final"] as const;
export type Version = (typeof versions)[number];

/** One column's name, or the names it has had. */
export type Names = readonly string[];

/** Whose figures a row has. */
export type RowKind =
  | { readonly skip: string }
  | {
      readonly org: "school" | "authority" | "region" | "trust" | "nation";
      readonly key: string | undefined;
      readonly code: number | undefined;
      readonly stratum: Stratum | StratumColumn | undefined;
    };

/** The kind of school by a column's values; "all" is no kind of its own. */
export interface StratumColumn {
  readonly column: string;
  readonly values: Readonly<Record<string, Stratum | "all">>;
  readonly otherwise: Stratum | undefined;
}

/** Which cells make a measure: a name for each group of pupils. */
export interface MeasureColumns {
  readonly measure: string;
  readonly value: Readonly<Partial<Record<PupilGroup, Names>>>;
  readonly low: Readonly<Partial<Record<PupilGroup, Names>>>;
  readonly high: Readonly<Partial<Record<PupilGroup, Names>>>;
  readonly numerator: Readonly<Partial<Record<PupilGroup, Names>>>;
  readonly denominator: Readonly<Partial<Record<PupilGroup, Names>>>;
  readonly when: Condition;
  readonly stratum: Stratum | undefined;
}

/** What the filter columns of a row must hold, by column. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** How the file tells that it is whole: which rows it must have. */
export interface Wholeness {
  /** The file is always all of England, from so many rows on. */
  readonly always: boolean;
  readonly least: number;
  readonly authorityOf: string | undefined;
  readonly eachAuthority: boolean;
  readonly nation: readonly Stratum[];
  /** In a long file of many measures each must have its nation's row. */
  readonly byMeasure: boolean;
}

/** One of Ofsted's inspections in a row. */
export interface InspectionColumns {
  readonly era: "graded" | "ungraded" | "report-card";
  readonly on: Names;
  readonly published: Names;
  readonly number: Names;
  readonly kind: Names;
  readonly urnThen: Names;
  /** Columns without which the row has no such inspection. */
  readonly needs: readonly string[];
  readonly outcomes: Readonly<Record<string, Names>>;
  readonly words: Readonly<Record<string, Names>>;
}

export interface Inspections {
  readonly school: string;
  readonly grades: Readonly<Record<string, string>>;
  readonly nothing: readonly string[];
  readonly kinds: readonly InspectionColumns[];
}

/** How one published dataset is read, as content/datasets tells it. */
export interface Dataset {
  readonly code: string;
  readonly name: string;
  readonly tier: number;
  readonly version: Version;
  readonly has: readonly string[];
  readonly lacks: readonly string[];
  /** A column that tells the period: the year in which it ends, or both years ("202223"). */
  readonly period: { readonly column: string; readonly means: "end" | "years" } | undefined;
  /** Columns of older periods end in _18 and such; the newest of them is so many years before the file's own. */
  readonly older: { readonly behind: readonly number[] } | undefined;
  readonly rows:
    | { readonly by: string; readonly kinds: Readonly<Record<string, RowKind>>; readonly stratum: StratumColumn | undefined }
    | undefined;
  readonly only: Condition;
  readonly filters: readonly string[];
  readonly groups: readonly { readonly group: PupilGroup; readonly when: Condition }[];
  readonly whole: Wholeness;
  readonly tokens: Readonly<Record<string, Missing>>;
  readonly measures: readonly MeasureColumns[];
  readonly inspections: Inspections | undefined;
  readonly leftAside: readonly string[];
  /** The content itself in short: a file is read anew when this has changed. */
  readonly reading: string;
}

/** Columns are known by their names without case, marks and doubled blanks. */
export const plainName = (name: string): string =>
  name
    .replace(/^\uFEFF/, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();
