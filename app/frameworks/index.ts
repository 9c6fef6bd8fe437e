export { type Judged, meets, type NeedCount, type Recommendation, recommend } from "./category.rules.ts";
export { inWords, sayRecommendation, sayWayOn } from "./category.words.ts";
export {
  byRank,
  type Category,
  type CategoryRule,
  categoriesOf,
  categoryOf,
  countingFramework,
  countNeeded,
  type EditionContent,
  type FrameworkKind,
  type FrameworkSubject,
  highestLevel,
  type Indicator,
  indicatorOf,
  isStale,
  type Level,
  levelOf,
  lowestLevel,
  type Need,
  rankOf,
  stateOf,
} from "./edition.rules.ts";
export {
  type CarryOver,
  considerPuttingIntoUse,
  type PutIntoUse,
  type PutIntoUseRefusal,
  sayPutIntoUseRefusal,
  usualForerunners,
} from "./editions/put-into-use.rules.ts";
export { readFrameworkFile, writeFrameworkFile } from "./exchange/framework-file.form.ts";
export { editionContentSchema, readDraftContent, readEditionContent } from "./framework.form.ts";
export { paths as frameworkPaths } from "./paths.ts";
export { mayEditFramework } from "./permissions.rules.ts";
export { type Ask, type Raise, shortestWayOn, stepsBetween, type WayOn } from "./way-on.rules.ts";
