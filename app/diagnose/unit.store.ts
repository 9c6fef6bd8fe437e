import { sql } from "kysely";
import { editionInUse } from "../frameworks/index.server.ts";
import type { EditionContent } from "../frameworks/index.ts";
import { today, trustUnit } from "../organisation/index.server.ts";
import type { Person } from "../platform/access/access.rules.ts";
import type { Look } from "../platform/database/change.ts";
import { type CurrentRow, currentJudgements } from "./judgements/judgement.store.ts";
import { type FindingRow, listFindings } from "./reviews/findings/finding.store.ts";
import { type ListedReview, listReviews } from "./reviews/list.store.ts";
import { findingsIn, listedFor } from "./reviews/may-see.ts";
import { isTheirTurn } from "./reviews/turn.rules.ts";

/** What stands of a unit by one of the trust's frameworks; undefined where it has no edition of that in use. */
export async function standingByFramework(
  look: Look,
  unitId: string,
  framework: string,
): Promise<{ content: EditionContent; judgements: readonly CurrentRow[] } | undefined> {
  const edition = await editionInUse(look, today(look), framework);
  return edition && { content: edition.content, judgements: await currentJudgements(look, edition.lineages, unitId) };
}

/** The newest reviews of a unit that somebody may see, and the findings of those whose findings they see. */
export async function reviewsOfUnit(
  look: Look,
  person: Person,
  unitId: string,
): Promise<{ reviews: readonly ListedReview[]; findings: readonly FindingRow[] }> {
  const [found, trust] = await Promise.all([listReviews(look, person.personId, { unitId }), trustUnit(look)]);
  const reviews = listedFor(found, person, trust);
  const findings = await listFindings(look, { reviews: reviews.map(({ id }) => id) });
  return { reviews, findings: findingsIn(reviews, findings, person, trust) };
}

type OwedInReviews = {
  /** In which rows are theirs to judge. */
  readonly reviews: readonly ListedReview[];
  /** Which wait for their next step. */
  readonly waiting: readonly ListedReview[];
  readonly findings: readonly FindingRow[];
};
/** What somebody owes in reviews: rows to judge, the next step of those that wait for them, and the open findings whose answer they owe. */
export async function owedBy(look: Look, person: Person): Promise<OwedInReviews> {
  const [found, trust] = await Promise.all([listReviews(look, person.personId, { open: true }), trustUnit(look)]);
  const listed = listedFor(found, person, trust);
  const mine = listed.filter((review) => review.mine > review.mineDone);
  const waiting = listed.filter((review) => isTheirTurn(review, person, trust));
  const asked = await look.rows<{ id: string }>(sql`
    select f.review_id as id from diagnose.finding f where f.trust_id = ${look.trustId} and f.owner_id = ${person.personId}
    union select f.review_id from diagnose.finding_answer n join diagnose.finding f on f.trust_id = n.trust_id and f.id = n.finding_id
      where n.trust_id = ${look.trustId} and n.owner_id = ${person.personId}`);
  if (asked.length === 0) return { reviews: mine, waiting, findings: [] };
  const ids = asked.map(({ id }) => id);
  const [around, findings] = await Promise.all([
    listReviews(look, person.personId, { ids }),
    listFindings(look, { reviews: ids, open: true }),
  ]);
  const seen = findingsIn(listedFor(around, person, trust), findings, person, trust);
  return { reviews: mine, waiting, findings: seen.filter(({ owner }) => owner === person.personId) };
}

/** A review by its id, for whoever may see it; undefined for everybody else. */
export async function reviewNamed(look: Look, person: Person, id: string): Promise<ListedReview | undefined> {
  const [found, trust] = await Promise.all([listReviews(look, person.personId, { ids: [id] }), trustUnit(look)]);
  return listedFor(found, person, trust)[0];
}
