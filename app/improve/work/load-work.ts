import { trustUnit } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { findWithStep, type PartRow } from "../parts/part.store.ts";
import { findPlan, type PlanPlace, placeFor } from "../plans/plan.store.ts";
import { byDay, type Owed } from "./owed.rules.ts";
import { type WorkSource, workSources } from "./sources.ts";
import type { WorkScope } from "./work-scope.ts";

export type WorkSection = { readonly key: string; readonly heading: string; readonly items: readonly Owed[] };
/** Everything somebody owes, kind by kind and by its day; what is done with stands apart. */
export async function loadWork(
  look: Look,
  scope: WorkScope,
  from: readonly WorkSource[] = workSources,
): Promise<{ readonly open: readonly WorkSection[]; readonly over: readonly Owed[] }> {
  const sections = await Promise.all(
    from.map(async ({ key, heading, owed }) => ({ key, heading, items: (await owed(look, scope)).toSorted(byDay) })),
  );
  return {
    open: sections
      .map((section) => ({ ...section, items: section.items.filter(({ over }) => !over) }))
      .filter(({ items }) => items.length > 0),
    over: sections.flatMap(({ items }) => items.filter(({ over }) => over)),
  };
}

export type ActionPlace = PlanPlace & { readonly action: PartRow };
/** An action as a place: it lies where its plan lies. */
export async function placeOfAction(look: Look, params: Record<string, string>): Promise<ActionPlace | undefined> {
  const [action, trust] = await Promise.all([findWithStep(look, params.action), trustUnit(look)]);
  const plan = action?.kind === "action" ? await findPlan(look, action.planId) : undefined;
  return action && plan && { ...placeFor(plan, look.trustId, trust), action };
}
