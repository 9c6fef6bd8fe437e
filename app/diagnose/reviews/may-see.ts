import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person, type Place } from "../../platform/access/access.rules.ts";
import { hasReached, writtenByAcademy } from "./life.rules.ts";
import type { ListedReview } from "./list.store.ts";
import { partsOf } from "./permissions.rules.ts";
import type { Actor } from "./review.rules.ts";
import type { Review } from "./review.store.ts";
import { findingsSeen, type Sight, sightOf } from "./sight.rules.ts";

/** What somebody sees of a review: by their part in it or, once it is agreed, because they may see where its unit stands. */
export function sightFor(review: Review, actor: Actor, person: Person, place: Place): Sight {
  const facts = { kind: review.kind, state: review.state, wasSent: review.sendings > 0 };
  const sight = sightOf(facts, actor.parts);
  // Once it is agreed, a part in it never shows somebody less than they see without one. A moderation is about judges, whoever looks.
  if ((sight.words === "working" && sight.rows === "all") || review.kind === "moderation") return sight;
  if (!hasReached(review.kind, review.state, "agreed") || !may(maySeeStanding, person, place)) return sight;
  return { words: "working", rows: "all", replies: writtenByAcademy(review.kind) ? "none" : "answered", findings: true };
}

/** What somebody sees of a review that is listed. */
export function sightOfListed(review: ListedReview, person: Person, trustUnitId: string): Sight {
  const within = review.unitId === trustUnitId ? [] : [review.regionId, trustUnitId].filter((unit) => unit !== null);
  const place = { trustId: person.trustId, unitId: review.unitId, within };
  const parts = partsOf(
    {
      ...{ kind: review.kind, unitKind: review.unitKind, lead: review.lead.id, moderator: review.moderator?.id },
      ...{ reviewers: new Set(review.mine > 0 ? [person.personId] : []), isAtHome: review.isAtHome },
    },
    person,
    place,
  );
  return sightFor(review, { personId: person.personId, parts }, person, place);
}

/** Those of the listed reviews of which somebody sees anything, or in which they have a part. */
export const listedFor = (reviews: readonly ListedReview[], person: Person, trustUnitId: string): ListedReview[] =>
  reviews.filter((review) => sightOfListed(review, person, trustUnitId).words !== "none");

/** Those of the findings that somebody sees in the listed reviews. */
export function findingsIn<One extends { readonly reviewId: string; readonly wasSent: boolean }>(
  reviews: readonly ListedReview[],
  findings: readonly One[],
  person: Person,
  trustUnitId: string,
): One[] {
  const sights = new Map(reviews.map((review) => [review.id, sightOfListed(review, person, trustUnitId)]));
  return findings.filter((one) => {
    const sight = sights.get(one.reviewId);
    return sight !== undefined && findingsSeen(sight, [one]).length > 0;
  });
}
