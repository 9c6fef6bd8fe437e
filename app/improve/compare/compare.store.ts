import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { PartThen, PlanThen } from "./compare.rules.ts";

/** A plan as it said at the end of a day; undefined where it had not been begun. */
export async function planOn(look: Look, planId: string, day: string): Promise<PlanThen | undefined> {
  const [trust, end] = [look.trustId, sql`((${day}::date + 1)::timestamp at time zone 'Europe/London')`];
  const [called, parts] = await Promise.all([
    look.row<Omit<PlanThen, "parts">>(sql`
      select title, begins_on::text as begins, ends_on::text as ends from improve.plan_version
      where trust_id = ${trust} and plan_id = ${planId} and set_at < ${end} order by version desc limit 1`),
    look.rows<PartThen>(sql`
      with mine as materialized (select id, kind, under_id, made_at from improve.part where trust_id = ${trust} and plan_id = ${planId}),
      ids as materialized (select array_agg(id) as ids from mine),
      stood as materialized (
        select distinct on (part_id) * from improve.part_version
        where trust_id = ${trust} and part_id = any((select ids from ids)::uuid[]) and set_at < ${end} order by part_id, version desc),
      owner as materialized (select * from improve.part_owner where trust_id = ${trust} and part_id = any((select ids from ids)::uuid[])),
      who as materialized (select id, name from organisation.person where id = any(array(select person_id from owner))),
      owned as (
        select o.part_id, jsonb_agg(jsonb_build_object('duty', o.duty, 'personId', o.person_id, 'role', o.role, 'from', lower(o.held), 'until', upper(o.held), 'name', w.name) order by o.duty, lower(o.held)) as owners
        from owner o join stood t on t.part_id = o.part_id and t.version = o.version left join who w on w.id = o.person_id group by o.part_id),
      need as materialized (select * from improve.part_needs where trust_id = ${trust} and part_id = any((select ids from ids)::uuid[])),
      waits as (
        select n.part_id, jsonb_agg(n.needs_id order by n.needs_id) as needs from need n join stood t on t.part_id = n.part_id and t.version = n.version
        group by n.part_id),
      reason as materialized (select * from improve.part_reason where trust_id = ${trust} and part_id = any((select ids from ids)::uuid[])),
      because as (
        select r.part_id, jsonb_agg(jsonb_build_object('source', r.source, 'says', r.says, 'on', r.frozen_on) order by r.source) as reasons
        from reason r join stood t on t.part_id = r.part_id and t.version = r.version group by r.part_id)
      select m.id, m.kind, m.under_id as under, t.title, t.why, t.how, t.with_whom as "withWhom", t.adds, t.outcome, t.cost, t.days::float as days, t.due::text as due,
        t.supports_id as supports, t.target_id as target, t.ended_because as "endedBecause", coalesce(o.owners, '[]') as owners, coalesce(w.needs, '[]') as needs,
        coalesce(b.reasons, '[]') as reasons
      from mine m join stood t on t.part_id = m.id left join owned o on o.part_id = m.id left join waits w on w.part_id = m.id
      left join because b on b.part_id = m.id order by m.made_at, m.id`),
  ]);
  return called && { ...called, parts };
}

/** The titles that parts have now, by their ids. */
export async function titlesOf(look: Look, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await look.rows<{ id: string; title: string }>(sql`
    select distinct on (part_id) part_id as id, title from improve.part_version
    where trust_id = ${look.trustId} and part_id = any(${[...new Set(ids)]}::uuid[]) order by part_id, version desc`);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
