import { type SchoolYear, sayYear } from "../../language/school-year.ts";

/** What a number counts, and how it is written. */
export type Unit = "percent" | "points" | "score" | "count" | "rate";

/** Which way is better; "neither" where a number only describes. */
export type Polarity = "higher" | "lower" | "neither";

/** What pools a school's figures to a trust's or a region's; "none": no pooled figure can be made. */
export type Weight = "eligible-pupils" | "pupils" | "progress8-pupils" | "pupils-on-roll" | "enrolments" | "sessions" | "none";

/** How finely England publishes a measure: for each school, for authorities and the nation only, or not at all. */
export type Published = "school" | "authority" | "none";

export type Phase = "primary" | "secondary" | "sixteen-to-eighteen" | "all";

/** Years in which a measure was not produced at all, or not by school, and why. */
export interface YearsWithout {
  readonly years: readonly SchoolYear[];
  readonly level: "all" | "school";
  readonly reason: string;
  readonly source: string;
  readonly dated: string;
}

export interface Measure {
  /** Stored with every fact; never given to another measure. */
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly short: string;
  readonly definition: string;
  readonly family: string;
  readonly phase: Phase;
  readonly unit: Unit;
  readonly decimals: number;
  readonly better: Polarity;
  readonly weight: Weight;
  readonly published: Published;
  readonly since: SchoolYear;
  readonly until: SchoolYear | undefined;
  readonly gaps: readonly YearsWithout[];
  readonly source: string;
  readonly dated: string;
}

export interface Family {
  readonly code: string;
  readonly name: string;
  /** The measures that an overview shows, by their codes. */
  readonly headline: readonly string[];
  readonly measures: readonly Measure[];
}

/** Whether England produced a measure for a year, by school or at all; when not, why, and where that is said. */
export type Production =
  | { readonly produced: true }
  | { readonly produced: false; readonly reason: string; readonly source: string; readonly dated: string };

/** Tells whether a measure exists for a year at a level; the definition's own years count first, then the years it was left out. */
export function productionOf(measure: Measure, year: SchoolYear, level: "school" | "all"): Production {
  const { source, dated } = measure;
  if (measure.published === "none") return { produced: false, reason: "Nobody publishes it: it is the trust's own.", source, dated };
  if (level === "school" && measure.published !== "school")
    return { produced: false, reason: "It is not published by school: a school's figure comes from the trust.", source, dated };
  if (year < measure.since)
    return { produced: false, reason: `It was first produced in this form for ${sayYear(measure.since)}.`, source, dated };
  if (measure.until !== undefined && year > measure.until)
    return { produced: false, reason: `It was last produced in this form for ${sayYear(measure.until)}.`, source, dated };
  const gap = measure.gaps.find(({ years, level: at }) => years.includes(year) && (at === "all" || level === "school"));
  return gap ? { produced: false, reason: gap.reason, source: gap.source, dated: gap.dated } : { produced: true };
}
