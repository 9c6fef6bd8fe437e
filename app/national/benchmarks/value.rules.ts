import { type Figure, type Missing, sayMissing } from "../../language/missing.ts";
import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { Measure } from "../results/measure.rules.ts";
import type { Percentile } from "./distribution.rules.ts";
import type { NotPooled, Pooled } from "./pooled.rules.ts";

/** The file that a figure stands in. */
export interface Source {
  readonly import: number;
  readonly dataset: string;
  readonly version: string;
  readonly releasedOn: string | null;
  readonly file: string;
}

/** A figure with what the file tells of its making. */
export interface Told {
  readonly figure: Figure;
  readonly numerator: number | undefined;
  /** How many pupils it is made of. */
  readonly cohort: number | undefined;
  /** The confidence interval, where one is published. */
  readonly interval: { readonly low: number; readonly high: number } | undefined;
  readonly source: Source;
}

/** Who a percentile is among. */
export interface Population {
  readonly stratum: number;
  readonly n: number;
  /** How many have their type from the school census of the year, because the file tells none. */
  readonly byCensus: number;
}

/** Why a value has no percentile. */
export type NoPercentile = "no-value" | "neither" | "part-of-england" | "type-unknown" | "not-state-funded";

/** A figure that a value is set against. `pooled`: worked out from rounded school figures, because none is published. */
export type Comparison =
  | (Told & { readonly kind: "published"; readonly key: number })
  | {
      readonly kind: "pooled";
      readonly key: number;
      readonly figure: { readonly value: number };
      readonly pupils: number;
      readonly schools: number;
      readonly ofPupils: number;
      readonly ofSchools: number;
    };

/** One published value of a school, with all it is set against. */
export interface SchoolValue extends Told {
  /** The school asked about. */
  readonly urn: number;
  readonly measure: string;
  readonly period: Period;
  readonly group: PupilGroup;
  /** The school the file names; `before`: one that this school came from. */
  readonly published: { readonly urn: number; readonly before: boolean };
  /** The schools that became this one, where more than one has a figure and so none is its own. */
  readonly several: readonly number[];
  readonly percentile: Percentile | undefined;
  readonly noPercentile: NoPercentile | undefined;
  readonly population: Population | undefined;
  /** The value that begins the top 20%; at it or better counts as met. */
  readonly top20: number | undefined;
  readonly nation: Comparison | undefined;
  readonly authority: Comparison | undefined;
  readonly region: Comparison | undefined;
}

/** What several schools come to together, beside what is published of their trust: two figures that are never mixed. */
export interface TrustFigure {
  readonly measure: string;
  readonly period: Period;
  readonly group: PupilGroup;
  readonly pooled: Pooled | NotPooled;
  /** Each school's own value, of which the pooled figure is made. */
  readonly schools: readonly SchoolValue[];
  /** England's own figure. */
  readonly nation: Comparison | undefined;
  /** The row of the trust in the trust-level file, which weighs by years in the trust too. */
  readonly published: SchoolValue | undefined;
}

/** A figure's number; undefined where there is none. */
export const numberOf = (figure: Figure | undefined): number | undefined => (figure && "value" in figure ? figure.value : undefined);
export const missingOf = (figure: Figure): Missing | undefined => ("missing" in figure ? figure.missing : undefined);

const kinds: Readonly<Record<number, readonly [one: string, many: string]>> = {
  0: ["school", "schools"],
  1: ["state-funded primary school", "state-funded primary schools"],
  2: ["state-funded mainstream secondary school", "state-funded mainstream secondary schools"],
  3: ["state-funded special school", "state-funded special schools"],
  4: ["state-funded alternative provider", "state-funded alternative providers"],
  5: ["state-funded nursery school", "state-funded nursery schools"],
  6: ["independent school", "independent schools"],
  7: ["college", "colleges"],
  10: ["state-funded school", "state-funded schools"],
  11: ["school", "schools"],
  20: ["academy trust", "academy trusts"],
};

/** What kind of school a stratum holds, in the plural: "state-funded primary schools". */
export const sayKind = (stratum: number): string => kinds[stratum]?.[1] ?? "schools";

const regions = [
  "North East",
  "North West",
  "Yorkshire and the Humber",
  "East Midlands",
  "West Midlands",
  "East of England",
  "London",
  "South East",
  "South West",
];

/** A region by its number, 1 to 9 as in E12000001 to E12000009 (`national.region_number` in the database). */
export const sayRegion = (region: number): string => regions[region - 1] ?? "A region not known";

/** Who a percentile is among, in words. */
export function sayPopulation({ stratum, n, byCensus }: Population): string {
  const who = `${n.toLocaleString("en-GB")} ${kinds[stratum]?.[n === 1 ? 0 : 1] ?? "schools"} with a value in the file`;
  if (stratum === 0) return `${who}, which does not tell their types: special schools may be among them`;
  if (byCensus === 0) return who;
  return byCensus === n
    ? `${who}, by their type in the school census of the same year`
    : `${who}, by their type in the file or, for ${byCensus.toLocaleString("en-GB")} of them, in the school census of the same year`;
}

/** Why there is no percentile, in a sentence. */
export function sayNoPercentile(why: NoPercentile): string {
  switch (why) {
    case "no-value":
      return "No percentile: there is no value.";
    case "neither":
      return "No percentile: neither more nor less is better.";
    case "part-of-england":
      return "No percentile: only some authorities' part of the national file has been imported.";
    case "type-unknown":
      return "No percentile: neither the file nor the school census of the year tells what kind of school this is.";
    case "not-state-funded":
      return "No percentile: percentiles are among state-funded schools.";
  }
}

/** Where a value was published, when that is not under the school's own URN; undefined when it is. */
export function sayPublished({ published, several }: Pick<SchoolValue, "published" | "several">): string | undefined {
  if (several.length > 0)
    return `This school was made of ${several.length} schools (URNs ${several.join(", ")}), each with results of its own: there is no single value.`;
  return published.before ? `Published under URN ${published.urn}, before it became this school.` : undefined;
}

/** What a regional figure is, when it is not published. */
export function sayComparison(comparison: Comparison): string | undefined {
  if (comparison.kind === "published") return undefined;
  const { pupils, ofPupils, schools, ofSchools } = comparison;
  const count = (n: number) => n.toLocaleString("en-GB");
  return `Calculated from rounded school figures, pooled by pupils; covers ${count(pupils)} of ${count(ofPupils)} known pupils and ${count(schools)} of ${count(ofSchools)} schools.`;
}

/** A number as a measure is written: "72%", "−0.48", "52.7". */
export function sayNumber({ unit, decimals }: Pick<Measure, "unit" | "decimals">, value: number): string {
  const digits = Math.abs(value).toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const sign = value < 0 && Number(digits.replaceAll(",", "")) !== 0 ? "\u2212" : "";
  return `${sign}${digits}${unit === "percent" ? "%" : ""}`;
}

/** A figure in words: its number, or why there is none. */
export const sayFigure = (measure: Pick<Measure, "unit" | "decimals">, figure: Figure): string =>
  "value" in figure ? sayNumber(measure, figure.value) : sayMissing(figure.missing);
