import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";

/** The first days of the trust's half-terms on or after a day, the nearest first. */
export function halfTermsFrom(look: Look, day: string): Promise<{ name: string; first: string }[]> {
  return look.rows(sql`
    select h.name || ' ' || h.school_year as name, lower(h.dates)::text as first from organisation.half_term h
    join organisation.unit u on u.trust_id = h.trust_id and u.id = h.unit_id and u.kind = 'trust'
    where lower(h.dates) >= ${day}::date order by lower(h.dates) limit 3`);
}
