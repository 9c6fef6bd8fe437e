export { type Judged, meets, type NeedCount, type Recommendation, recommend } from "./category.rules.ts";
export { sayRecommendation, sayWayOn } from "./category.words.ts";
export {
  type Category,
  type CategoryRule,
  categoriesOf,
  categoryOf,
  countNeeded,
  type EditionContent,
  highestLevel,
  type Indicator,
  indicatorOf,
  isStale,
  type Level,
  levelOf,
  lowestLevel,
  type Need,
  rankOf,
} from "./edition.rules.ts";
export { editionContentSchema, readEditionContent } from "./framework.form.ts";
export { type Ask, type Raise, shortestWayOn, stepsBetween, type WayOn } from "./way-on.rules.ts";
