import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Checked, ConsideredCheck, Point } from "./readiness.rules.ts";

export type OwnPoint = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly what: string;
  readonly freshForDays: number;
  readonly removed: boolean;
  readonly setBy: string | null;
  readonly setOn: string;
};
/** The trust's own points, by name; removed ones too, which keep their checks. */
export const listOwnPoints = (look: Look): Promise<OwnPoint[]> =>
  look.rows<OwnPoint>(sql`
    select t.id, t.version, t.title, t.what, t.fresh_for_days as "freshForDays", t.removed, p.name as "setBy", (t.set_at at time zone 'Europe/London')::date::text as "setOn"
    from (select distinct on (id) * from inspection.point where trust_id = ${look.trustId} order by id, version desc) t
    left join organisation.person p on p.trust_id = t.trust_id and p.id = t.set_by order by t.title, t.id`);

/** One writer at a time changes the trust's list. */
export const lockPoints = (change: Change) =>
  change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`inspection.point ${change.trustId}`}, 0))`);

/** Keeps one version of a point of the trust's own; answers its id. A version that somebody has made meanwhile breaks the key. */
export async function keepPoint(
  change: Change,
  kept: Pick<OwnPoint, "version" | "title" | "what" | "freshForDays" | "removed"> & {
    readonly id?: string | undefined;
    readonly by: string | undefined;
  },
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into inspection.point (trust_id, id, version, title, what, fresh_for_days, removed, set_by, set_at)
    values (${change.trustId}, coalesce(${kept.id ?? null}::uuid, uuidv7()), ${kept.version}, ${kept.title}, ${kept.what}, ${kept.freshForDays}, ${kept.removed}, ${kept.by ?? null}, ${change.now.toString()})
    returning id`);
  if (!row) throw new Error("the point was not kept");
  return row.id;
}

/** The trust's own points that stand, as points like those that ship. */
export const standingPoints = (own: readonly OwnPoint[]): Point[] =>
  own.filter(({ removed }) => !removed).map(({ id, title, what, freshForDays }) => ({ key: id, title, what, freshForDays, own: true }));

/** What is told of the versions `found`, of these units: who they name and on what they rest is looked up once for all of them. */
const told = (look: Look, units: readonly string[]) => sql`, who as materialized (
    select id, name from organisation.person where id = any(array(select owner_id from found union select checked_by from found union select set_by from found))),
  rests as materialized (
    select unit_id, point, version, array_agg(item_id::text order by item_id) as items from inspection.rests_on
    where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[]) group by unit_id, point, version)
  select c.unit_id as "unitId", c.point, c.version, c.owner_id as "ownerId", o.name as owner, c.state, c.checked_on::text as "checkedOn", c.checked_by as "checkedById",
    b.name as "checkedBy", c.seen, coalesce(r.items, '{}') as evidence, s.name as "setBy", (c.set_at at time zone 'Europe/London')::date::text as "setOn"
  from found c left join who o on o.id = c.owner_id left join who b on b.id = c.checked_by left join who s on s.id = c.set_by
  left join rests r on r.unit_id = c.unit_id and r.point = c.point and r.version = c.version`;

export type CheckedRow = Checked & { readonly unitId: string; readonly setBy: string | null; readonly setOn: string };
/** How these units stand with each point that anybody has kept. */
export const listChecked = (look: Look, units: readonly string[]): Promise<CheckedRow[]> =>
  look.rows<CheckedRow>(sql`
    with found as materialized (
      select distinct on (unit_id, point) * from inspection.checked where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[])
      order by unit_id, point, version desc) ${told(look, units)}`);

/** Every version of one unit's point, the newest first. */
export const checkedHistory = (look: Look, unitId: string, point: string): Promise<CheckedRow[]> =>
  look.rows<CheckedRow>(sql`
    with found as materialized (
      select * from inspection.checked where trust_id = ${look.trustId} and unit_id = ${unitId} and point = ${point}) ${told(look, [unitId])}
    order by c.version desc`);

/** Keeps one version of how a unit stands with a point, with the evidence it rests on. */
export async function keepChecked(
  change: Change,
  at: { readonly unitId: string; readonly point: string; readonly version: number; readonly by: string | undefined },
  kept: ConsideredCheck,
): Promise<void> {
  await change.rows(sql`
    insert into inspection.checked (trust_id, unit_id, point, version, owner_id, state, checked_on, checked_by, seen, set_by, set_at)
    values (${change.trustId}, ${at.unitId}, ${at.point}, ${at.version}, ${kept.ownerId}, ${kept.state}, ${kept.checkedOn}, ${kept.checkedById}, ${kept.seen}, ${at.by ?? null}, ${change.now.toString()})`);
  if (kept.evidence.length > 0)
    await change.rows(sql`
      insert into inspection.rests_on (trust_id, unit_id, point, version, item_id)
      select ${change.trustId}, ${at.unitId}, ${at.point}, ${at.version}, item from unnest(${[...kept.evidence]}::uuid[]) item`);
}
