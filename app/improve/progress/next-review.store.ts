import { sql } from "kysely";
import { today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import type { PlanRow } from "../plans/plan.store.ts";

/**
 * The day by which progress is next reviewed unless somebody says otherwise: the first of the next half-term by the plan's own calendar on
 * which a school is open to pupils, within the plan.
 */
export async function nextReviewDay(look: Look, plan: PlanRow): Promise<string | undefined> {
  const row = await look.row<{ day: string }>(sql`
    select (select min(d)::date::text from generate_series(upper(h.dates), upper(h.dates) + 20, interval '1 day') d
        where extract(isodow from d) < 6 and not exists (
          select from organisation.inset_day i where i.trust_id = h.trust_id and i.unit_id = h.unit_id and i.day = d::date)) as day
    from organisation.half_term h join organisation.unit u on u.trust_id = h.trust_id and u.id = h.unit_id
    where h.trust_id = ${look.trustId} and h.dates @> ${today(look)}::date
      and u.id = coalesce((select y.unit_id from organisation.school_year y where y.trust_id = ${look.trustId} and y.unit_id = ${plan.unitId} limit 1),
        (select t.id from organisation.unit t where t.trust_id = ${look.trustId} and t.kind = 'trust'))`);
  return row && row.day <= plan.ends ? row.day : undefined;
}
