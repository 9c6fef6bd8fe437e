import { sayDay } from "../../language/period.ts";
import { oneOf } from "../../language/words.ts";
import { type ApprovalRefusal, type PlanRefusal, type PlanState, planKinds, type StepRefusal } from "./plan.rules.ts";

export const stateWords: Readonly<Record<PlanState, string>> = {
  draft: "Draft",
  approved: "Approved",
  changed: "Changed since it was approved",
  paused: "Paused",
  closed: "Closed",
};
/** What somebody wrote, ended as a sentence is. */
export const asSentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

const resting = (state: "paused" | "closed") =>
  state === "paused"
    ? "This plan is paused, so it can only be read. Take it up again first. What you wrote is still here."
    : "This plan is closed, so it can only be read. Begin a new plan for what comes next. What you wrote is still here.";

export function sayPlanRefusal(refusal: PlanRefusal): string {
  switch (refusal.kind) {
    case "no-such-kind":
      return "Choose which kind of plan it is.";
    case "no-such-unit":
      return "Choose whose plan it is.";
    case "no-such-review":
      return "The review is not one of whom the plan is for. Choose one of the list.";
    case "review-needed":
      return "Choose which review this plan answers.";
    case "not-yours":
      return "You may not write plans there. Choose what your role covers, or ask whoever leads it.";
    case "wrong-unit":
      return `${planKinds[refusal.plan]} is not written for ${oneOf(refusal.unit)}. Choose another kind, or whose plan it is.`;
    case "no-such-template":
      return "This template is not offered any more. Choose another one of the list, or none.";
    case "template-of-another-kind":
      return `This template is for another kind of plan: ${planKinds[refusal.plan]}. Choose one for yours, or none.`;
    case "title-needed":
      return "Give the plan a name of up to 200 characters.";
    case "begins-needed":
      return "Give the first day of the plan.";
    case "ends-needed":
      return "Give the last day of the plan.";
    case "ends-before-it-begins":
      return "The plan would end before it starts, or on that very day. Give a last day after its first.";
    case "too-long":
      return "A plan covers ten years at most. Give an earlier last day.";
    case "leaves-outside":
      return refusal.count === 1
        ? `“${refusal.title}” is due on ${sayDay(refusal.due)}, outside these days. Give it another day or end it first, or choose days that hold it.`
        : `${refusal.count} actions and milestones of this plan are due outside these days, the first of them “${refusal.title}” on ${sayDay(refusal.due)}. Give them other days or end them first, or choose days that hold them.`;
    case "resting":
      return resting(refusal.state);
    case "crossed":
      return "Somebody has changed this since you opened it. Both are shown; change yours if you need to, and save it again.";
  }
}
export function fieldOfPlan(refusal: PlanRefusal): string {
  const { kind } = refusal;
  if (kind === "leaves-outside") return refusal.field;
  if (kind === "no-such-kind" || kind === "wrong-unit") return "kind";
  if (kind === "no-such-template" || kind === "template-of-another-kind") return "template";
  if (kind === "no-such-unit" || kind === "not-yours") return "unit";
  if (kind === "no-such-review" || kind === "review-needed") return "review";
  if (kind === "title-needed") return "title";
  if (kind === "begins-needed") return "begins";
  return kind === "resting" || kind === "crossed" ? "" : "ends";
}

export function sayApprovalRefusal(refusal: ApprovalRefusal): string {
  switch (refusal.kind) {
    case "resting":
      return resting(refusal.state);
    case "empty":
      return "There is nothing to approve yet. Write its first priority.";
    case "approved-already":
      return "This plan was approved already as it stands. There is nothing more to do.";
    case "crossed":
      return "The plan has changed since you opened it. Read it again as it stands now, and then approve it.";
    case "leader-gone":
      return `Whoever leads “${refusal.title}” holds no role any more, or nobody holds the role that leads it. Name who does, and then approve the plan.`;
    case "nobody-delivers":
      return `Nobody leads “${refusal.title}”. Say who does, and then approve the plan.`;
  }
}
export function sayStepRefusal({ kind }: StepRefusal): string {
  switch (kind) {
    case "because-needed":
      return "Say why in up to 1,000 characters.";
    case "not-now":
      return "The plan is not where that can be done any more. Read it as it stands now.";
    case "never-approved":
      return "Only a plan that was approved can be paused. A draft can be left as it is.";
  }
}
