export { monthsLeft, sayClock } from "./categories/clock.rules.ts";
export { mayDecide } from "./categories/decision.rules.ts";
export { mayWithdraw } from "./evidence/withdrawal.rules.ts";
export { mayEvaluateSelf, mayJudge, mayJudgeHere, sayJudgementOf } from "./judgements/judgement.rules.ts";
export { paths as diagnosePaths } from "./paths.ts";
export { reviewPaths } from "./reviews/paths.ts";
export { sayAsk, sayKind, sayState } from "./reviews/review.words.ts";
export { askedBy } from "./reviews/turn.rules.ts";
