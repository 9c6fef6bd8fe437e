import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import { type Found, marked, newestFound, type Sought } from "../../platform/database/search.ts";
import type { ReviewKind } from "./life.rules.ts";

// What everybody may read who may see where the academy stands: a review that is agreed, and is not about judges.
const agreed = sql`v.state in ('agreed', 'closed') and v.kind <> 'moderation'`;

export type RestingRow = {
  readonly reviewId: string;
  readonly kind: ReviewKind;
  readonly editionId: string;
  readonly indicator: string;
  readonly level: string | null;
  readonly stance: "supports" | "contradicts" | null;
  readonly findingId: string | null;
  readonly by: string;
  readonly on: string;
};
/** What of agreed reviews rests on a piece of evidence: what was written of an indicator, and what was seen when a finding was closed. */
export const reviewsOn = (look: Look, item: string): Promise<RestingRow[]> =>
  look.rows<RestingRow>(sql`
    select v.id as "reviewId", v.kind, v.edition_id as "editionId", w.indicator, w.level, b.stance, null as "findingId", p.name as by,
      (coalesce(w.written_at, v.planned_at) at time zone 'Europe/London')::date::text as on
    from diagnose.review_rests_on b join diagnose.review v on v.trust_id = b.trust_id and v.id = b.review_id
    join diagnose.review_row w on w.trust_id = b.trust_id and w.review_id = b.review_id and w.indicator = b.indicator
    join organisation.person p on p.trust_id = v.trust_id and p.id = coalesce(w.written_by, v.lead_id)
    where b.item_id = ${item} and ${agreed}
    union all
    select v.id, v.kind, v.edition_id, f.indicator, null, null, f.id, p.name, c.checked_on::text
    from diagnose.finding_check_rests_on b join diagnose.finding_check c on c.trust_id = b.trust_id and c.finding_id = b.finding_id
    join diagnose.finding f on f.trust_id = b.trust_id and f.id = b.finding_id join diagnose.review v on v.trust_id = f.trust_id and v.id = f.review_id
    join organisation.person p on p.trust_id = c.trust_id and p.id = c.checked_by
    where b.item_id = ${item} and ${agreed}`);

export type FindingHit = {
  readonly id: string;
  readonly unitId: string;
  readonly kind: "strength" | "improvement" | "concern";
  readonly editionId: string;
  readonly indicator: string;
  readonly raisedBy: string;
  readonly raisedOn: string;
  /** Marked, to be cut by `partsOf`. */
  readonly snippet: string;
};
/** The newest findings of agreed reviews that say what is sought, of these units. */
export function searchFindings(
  look: Look,
  sought: Sought,
  asked: { units: readonly string[]; limit: number; after?: string | undefined },
): Promise<Found<FindingHit>> {
  return newestFound<FindingHit>(
    look,
    asked.limit,
    // Which reviews these are an index alone tells, so that none of them is read to find its findings.
    sql`select f.id from diagnose.finding f
      where f.id < ${asked.after ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}
        and f.review_id = any(array(select v.id from diagnose.review v where coalesce(v.unit_id = any(${[...asked.units]}::uuid[]), false) and ${agreed}))
        and to_tsvector('english', f.text) @@ ${sought.near}::tsquery`,
    sql`select f.id, v.unit_id as "unitId", f.kind, v.edition_id as "editionId", f.indicator, f.raised_by as "raisedBy", (f.raised_at at time zone 'Europe/London')::date as "raisedOn",
      ${marked(sql`f.text`, sought)} as snippet
      from diagnose.finding f join diagnose.review v on v.trust_id = f.trust_id and v.id = f.review_id
      where f.id = o.id and to_tsvector('english', f.text) @@ ${sought.exact}::tsquery`,
    "raisedBy",
  );
}
