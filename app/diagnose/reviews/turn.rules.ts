import { may, type Person } from "../../platform/access/access.rules.ts";
import { nextState, type ReviewKind, type ReviewState, whoMayBringTo } from "./life.rules.ts";
import { mayLeadQuality } from "./permissions.rules.ts";

/**
 * Whether a review waits for somebody to bring it on: its words are drafted and they lead it, or it was sent, answered or moderated and the
 * next step is theirs. Of an academy it is its Principal's turn; others there may take the step too, and do not owe it.
 */
export function isTheirTurn(
  review: {
    readonly kind: ReviewKind;
    readonly state: ReviewState;
    readonly unitId: string;
    readonly regionId: string | null;
    readonly lead: { readonly id: string };
    readonly moderator: { readonly id: string } | null;
  },
  person: Person,
  trustUnitId: string,
): boolean {
  const next = nextState(review.kind, review.state);
  if (!next || review.state === "planned" || review.state === "gathering" || next === "closed") return false;
  const within = [review.regionId, trustUnitId].filter((unit) => unit !== null);
  return whoMayBringTo(review.kind, next).some((part) => {
    if (part === "lead") return review.lead.id === person.personId;
    if (part === "moderator") return review.moderator?.id === person.personId;
    if (part === "quality") return may(mayLeadQuality, person, { trustId: person.trustId, unitId: review.unitId, within });
    return part === "academy" && person.roles.some(({ kind, unitId }) => kind === "principal" && unitId === review.unitId);
  });
}
