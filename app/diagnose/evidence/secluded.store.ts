import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";

/**
 * The evidence that somebody does not see yet, outside a review in which they have a part: what others brought into reviews that are not
 * agreed, or into moderations, and nothing else rests on. Neither side of a review learns of the other's before it is sent.
 */
export async function secludedEvidence(look: Look, personId: string): Promise<string[]> {
  const row = await look.row<{ ids: string[] }>(sql`
    with open as materialized (select id from diagnose.review where state not in ('agreed', 'closed') or kind = 'moderation'),
    held as materialized (select distinct item_id from diagnose.review_rests_on where review_id = any(array(select id from open)))
    select array(
      select i.id from evidence.item i where i.id = any(array(select item_id from held)) and i.added_by::text <> ${personId} and i.follows is null
        and not exists (select from diagnose.rests_on r where r.trust_id = i.trust_id and r.item_id = i.id)
        and not exists (
          select from diagnose.review_rests_on b where b.trust_id = i.trust_id and b.item_id = i.id and b.review_id <> all(array(select id from open)))) as ids`);
  return row?.ids ?? [];
}
