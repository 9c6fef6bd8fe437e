import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { PartKind } from "../parts/part.rules.ts";
import type { NamedPeriod } from "../parts/part.store.ts";
import type { PlanKind } from "../plans/plan.rules.ts";

export type TouchedPart = {
  readonly id: string;
  readonly kind: PartKind;
  readonly title: string;
  readonly planId: string;
  readonly plan: string;
  readonly planKind: PlanKind;
  readonly unit: string;
  readonly owners: readonly NamedPeriod[];
};
/** What goes on and supports any of these parts. */
const supporting = (look: Look, ids: readonly string[]): Promise<TouchedPart[]> =>
  look.rows<TouchedPart>(sql`
    with near as materialized (select distinct part_id from improve.part_version where trust_id = ${look.trustId} and supports_id = any(${[...ids]}::uuid[])),
    now as materialized (
      select distinct on (part_id) part_id, version, title, supports_id, ended_because from improve.part_version
      where trust_id = ${look.trustId} and part_id = any(array(select part_id from near)) order by part_id, version desc),
    stands as materialized (select * from now where supports_id = any(${[...ids]}::uuid[]) and ended_because is null),
    part as materialized (select id, kind, plan_id from improve.part where trust_id = ${look.trustId} and id = any(array(select part_id from stands))),
    plan as materialized (select id, kind, unit_id from improve.plan where trust_id = ${look.trustId} and id = any(array(select distinct plan_id from part))
      and id <> all(array(select plan_id from improve.plan_step where trust_id = ${look.trustId} and step = 'close'))),
    called as materialized (select distinct on (plan_id) plan_id, title from improve.plan_version
      where trust_id = ${look.trustId} and plan_id = any(array(select id from plan)) order by plan_id, version desc),
    owner as materialized (select * from improve.part_owner where trust_id = ${look.trustId} and part_id = any(array(select part_id from stands))),
    unit as materialized (select id, name from organisation.unit where id = any(array(select distinct unit_id from plan))),
    who as materialized (select id, name from organisation.person where id = any(array(select person_id from owner))),
    owned as (
      select o.part_id, jsonb_agg(jsonb_build_object('duty', o.duty, 'personId', o.person_id, 'role', o.role, 'from', lower(o.held), 'until', upper(o.held), 'name', w.name) order by o.duty, lower(o.held)) as owners
      from owner o join stands s on s.part_id = o.part_id and s.version = o.version left join who w on w.id = o.person_id group by o.part_id)
    select p.id, p.kind, s.title, p.plan_id as "planId", c.title as plan, l.kind as "planKind", u.name as unit, coalesce(o.owners, '[]') as owners
    from stands s join part p on p.id = s.part_id join plan l on l.id = p.plan_id join called c on c.plan_id = p.plan_id join unit u on u.id = l.unit_id
    left join owned o on o.part_id = p.id order by u.name, c.title, s.title, p.id`);

/** What hangs directly under these parts. */
const under = (look: Look, parts: readonly { readonly id: string; readonly planId: string }[]): Promise<{ id: string; planId: string }[]> =>
  look.rows<{ id: string; planId: string }>(sql`
    select id, plan_id as "planId" from improve.part where trust_id = ${look.trustId}
      and plan_id = any(${[...new Set(parts.map(({ planId }) => planId))]}::uuid[]) and under_id = any(${parts.map(({ id }) => id)}::uuid[]) and kind = 'objective'`);

/** Plans stand on so few levels that what supports what supports what supports it is all there can be. */
const levels = 4;
/** Everything that supports a part, at however many removes: itself, what hangs under it, and what supports those in turn. */
export async function listTouched(look: Look, part: { readonly id: string; readonly planId: string }): Promise<TouchedPart[]> {
  const found = new Map<string, TouchedPart>();
  let from: readonly { readonly id: string; readonly planId: string }[] = [part];
  for (let level = 0; level < levels && from.length > 0; level++) {
    const ids = [...from, ...(await under(look, from))].map(({ id }) => id);
    const fresh = (await supporting(look, ids)).filter(({ id }) => !found.has(id));
    for (const one of fresh) found.set(one.id, one);
    from = fresh;
  }
  return [...found.values()];
}
