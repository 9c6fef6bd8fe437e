import type { FrameworkSubject } from "../../frameworks/index.ts";
import { type Outcome, refuse } from "../../language/outcome.ts";
import { type AssignmentRefusal, type Candidate, considerAssignment, sayAssignmentRefusal } from "./assignment.rules.ts";
import { type BeginRefusal, sayBeginRefusal } from "./from-the-last.rules.ts";
import type { ReviewKind } from "./life.rules.ts";

export type PlanDraft = {
  readonly unitId: string;
  readonly framework: string;
  readonly kind: ReviewKind;
  readonly about: string;
  readonly due: string | undefined;
  readonly leadId: string;
  readonly moderatorId: string | undefined;
  /** Who judges every indicator; changed for each later. */
  readonly reviewers: readonly string[];
  /** The agreed review it starts from. */
  readonly from: string | undefined;
};
export type PlanFacts = {
  readonly today: string;
  readonly unitKind: "academy" | "trust" | "board" | "network" | "region" | undefined;
  readonly may: boolean;
  readonly framework:
    | {
        readonly name: string;
        readonly subjects: readonly FrameworkSubject[];
        readonly indicators: readonly { key: string; title: string }[];
      }
    | undefined;
  readonly people: readonly Candidate[];
};
export type PlanRefusal =
  | { readonly kind: "no-such-unit" }
  | { readonly kind: "not-allowed" }
  | { readonly kind: "no-edition-in-use" }
  | { readonly kind: "not-of-such-a-unit"; readonly name: string; readonly subjects: readonly FrameworkSubject[] }
  | { readonly kind: "due-over"; readonly today: string }
  | { readonly kind: "no-such-lead" }
  | { readonly kind: "lead-at-home"; readonly name: string }
  | { readonly kind: "no-such-moderator" }
  | { readonly kind: "moderator-judges"; readonly name: string }
  | { readonly kind: "no-such-review" }
  | AssignmentRefusal
  | BeginRefusal;

/** Whether a review may be planned so; gives the reviewers of each indicator. */
export function considerPlan(facts: PlanFacts, draft: PlanDraft): Outcome<ReadonlyMap<string, readonly string[]>, PlanRefusal> {
  const { framework, unitKind, people } = facts;
  if (!unitKind || unitKind === "region") return refuse({ kind: "no-such-unit" });
  if (!facts.may) return refuse({ kind: "not-allowed" });
  if (!framework) return refuse({ kind: "no-edition-in-use" });
  if (!framework.subjects.includes(unitKind))
    return refuse({ kind: "not-of-such-a-unit", name: framework.name, subjects: framework.subjects });
  if (draft.due !== undefined && draft.due < facts.today) return refuse({ kind: "due-over", today: facts.today });
  const person = (id: string | undefined) => people.find(({ personId }) => personId === id);
  const lead = person(draft.leadId);
  if (!lead) return refuse({ kind: "no-such-lead" });
  if (draft.kind !== "self-evaluation" && lead.isAtHome) return refuse({ kind: "lead-at-home", name: lead.name });
  const moderator = person(draft.moderatorId);
  if (draft.moderatorId !== undefined && !moderator) return refuse({ kind: "no-such-moderator" });
  if (moderator && (moderator.personId === lead.personId || draft.reviewers.includes(moderator.personId)))
    return refuse({ kind: "moderator-judges", name: moderator.name });
  const indicators = framework.indicators.map(({ key, title }) => ({ key, title, reviewers: [], judgedBy: undefined }));
  const wanted = Object.fromEntries(indicators.map(({ key }) => [key, draft.reviewers]));
  return considerAssignment({ kind: draft.kind, state: "planned", indicators, people }, wanted);
}

const either = (words: readonly string[]) => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);

/** Each refusal in words that say what to do next. */
export function sayPlanRefusal(refusal: PlanRefusal): string {
  switch (refusal.kind) {
    case "no-such-unit":
      return "Choose what is reviewed: an academy, the trust or one of its boards.";
    case "not-allowed":
      return "Your role does not let you plan this review here. Ask who leads quality for the trust to plan it.";
    case "no-edition-in-use":
      return "The trust has no edition of this framework in use. Choose another, or put an edition of it into use first.";
    case "not-of-such-a-unit":
      return `“${refusal.name}” is for ${either(refusal.subjects)}. Choose a framework that fits what is reviewed.`;
    case "due-over":
      return "The day by which it should be agreed is over. Give today or a later day, or leave it open.";
    case "no-such-lead":
      return "Choose who leads the review among those listed.";
    case "lead-at-home":
      return `${refusal.name} belongs to what is reviewed, and nobody reviews at home. Choose somebody else, or make it a self-evaluation.`;
    case "no-such-moderator":
      return "Choose who moderates among those listed, or nobody.";
    case "moderator-judges":
      return `${refusal.name} leads the review or judges in it, so somebody else must moderate it.`;
    case "no-such-review":
      return "The review to start from is not there. Choose another, or begin with nothing.";
    case "still-open":
    case "another-framework":
    case "another-unit":
      return sayBeginRefusal(refusal);
    case "too-late":
    case "no-such-indicator":
    case "no-such-person":
    case "at-home":
    case "not-at-home":
    case "judged-already":
      return sayAssignmentRefusal(refusal);
  }
}
