export { nationalImportJob } from "./import.job.ts";
export { memorySource } from "./reading/source.ts";
export { openTables, type Table } from "./reading/table.ts";
export { FileRefused } from "./reading/unpack.ts";
export { asAtFromName } from "./register/dates.rules.ts";
export { type FileKind, kindInWords } from "./register/file-kind.rules.ts";
export { type ImportOptions, type ImportProgress, importNationalFile } from "./register/import-file.ts";
export {
  type ImportRefusal,
  type ImportReport,
  type Skipped,
  sayImportRefusal,
  sayImportReport,
  type UnknownValue,
} from "./register/import-report.rules.ts";
export { academiesOfTrust, findTrusts, loadTrust, type RegisterReader } from "./register/register.store.ts";
export type { RegisterAcademy, RegisterTrust } from "./register/register-words.rules.ts";
