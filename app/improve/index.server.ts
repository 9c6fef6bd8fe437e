export { addPart, keepPart, listParts } from "./parts/part.store.ts";
export { addApproval, addPlan, addStep, findPlan } from "./plans/plan.store.ts";
export { keepImpact, keepProgress } from "./progress/progress.store.ts";
export { keepTrajectories } from "./progress/trajectory.store.ts";
export { startWorkReminders } from "./remind/remind.job.ts";
export { addComment, addSuggestion, resolve as resolveTalk } from "./talk/talk.store.ts";
export { addTemplate } from "./templates/template.store.ts";
export { addActionStep } from "./work/step.store.ts";
