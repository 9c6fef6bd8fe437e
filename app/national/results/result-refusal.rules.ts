import { sayYear } from "../../language/school-year.ts";

/** A place in the file: the row counts from the header, which is 1. */
interface Place {
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

/** Why a file of results was not imported. Nothing of it is kept. */
export type ResultRefusal =
  | ({ readonly kind: "unknown-token" } & Place)
  | ({ readonly kind: "impossible-number"; readonly why: "percentage" | "negative" | "percent-sign" | "too-large" } & Place)
  | ({ readonly kind: "numerator-above"; readonly numerator: number; readonly denominator: number } & Place)
  | ({ readonly kind: "interval-crossed"; readonly low: number; readonly high: number } & Place)
  | ({ readonly kind: "no-number-of-school" } & Place)
  | ({ readonly kind: "unknown-row" } & Place)
  | ({ readonly kind: "unknown-type-of-school" } & Place)
  | ({ readonly kind: "unknown-grade" } & Place)
  | ({ readonly kind: "no-day" } & Place)
  | { readonly kind: "column-twice"; readonly column: string }
  | { readonly kind: "second-header"; readonly row: number }
  | { readonly kind: "row-too-wide"; readonly row: number; readonly cells: number; readonly width: number }
  | { readonly kind: "row-cut-short"; readonly row: number }
  | { readonly kind: "row-twice"; readonly row: number | undefined; readonly what: string }
  | { readonly kind: "nothing-to-take" }
  | { readonly kind: "not-whole"; readonly lacks: readonly string[] }
  | { readonly kind: "too-few-rows"; readonly rows: number; readonly least: number }
  | { readonly kind: "no-period" }
  | { readonly kind: "impossible-period"; readonly given: string }
  | { readonly kind: "period-contradicts"; readonly given: number; readonly found: number; readonly where: string }
  | { readonly kind: "impossible-version"; readonly given: string }
  | { readonly kind: "version-contradicts"; readonly given: string; readonly found: string }
  | { readonly kind: "older-version"; readonly version: string; readonly stored: string };

/** Thrown while a file's rows are read; the import turns it into a refusal. */
export class ResultRefused extends Error {
  readonly refusal: ResultRefusal;
  constructor(refusal: ResultRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

const kinds: Readonly<Record<ResultRefusal["kind"], true>> = {
  "unknown-token": true,
  "impossible-number": true,
  "numerator-above": true,
  "interval-crossed": true,
  "no-number-of-school": true,
  "unknown-row": true,
  "unknown-type-of-school": true,
  "unknown-grade": true,
  "no-day": true,
  "column-twice": true,
  "second-header": true,
  "row-too-wide": true,
  "row-cut-short": true,
  "row-twice": true,
  "nothing-to-take": true,
  "not-whole": true,
  "too-few-rows": true,
  "no-period": true,
  "impossible-period": true,
  "period-contradicts": true,
  "impossible-version": true,
  "version-contradicts": true,
  "older-version": true,
};

export const isResultRefusal = (refusal: { readonly kind: string }): refusal is ResultRefusal => Object.hasOwn(kinds, refusal.kind);

const here = ({ row, column, value }: Place) => `row ${row}, column ${column}: “${value}”`;

/** Says what is wrong with the file, where, and what to do next. */
export function sayResultRefusal(refusal: ResultRefusal, file: string): string {
  const correct = "Nothing was imported. Correct it and send the file again.";
  const again = "Nothing was imported. Download it again from where it is published.";
  switch (refusal.kind) {
    case "unknown-token":
      return `${file}, ${here(refusal)} is neither a number nor a mark that Eddystone knows. ${correct} If it is a new mark of the Department for Education, it must be added to content/datasets.`;
    case "impossible-number":
      return `${file}, ${here(refusal)} ${sayImpossible(refusal.why)}. ${correct}`;
    case "numerator-above":
      return `${file}, ${here(refusal)} rests on ${refusal.numerator} of ${refusal.denominator}: there cannot be more than there are. ${correct}`;
    case "interval-crossed":
      return `${file}, ${here(refusal)} has an interval from ${refusal.low} to ${refusal.high}, which ends before it begins. ${correct}`;
    case "no-number-of-school":
      return `${file}, ${here(refusal)} does not say whose row it is. ${correct}`;
    case "unknown-row":
      return `${file}, ${here(refusal)} is a kind of row that Eddystone does not know, so it cannot tell whose figures these are. ${correct} If it is new, it must be added to content/datasets.`;
    case "unknown-type-of-school":
      return `${file}, ${here(refusal)} is a type of school that Eddystone does not know. ${correct} If it is new, it must be added to content/datasets.`;
    case "unknown-grade":
      return `${file}, ${here(refusal)} is no grade that Eddystone knows. ${correct}`;
    case "no-day":
      return `${file}, ${here(refusal)} is no day. ${correct}`;
    case "column-twice":
      return `${file} has the column ${refusal.column} twice. ${correct}`;
    case "second-header":
      return `${file} has its header again in row ${refusal.row}: two files were joined. Nothing was imported. Import them one by one.`;
    case "row-too-wide":
      return `${file}, row ${refusal.row} has ${refusal.cells} cells under ${refusal.width} columns: a comma stands where none belongs. ${correct}`;
    case "row-cut-short":
      return `${file} ends in the middle of row ${refusal.row}: the download was cut off. ${again}`;
    case "row-twice":
      return `${file} tells of ${refusal.what} twice${refusal.row === undefined ? "" : `, the second time in row ${refusal.row}`}. ${correct}`;
    case "nothing-to-take":
      return `${file} has no column of a measure that Eddystone keeps. Nothing was imported. Check that it is the file you meant.`;
    case "not-whole":
      return `${file} is not whole: it lacks ${refusal.lacks.slice(0, 5).join("; ")}${refusal.lacks.length > 5 ? `; and ${refusal.lacks.length - 5} more` : ""}. ${again}`;
    case "too-few-rows":
      return `${file} has ${refusal.rows} rows, and this dataset has ${refusal.least} at least: it is a part of one. ${again}`;
    case "no-period":
      return `Neither the name of ${file} nor what is in it tells its school year. Say which, for example 2017/18 (on the command line: --period 2017/18).`;
    case "impossible-period":
      return `“${refusal.given}” is not a school year. Write it like 2017/18.`;
    case "period-contradicts":
      return `${file} should be of ${sayYear(refusal.given)}, but ${refusal.where} says ${sayYear(refusal.found)}. Nothing was imported. Check which year it is, and leave the other out.`;
    case "impossible-version":
      return `“${refusal.given}” is not a version. Say provisional, revised or final.`;
    case "version-contradicts":
      return `${file} should be ${refusal.given}, but its name says ${refusal.found}. Nothing was imported. Check which it is, and leave the other out.`;
    case "older-version":
      return `${file} is ${refusal.version}, and the ${refusal.stored} figures are there already: an older version never replaces a newer one. Nothing was imported.`;
  }
}

function sayImpossible(why: "percentage" | "negative" | "percent-sign" | "too-large"): string {
  switch (why) {
    case "percentage":
      return "is not a percentage from 0 to 100";
    case "negative":
      return "is below 0, where only 0 or more can stand";
    case "percent-sign":
      return "is a percentage, where a number of another kind stands";
    case "too-large":
      return "is larger than anything that could be counted here";
  }
}
