import { editionInUse } from "../frameworks/index.server.ts";
import type { EditionContent } from "../frameworks/index.ts";
import { today, trustUnit } from "../organisation/index.server.ts";
import type { Person } from "../platform/access/access.rules.ts";
import type { Look } from "../platform/database/change.ts";
import { type CurrentRow, currentJudgements } from "./judgements/judgement.store.ts";
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
