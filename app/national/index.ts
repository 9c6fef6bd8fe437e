export {
  boundaryOf,
  type Distribution,
  distributionOf as distributionOfValues,
  meets,
  type Percentile,
  percentileOf,
  valueAt,
} from "./benchmarks/distribution.rules.ts";
export { type Gap, type Gaps, gapNames, gapsOf } from "./benchmarks/gap.rules.ts";
export {
  isClearOf,
  isSmallCohort,
  type Rolling,
  rollingThreeYears,
  sayCohort,
  weightOfOnePupil,
  type YearPart,
} from "./benchmarks/honesty.rules.ts";
export { type NotPooled, type Part, type Pooled, pool, sayCoverage, sayNotPooled } from "./benchmarks/pooled.rules.ts";
export {
  type Comparison,
  missingOf,
  type NoPercentile,
  numberOf,
  type Population,
  type SchoolValue,
  type Source,
  sayComparison,
  sayFigure,
  sayKind,
  sayNoPercentile,
  sayNumber,
  sayPopulation,
  sayPublished,
  sayRegion,
  type TrustFigure,
} from "./benchmarks/value.rules.ts";
export { paths as nationalPaths } from "./paths.ts";
export { type CsvReader, csvReader, delimiterOf, RowTooLong } from "./reading/csv.rules.ts";
export { asAtFromName } from "./register/dates.rules.ts";
export { type FileKind, kindInWords } from "./register/file-kind.rules.ts";
export {
  type ImportRefusal,
  type ImportReport,
  type Skipped,
  sayImportRefusal,
  sayImportReport,
  type UnknownValue,
} from "./register/import-report.rules.ts";
export { companiesHouseOf } from "./register/register.rules.ts";
export type { RegisterAcademy, RegisterTrust } from "./register/register-words.rules.ts";
export { findClashes, readMeasures } from "./results/catalogue.form.ts";
export { measureByCode, measureById, measureFamilies, measures } from "./results/catalogue.ts";
export { readDataset } from "./results/dataset.form.ts";
export {
  type Family,
  type Measure,
  type Phase,
  type Polarity,
  type Production,
  type Published,
  productionOf,
  type Unit,
  type Weight,
  type YearsWithout,
} from "./results/measure.rules.ts";
