export { rebuildBoard } from "./board.store.ts";
export { decideCategory } from "./categories/decide-category.ts";
export { holdCategories } from "./categories/decision.store.ts";
export { derivedAstray, rebuildDerived } from "./derived.ts";
export { alsoRestsOn, type Resting, type RestingSource } from "./evidence/resting.ts";
export { recordJudgement } from "./judgements/record-judgement.ts";
export { type NarrativeHit, searchNarratives } from "./judgements/resting.store.ts";
export { loadStanding, type Standing, type TrustStanding } from "./standing.store.ts";
