import { sayMissing } from "../../language/missing.ts";
import type { Measure } from "../../national/index.ts";
import type { Counted, RowRefusal } from "./own-figure.rules.ts";
import { ownColumns } from "./own-figure.rules.ts";

const percent = (value: number) => Number(value.toFixed(2));

/** Why a row cannot be, and what to correct in it. */
export function sayRowRefusal(refusal: RowRefusal): string {
  switch (refusal.kind) {
    case "no-such-measure":
      return `There is no measure “${refusal.said}”. Use a code from the list of measures.`;
    case "no-such-academy":
      return `“${refusal.said}” is not in this trust. Name one of the trust's own by its URN.`;
    case "academy-unclear":
      return `More than one is called “${refusal.said}”. Name it by its URN.`;
    case "no-such-period":
      return `“${refusal.said}” is no period. Write a school year, 2025/26, or a half-term of it, 2025/26 half-term 3.`;
    case "period-to-come":
      return "This period has not begun yet. Correct it, or leave the row out.";
    case "half-term-needed":
      return "This measure is counted by half-term. Write which, for example 2025/26 half-term 3.";
    case "whole-year-needed":
      return "This measure is counted by the school year. Leave the half-term out.";
    case "not-produced":
      return `There is no such figure for this year. ${refusal.reason}`;
    case "no-such-group":
      return refusal.said
        ? `There is no pupil group “${refusal.said}”. Use a code from the list of groups.`
        : "Say for which pupils: all, or a group.";
    case "not-a-number":
      return `“${refusal.said}” is not a number. Write digits with a point (62.5), or in the value why there is none (not-available).`;
    case "beyond-percent":
      return `${refusal.said} is not a percentage: it must lie from 0 to 100.`;
    case "below-nought":
      return `${refusal.said} lies below 0, which cannot be here.`;
    case "not-whole":
      return "This counts pupils or sessions, so it must be a whole number.";
    case "value-needed":
      return "Give the value, or why there is none (not-available).";
    case "denominator-needed":
      return "Give of how many: a numerator says nothing without its denominator.";
    case "numerator-not-wanted":
      return "There is no value, so there can be no numerator. Take it away, or give the value.";
    case "denominator-below-numerator":
      return `${refusal.numerator.toLocaleString("en-GB")} of ${refusal.denominator.toLocaleString("en-GB")} cannot be: the denominator lies below its numerator.`;
    case "nobody":
      return "Of 0 pupils there is no value. Write not-applicable as the value.";
    case "contradicts-counts":
      return `The numerator and the denominator make ${percent(refusal.counted)}. Correct one of the three.`;
    case "said-before":
      return `Row ${refusal.row} says this figure already. Keep one of the two.`;
    case "second-header":
      return "This is a header again: two files were put together. Take the second header away.";
    case "cut-short":
      return `This row has ${refusal.cells} of ${refusal.columns} cells: the file was cut off or the row was damaged. Save the whole file again.`;
    case "too-many-cells":
      return "This row has more cells than the header names. Put a text that holds a comma in quotation marks.";
    case "signed-off":
      return `This figure was signed off in “${refusal.cycle}”. A leader has to reopen it there first.`;
  }
}

/** Why a file cannot be read at all. */
export type FileRefusal =
  | { readonly kind: "empty" | "no-rows" | "too-many-rows" | "too-large" | "not-a-table" | "damaged" | "locked" }
  | { readonly kind: "cut-off" | "quote-open"; readonly row: number }
  | { readonly kind: "columns-missing" | "columns-twice"; readonly columns: readonly string[] };
export const mostRows = 20_000;
export const mostBytes = 5 * 1024 * 1024;

export function sayFileRefusal(refusal: FileRefusal): string {
  switch (refusal.kind) {
    case "empty":
      return "The file is empty. Download a template, fill it in and send it.";
    case "no-rows":
      return "The file has a header and no rows. Fill it in and send it again.";
    case "too-many-rows":
      return `A file can have ${mostRows.toLocaleString("en-GB")} rows at most. Cut it in parts, each with the header.`;
    case "too-large":
      return "The file is larger than 5 MB. Cut it in parts, each with the header.";
    case "not-a-table":
      return "This is neither a CSV nor an Excel workbook. Save the sheet as “CSV UTF-8” or “Excel Workbook (.xlsx)” and send that.";
    case "damaged":
      return "The file is damaged or was cut off on its way. Nothing was imported. Save it again and send it.";
    case "locked":
      return "The workbook is locked with a password, or of an old kind. Save it as “Excel Workbook (.xlsx)” without a password.";
    case "cut-off":
      return `The file ends in the middle of row ${refusal.row}: it was cut off. Nothing was imported. Save it again and send it.`;
    case "quote-open":
      return `A quotation mark that opens about row ${refusal.row} is never closed: the file was cut off, or a mark is missing. Close it, or take it away.`;
    case "columns-missing":
      return `The first row must name the columns ${ownColumns.join(", ")}; missing: ${refusal.columns.join(", ")}.`;
    case "columns-twice":
      return `The header names ${refusal.columns.map((column) => `“${column}”`).join(" and ")} more than once. Keep one column of each.`;
  }
}

/** A figure as people read it: with its unit, or why there is none. */
export function sayFigure(figure: Pick<Counted, "value" | "missing">, measure: Pick<Measure, "unit" | "decimals"> | undefined): string {
  if (figure.value === null) return sayMissing(figure.missing ?? "not-available").replace(/\.$/, "");
  const { unit, decimals } = measure ?? { unit: "count", decimals: 2 };
  const said = figure.value.toLocaleString("en-GB", { maximumFractionDigits: decimals, minimumFractionDigits: decimals });
  const sign = unit === "points" && figure.value > 0 ? "+" : "";
  return unit === "percent" ? `${said}%` : `${sign}${said.replace("-", "−")}`;
}
