import type { Permission, Person, Place } from "../../platform/access/access.rules.ts";
import { may } from "../../platform/access/access.rules.ts";
import { mayEvaluateSelf } from "../judgements/judgement.rules.ts";
import type { Part, Parts, ReviewKind } from "./life.rules.ts";

const leaders = ["managing-director", "deputy-managing-director", "national-director"] as const;

export const mayOpenReviews: Permission = {
  name: "open-reviews",
  says: "open the reviews they have a part in, and those agreed of an academy whose standing they may see",
  roles: [...leaders, "regional-ceo", "principal", "sle", "central-team", "eob-member", "trustee", "administrator"],
  anywhere: true,
};
export const mayPlanReviews: Permission = {
  name: "plan-reviews",
  says: "plan a review and say who leads it and who judges",
  roles: [...leaders, "regional-ceo"],
};
/** Who leads quality agrees what others have judged. */
export const mayLeadQuality: Permission = {
  name: "lead-quality",
  says: "moderate and agree reviews in which they had no part, run campaigns of them, and see how far judges agree",
  roles: leaders,
};
export const mayModerate: Permission = {
  name: "moderate-reviews",
  says: "moderate a review in which they had no part, where nobody else is named for it",
  roles: [...leaders, "regional-ceo"],
};

/** Whether somebody may plan a review of this kind here: an academy evaluates itself on its own account too. */
export const mayPlan = (kind: ReviewKind, person: Person, place: Place): boolean =>
  may(mayPlanReviews, person, place) || (kind === "self-evaluation" && may(mayEvaluateSelf, person, place));
/** Planning is one permission to a page: the trust's reviews, and a Principal's own evaluation. */
export const mayPlanHere: Permission = {
  name: "plan-reviews-here",
  says: "plan a review, of the trust or of one's own academy by itself",
  roles: [...mayPlanReviews.roles, ...mayEvaluateSelf.roles],
};

export type PartFacts = {
  readonly kind: ReviewKind;
  readonly unitKind: "academy" | "trust" | "board" | "network" | "region";
  readonly lead: string;
  readonly moderator: string | undefined;
  readonly reviewers: ReadonlySet<string>;
  readonly isAtHome: boolean;
};

/** What somebody is in a review, by what they hold and what they were asked to do. */
export function partsOf(facts: PartFacts, person: Person, place: Place): Parts {
  const leadsQuality = may(mayLeadQuality, person, place);
  const found: (Part | false)[] = [
    facts.lead === person.personId && "lead",
    facts.reviewers.has(person.personId) && "reviewer",
    (facts.moderator === undefined ? may(mayModerate, person, place) : facts.moderator === person.personId) && "moderator",
    leadsQuality && "quality",
    // Who leads quality holds their role on the trust; a review of the trust or its board does not make them its other side.
    facts.isAtHome && !(facts.unitKind !== "academy" && leadsQuality) && "academy",
  ];
  return new Set(found.filter((part) => part !== false));
}
