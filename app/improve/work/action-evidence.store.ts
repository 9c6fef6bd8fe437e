import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Link } from "./action.rules.ts";

/** What the last step of an action rests on. */
export const linksOf = (look: Look, action: string): Promise<Link[]> =>
  look.rows<Link>(sql`
    select shows, item_id as item from improve.action_step_evidence where trust_id = ${look.trustId} and part_id = ${action}
      and number = (select max(number) from improve.action_step where trust_id = ${look.trustId} and part_id = ${action})
    order by shows, item_id`);

/** What the last step of each action of a plan rests on. */
export async function linksWithin(look: Look, planId: string): Promise<ReadonlyMap<string, readonly Link[]>> {
  const rows = await look.rows<Link & { part: string }>(sql`
    with action as materialized (select id from improve.part where trust_id = ${look.trustId} and plan_id = ${planId} and kind = 'action'),
    last as materialized (
      select part_id, max(number) as number from improve.action_step
      where trust_id = ${look.trustId} and part_id = any(array(select id from action)) group by part_id)
    select e.part_id as part, e.shows, e.item_id as item from last l
    join improve.action_step_evidence e on e.trust_id = ${look.trustId} and e.part_id = l.part_id and e.number = l.number
    order by e.part_id, e.shows, e.item_id`);
  return Map.groupBy(rows, ({ part }) => part);
}

export const keepLinks = (change: Change, action: string, number: number, links: readonly Link[]) =>
  change.rows(sql`
    insert into improve.action_step_evidence (trust_id, part_id, number, shows, item_id)
    select ${change.trustId}, ${action}, ${number}, l.shows, l.item from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l(shows text, item uuid)`);

export type ActionOn = Link & {
  readonly action: string;
  readonly title: string;
  readonly by: string | null;
  readonly on: string;
  readonly until: string | null;
};
/** The actions that rest on a piece of evidence, with the first step on it, and the day of the step that left it out. */
export const actionsOn = (look: Look, item: string): Promise<ActionOn[]> =>
  look.rows<ActionOn>(sql`
    with mine as materialized (
      select part_id, shows, min(number) as first, max(number) as last from improve.action_step_evidence
      where trust_id = ${look.trustId} and item_id = ${item} group by part_id, shows)
    select m.part_id as action, m.shows, ${item} as item, p.name as by, (s.taken_at at time zone 'Europe/London')::date::text as on,
      (select v.title from improve.part_version v where v.trust_id = ${look.trustId} and v.part_id = m.part_id order by v.version desc limit 1) as title,
      (select (n.taken_at at time zone 'Europe/London')::date::text from improve.action_step n where n.trust_id = ${look.trustId} and n.part_id = m.part_id and n.number = m.last + 1) as until
    from mine m join improve.action_step s on s.trust_id = ${look.trustId} and s.part_id = m.part_id and s.number = m.first
    left join organisation.person p on p.trust_id = s.trust_id and p.id = s.taken_by`);
