export { type CsvReader, csvReader, delimiterOf, RowTooLong } from "./csv.rules.ts";
export { asAtFromName } from "./dates.rules.ts";
export { type FileKind, kindInWords } from "./file-kind.rules.ts";
export {
  type ImportRefusal,
  type ImportReport,
  type Skipped,
  sayImportRefusal,
  sayImportReport,
  type UnknownValue,
} from "./import-report.rules.ts";
export { paths as nationalPaths } from "./paths.ts";
export { companiesHouseOf } from "./register.rules.ts";
export type { RegisterAcademy, RegisterTrust } from "./register-words.rules.ts";
