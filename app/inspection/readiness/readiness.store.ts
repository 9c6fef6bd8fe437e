import { type RawBuilder, sql } from "kysely";
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

export type CheckedRow = Checked & { readonly unitId: string; readonly setBy: string | null; readonly setOn: string };
/**
 * What is told of the versions `found`, of these units. Who they name and what they rest on is asked beside them and joined here: how many
 * there are is nothing that a plan of the query could know.
 */
async function tellChecked(look: Look, units: readonly string[], found: RawBuilder<unknown>): Promise<CheckedRow[]> {
  type Row = Omit<CheckedRow, "owner" | "checkedBy" | "evidence" | "setBy"> & { readonly setById: string | null };
  const [rows, rests, people] = await Promise.all([
    look.rows<Row>(sql`
      select unit_id as "unitId", point, version, owner_id as "ownerId", state, checked_on::text as "checkedOn", checked_by as "checkedById", seen,
        set_by as "setById", (set_at at time zone 'Europe/London')::date::text as "setOn"
      from (${found}) found order by unit_id, point, version desc`),
    look.rows<{ of: string; items: string[] }>(sql`
      select concat_ws(' ', unit_id, point, version) as of, array_agg(item_id::text order by item_id) as items from inspection.rests_on
      where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[]) group by unit_id, point, version`),
    look.rows<{ id: string; name: string }>(sql`
      with found as materialized (${found})
      select id, name from organisation.person
      where id = any(array(select owner_id from found union select checked_by from found union select set_by from found))`),
  ]);
  const [names, items] = [new Map(people.map(({ id, name }) => [id, name])), new Map(rests.map((one) => [one.of, one.items]))];
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return rows.map(({ setById, ...row }) => ({
    ...row,
    owner: nameOf(row.ownerId),
    checkedBy: nameOf(row.checkedById),
    evidence: items.get(`${row.unitId} ${row.point} ${row.version}`) ?? [],
    setBy: nameOf(setById),
  }));
}

/** How these units stand with each point that anybody has kept. */
export const listChecked = (look: Look, units: readonly string[]): Promise<CheckedRow[]> =>
  tellChecked(
    look,
    units,
    sql`select distinct on (unit_id, point) * from inspection.checked where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[])
      order by unit_id, point, version desc`,
  );

/** Every version of one unit's point, the newest first. */
export const checkedHistory = (look: Look, unitId: string, point: string): Promise<CheckedRow[]> =>
  tellChecked(
    look,
    [unitId],
    sql`select * from inspection.checked where trust_id = ${look.trustId} and unit_id = ${unitId} and point = ${point}`,
  );

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
