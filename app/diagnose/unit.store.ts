import { sql } from "kysely";
import { editionInUse } from "../frameworks/index.server.ts";
import type { EditionContent } from "../frameworks/index.ts";
import { today, trustUnit } from "../organisation/index.server.ts";
import type { Person } from "../platform/access/access.rules.ts";
import type { Look } from "../platform/database/change.ts";
import { type CurrentRow, currentJudgements } from "./judgements/judgement.store.ts";
import { type AskedReview, reviewsAskedOf } from "./reviews/asked.store.ts";
import { type FindingRow, listFindings } from "./reviews/findings/finding.store.ts";
import { type ListedReview, listReviews } from "./reviews/list.store.ts";
import { findingsIn, listedFor } from "./reviews/may-see.ts";

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
  /** What reviews ask of them: rows to judge, or the next step. */
  readonly asked: readonly AskedReview[];
  readonly findings: readonly FindingRow[];
};
/** What somebody owes in reviews: rows to judge, the next step of those that wait for them, and the open findings whose answer they owe. */
export async function owedBy(look: Look, person: Person): Promise<OwedInReviews> {
  const trust = await trustUnit(look);
  const asked = await reviewsAskedOf(look, person, trust);
  const owned = await look.rows<{ id: string }>(sql`
    select f.review_id as id from diagnose.finding f where f.trust_id = ${look.trustId} and f.owner_id = ${person.personId}
    union select f.review_id from diagnose.finding_answer n join diagnose.finding f on f.trust_id = n.trust_id and f.id = n.finding_id
      where n.trust_id = ${look.trustId} and n.owner_id = ${person.personId}`);
  if (owned.length === 0) return { asked, findings: [] };
  const ids = owned.map(({ id }) => id);
  const [around, findings] = await Promise.all([
    listReviews(look, person.personId, { ids }),
    listFindings(look, { reviews: ids, open: true }),
  ]);
  const seen = findingsIn(listedFor(around, person, trust), findings, person, trust);
  return { asked, findings: seen.filter(({ owner }) => owner === person.personId) };
}

/** A review by its id, for whoever may see it; undefined for everybody else. */
export async function reviewNamed(look: Look, person: Person, id: string): Promise<ListedReview | undefined> {
  const [found, trust] = await Promise.all([listReviews(look, person.personId, { ids: [id] }), trustUnit(look)]);
  return listedFor(found, person, trust)[0];
}
