import { counted } from "../../language/words.ts";
import type { Field, FileKind } from "./file-kind.rules.ts";
import { kindInWords } from "./file-kind.rules.ts";

/** Rows left out for one reason, with up to three examples. */
export interface Skipped {
  readonly reason: string;
  readonly rows: number;
  readonly examples: readonly string[];
}

/** A value that is not one of the register's known words, and how often it stood there. */
export interface UnknownValue {
  readonly column: string;
  readonly value: string;
  readonly rows: number;
}

/** What an import did. imported + changed + unchanged + skipped rows = rows read. */
export interface ImportReport {
  readonly file: string;
  readonly kind: FileKind;
  readonly asAt: string;
  readonly rowsRead: number;
  readonly imported: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: readonly Skipped[];
  readonly unknownColumns: readonly string[];
  readonly unknownValues: readonly UnknownValue[];
  /** Rows with a character that was already lost (U+FFFD) before the file came to us. */
  readonly damagedRows: number;
  readonly encoding: string;
  readonly seconds: number;
}

/** Why a file was not imported. Nothing of it is kept. */
export type ImportRefusal =
  | { readonly kind: "no-such-file" }
  | { readonly kind: "empty" }
  | { readonly kind: "no-rows" }
  | { readonly kind: "web-page" }
  | { readonly kind: "spreadsheet" }
  | { readonly kind: "not-text" }
  | { readonly kind: "damaged-archive" }
  | { readonly kind: "locked-archive" }
  | { readonly kind: "archive-without-csv"; readonly names: readonly string[] }
  | { readonly kind: "archive-with-several"; readonly names: readonly string[] }
  | { readonly kind: "unpacks-too-large" }
  | { readonly kind: "truncated"; readonly rowsRead: number }
  | { readonly kind: "unclosed-quote"; readonly rowsRead: number }
  | { readonly kind: "not-recognised"; readonly header: readonly string[]; readonly worksheets?: readonly string[] }
  | { readonly kind: "nothing-usable"; readonly skipped: readonly Skipped[] }
  | { readonly kind: "no-as-at" }
  | { readonly kind: "impossible-as-at"; readonly given: string }
  | { readonly kind: "future-as-at"; readonly asAt: string };

/** Says what is wrong with the file and what to do next. */
export function sayImportRefusal(refusal: ImportRefusal, file: string): string {
  const again = "Download it again from get-information-schools.service.gov.uk.";
  switch (refusal.kind) {
    case "no-such-file":
      return `${file} cannot be opened. Check the path, and that you may read it.`;
    case "empty":
      return `${file} is empty. ${again}`;
    case "no-rows":
      return `${file} has a header and no rows. ${again}`;
    case "web-page":
      return `${file} is a web page, not a data file: the download probably asked for a sign-in or failed. ${again}`;
    case "spreadsheet":
      return `${file} is a spreadsheet of an older kind, or locked with a password. Open it, choose Save as, “Excel Workbook (.xlsx)” or “CSV UTF-8”, and import that. Save it without a password.`;
    case "not-text":
      return `${file} is not a text file. Give a CSV or Excel file of the register, as it is or zipped.`;
    case "damaged-archive":
      return `${file} is damaged or incomplete: the download was cut off, or the file was changed on its way. Nothing was imported. ${again}`;
    case "locked-archive":
      return `${file} is locked with a password. Save it without one, and import that.`;
    case "archive-without-csv":
      return `${file} has no CSV or Excel file in it${listed(refusal.names)}. Give the archive that holds the register's file.`;
    case "archive-with-several":
      return `${file} holds several files that could be meant${listed(refusal.names)}. Unpack it and import them one by one.`;
    case "unpacks-too-large":
      return `${file} unpacks to far more than the register has ever been (1 GB, or 200 times its size) and was not imported. ${again}`;
    case "truncated":
      return `${file} ends in the middle of a row, after ${counted(refusal.rowsRead, "whole row")}: the download was cut off. Nothing was imported. ${again}`;
    case "unclosed-quote":
      return `${file} has a quotation mark that is never closed, after ${counted(refusal.rowsRead, "row")}: the file is cut off or was edited. Nothing was imported. ${again}`;
    case "not-recognised":
      return `${file} is not a file that Eddystone knows: ${
        (refusal.worksheets?.length ?? 0) > 1
          ? `none of its worksheets${listed(refusal.worksheets ?? [])} has columns of the register; the first's`
          : "its columns"
      } begin ${refusal.header.slice(0, 4).join(", ")}. Give a file of the register (${Object.values(kindInWords).join(", ")}) or of results (performance tables, absence, the census, Ofsted’s management information, explore education statistics).`;
    case "nothing-usable":
      return `${file} has no row that could be used: ${refusal.skipped.map((skip) => `${skip.reason} (${skip.rows})`).join("; ")}. Nothing was imported. Check that it is the file you meant.`;
    case "no-as-at":
      return `The name of ${file} does not tell which day it shows. Say which, for example 2026-11-21 (on the command line: --as-at 2026-11-21).`;
    case "impossible-as-at":
      return `“${refusal.given}” is not a date. Write it as year-month-day, for example 2026-11-21.`;
    case "future-as-at":
      return `${file} would show ${refusal.asAt}, which has not come yet. Give the day on which it was downloaded.`;
  }
}

/** The report as lines of plain text. */
export function sayImportReport(report: ImportReport): string[] {
  const left = report.skipped.reduce((sum, skip) => sum + skip.rows, 0);
  return [
    `${report.file}: ${kindInWords[report.kind]}, as at ${report.asAt}`,
    `  ${counted(report.rowsRead, "row")} read in ${report.seconds.toFixed(1)} s (${report.encoding})`,
    `  ${report.imported} new, ${report.changed} changed, ${report.unchanged} unchanged, ${left} skipped`,
    ...report.skipped.map((skip) => `  skipped ${skip.rows}: ${skip.reason} (for example ${skip.examples.join("; ")})`),
    ...(report.unknownColumns.length > 0 ? [`  columns not known, left aside: ${report.unknownColumns.join(", ")}`] : []),
    ...report.unknownValues.map((unknown) => `  a value not known: ${unknown.column} “${unknown.value}” (${counted(unknown.rows, "row")})`),
    ...(report.damagedRows > 0
      ? [`  ${counted(report.damagedRows, "row")} with letters that were lost before the file came here (shown as \uFFFD)`]
      : []),
  ];
}

/** The columns of a report's unknown values are named by what they mean, not by how one file spells them. */
export const columnInWords = (field: Field | string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const listed = (names: readonly string[]): string => (names.length > 0 ? ` (${names.slice(0, 5).join(", ")})` : "");
