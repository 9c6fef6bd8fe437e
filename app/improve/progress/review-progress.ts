import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange, type Look } from "../../platform/database/change.ts";
import { listParts, type PartRow } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import type { ApprovedContent } from "../plans/approve-plan.ts";
import { loadKpis, sayKpi } from "../plans/kpi.ts";
import { addStep, findPlan, listApprovals, lockPlan, type PlanPlace } from "../plans/plan.store.ts";
import { standingOf } from "./load-trajectories.ts";
import { considerImpact, considerProgress, type ImpactRefusal, type ProgressDraft, type ProgressRefusal } from "./progress.rules.ts";
import { keepImpact, keepProgress, listProgress } from "./progress.store.ts";
import { targetsOf } from "./targets-of.rules.ts";
import { keepTrajectories } from "./trajectory.store.ts";

/** How the targets of each part stand now, in sentences that can be kept. */
export async function kpisOf(
  look: Look,
  living: readonly PartRow[],
  parts: readonly PartRow[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const kpis = await loadKpis(
    look,
    living.map(({ target }) => target),
  );
  return new Map(
    parts.map((part) => [
      part.id,
      targetsOf(living, part).flatMap((id) => {
        const judged = kpis.get(id);
        return judged ? [sayKpi(judged)] : [];
      }),
    ]),
  );
}

/** Keeps a review of a plan's progress, as its reviews were seen; answers its number. */
export const reviewProgress = (
  db: Database,
  by: Person,
  place: PlanPlace,
  seen: number,
  draft: ProgressDraft,
): Promise<Outcome<number, ProgressRefusal>> =>
  inOneChange<number, ProgressRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    if (!plan) return refuse({ kind: "crossed" });
    const living = livingParts(await listParts(change, { plans: [plan.id] }));
    const objectives = living.filter(({ kind }) => kind === "objective");
    const [last] = await listProgress(change, plan.id);
    const considered = considerProgress(draft, seen, {
      state: plan.state,
      reviews: plan.reviews,
      last: last?.on,
      objectives: objectives.map(({ id }) => id),
      begins: plan.begins,
      ends: plan.ends,
      today: today(change),
    });
    if (!considered.ok) return considered;
    const standing = await standingOf(change, plan, living, objectives, considered.value.on);
    const lines = considered.value.lines.map((line) => ({ ...line, kpis: standing.get(line.part)?.kpis ?? [] }));
    const number = plan.reviews + 1;
    await keepProgress(change, plan.id, { ...considered.value, number, lines }, by.personId);
    const moved = lines.map(({ part }) => ({ part, trajectories: standing.get(part)?.trajectories ?? [] }));
    await keepTrajectories(change, plan.id, number, moved);
    change.record({ kind: "improve.progress-reviewed", detail: { plan: plan.id, number, on: considered.value.on } });
    return accept(number);
  });

/** How each target stood when the plan was first approved. */
export const kpisAtFirst = async (look: Look, planId: string): Promise<Readonly<Record<string, string>>> =>
  (await listApprovals<ApprovedContent>(look, planId)).at(-1)?.content.kpis ?? {};

/** Judges what came of each priority, and closes the plan. */
export const closePlan = (
  db: Database,
  by: Person,
  place: PlanPlace,
  seen: number,
  drafts: ReadonlyMap<string, { readonly verdict: string; readonly happened: string }>,
  because: string,
): Promise<Outcome<undefined, ImpactRefusal>> =>
  inOneChange<undefined, ImpactRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    if (!plan) return refuse({ kind: "crossed" });
    const living = livingParts(await listParts(change, { plans: [plan.id] }));
    const priorities = living.filter(({ kind }) => kind === "priority");
    const facts = { state: plan.state, revision: plan.revision, priorities: priorities.map(({ id }) => id) };
    const considered = considerImpact(drafts, because, seen, facts);
    if (!considered.ok) return considered;
    const [after, first] = [await kpisOf(change, living, priorities), await kpisAtFirst(change, plan.id)];
    for (const line of considered.value) {
      const part = priorities.find(({ id }) => id === line.part);
      const before = part ? targetsOf(living, part).flatMap((target) => first[target] ?? []) : [];
      await keepImpact(change, plan.id, { ...line, before, after: after.get(line.part) ?? [] }, by.personId);
    }
    await addStep(change, plan.id, plan.steps + 1, "close", because.trim(), by.personId);
    change.record({ kind: "improve.plan-closed", detail: { plan: plan.id, priorities: considered.value.length } });
    return accept(undefined);
  });
