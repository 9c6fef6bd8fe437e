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
        and (person_id = ${person.personId} or role = any(${person.roles.map(({ kind }) => kind)}::text[]))),
    newest as materialized (
      select part_id, max(version) as version from improve.part_version
      where trust_id = ${look.trustId} and part_id = any(array(select part_id from mine)) group by part_id),
    part as materialized (
      select id, plan_id, kind from improve.part where (trust_id = ${look.trustId} and id = any(array(select part_id from mine))) is true)
    select p.id, p.plan_id as "planId", m.role from mine m join newest n on n.part_id = m.part_id and n.version = m.version
    join part p on p.id = m.part_id where p.kind = 'action'`);
