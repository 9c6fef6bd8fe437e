import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { type Finding, unansweredFindings } from "./findings/finding.rules.ts";
import { partsOf } from "./permissions.rules.ts";
import type { Actor, ReviewFacts } from "./review.rules.ts";
import { isAtHome, type PlacedReview, type ReviewPlace, type Work } from "./review.store.ts";

/** What the rules weigh of a review. */
export const factsOf = ({ review, edition }: ReviewPlace, work: Work, findings: readonly Finding[]): ReviewFacts => ({
  kind: review.kind,
  state: review.state,
  version: review.version,
  indicators: work.rows.map((row) => ({
    key: row.indicator,
    title: edition.content.indicators.find(({ key }) => key === row.indicator)?.title ?? row.indicator,
    reviewers: row.reviewers.map(({ id }) => id),
    judged: row.status === "done",
    reply: work.replies.find(({ indicator }) => indicator === row.indicator)?.reply,
  })),
  replyBy: review.replyBy ?? undefined,
  lead: review.lead.id,
  unanswered: unansweredFindings(findings).map(({ text }) => text),
});

/** Who somebody is in a review, given who judges in it and whether they are at home there. */
export const partsIn = (person: Person, { review, ...place }: PlacedReview, reviewers: ReadonlySet<string>, isAtHome: boolean): Actor => ({
  personId: person.personId,
  parts: partsOf(
    { ...{ kind: review.kind, unitKind: review.unitKind, lead: review.lead.id, moderator: review.moderator?.id }, reviewers, isAtHome },
    person,
    place,
  ),
});

/** Who somebody is in a review now. */
export async function actorIn(look: Look, person: Person, place: ReviewPlace, work: Work): Promise<Actor> {
  const reviewers = new Set(work.rows.flatMap(({ reviewers }) => reviewers.map(({ id }) => id)));
  return partsIn(person, place, reviewers, await isAtHome(look, place.review.unitId, person.personId));
}
