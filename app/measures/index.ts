export { coveredOf } from "./covered.rules.ts";
export { sayFigure } from "./own/own-words.rules.ts";
export { paths as measurePaths } from "./paths.ts";
export { mayBringFigures, mayEnterFigures, mayRunCollections, maySetTargets, maySignOff } from "./permissions.rules.ts";
export { figuresToPublish } from "./suppression/publish.rules.ts";
export { lastDayOf } from "./targets/last-day.rules.ts";
export { sayStanding, sayTarget, standingWords } from "./targets/target-words.rules.ts";
export { type Since, saySince } from "./values/since.rules.ts";
export { type FrozenValue, keyOfFrozen, saySource } from "./values/value.rules.ts";
