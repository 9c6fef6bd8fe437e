import { may, type Person } from "../../platform/access/access.rules.ts";
import { isWritten, nextState, type Part, type ReviewKind, type ReviewState } from "./life.rules.ts";
import { mayLeadQuality, partsOf } from "./permissions.rules.ts";
import { isAnswerLate, isOwnWork, partFor, whoTakes } from "./review.rules.ts";

/** What a review asks of somebody now: to judge what is left to them, or to take its next step. */
export type Ask =
  | { readonly kind: "judge"; readonly left: number }
  | { readonly kind: "step"; readonly to: ReviewState; readonly as: Part };

/** What is asked of whom hangs on this of a review. */
export type TurnFacts = {
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly unitId: string;
  readonly unitKind: "academy" | "trust" | "board" | "network" | "region";
  readonly regionId: string | null;
  readonly lead: { readonly id: string };
  readonly moderator: { readonly id: string } | null;
  readonly replyBy: string | null;
  readonly judged: number;
  readonly of: number;
};
/** Somebody, with what they are to judge in it and whether they hold a role on what is reviewed. */
export type Who = { readonly person: Person; readonly mine: number; readonly mineDone: number; readonly isAtHome: boolean };
/** Who else may be nearer: the heads of what is reviewed, and the chiefs of its region who neither led it nor judged in it. */
export type Near = { readonly heads: readonly string[]; readonly chiefs: readonly string[] };

/**
 * What a review asks of one person today, the same wherever it is told; undefined where it asks others. A step that several may take is asked
 * of who stands nearest: an academy's answer of its Principal, moderation of its region's chief executive. Nobody is asked what would be refused.
 */
export function askOf(
  review: TurnFacts,
  { person, mine, mineDone, isAtHome }: Who,
  near: Near,
  trust: string,
  today: string,
): Ask | undefined {
  const { kind, state, lead, unitId } = review;
  if (isWritten(state) && mine > mineDone) return { kind: "judge", left: mine - mineDone };
  const to = nextState(kind, state);
  if (!to || (isWritten(state) && (review.of === 0 || review.judged < review.of))) return undefined;
  const place = {
    trustId: person.trustId,
    unitId,
    within: [review.regionId, trust].filter((one) => one !== null && one !== unitId) as string[],
  };
  const reviewers = new Set(mine > 0 ? [person.personId] : []);
  const parts = partsOf(
    { kind, unitKind: review.unitKind, lead: lead.id, moderator: review.moderator?.id, reviewers, isAtHome },
    person,
    place,
  );
  const as = partFor(kind, parts, whoTakes(kind, to, isAnswerLate(to, review.replyBy, today)), to);
  if (!as || isOwnWork({ lead: lead.id, indicators: [{ reviewers: [...reviewers] }] }, person.personId, to)) return undefined;
  const isNearest = (): boolean => {
    // Who leads quality may close what is agreed; who led it is asked to.
    if (to === "closed") return lead.id === person.personId;
    if (as === "academy") return near.heads.length === 0 || near.heads.includes(person.personId);
    if (as !== "moderator" || review.moderator) return true;
    return near.chiefs.length > 0 ? near.chiefs.includes(person.personId) : may(mayLeadQuality, person, place);
  };
  return isNearest() ? { kind: "step", to, as } : undefined;
}

/** By when it is asked: an answer, or the look at a self-evaluation, by its own day; nothing by a day that what was agreed has met. */
export const askedBy = (review: {
  readonly state: ReviewState;
  readonly due: string | null;
  readonly replyBy: string | null;
}): string | null => (review.state === "sent" ? (review.replyBy ?? review.due) : review.state === "agreed" ? null : review.due);
