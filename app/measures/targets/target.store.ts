import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Target } from "./target.rules.ts";

export type TargetRow = Target & {
  readonly id: string;
  readonly version: number;
  readonly ended: boolean;
  readonly owner: string;
  readonly unit: string;
  readonly unitKind: "trust" | "region" | "academy";
  readonly setBy: string | null;
  readonly setOn: string;
};
const columns = sql`t.id, t.version, t.unit_id as "unitId", t.measure, t.period, t.pupil_group as "group", t.basis, t.figure, t.reference_period as "referencePeriod",
  t.other_group as "otherGroup", t.source, t.owner_id as "ownerId", t.ended, o.name as owner, u.name as unit, u.kind as "unitKind", b.name as "setBy",
  (t.set_at at time zone 'Europe/London')::date::text as "setOn"`;
// Who owns and has set the targets `found`, and of what they are, is looked up once and not for each target.
const told = sql`,
  who as materialized (select id, name from organisation.person where id = any(array(select owner_id from found union select set_by from found))),
  unit as materialized (select id, name, kind from organisation.unit where id = any(array(select distinct unit_id from found)))
  select ${columns} from found t join who o on o.id = t.owner_id join unit u on u.id = t.unit_id left join who b on b.id = t.set_by`;

/** The targets that stand, by period, measure and whose they are. */
export const listTargets = (look: Look): Promise<TargetRow[]> =>
  look.rows<TargetRow>(sql`
    with found as materialized (
      select * from (select distinct on (id) * from measures.target where trust_id = ${look.trustId} order by id, version desc) t where not t.ended)
    ${told} order by t.period desc, t.measure, array_position(array['trust', 'region', 'academy'], u.kind), u.name, t.pupil_group, t.id`);

/** Every version of one target, the newest first. */
export async function targetHistory(look: Look, id: string | undefined): Promise<TargetRow[]> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return [];
  return look.rows<TargetRow>(
    sql`with found as materialized (select * from measures.target where trust_id = ${look.trustId} and id = ${id}) ${told} order by t.version desc`,
  );
}

/** Keeps one version of a target; answers its id. A version that somebody has made meanwhile breaks the key. */
export async function keepTarget(
  change: Change,
  target: Target & { readonly id?: string | undefined; readonly version: number; readonly ended: boolean; readonly setBy: string },
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into measures.target (trust_id, id, version, unit_id, measure, period, pupil_group, basis, figure, reference_period, other_group, source, owner_id, ended, set_by, set_at)
    values (${change.trustId}, coalesce(${target.id ?? null}::uuid, uuidv7()), ${target.version}, ${target.unitId}, ${target.measure}, ${target.period}, ${target.group},
      ${target.basis}, ${target.figure}, ${target.referencePeriod}, ${target.otherGroup}, ${target.source}, ${target.ownerId}, ${target.ended}, ${target.setBy}, ${change.now.toString()})
    returning id`);
  if (!row) throw new Error("the target was not kept");
  return row.id;
}

export type Owner = { readonly id: string; readonly name: string };
/** Who may own a target: everybody who holds a role now, by the index that has a trust's roles side by side: the other one, of periods, has no ids. */
export const listOwners = (look: Look): Promise<Owner[]> =>
  look.rows<Owner>(sql`
    with holders as materialized (
      select id, person_id from organisation.role where trust_id = ${look.trustId} and (held @> ${look.now.toString()}::timestamptz) is true)
    select id, name from organisation.person where id = any(array(select distinct person_id from holders)) order by name, id`);
