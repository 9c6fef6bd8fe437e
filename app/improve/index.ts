export type { PartContent, PartKind } from "./parts/part.rules.ts";
export { livingParts } from "./parts/tree.rules.ts";
export { paths as planPaths } from "./paths.ts";
export { mayApprovePlans, mayKeepTemplates, mayWritePlans } from "./permissions.rules.ts";
export type { PlanKind } from "./plans/plan.rules.ts";
export type { Decision, Rag, Verdict } from "./progress/progress.rules.ts";
export { readTemplate } from "./templates/template.form.ts";
export type { Template } from "./templates/template.rules.ts";
export type { ActionState } from "./work/action.rules.ts";
