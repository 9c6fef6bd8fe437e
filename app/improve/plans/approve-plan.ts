import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { loadHeld } from "../parts/held.ts";
import { ledBy } from "../parts/owner.rules.ts";
import { listParts, type PartRow } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { loadKpis, sayKpi } from "./kpi.ts";
import { type ApprovalRefusal, considerApproval, considerStep, type StepRefusal } from "./plan.rules.ts";
import { addApproval, addStep, findPlan, lockPlan, type PlanPlace, type PlanRow } from "./plan.store.ts";

/** A plan as it was approved: what each part said, and how each target stood. */
export type ApprovedContent = {
  readonly title: string;
  readonly begins: string;
  readonly ends: string;
  readonly parts: readonly PartRow[];
  readonly kpis: Readonly<Record<string, string>>;
};

/** Approves a plan as it was seen, and keeps it as it stands. */
export const approvePlan = (db: Database, by: Person, place: PlanPlace, seen: number): Promise<Outcome<undefined, ApprovalRefusal>> =>
  inOneChange<undefined, ApprovalRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    if (!plan) return refuse({ kind: "crossed" });
    const parts = livingParts(await listParts(change, { plans: [plan.id] }));
    const [day, held] = [today(change), await loadHeld(change, place)];
    const priorities = parts.flatMap(({ kind, title, owners }) => (kind === "priority" ? [{ title, led: ledBy(owners, day, held) }] : []));
    const considered = considerApproval(plan.state, seen, plan.revision, priorities);
    if (!considered.ok) return considered;
    await keepApproval(change, plan, parts, by.personId);
    change.record({ kind: "improve.plan-approved", detail: { plan: plan.id, revision: plan.revision } });
    return accept(undefined);
  });

/** Keeps what a plan says now as its approved state. */
export async function keepApproval(change: Change, plan: PlanRow, parts: readonly PartRow[], by: string | undefined): Promise<void> {
  const kpis = await loadKpis(
    change,
    parts.map(({ target }) => target),
  );
  const content: ApprovedContent = {
    title: plan.title,
    begins: plan.begins,
    ends: plan.ends,
    parts,
    kpis: Object.fromEntries([...kpis].map(([id, judged]) => [id, sayKpi(judged)])),
  };
  await addApproval(change, plan.id, plan.revision, content, by);
}

/** Pauses a plan, or takes it up again, with the reason. */
export const stepPlan = (
  db: Database,
  by: Person,
  place: PlanPlace,
  step: string,
  because: string,
): Promise<Outcome<undefined, StepRefusal>> =>
  inOneChange<undefined, StepRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    if (!plan) return refuse({ kind: "not-now" });
    const considered = considerStep(plan.state, step, because);
    if (!considered.ok) return considered;
    await addStep(change, plan.id, plan.steps + 1, considered.value, because.trim(), by.personId);
    change.record({ kind: "improve.plan-stepped", detail: { plan: plan.id, step: considered.value } });
    return accept(undefined);
  });
