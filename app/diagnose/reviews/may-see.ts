import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person, type Place } from "../../platform/access/access.rules.ts";
import { hasReached } from "./life.rules.ts";
import type { ListedReview } from "./list.store.ts";
import { partsOf } from "./permissions.rules.ts";
import type { Actor } from "./review.rules.ts";
import type { Review } from "./review.store.ts";
import { type Sight, sightOf } from "./sight.rules.ts";

/** What somebody sees of a review: by their part in it or, once it is agreed, because they may see where its unit stands. */
export function sightFor(review: Review, actor: Actor, person: Person, place: Place): Sight {
  const facts = { kind: review.kind, state: review.state, wasSent: review.sendings > 0 };
  const sight = sightOf(facts, actor.parts);
  if (sight.words !== "none" || !hasReached(review.kind, review.state, "agreed") || !may(maySeeStanding, person, place)) return sight;
  // A moderation is about judges, not about the academy, whoever looks.
  return review.kind === "moderation" ? sight : { words: "working", rows: "all", replies: "answered", findings: true };
}

/** Those of the listed reviews of which somebody sees anything, or in which they have a part. */
export const listedFor = (reviews: readonly ListedReview[], person: Person, trustUnitId: string): ListedReview[] =>
  reviews.filter((review) => {
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
    return sightFor(review, { personId: person.personId, parts }, person, place).words !== "none";
  });
