import { owedBy } from "../../diagnose/index.server.ts";
import { readinessOwnedBy } from "../../inspection/index.server.ts";
import { listAcademies, today, trustUnit } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { ownerOn } from "../parts/owner.rules.ts";
import { findPart, listParts, type PartRow } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { findPlan, listPlans, type PlanPlace, placeFor } from "../plans/plan.store.ts";
import { actionsLedBy } from "./work.store.ts";

/** Whether somebody leads a part today: themselves, or by a role that they hold where its plan lies. */
export function leads(person: Person, part: PartRow, place: PlanPlace, day: string): boolean {
  const owner = ownerOn(part.owners, "delivers", day);
  if (!owner) return false;
  if (owner.personId) return owner.personId === person.personId;
  return person.roles.some(({ kind, unitId }) => kind === owner.role && (unitId === place.unitId || place.within.includes(unitId)));
}

export type WorkAction = { readonly part: PartRow; readonly place: PlanPlace };
/** Everything somebody owes: actions of plans that go on, findings, reviews to judge in, and points of readiness. */
export async function loadWork(look: Look, person: Person) {
  const [day, trust, led] = [today(look), await trustUnit(look), await actionsLedBy(look, person)];
  const wanted = new Set(led.map(({ id }) => id));
  const plans = led.length === 0 ? [] : await listPlans(look);
  const places = new Map(plans.map((plan) => [plan.id, placeFor(plan, look.trustId, trust)]));
  const [parts, owed, academies] = await Promise.all([
    listParts(look, { plans: [...new Set(led.map(({ planId }) => planId))] }),
    owedBy(look, person),
    listAcademies(look, day),
  ]);
  const actions = livingParts(parts).flatMap((part): WorkAction[] => {
    const place = wanted.has(part.id) ? places.get(part.planId) : undefined;
    return place && place.plan.state !== "closed" && place.plan.state !== "draft" && leads(person, part, place, day)
      ? [{ part, place }]
      : [];
  });
  const near = academies.filter((academy) =>
    may(maySeeStanding, person, {
      trustId: look.trustId,
      unitId: academy.unitId,
      within: [academy.regionId, trust].filter((unit) => unit !== null),
    }),
  );
  const readiness = await readinessOwnedBy(look, near, person.personId, day);
  return { day, actions, readiness, ...owed };
}

export type ActionPlace = PlanPlace & { readonly action: PartRow };
/** An action as a place: it lies where its plan lies. */
export async function placeOfAction(look: Look, params: Record<string, string>): Promise<ActionPlace | undefined> {
  const [action, trust] = await Promise.all([findPart(look, params.action), trustUnit(look)]);
  const plan = action?.kind === "action" ? await findPlan(look, action.planId) : undefined;
  return action && plan && { ...placeFor(plan, look.trustId, trust), action };
}
