export { decideCategory } from "./categories/decide-category.ts";
export { holdCategories } from "./categories/decision.store.ts";
export { heldAstray, rebuildHeld } from "./categories/rebuild-held.ts";
export { recordJudgement } from "./judgements/record-judgement.ts";
export { loadStanding, type Standing, type TrustStanding } from "./standing.store.ts";
