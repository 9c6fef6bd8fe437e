export { decideCategory } from "./categories/decide-category.ts";
export { recordJudgement } from "./judgements/record-judgement.ts";
export { loadStanding, type Standing, type TrustStanding } from "./standing.store.ts";
