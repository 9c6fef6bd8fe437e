import { reviewsOfUnit } from "../../diagnose/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange, type Look } from "../../platform/database/change.ts";
import { listParts } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { considerMove, considerPlan, considerSubject, isWritten, type PlanDraft, type PlanRefusal } from "./plan.rules.ts";
import { addPlan, findPlan, keepPlanVersion, listPlannedUnits, lockPlan, type PlanPlace } from "./plan.store.ts";

/** The reviews of a unit that are done and that somebody sees: a plan may answer one of them. */
export async function reviewsToAnswer(look: Look, by: Person, unitId: string) {
  const { reviews } = await reviewsOfUnit(look, by, unitId);
  return reviews.filter(({ state }) => state === "agreed" || state === "closed");
}

/** The units on which somebody may write plans. */
export const unitsToPlan = async (look: Look, by: Person) =>
  (await listPlannedUnits(look)).filter(({ id, within }) => may(mayWritePlans, by, { trustId: look.trustId, unitId: id, within }));

export type Subject = { readonly unitId: string; readonly kind: string; readonly reviewId: string };
/** Begins a plan for a unit on which the person may write plans, within a change; answers its id. */
export async function beginIn(change: Change, by: Person, subject: Subject, draft: PlanDraft): Promise<Outcome<string, PlanRefusal>> {
  const unit = (await listPlannedUnits(change)).find(({ id }) => id === subject.unitId);
  const mine = unit && may(mayWritePlans, by, { trustId: change.trustId, unitId: unit.id, within: unit.within });
  if (unit && !mine) return refuse({ kind: "not-yours" });
  const wanted = subject.reviewId !== "";
  const found = wanted && unit !== undefined && (await reviewsToAnswer(change, by, unit.id)).some(({ id }) => id === subject.reviewId);
  const kind = considerSubject(subject.kind, unit, { wanted, found });
  if (!kind.ok) return kind;
  const considered = considerPlan(draft);
  if (!considered.ok) return considered;
  const plan = { unitId: subject.unitId, kind: kind.value, reviewId: found ? subject.reviewId : null, ...considered.value };
  const id = await addPlan(change, plan, by.personId);
  change.record({ kind: "improve.plan-begun", detail: { plan: id, unit: plan.unitId, kind: plan.kind, review: plan.reviewId } });
  return accept(id);
}

/** Names a plan anew or moves its days, as its version was seen. */
export const changePlan = (
  db: Database,
  by: Person,
  { plan }: PlanPlace,
  seen: number,
  draft: PlanDraft,
): Promise<Outcome<undefined, PlanRefusal>> =>
  inOneChange<undefined, PlanRefusal>(db, by, async (change) => {
    await lockPlan(change, plan.id);
    const now = await findPlan(change, plan.id);
    if (!now || now.version !== seen) return refuse({ kind: "crossed" });
    if (!isWritten(now.state)) return refuse({ kind: "resting", state: now.state });
    const considered = considerPlan(draft);
    if (!considered.ok) return considered;
    const moved = considerMove(considered.value, now, livingParts(await listParts(change, { plans: [plan.id] })));
    if (!moved.ok) return moved;
    await keepPlanVersion(change, plan.id, seen + 1, considered.value, by.personId);
    const { begins, ends } = considered.value;
    change.record({ kind: "improve.plan-changed", detail: { plan: plan.id, version: seen + 1, begins, ends } });
    return accept(undefined);
  });
