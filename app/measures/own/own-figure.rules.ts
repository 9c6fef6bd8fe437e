import { type Missing, missingLetters } from "../../language/missing.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { isPupilGroup, type PupilGroup, pupilGroups, sayPupilGroup } from "../../language/pupil-group.ts";
import { halfTermOf, type Period, readPeriod, yearOf } from "../../language/school-year.ts";
import { type Measure, productionOf } from "../../national/index.ts";

export const ownColumns = ["measure", "academy", "period", "pupil group", "value", "numerator", "denominator"] as const;
export type OwnColumn = (typeof ownColumns)[number];
/** One row of a file of the trust's own figures, as it was written. */
export type OwnRow = Readonly<Record<OwnColumn, string>> & { readonly row: number };

/** What a figure is about. */
export type FigureOf = { readonly measure: string; readonly unitId: string; readonly period: Period; readonly group: PupilGroup };
/** A figure, or why there is none; with what it was counted from, where that is known. */
export type Counted = {
  readonly value: number | null;
  readonly missing: Missing | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};
export type OwnFigure = FigureOf & Counted;
export const keyOfFigure = ({ measure, unitId, period, group }: FigureOf): string => `${measure}\n${unitId}\n${period}\n${group}`;

export type OwnAcademy = { readonly unitId: string; readonly urn: number; readonly name: string };
/** What the trust has, against which a row is read; `now` is the half-term or the year in which today lies. */
export type OwnHere = {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly academies: readonly OwnAcademy[];
  readonly now: Period;
};

/** Why a row cannot be; the column in which it is wrong. */
export type RowRefusal = { readonly column: OwnColumn } & (
  | {
      readonly kind: "no-such-measure" | "no-such-academy" | "academy-unclear" | "no-such-period" | "no-such-group" | "not-a-number";
      readonly said: string;
    }
  | { readonly kind: "period-to-come" | "half-term-needed" | "whole-year-needed" }
  | { readonly kind: "not-produced"; readonly reason: string }
  | { readonly kind: "beyond-percent" | "below-nought"; readonly said: string }
  | { readonly kind: "not-whole" }
  | { readonly kind: "value-needed" | "denominator-needed" | "numerator-not-wanted" }
  | { readonly kind: "denominator-below-numerator"; readonly numerator: number; readonly denominator: number }
  | { readonly kind: "nobody" }
  | { readonly kind: "contradicts-counts"; readonly counted: number }
  | { readonly kind: "said-before"; readonly row: number }
  | { readonly kind: "second-header" }
  | { readonly kind: "cut-short"; readonly cells: number; readonly columns: number }
  | { readonly kind: "too-many-cells" }
  | { readonly kind: "signed-off"; readonly cycle: string }
);

const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, " ");
const groups = new Map(
  (Object.keys(pupilGroups) as PupilGroup[]).flatMap((group) => [
    [group, group],
    [plain(sayPupilGroup(group)), group],
  ]),
);
/** A group as its code or its words. */
export const groupOf = (text: string): PupilGroup | undefined => {
  const said = plain(text);
  return isPupilGroup(said) ? said : groups.get(said);
};

/** A period as a school year with or without a half-term: "2025/26", "2025/26 half-term 3", "2025/26, spring 1". */
export const periodOf = (text: string): Period | undefined => readPeriod(text.replace(/half[- ]?term\s*/i, "HT"));
/** As a file says it and reads it again. */
export const periodInFile = (period: Period): string => {
  const [year, term] = [yearOf(period), halfTermOf(period)];
  return `${year - 1}/${String(year % 100).padStart(2, "0")}${term === undefined ? "" : ` half-term ${term}`}`;
};

// The kinds by their names, and the words of England's own files that people copy.
const missingWords = new Map<string, Missing>([
  ...(Object.keys(missingLetters) as Missing[]).flatMap(
    (kind) =>
      [
        [kind, kind],
        [kind.replaceAll("-", " "), kind],
      ] as [string, Missing][],
  ),
  ["supp", "suppressed"],
  ["np", "not-published"],
  ["na", "not-applicable"],
  ["n/a", "not-applicable"],
  ["ne", "not-entered"],
  ["lowcov", "low-coverage"],
  ["new", "new-school"],
]);

/** For which stretch of time a measure is counted: the trust's own through the year, all others by the year. */
export function stretchOf(measure: Measure): "half-term" | "year" | "either" {
  if (measure.family !== "own") return "year";
  return measure.code.endsWith("-term") ? "half-term" : "either";
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const readNumber = (text: string): number | undefined => (number.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined);

/** Reads a row against what the trust has; refuses the first thing that is wrong in it, with its column. Nothing where it was left empty. */
export function readOwnRow(row: OwnRow, here: OwnHere): Outcome<OwnFigure | undefined, RowRefusal> {
  const [text, top, bottom] = [row.value.trim(), row.numerator.trim(), row.denominator.trim()];
  const about = readAbout(row, here);
  if (!about.ok) return about;
  if (!text && !top && !bottom) return accept(undefined);
  const counted = readCounted(about.value.kept, { text, top, bottom });
  return counted.ok ? accept({ ...about.value.of, ...counted.value }) : counted;
}

function readAbout(row: OwnRow, here: OwnHere): Outcome<{ of: FigureOf; kept: Measure }, RowRefusal> {
  if (ownColumns.every((column) => plain(row[column]) === column)) return refuse({ kind: "second-header", column: "measure" });
  const measure = here.measures.get(plain(row.measure));
  if (!measure) return refuse({ kind: "no-such-measure", column: "measure", said: row.measure.trim() });
  const said = plain(row.academy);
  const [academy, another] = here.academies.filter(({ urn, name }) => String(urn) === said || plain(name) === said);
  if (!academy) return refuse({ kind: "no-such-academy", column: "academy", said: row.academy.trim() });
  if (another) return refuse({ kind: "academy-unclear", column: "academy", said: row.academy.trim() });
  const period = periodOf(row.period);
  if (period === undefined) return refuse({ kind: "no-such-period", column: "period", said: row.period.trim() });
  const [stretch, term] = [stretchOf(measure), halfTermOf(period)];
  if (stretch === "half-term" && term === undefined) return refuse({ kind: "half-term-needed", column: "period" });
  if (stretch === "year" && term !== undefined) return refuse({ kind: "whole-year-needed", column: "period" });
  if (isToCome(period, here.now)) return refuse({ kind: "period-to-come", column: "period" });
  const production = measure.published === "none" ? undefined : productionOf(measure, yearOf(period), "all");
  if (production?.produced === false) return refuse({ kind: "not-produced", column: "period", reason: production.reason });
  const group = groupOf(row["pupil group"]);
  if (!group) return refuse({ kind: "no-such-group", column: "pupil group", said: row["pupil group"].trim() });
  return accept({ of: { measure: measure.code, unitId: academy.unitId, period, group }, kept: measure });
}

/** Whether a period has not begun, seen from the one in which today lies. */
export function isToCome(period: Period, now: Period): boolean {
  if (yearOf(period) !== yearOf(now)) return period > now;
  return (halfTermOf(period) ?? 0) > (halfTermOf(now) ?? 6);
}

/** Reads the numbers of a row: a value or its reason, and what it was counted from. What is counted makes the value where none is written. */
export function readCounted(
  measure: Pick<Measure, "unit">,
  { text, top, bottom }: { readonly text: string; readonly top: string; readonly bottom: string },
): Outcome<Counted, RowRefusal> {
  const isShare = measure.unit === "percent";
  const isCount = isShare || measure.unit === "count";
  const counts: (number | null)[] = [];
  for (const [column, said] of [
    ["numerator", top],
    ["denominator", bottom],
  ] as const) {
    const read = said === "" ? null : readNumber(said);
    if (read === undefined) return refuse({ kind: "not-a-number", column, said });
    if (read !== null && read < 0 && (isCount || column === "denominator")) return refuse({ kind: "below-nought", column, said });
    if (read !== null && !Number.isInteger(read) && (isShare || column === "denominator")) return refuse({ kind: "not-whole", column });
    counts.push(read === 0 ? 0 : read);
  }
  const [numerator = null, denominator = null] = counts;
  const missing = missingWords.get(plain(text));
  if (missing) {
    if (numerator !== null) return refuse({ kind: "numerator-not-wanted", column: "numerator" });
    return accept({ value: null, missing, numerator, denominator });
  }
  const written = text === "" ? null : readNumber(isShare ? text.replace(/\s*%$/, "") : text);
  if (written === undefined) return refuse({ kind: "not-a-number", column: "value", said: text });
  if (written !== null && isShare && (written < 0 || written > 100)) return refuse({ kind: "beyond-percent", column: "value", said: text });
  if (written !== null && written < 0 && measure.unit !== "points") return refuse({ kind: "below-nought", column: "value", said: text });
  if (numerator !== null && denominator === null && (isShare || measure.unit === "score"))
    return refuse({ kind: "denominator-needed", column: "denominator" });
  if (numerator !== null && denominator !== null && isShare && denominator < numerator)
    return refuse({ kind: "denominator-below-numerator", column: "denominator", numerator, denominator });
  if (denominator === 0) return refuse({ kind: "nobody", column: "denominator" });
  const ratio =
    numerator !== null && denominator !== null && (isShare || measure.unit === "score")
      ? (numerator / denominator) * (isShare ? 100 : 1)
      : null;
  if (written === null && ratio === null) return refuse({ kind: "value-needed", column: "value" });
  // A rounded value stands for all that round to it.
  const step =
    0.5 *
    10 **
      -(
        text
          .replace(/[e%].*$/i, "")
          .split(".")[1]
          ?.trim().length ?? 0
      );
  if (written !== null && ratio !== null && Math.abs(written - ratio) > Math.max(step, 1e-9) * 1.000001)
    return refuse({ kind: "contradicts-counts", column: "value", counted: ratio });
  const value = written ?? ratio;
  return accept({ value: value === 0 ? 0 : value, missing: null, numerator, denominator });
}
