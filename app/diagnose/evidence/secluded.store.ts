import { type RawBuilder, sql } from "kysely";
import type { Hidden } from "../../evidence/index.ts";
import type { Look } from "../../platform/database/change.ts";

// A moderation is about judges, not about the academy, whatever becomes of it.
const isOpen = sql`(v.state not in ('agreed', 'closed') or v.kind = 'moderation')`;

/**
 * That somebody does not see the piece of this alias yet, outside a review in which they have a part: what others brought into reviews
 * that are not agreed, or into moderations, and nothing else rests on. Neither side of a review learns of the other's before it is sent.
 */
export function secludedFrom(personId: string, alias: "e" | "i"): RawBuilder<unknown> {
  const i = sql.raw(alias);
  const inReview = (is: RawBuilder<unknown>) => sql`exists (
    select from diagnose.review_rests_on b join diagnose.review v on v.trust_id = b.trust_id and v.id = b.review_id
    where b.trust_id = ${i}.trust_id and b.item_id = ${i}.id and ${is})`;
  return sql`(${i}.added_by::text <> ${personId} and ${i}.follows is null and ${inReview(isOpen)} and not ${inReview(sql`not ${isOpen}`)}
    and not exists (select from diagnose.rests_on r where r.trust_id = ${i}.trust_id and r.item_id = ${i}.id))`;
}

/** The same of all evidence about a unit, for who lists it: the ids, of which their bringer sees their own. Indexes alone tell it. */
export async function secludedEvidence(look: Look, personId: string, unitId: string): Promise<Hidden> {
  const row = await look.row<{ ids: string[] }>(sql`
    with open as materialized (select v.id from diagnose.review v where v.unit_id = ${unitId} and ${isOpen}),
    held as materialized (select distinct item_id from diagnose.review_rests_on where review_id = any(array(select id from open)))
    select array(select item_id from held
      except select item_id from diagnose.rests_on where item_id = any(array(select item_id from held))
      except select item_id from diagnose.review_rests_on where item_id = any(array(select item_id from held)) and review_id <> all(array(select id from open))) as ids`);
  return { ids: row?.ids ?? [], butOf: personId };
}

/** Whether a piece is secluded from somebody; from everybody but who brought it where nobody is named. */
export async function isSecluded(look: Look, item: string, personId = ""): Promise<boolean> {
  return (await look.row(sql`select from evidence.item i where i.id = ${item} and ${secludedFrom(personId, "i")}`)) !== undefined;
}
