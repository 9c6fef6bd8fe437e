import { sql } from "kysely";
import { isId } from "../../language/id.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import { lastStates, lastSteps, noStep, type Step } from "../work/step.store.ts";
import type { OwnerPeriod } from "./owner.rules.ts";
import type { PartContent, PartKind } from "./part.rules.ts";

export type NamedPeriod = OwnerPeriod & { readonly name: string | null };
/** A part as it says now. */
export type PartSaid = Omit<PartContent, "owners"> & {
  readonly id: string;
  readonly planId: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly version: number;
  readonly endedBecause: string | null;
  readonly owners: readonly NamedPeriod[];
  readonly setBy: string | null;
  readonly setOn: string;
};
/** The same, with the last step of an action. */
export type PartRow = PartSaid & Step;

type PartsOf = { readonly plans: readonly string[] } | { readonly part: string };
const idsOf = (look: Look, of: PartsOf, kind?: PartKind) =>
  "part" in of
    ? sql`array[${of.part}]::uuid[]`
    : sql`array(select id from improve.part where trust_id = ${look.trustId} and plan_id = any(${[...of.plans]}::uuid[]) ${kind ? sql`and kind = ${kind}` : sql``})`;

/** The parts of these plans, or of one part alone, as each says now; in the order in which they were added. */
export async function listParts(look: Look, of: PartsOf): Promise<PartRow[]> {
  const [parts, steps] = await Promise.all([listSaid(look, of), lastSteps(look, idsOf(look, of, "action"))]);
  return parts.map((part) => ({ ...part, ...(steps.get(part.id) ?? noStep) }));
}
/** The same with nothing of an action's last step but where that is, which costs less. */
export async function listWithStates(look: Look, plans: readonly string[]): Promise<(PartSaid & Pick<Step, "state">)[]> {
  const [parts, states] = await Promise.all([listSaid(look, { plans }), lastStates(look, idsOf(look, { plans }, "action"))]);
  return parts.map((part) => ({ ...part, state: states.get(part.id) ?? noStep.state }));
}

/** What the parts of these plans, or one part alone, say now, with nothing of the steps of actions; in the order in which they were added. */
export async function listSaid(look: Look, of: PartsOf): Promise<PartSaid[]> {
  const trust = look.trustId;
  const mine = "part" in of ? sql`id = ${of.part}` : sql`plan_id = any(${[...of.plans]}::uuid[])`;
  const theirs = sql`trust_id = ${trust} and part_id = any(${idsOf(look, of)})`;
  // Asked beside each other and joined here: how many parts a plan has is nothing that a plan of the query could know, and each of them
  // would be looked up by itself. `is true` keeps the versions a set that is looked into, for the same reason.
  const ofNow = sql`((part_id, version) in (select part_id, max(version) from improve.part_version where ${theirs} group by part_id)) is true`;
  type Of<Row> = { readonly part: string } & Row;
  type Said = Pick<PartSaid, "version" | "title" | "why" | "how" | "withWhom" | "adds" | "outcome" | "cost" | "days" | "due" | "supports">;
  const [parts, versions, owners, reasons, needs] = await Promise.all([
    look.rows<Pick<PartSaid, "id" | "planId" | "kind" | "under">>(sql`
      select id, plan_id as "planId", kind, under_id as under from improve.part where trust_id = ${trust} and ${mine} order by made_at, id`),
    look.rows<Of<Said & Pick<PartSaid, "target" | "endedBecause" | "setBy" | "setOn">>>(sql`
      with now as materialized (select distinct on (part_id) * from improve.part_version where ${theirs} order by part_id, version desc),
      who as materialized (select id, name from organisation.person where id = any(array(select distinct set_by from now)))
      select n.part_id as part, n.version, n.title, n.why, n.how, n.with_whom as "withWhom", n.adds, n.outcome, n.cost, n.days::float as days, n.due::text as due,
        n.supports_id as supports, n.target_id as target, n.ended_because as "endedBecause", p.name as "setBy",
        (n.set_at at time zone 'Europe/London')::date::text as "setOn"
      from now n left join who p on p.id = n.set_by`),
    look.rows<Of<NamedPeriod>>(sql`
      with held as materialized (select part_id, duty, person_id, role, held from improve.part_owner where ${theirs} and ${ofNow}),
      who as materialized (select id, name from organisation.person where id = any(array(select distinct person_id from held)))
      select o.part_id as part, o.duty, o.person_id as "personId", o.role, lower(o.held)::text as "from", upper(o.held)::text as until, p.name
      from held o left join who p on p.id = o.person_id order by o.duty, lower(o.held)`),
    look.rows<Of<PartContent["reasons"][number]>>(sql`
      select part_id as part, source, says, frozen_on::text as "on" from improve.part_reason where ${theirs} and ${ofNow} order by source`),
    look.rows<Of<{ needs: string }>>(sql`
      select part_id as part, needs_id as needs from improve.part_needs where ${theirs} and ${ofNow} order by needs_id`),
  ]);
  const by = <Row extends { readonly part: string }>(rows: readonly Row[]) => Map.groupBy(rows, ({ part }) => part);
  const [said, owned, because, waits] = [by(versions), by(owners), by(reasons), by(needs)];
  const told = <Row extends { readonly part: string }>(rows: readonly Row[] | undefined) => (rows ?? []).map(({ part, ...row }) => row);
  return parts.flatMap((part): PartSaid[] => {
    const [now] = told(said.get(part.id));
    return now
      ? [
          {
            ...part,
            ...now,
            owners: told(owned.get(part.id)),
            reasons: told(because.get(part.id)),
            needs: (waits.get(part.id) ?? []).map(({ needs: id }) => id),
          },
        ]
      : [];
  });
}
/** One part as it says now, if the text is the id of one. */
export const findPart = async (look: Look, id: string | undefined): Promise<PartSaid | undefined> =>
  isId(id) ? (await listSaid(look, { part: id }))[0] : undefined;
/** The same with the last step of an action. */
export const findWithStep = async (look: Look, id: string | undefined): Promise<PartRow | undefined> =>
  isId(id) ? (await listParts(look, { part: id }))[0] : undefined;

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

export type AbovePart = {
  readonly id: string;
  readonly title: string;
  readonly planId: string;
  readonly plan: string;
  readonly planKind: string;
  readonly unitId: string;
  readonly unitKind: string;
};
/** Every priority and objective that goes on in the plans of these units and of networks, with the plan it stands in. */
export const listSupportable = (look: Look, units: readonly string[]): Promise<AbovePart[]> =>
  look.rows<AbovePart>(sql`
    with unit as materialized (
      select id, kind from organisation.unit where trust_id = ${look.trustId} and (id = any(${[...units]}::uuid[]) or kind = 'network') is true),
    plan as materialized (
      select * from improve.plan where trust_id = ${look.trustId} and unit_id = any(array(select id from unit))
        and id <> all(array(select plan_id from improve.plan_step where trust_id = ${look.trustId} and step = 'close'))),
    part as materialized (
      select * from improve.part where trust_id = ${look.trustId} and plan_id = any(array(select id from plan)) and kind in ('priority', 'objective')),
    now as materialized (
      select distinct on (part_id) part_id, title, ended_because from improve.part_version
      where trust_id = ${look.trustId} and part_id = any(array(select id from part)) order by part_id, version desc),
    called as materialized (
      select distinct on (plan_id) plan_id, title, begins_on from improve.plan_version
      where trust_id = ${look.trustId} and plan_id = any(array(select id from plan)) order by plan_id, version desc)
    select p.id, n.title, p.plan_id as "planId", c.title as plan, l.kind as "planKind", l.unit_id as "unitId", u.kind as "unitKind"
    from part p join now n on n.part_id = p.id join plan l on l.id = p.plan_id join called c on c.plan_id = p.plan_id join unit u on u.id = l.unit_id
    where n.ended_because is null order by c.begins_on, p.made_at, p.id`);

/** Which roles somebody holds now on a unit or on one that holds it; and who holds each. */
export const rolesHeld = (look: Look, units: readonly string[]): Promise<{ role: string; personId: string; name: string }[]> =>
  look.rows<{ role: string; personId: string; name: string }>(sql`
    with held as materialized (
      select id, kind, person_id from organisation.role
      where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[]) and (held @> ${look.now.toString()}::timestamptz) is true),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct person_id from held)))
    select distinct h.kind as role, h.person_id as "personId", p.name from held h join who p on p.id = h.person_id order by h.kind, p.name`);

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
