export { paths as measurePaths } from "./paths.ts";
export { mayBringFigures, mayEnterFigures, mayRunCollections, maySetTargets, maySignOff } from "./permissions.rules.ts";
