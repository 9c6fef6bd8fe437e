import { sql } from "kysely";
import { shippedFramework } from "../frameworks/index.server.ts";
import {
  addActionStep,
  addApproval,
  addPart,
  addPlan,
  addStep,
  addTemplate,
  findPlan,
  keepImpact,
  keepPart,
  keepProgress,
  listParts,
} from "../improve/index.server.ts";
import { livingParts, type PartContent } from "../improve/index.ts";
import { sayDay } from "../language/period.ts";
import type { Change } from "../platform/database/change.ts";
import { type DemoPart, type DemoPlan, demoPlans } from "./demo-plans.rules.ts";
import { demoTemplate } from "./demo-template.rules.ts";
import { fillTalk } from "./fill-talk.ts";

type Who = { readonly roles: readonly { readonly kind: string; readonly unit: string; readonly person: string; readonly name: string }[] };
type Reason = PartContent["reasons"][number];
type Around = {
  readonly keys: Map<string, string>;
  readonly targets: ReadonlyMap<string, string>;
  readonly judged: ReadonlyMap<string, Reason>;
  readonly who: Who;
};

/** The plans of the demonstration trust, at their stages. The keeper looks past the tenant, so each question names the trust. */
export async function fillPlans(change: Change): Promise<void> {
  const id = change.trustId;
  const units = await change.rows<{ id: string; urn: number | null }>(sql`
    select u.id, a.urn from organisation.unit u left join organisation.academy a on a.trust_id = u.trust_id and a.unit_id = u.id
    where u.trust_id = ${id} and u.kind in ('trust', 'academy')`);
  const roles = await change.rows<Who["roles"][number]>(sql`
    select r.kind, r.unit_id as unit, r.person_id as person, p.name from organisation.role r join organisation.person p on p.trust_id = r.trust_id and p.id = r.person_id
    where r.trust_id = ${id} and upper_inf(r.held) order by r.kind, r.person_id`);
  const set = await change.rows<{ id: string; basis: string; unit: string; kind: string }>(
    sql`select t.id, t.basis, u.id as unit, u.kind from measures.target t join organisation.unit u on u.trust_id = t.trust_id and u.id = t.unit_id where t.trust_id = ${id}`,
  );
  const around: Around = {
    keys: new Map(),
    targets: new Map(set.map(({ id: target, basis, unit, kind }) => [kind === "trust" ? basis : `${unit} ${basis}`, target])),
    judged: await judgedBefore(change),
    who: { roles },
  };
  for (const plan of demoPlans) {
    const unit = units.find(({ urn }) => urn === (plan.urn ?? null))?.id;
    if (unit) await fillPlan(change, plan, unit, around);
  }
  await fillTalk(change);
  const director = roles.find(({ kind }) => kind === "national-director")?.person;
  await addTemplate({ ...change, now: Temporal.Instant.from("2026-06-18T14:00:00Z") }, demoTemplate, director);
}

const writtenOn = "2026-09-03";
/** The last judgement of each academy and indicator before this year's plans were written, as a reason in the words it has. */
async function judgedBefore(change: Change): Promise<ReadonlyMap<string, Reason>> {
  const { levels, indicators } = shippedFramework();
  const rows = await change.rows<{ id: string; unit: string; indicator: string; level: string; on: string }>(sql`
    select distinct on (unit_id, indicator) id, unit_id as unit, indicator, level, (judged_at at time zone 'Europe/London')::date::text as on
    from diagnose.judgement where trust_id = ${change.trustId} and perspective = 'trust' and judged_at < ${writtenOn}::date order by unit_id, indicator, judged_at desc, id desc`);
  return new Map(
    rows.map(({ id, unit, indicator, level, on }) => {
      const [title, name] = [indicators.find(({ key }) => key === indicator)?.title, levels.find(({ key }) => key === level)?.name];
      return [`${unit} ${indicator}`, { source: `judgement:${id}`, says: `${title}: ${name}, judged on ${sayDay(on)}.`, on: writtenOn }];
    }),
  );
}

async function fillPlan(change: Change, plan: DemoPlan, unitId: string, around: Around): Promise<void> {
  const at = (instant: string): Change => ({ ...change, now: Temporal.Instant.from(instant) });
  const holder = (kind: string) =>
    around.who.roles.find((role) => role.kind === kind && role.unit === unitId)?.person ??
    around.who.roles.find((role) => role.kind === kind)?.person;
  const [author, leader] = [holder(plan.urn ? "principal" : "national-director"), holder("managing-director")];
  const made = at(plan.madeAt);
  const id = await addPlan(made, { unitId, reviewId: null, ...plan }, author);
  const add = async (part: DemoPart, under: string | null, then = made): Promise<void> => {
    const partId = await addPart(then, id, part.kind, under);
    await keepPart(then, { id: partId, version: 1, endedBecause: null, by: author }, contentOf(part, plan, unitId, around));
    if (part.key) around.keys.set(part.key, partId);
    if (part.state)
      await addActionStep(
        at("2026-11-16T15:00:00Z"),
        partId,
        { number: 1, state: part.state, doing: part.doing ?? "", effect: part.effect ?? "" },
        author,
      );
    for (const child of part.parts ?? []) await add(child, partId, then);
  };
  for (const part of plan.parts) await add(part, null);
  if (!plan.approvedAt) return;
  const [kept, parts] = [await findPlan(change, id), livingParts(await listParts(change, { plans: [id] }))];
  const { title, begins, ends } = plan;
  await addApproval(at(plan.approvedAt), id, kept?.revision ?? 1, { title, begins, ends, parts, kpis: {} }, leader);
  const objectives = parts.filter(({ kind }) => kind === "objective");
  for (const [nth, { on, next, rags, decision }] of plan.reviews.entries()) {
    const lines = objectives.map(({ id: part }, place) => {
      const rag = rags[place % rags.length] ?? "amber";
      return { part, rag, narrative: narratives[rag], decision: rag === "red" ? ("change" as const) : decision, kpis: [] };
    });
    await keepProgress(at(`${on}T16:00:00Z`), id, { number: nth + 1, on, next, lines }, author);
  }
  if (plan.changed) await add(plan.changed, null, at("2026-11-05T10:00:00Z"));
  if (plan.paused) await addStep(at("2026-11-09T10:00:00Z"), id, 1, "pause", plan.paused, leader);
  if (!plan.closed) return;
  const { verdict, happened, because } = plan.closed;
  for (const { id: part } of parts.filter(({ kind }) => kind === "priority"))
    await keepImpact(at("2026-07-17T15:00:00Z"), id, { part, verdict, happened, before: [], after: [] }, leader);
  await addStep(at("2026-07-17T15:00:00Z"), id, 1, "close", because, leader);
}

const narratives = {
  green: "What was planned by now is done. Visits and books show it in every class.",
  amber: "Training was held later than planned because two teachers left; it will be caught up by the end of the half-term.",
  red: "The timetable leaves no room for it. We change what is taught on Tuesdays, or it will not be there in time.",
} as const;

function contentOf(part: DemoPart, plan: DemoPlan, unitId: string, { keys, targets, judged, who }: Around): PartContent {
  const period = (duty: "delivers" | "evaluates", owner: string | undefined) => {
    if (!owner) return [];
    const person = who.roles.find(({ name }) => name === owner)?.person ?? null;
    return [{ duty, personId: person, role: person ? null : owner, from: plan.begins, until: null }];
  };
  const reason = part.indicator && plan.begins >= "2026-09-01" ? judged.get(`${unitId} ${part.indicator}`) : undefined;
  return {
    ...{
      title: part.title,
      why: part.why ?? "",
      how: part.how ?? "",
      withWhom: part.withWhom ?? "",
      adds: part.adds ?? "",
      outcome: part.outcome ?? "",
    },
    ...{ cost: part.cost ?? null, days: part.days ?? null, due: part.due ?? null, needs: [] },
    supports: part.supports ? (keys.get(part.supports) ?? null) : null,
    target: part.target ? (targets.get(part.target.replace(/^own /, `${unitId} `)) ?? null) : null,
    owners: [...period("delivers", part.leads), ...period("evaluates", part.evaluates)],
    reasons: reason ? [reason] : [],
  };
}
