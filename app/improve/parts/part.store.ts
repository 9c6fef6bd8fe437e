import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { ActionState } from "../work/action.rules.ts";
import type { OwnerPeriod } from "./owner.rules.ts";
import type { PartContent, PartKind } from "./part.rules.ts";

export type NamedPeriod = OwnerPeriod & { readonly name: string | null };
/** A part as it says now. */
export type PartRow = Omit<PartContent, "owners"> & {
  readonly id: string;
  readonly planId: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly version: number;
  readonly endedBecause: string | null;
  readonly owners: readonly NamedPeriod[];
  readonly setBy: string | null;
  readonly setOn: string;
  /** Of an action: where it is, and what showed that. */
  readonly state: ActionState;
  readonly steps: number;
  readonly doing: string;
  readonly effect: string;
};

/** The parts of these plans, or of one part alone, as each says now; in the order in which they were added. */
export function listParts(look: Look, of: { readonly plans: readonly string[] } | { readonly part: string }): Promise<PartRow[]> {
  const trust = look.trustId;
  return look.rows<PartRow>(sql`
    with mine as materialized (select * from improve.part where trust_id = ${trust} and ${"part" in of ? sql`id = ${of.part}` : sql`plan_id = any(${[...of.plans]}::uuid[])`}),
    ids as materialized (select array_agg(id) as ids from mine),
    now as materialized (select distinct on (part_id) * from improve.part_version where trust_id = ${trust} and part_id = any((select ids from ids)::uuid[]) order by part_id, version desc),
    owned as (
      select n.part_id, jsonb_agg(jsonb_build_object('duty', o.duty, 'personId', o.person_id, 'role', o.role, 'from', lower(o.held), 'until', upper(o.held), 'name', p.name) order by o.duty, lower(o.held)) as owners
      from now n join improve.part_owner o on o.trust_id = n.trust_id and o.part_id = n.part_id and o.version = n.version
      left join organisation.person p on p.trust_id = o.trust_id and p.id = o.person_id group by n.part_id),
    because as (
      select n.part_id, jsonb_agg(jsonb_build_object('source', r.source, 'says', r.says, 'on', r.frozen_on) order by r.source) as reasons
      from now n join improve.part_reason r on r.trust_id = n.trust_id and r.part_id = n.part_id and r.version = n.version group by n.part_id),
    waits as (
      select n.part_id, jsonb_agg(w.needs_id order by w.needs_id) as needs
      from now n join improve.part_needs w on w.trust_id = n.trust_id and w.part_id = n.part_id and w.version = n.version group by n.part_id),
    step as (select distinct on (part_id) * from improve.action_step where trust_id = ${trust} and part_id = any((select ids from ids)::uuid[]) order by part_id, number desc)
    select m.id, m.plan_id as "planId", m.kind, m.under_id as under, n.version, n.title, n.why, n.how, n.with_whom as "withWhom", n.adds, n.outcome,
      n.cost, n.days::float as days, n.due::text as due, n.supports_id as supports, n.target_id as target, n.ended_because as "endedBecause",
      coalesce(o.owners, '[]') as owners, coalesce(b.reasons, '[]') as reasons, coalesce(w.needs, '[]') as needs,
      p.name as "setBy", (n.set_at at time zone 'Europe/London')::date::text as "setOn",
      coalesce(s.state, 'to-do') as state, coalesce(s.number, 0) as steps, coalesce(s.doing, '') as doing, coalesce(s.effect, '') as effect
    from mine m join now n on n.part_id = m.id left join owned o on o.part_id = m.id left join because b on b.part_id = m.id
    left join waits w on w.part_id = m.id left join step s on s.part_id = m.id
    left join organisation.person p on p.trust_id = n.trust_id and p.id = n.set_by
    order by m.made_at, m.id`);
}
export async function findPart(look: Look, id: string | undefined): Promise<PartRow | undefined> {
  if (!id || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  return (await listParts(look, { part: id }))[0];
}

export async function addPart(change: Change, planId: string, kind: PartKind, under: string | null): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into improve.part (trust_id, plan_id, kind, under_id, made_at) values (${change.trustId}, ${planId}, ${kind}, ${under}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the part was not added");
  return row.id;
}

/** Keeps the next version of a part with its owners, reasons and what it waits for. */
export async function keepPart(
  change: Change,
  at: { readonly id: string; readonly version: number; readonly endedBecause: string | null; readonly by: string | undefined },
  part: PartContent,
): Promise<void> {
  const { trustId: trust } = change;
  const key = sql`${trust}, ${at.id}, ${at.version}`;
  await change.rows(sql`
    insert into improve.part_version (trust_id, part_id, version, title, why, how, with_whom, adds, outcome, cost, days, due, supports_id, target_id, ended_because, set_by, set_at)
    values (${key}, ${part.title}, ${part.why}, ${part.how}, ${part.withWhom}, ${part.adds}, ${part.outcome}, ${part.cost}, ${part.days}, ${part.due}::date,
      ${part.supports}, ${part.target}, ${at.endedBecause}, ${at.by ?? null}, ${change.now.toString()})`);
  const json = (rows: readonly unknown[]) => JSON.stringify(rows);
  if (part.owners.length > 0)
    await change.rows(sql`
      insert into improve.part_owner (trust_id, part_id, version, duty, person_id, role, held)
      select ${key}, duty, "personId", role, daterange("from", until) from jsonb_to_recordset(${json(part.owners)}::jsonb) as o(duty text, "personId" uuid, role text, "from" date, until date)`);
  if (part.reasons.length > 0)
    await change.rows(sql`
      insert into improve.part_reason (trust_id, part_id, version, source, says, frozen_on)
      select ${key}, source, says, "on" from jsonb_to_recordset(${json(part.reasons)}::jsonb) as r(source text, says text, "on" date)`);
  if (part.needs.length > 0)
    await change.rows(
      sql`insert into improve.part_needs (trust_id, part_id, version, needs_id) select ${key}, need from unnest(${[...part.needs]}::uuid[]) need`,
    );
}

export const addActionStep = (
  change: Change,
  id: string,
  step: { readonly number: number; readonly state: ActionState; readonly doing: string; readonly effect: string },
  by: string | undefined,
) =>
  change.rows(sql`
    insert into improve.action_step (trust_id, part_id, number, state, doing, effect, taken_by, taken_at)
    values (${change.trustId}, ${id}, ${step.number}, ${step.state}, ${step.doing}, ${step.effect}, ${by ?? null}, ${change.now.toString()})`);

export type AbovePart = {
  readonly id: string;
  readonly title: string;
  readonly planId: string;
  readonly plan: string;
  readonly planKind: string;
  readonly unitId: string;
  readonly unitKind: string;
};
/** Every priority and objective of the trust that goes on, with the plan it stands in. */
export const listSupportable = (look: Look): Promise<AbovePart[]> =>
  look.rows<AbovePart>(sql`
    with now as (select distinct on (part_id) * from improve.part_version where trust_id = ${look.trustId} order by part_id, version desc),
    called as (select distinct on (plan_id) * from improve.plan_version where trust_id = ${look.trustId} order by plan_id, version desc)
    select p.id, n.title, p.plan_id as "planId", c.title as plan, l.kind as "planKind", l.unit_id as "unitId", u.kind as "unitKind"
    from improve.part p join now n on n.part_id = p.id join improve.plan l on l.trust_id = p.trust_id and l.id = p.plan_id join called c on c.plan_id = p.plan_id
    join organisation.unit u on u.trust_id = l.trust_id and u.id = l.unit_id
    where p.trust_id = ${look.trustId} and p.kind in ('priority', 'objective') and n.ended_because is null
      and not exists (select from improve.plan_step s where s.trust_id = p.trust_id and s.plan_id = p.plan_id and s.step = 'close')
    order by c.begins_on, p.made_at, p.id`);

/** Which roles somebody holds now on a unit or on one that holds it; and who holds each. */
export const rolesHeld = (look: Look, units: readonly string[]): Promise<{ role: string; personId: string; name: string }[]> =>
  look.rows<{ role: string; personId: string; name: string }>(sql`
    with held as materialized (select kind, person_id from organisation.role where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[]) and held @> ${look.now.toString()}::timestamptz)
    select distinct h.kind as role, h.person_id as "personId", p.name from held h join organisation.person p on p.id = h.person_id where p.trust_id = ${look.trustId} order by h.kind, p.name`);

/** The parts that these support, with the plan each stands in. */
export async function listAbove(
  look: Look,
  parts: readonly { readonly supports: string | null }[],
): Promise<{ id: string; title: string; plan: string; planId: string }[]> {
  const ids = [...new Set(parts.flatMap(({ supports }) => supports ?? []))];
  if (ids.length === 0) return [];
  return look.rows<{ id: string; title: string; plan: string; planId: string }>(sql`
    select p.id, n.title, p.plan_id as "planId", c.title as plan from improve.part p
    join lateral (select title from improve.part_version v where v.trust_id = p.trust_id and v.part_id = p.id order by version desc limit 1) n on true
    join lateral (select title from improve.plan_version v where v.trust_id = p.trust_id and v.plan_id = p.plan_id order by version desc limit 1) c on true
    where p.trust_id = ${look.trustId} and p.id = any(${ids}::uuid[])`);
}
