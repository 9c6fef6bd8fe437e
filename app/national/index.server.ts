export { benchmarksAstray, rebuildAfterRegister, rebuildBenchmarks, rebuildDistributions } from "./benchmarks/derive.store.ts";
export { distributionOf, type StoredDistribution } from "./benchmarks/distribution.store.ts";
export type { ValueFilter } from "./benchmarks/facts.store.ts";
export { listMeasures, showMeasure } from "./benchmarks/measures.command.ts";
export { type ComparedSchool, type SimilarSchools, similarityMeasures, similarTo } from "./benchmarks/similar-schools.store.ts";
export { type SimilarTrusts, similarTrusts, type TrustShape } from "./benchmarks/similar-trusts.store.ts";
export { trustFigures } from "./benchmarks/trust-figures.store.ts";
export { publishedTrustValues, valuesOfSchools } from "./benchmarks/value.store.ts";
export { nationalImportJob } from "./import.job.ts";
export { importNationalFile, type NationalOptions } from "./import-file.ts";
export { type NationalRefusal, type NationalReport, sayNationalRefusal, sayNationalReport } from "./import-words.rules.ts";
export { memorySource } from "./reading/source.ts";
export { openTables, type Table } from "./reading/table.ts";
export { FileRefused } from "./reading/unpack.ts";
export { asAtFromName } from "./register/dates.rules.ts";
export { type FileKind, kindInWords } from "./register/file-kind.rules.ts";
export type { ImportOptions, ImportProgress } from "./register/import-register.ts";
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
export { openingsOf, type SchoolOpening } from "./register/school.store.ts";
export { inspectionsOfSchools, type SchoolInspection } from "./results/inspection.store.ts";
