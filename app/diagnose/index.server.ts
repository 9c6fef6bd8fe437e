export { rebuildBoard } from "./board.store.ts";
export { decideCategory } from "./categories/decide-category.ts";
export { holdCategories } from "./categories/decision.store.ts";
export { derivedAstray, rebuildDerived } from "./derived.ts";
export { recordJudgement } from "./judgements/record-judgement.ts";
export { loadAcademyStanding, loadStanding, type Standing, type TrustStanding } from "./standing.store.ts";
