export { paths as measurePaths } from "./paths.ts";
export { mayBringFigures, mayEnterFigures, mayRunCollections, maySetTargets, maySignOff } from "./permissions.rules.ts";
export { type Since, saySince } from "./values/since.rules.ts";
export { type FrozenValue, keyOfFrozen } from "./values/value.rules.ts";
