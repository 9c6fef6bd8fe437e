export { addActionStep, addPart, keepPart, listParts } from "./parts/part.store.ts";
export { addApproval, addPlan, addStep, findPlan } from "./plans/plan.store.ts";
export { keepImpact, keepProgress } from "./progress/progress.store.ts";
export { addTemplate } from "./templates/template.store.ts";
