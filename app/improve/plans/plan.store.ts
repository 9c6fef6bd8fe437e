import { sql } from "kysely";
import { isId } from "../../language/id.ts";
import { today, trustUnit } from "../../organisation/index.server.ts";
import type { Place } from "../../platform/access/access.rules.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import { type ConsideredPlan, type PlanKind, type PlanState, stateOf } from "./plan.rules.ts";

export type PlanRow = {
  readonly id: string;
  readonly unitId: string;
  readonly unit: string;
  readonly unitKind: string;
  readonly urn: number | null;
  readonly regionId: string | null;
  readonly kind: PlanKind;
  readonly reviewId: string | null;
  readonly title: string;
  readonly begins: string;
  readonly ends: string;
  readonly version: number;
  /** How many versions the plan is made of: it grows with every change. */
  readonly revision: number;
  readonly state: PlanState;
  readonly approvedRevision: number | null;
  readonly approvedOn: string | null;
  readonly approvedBy: string | null;
  readonly stepBecause: string | null;
  readonly stepOn: string | null;
  readonly stepBy: string | null;
  readonly steps: number;
  readonly reviews: number;
  /** As the last review set it; of a plan that was shortened since, its last day at the latest. */
  readonly nextReview: string | null;
};
const london = (column: string) => sql.raw(`(${column} at time zone 'Europe/London')::date::text`);

/** The plans of the trust, or those named: the five-year plan first, then by whose they are and when they begin. */
export async function listPlans(look: Look, of: { readonly id?: string; readonly unitId?: string } = {}): Promise<PlanRow[]> {
  const trust = look.trustId;
  const named = of.id !== undefined || of.unitId !== undefined;
  // Of all plans, what belongs to them is read as it lies together; of some, it is found by them.
  const theirs = named ? sql`and plan_id = any(array(select id from mine))` : sql``;
  const rows = await look.rows<Omit<PlanRow, "state"> & { lastStep: "pause" | "resume" | "close" | null }>(sql`
    with mine as materialized (
      select * from improve.plan where trust_id = ${trust} ${of.id ? sql`and id = ${of.id}` : sql``} ${of.unitId ? sql`and unit_id = ${of.unitId}` : sql``}),
    called as materialized (select distinct on (plan_id) * from improve.plan_version where trust_id = ${trust} ${theirs} order by plan_id, version desc),
    part as materialized (select id, plan_id from improve.part where trust_id = ${trust} ${theirs}),
    versions as materialized (
      select part_id, count(*)::int as n from improve.part_version
      where trust_id = ${trust} ${named ? sql`and part_id = any(array(select id from part))` : sql``} group by part_id),
    counted as materialized (select p.plan_id, sum(v.n)::int as n from part p join versions v on v.part_id = p.id group by p.plan_id),
    approved as materialized (select distinct on (plan_id) plan_id, revision, approved_by, approved_at from improve.approval
      where trust_id = ${trust} ${theirs} order by plan_id, revision desc),
    step as materialized (select distinct on (plan_id) * from improve.plan_step where trust_id = ${trust} ${theirs} order by plan_id, number desc),
    reviewed as materialized (select distinct on (plan_id) * from improve.progress where trust_id = ${trust} ${theirs} order by plan_id, number desc),
    units as materialized (select id, name, kind from organisation.unit where id = any(array(select distinct unit_id from mine))),
    academies as materialized (select unit_id, urn from organisation.academy where unit_id = any(array(select distinct unit_id from mine))),
    placed as materialized (select academy_id, region_id from organisation.placement where held @> ${today(look)}::date),
    who as materialized (select id, name from organisation.person where id = any(array(select approved_by from approved union select taken_by from step)))
    select m.id, m.unit_id as "unitId", u.name as unit, u.kind as "unitKind", a.urn, l.region_id as "regionId", m.kind, m.review_id as "reviewId",
      c.title, c.begins_on::text as begins, c.ends_on::text as ends, c.version, c.version + coalesce(n.n, 0) as revision,
      ok.revision as "approvedRevision", ${london("ok.approved_at")} as "approvedOn", b.name as "approvedBy",
      s.step as "lastStep", s.because as "stepBecause", ${london("s.taken_at")} as "stepOn", t.name as "stepBy", coalesce(s.number, 0) as steps,
      coalesce(r.number, 0) as reviews, case when r.next_on is not null then least(r.next_on, c.ends_on)::text end as "nextReview"
    from mine m join called c on c.plan_id = m.id join units u on u.id = m.unit_id
    left join academies a on a.unit_id = m.unit_id left join placed l on l.academy_id = m.unit_id
    left join counted n on n.plan_id = m.id left join approved ok on ok.plan_id = m.id left join step s on s.plan_id = m.id left join reviewed r on r.plan_id = m.id
    left join who b on b.id = ok.approved_by left join who t on t.id = s.taken_by
    order by array_position(array['five-year', 'trust-improvement'], m.kind), array_position(array['trust', 'network', 'region', 'academy'], u.kind), u.name, c.begins_on desc, m.id`);
  return rows.map(({ lastStep, ...row }) => ({ ...row, state: stateOf({ ...row, lastStep }) }));
}
export async function findPlan(look: Look, id: string | undefined): Promise<PlanRow | undefined> {
  return isId(id) ? (await listPlans(look, { id }))[0] : undefined;
}

export type PlanPlace = Place & { readonly plan: PlanRow };
/** Where a plan lies: on its unit, within that unit's region and the trust. */
export async function placeOfPlan(look: Look, params: Record<string, string>): Promise<PlanPlace | undefined> {
  const [plan, trust] = await Promise.all([findPlan(look, params.plan), trustUnit(look)]);
  return plan && placeFor(plan, look.trustId, trust);
}
export const placeFor = (plan: PlanRow, trustId: string, trust: string): PlanPlace => ({
  trustId,
  unitId: plan.unitId,
  within: plan.unitId === trust ? [] : [plan.regionId, trust].filter((unit) => unit !== null),
  plan,
});

export type PlannedUnit = { readonly id: string; readonly kind: string; readonly name: string; readonly within: readonly string[] };
/** The units a plan can be about, with those that hold each. */
export async function listPlannedUnits(look: Look): Promise<PlannedUnit[]> {
  const [rows, trust] = await Promise.all([
    look.rows<{ id: string; kind: string; name: string; regionId: string | null }>(sql`
      select u.id, u.kind, u.name, l.region_id as "regionId" from organisation.unit u
      left join organisation.placement l on l.trust_id = u.trust_id and l.academy_id = u.id and l.held @> ${today(look)}::date
      where u.trust_id = ${look.trustId} and u.kind in ('trust', 'region', 'network', 'academy')
      order by array_position(array['trust', 'network', 'region', 'academy'], u.kind), u.name`),
    trustUnit(look),
  ]);
  return rows.map(({ regionId, ...unit }) => ({
    ...unit,
    within: unit.id === trust ? [] : [regionId, trust].filter((one) => one !== null),
  }));
}

/** One writer at a time in a plan. */
export const lockPlan = (change: Change, id: string) =>
  change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`improve.plan ${id}`}, 0))`);

export async function addPlan(
  change: Change,
  plan: { readonly unitId: string; readonly kind: PlanKind; readonly reviewId: string | null } & ConsideredPlan,
  by: string | undefined,
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into improve.plan (trust_id, unit_id, kind, review_id, made_by, made_at)
    values (${change.trustId}, ${plan.unitId}, ${plan.kind}, ${plan.reviewId}, ${by ?? null}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the plan was not begun");
  await keepPlanVersion(change, row.id, 1, plan, by);
  return row.id;
}
export const keepPlanVersion = (change: Change, id: string, version: number, plan: ConsideredPlan, by: string | undefined) =>
  change.rows(sql`
    insert into improve.plan_version (trust_id, plan_id, version, title, begins_on, ends_on, set_by, set_at)
    values (${change.trustId}, ${id}, ${version}, ${plan.title}, ${plan.begins}, ${plan.ends}, ${by ?? null}, ${change.now.toString()})`);

export const addStep = (
  change: Change,
  id: string,
  number: number,
  step: "pause" | "resume" | "close",
  because: string,
  by: string | undefined,
) =>
  change.rows(sql`
    insert into improve.plan_step (trust_id, plan_id, number, step, because, taken_by, taken_at)
    values (${change.trustId}, ${id}, ${number}, ${step}, ${because}, ${by ?? null}, ${change.now.toString()})`);

export const addApproval = (change: Change, id: string, revision: number, content: object, by: string | undefined) =>
  change.rows(sql`
    insert into improve.approval (trust_id, plan_id, revision, content, approved_by, approved_at)
    values (${change.trustId}, ${id}, ${revision}, ${JSON.stringify(content)}::jsonb, ${by ?? null}, ${change.now.toString()})`);

export type Approval<Content> = { readonly revision: number; readonly content: Content; readonly by: string | null; readonly on: string };
/** Every approval of a plan with what was approved, the newest first. */
export const listApprovals = <Content>(look: Look, id: string): Promise<Approval<Content>[]> =>
  look.rows<Approval<Content>>(sql`
    select o.revision, o.content, p.name as by, ${london("o.approved_at")} as on from improve.approval o
    left join organisation.person p on p.trust_id = o.trust_id and p.id = o.approved_by
    where o.trust_id = ${look.trustId} and o.plan_id = ${id} order by o.revision desc`);
