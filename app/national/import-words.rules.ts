import { type ImportRefusal, type ImportReport, sayImportRefusal, sayImportReport } from "./register/import-report.rules.ts";
import { isResultRefusal, type ResultRefusal, sayResultRefusal } from "./results/result-refusal.rules.ts";
import { isResultReport, type ResultReport, sayResultReport } from "./results/result-report.rules.ts";

/** What an import did, of the register or of results. */
export type NationalReport = ImportReport | ResultReport;

/** Why a file was not imported. Nothing of it is kept. */
export type NationalRefusal = ImportRefusal | ResultRefusal;

/** Says what is wrong with the file and what to do next. */
export const sayNationalRefusal = (refusal: NationalRefusal, file: string): string =>
  isResultRefusal(refusal) ? sayResultRefusal(refusal, file) : sayImportRefusal(refusal, file);

/** The report as lines of plain text. */
export const sayNationalReport = (report: NationalReport): string[] =>
  isResultReport(report) ? sayResultReport(report) : sayImportReport(report);
