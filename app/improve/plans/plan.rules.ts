import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { ledBy } from "../parts/owner.rules.ts";

export const planKinds = {
  "five-year": "Five-year plan",
  "trust-improvement": "Trust improvement plan",
  "academy-long-term": "Long-term improvement plan",
  "academy-improvement": "Improvement plan",
  "professional-learning": "Professional Learning and Development Plan",
  "ofsted-support": "Ofsted support plan",
  "review-answer": "Action plan answering a review",
  network: "Network plan",
  team: "Team plan",
} as const;
export type PlanKind = keyof typeof planKinds;
export const isPlanKind = (kind: string): kind is PlanKind => Object.hasOwn(planKinds, kind);

type UnitKind = "trust" | "region" | "academy" | "board" | "network";
/** On which kinds of unit each kind of plan can be. */
export const plannedFor: Readonly<Record<PlanKind, readonly UnitKind[]>> = {
  "five-year": ["trust"],
  "trust-improvement": ["trust"],
  "academy-long-term": ["academy"],
  "academy-improvement": ["academy"],
  "professional-learning": ["academy", "region", "trust"],
  "ofsted-support": ["academy"],
  "review-answer": ["academy", "region", "trust", "network"],
  network: ["network"],
  team: ["trust", "region", "academy"],
};
/** How far from the five-year plan a kind stands: a plan supports only plans of a lower number, so that no circle can be. */
export const rankOf: Readonly<Record<PlanKind, number>> = {
  "five-year": 0,
  "trust-improvement": 1,
  network: 2,
  "academy-long-term": 2,
  "academy-improvement": 3,
  "ofsted-support": 4,
  "review-answer": 4,
  "professional-learning": 4,
  team: 5,
};

export type PlanDraft = { readonly title: string; readonly begins: string | undefined; readonly ends: string | undefined };
export type ConsideredPlan = { readonly title: string; readonly begins: string; readonly ends: string };
export type PlanRefusal =
  | { readonly kind: "no-such-kind" | "no-such-unit" | "no-such-review" | "review-needed" | "not-yours" }
  | { readonly kind: "wrong-unit"; readonly plan: PlanKind; readonly unit: string }
  | { readonly kind: "no-such-template" }
  | { readonly kind: "template-of-another-kind"; readonly plan: PlanKind }
  | { readonly kind: "title-needed" | "begins-needed" | "ends-needed" | "ends-before-it-begins" | "too-long" }
  | LeftOutside
  | { readonly kind: "resting"; readonly state: "paused" | "closed" }
  | { readonly kind: "crossed" };
/** Parts whose day would no longer lie within their plan: how many, and the first of them. */
type LeftOutside = {
  readonly kind: "leaves-outside";
  readonly count: number;
  readonly title: string;
  readonly due: string;
  readonly field: "begins" | "ends";
};

/** Whether a plan may be called so and cover these days: any days, up to ten years. */
export function considerPlan(draft: PlanDraft): Outcome<ConsideredPlan, PlanRefusal> {
  const title = draft.title.trim();
  if (!title || title.length > 200) return refuse({ kind: "title-needed" });
  if (!draft.begins) return refuse({ kind: "begins-needed" });
  if (!draft.ends) return refuse({ kind: "ends-needed" });
  if (draft.ends <= draft.begins) return refuse({ kind: "ends-before-it-begins" });
  if (Number(draft.ends.slice(0, 4)) - Number(draft.begins.slice(0, 4)) > 10) return refuse({ kind: "too-long" });
  return accept({ title, begins: draft.begins, ends: draft.ends });
}

type Days = { readonly begins: string; readonly ends: string };
type DuePart = { readonly title: string; readonly due: string | null; readonly state: string };
/** Whether a plan's days may move so: what is still to be done by a day within them would otherwise be due outside its plan. */
export function considerMove<Moved extends Days>(moved: Moved, before: Days, parts: readonly DuePart[]): Outcome<Moved, PlanRefusal> {
  const within = (due: string, { begins, ends }: Days) => begins <= due && due <= ends;
  const left = parts
    .flatMap(({ title, due, state }) => (due === null || state === "done" || state === "dropped" ? [] : [{ title, due }]))
    .filter(({ due }) => within(due, before) && !within(due, moved))
    .sort((one, other) => one.due.localeCompare(other.due));
  const [first] = left;
  if (!first) return accept(moved);
  return refuse({ kind: "leaves-outside", count: left.length, ...first, field: first.due < moved.begins ? "begins" : "ends" });
}

/** Whether a plan of that kind may be about the unit. */
export function considerSubject(
  kind: string,
  unit: { readonly kind: string } | undefined,
  review: { readonly wanted: boolean; readonly found: boolean },
): Outcome<PlanKind, PlanRefusal> {
  if (!isPlanKind(kind)) return refuse({ kind: "no-such-kind" });
  if (!unit) return refuse({ kind: "no-such-unit" });
  if (!plannedFor[kind].some((one) => one === unit.kind)) return refuse({ kind: "wrong-unit", plan: kind, unit: unit.kind });
  if (review.wanted && !review.found) return refuse({ kind: "no-such-review" });
  if (kind === "review-answer" && !review.found) return refuse({ kind: "review-needed" });
  return accept(kind);
}

/** Where a plan stands: `changed` is approved before, and written in since. */
export type PlanState = "draft" | "approved" | "changed" | "paused" | "closed";
export type StateFacts = {
  readonly revision: number;
  readonly approvedRevision: number | null;
  readonly lastStep: "pause" | "resume" | "close" | null;
};
export function stateOf({ revision, approvedRevision, lastStep }: StateFacts): PlanState {
  if (lastStep === "close") return "closed";
  if (lastStep === "pause") return "paused";
  if (approvedRevision === null) return "draft";
  return approvedRevision === revision ? "approved" : "changed";
}
/** Whether anything may be written in a plan: a paused or closed one is read only. */
export const isWritten = (state: PlanState): state is "draft" | "approved" | "changed" => state !== "paused" && state !== "closed";

/** Whether a plan is worked on: approved, and neither paused nor closed. */
export const isRunning = (state: PlanState): boolean => state === "approved" || state === "changed";

export type ApprovalRefusal =
  | { readonly kind: "resting"; readonly state: "paused" | "closed" }
  | { readonly kind: "empty" }
  | { readonly kind: "approved-already" }
  | { readonly kind: "crossed" }
  | { readonly kind: "nobody-delivers" | "leader-gone"; readonly title: string };
/** Whether a plan may be approved as it was seen: it has priorities, and somebody who still answers leads each. */
export function considerApproval(
  state: PlanState,
  seen: number,
  revision: number,
  priorities: readonly { readonly title: string; readonly led: ReturnType<typeof ledBy> }[],
): Outcome<undefined, ApprovalRefusal> {
  if (!isWritten(state)) return refuse({ kind: "resting", state });
  if (seen !== revision) return refuse({ kind: "crossed" });
  if (state === "approved") return refuse({ kind: "approved-already" });
  if (priorities.length === 0) return refuse({ kind: "empty" });
  const alone = priorities.find(({ led }) => led !== "yes");
  return alone ? refuse({ kind: alone.led === "no" ? "nobody-delivers" : "leader-gone", title: alone.title }) : accept(undefined);
}

export type Step = "pause" | "resume";
export type StepRefusal = { readonly kind: "because-needed" | "not-now" | "never-approved" };
/** Whether a plan may be paused or taken up again, with a reason. */
export function considerStep(state: PlanState, step: string, because: string): Outcome<Step, StepRefusal> {
  if (step !== "pause" && step !== "resume") return refuse({ kind: "not-now" });
  if (step === "resume" ? state !== "paused" : !isWritten(state)) return refuse({ kind: "not-now" });
  if (step === "pause" && state === "draft") return refuse({ kind: "never-approved" });
  const text = because.trim();
  return text && text.length <= 1000 ? accept(step) : refuse({ kind: "because-needed" });
}
