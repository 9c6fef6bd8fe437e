export { asAtFromName } from "./dates.rules.ts";
export { type FileKind, kindInWords } from "./file-kind.rules.ts";
export { nationalImportJob } from "./import.job.ts";
export { type ImportOptions, type ImportProgress, importNationalFile } from "./import-file.ts";
export {
  type ImportRefusal,
  type ImportReport,
  type Skipped,
  sayImportRefusal,
  sayImportReport,
  type UnknownValue,
} from "./import-report.rules.ts";
export { academiesOfTrust, findTrusts, loadTrust, type RegisterReader } from "./register.store.ts";
export type { RegisterAcademy, RegisterTrust } from "./register-words.rules.ts";
