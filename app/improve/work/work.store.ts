import { sql } from "kysely";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";

/** The actions somebody leads today, as themselves or by the kind of a role they hold: which part, of which plan, and by which role. */
export const actionsLedBy = (look: Look, person: Person): Promise<{ id: string; planId: string; role: string | null }[]> =>
  look.rows<{ id: string; planId: string; role: string | null }>(sql`
    with mine as materialized (
      select part_id, version, role from improve.part_owner
      where trust_id = ${look.trustId} and duty = 'delivers' and held @> ${today(look)}::date
        and (person_id = ${person.personId} or role = any(${person.roles.map(({ kind }) => kind)}::text[])))
    select p.id, p.plan_id as "planId", m.role from mine m join improve.part p on p.trust_id = ${look.trustId} and p.id = m.part_id
    where p.kind = 'action' and m.version = (select max(v.version) from improve.part_version v where v.trust_id = ${look.trustId} and v.part_id = m.part_id)`);
