import type { Missing } from "../../language/missing.ts";
import { sayYear } from "../../language/school-year.ts";
import { counted } from "../../language/words.ts";
import type { Version } from "./dataset.rules.ts";

/** What an import of results did: whose rows it read, what it kept of them, and what it left aside. */
export interface ResultReport {
  readonly file: string;
  readonly dataset: string;
  readonly name: string;
  /** Academic years by the calendar year in which they end. */
  readonly years: readonly number[];
  readonly version: Version;
  /** The authorities the file is a download of; left out where it is all of England. */
  readonly authorities?: readonly number[];
  /** The same file had been imported before: nothing was changed. */
  readonly already: boolean;
  readonly rowsRead: number;
  readonly schools: number;
  readonly authorityRows: number;
  readonly regionRows: number;
  readonly nationRows: number;
  readonly trusts: number;
  /** Facts stored, how many of them say only why there is no number, and how many a better source already told. */
  readonly facts: number;
  readonly missing: number;
  readonly toldBetter: number;
  /** Facts of an earlier import that these replaced. */
  readonly replaced: number;
  readonly inspections: number;
  readonly skipped: readonly { readonly reason: string; readonly rows: number; readonly examples: readonly string[] }[];
  readonly unknownColumns: readonly string[];
  readonly olderColumns: number;
  readonly tokens: readonly { readonly token: string; readonly means: Missing; readonly cells: number }[];
  /** New authorities that have schools in the file, and no row of their own yet. */
  readonly authoritiesWithoutRow: readonly number[];
  readonly notInRegister: { readonly count: number; readonly examples: readonly number[] };
  readonly encoding: string;
  readonly seconds: number;
}

export const isResultReport = (report: object): report is ResultReport => "dataset" in report;

/** Which figures a file has: "Key stage 2 performance tables, 2017/18, final". */
export const sayWhatItIs = ({ name, years, version, authorities }: ResultReport): string =>
  [
    name,
    years.length > 3 ? `${sayYear(years[0] as number)} to ${sayYear(years.at(-1) as number)}` : years.map(sayYear).join(" and "),
    version,
    ...(authorities ? [authorities.length === 1 ? `authority ${authorities[0]} only` : `${authorities.length} authorities only`] : []),
  ].join(", ");

/** The rows of a file by whose they are. */
export const sayRows = (report: ResultReport): string =>
  [
    [report.schools, "school"],
    [report.trusts, "trust"],
    [report.authorityRows, "authority", "authorities"],
    [report.regionRows, "region"],
    [report.nationRows, "row of the nation", "rows of the nation"],
  ]
    .filter(([rows]) => (rows as number) > 0)
    .map(([rows, one, many]) => counted(rows as number, one as string, many as string | undefined))
    .join(", ");

/** The report as lines of plain text. */
export function sayResultReport(report: ResultReport): string[] {
  const left = report.skipped.reduce((sum, skip) => sum + skip.rows, 0);
  if (report.already) return [`${report.file}: ${sayWhatItIs(report)}`, "  imported before: nothing was changed"];
  return [
    `${report.file}: ${sayWhatItIs(report)}`,
    `  ${counted(report.rowsRead, "row")} read in ${report.seconds.toFixed(1)} s (${report.encoding}): ${sayRows(report)}; ${counted(left, "row")} skipped`,
    report.inspections > 0
      ? `  ${counted(report.inspections, "inspection")} stored`
      : `  ${counted(report.facts, "fact")} stored, ${counted(report.missing, "of them without a number", "of them without a number")}`,
    ...(report.replaced > 0 ? [`  ${counted(report.replaced, "fact")} of an earlier import replaced`] : []),
    ...(report.toldBetter > 0 ? [`  ${counted(report.toldBetter, "fact")} left as a better source tells them`] : []),
    ...report.skipped.map((skip) => `  skipped ${skip.rows}: ${skip.reason} (for example ${skip.examples.join("; ")})`),
    ...(report.olderColumns > 0 ? [`  ${counted(report.olderColumns, "column")} of older years left aside`] : []),
    ...(report.unknownColumns.length > 0 ? [`  columns not known, left aside: ${report.unknownColumns.join(", ")}`] : []),
    ...report.tokens.map(({ token, means, cells }) => `  ${token} in ${counted(cells, "cell")}: ${means.replaceAll("-", " ")}`),
    ...(report.authoritiesWithoutRow.length > 0
      ? [`  authorities with schools and no row of their own: ${report.authoritiesWithoutRow.join(", ")}`]
      : []),
    ...(report.notInRegister.count > 0
      ? [`  ${counted(report.notInRegister.count, "school")} not in the register (for example ${report.notInRegister.examples.join(", ")})`]
      : []),
  ];
}
