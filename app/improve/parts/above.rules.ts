import { isPlanKind, type PlanKind, rankOf } from "../plans/plan.rules.ts";

type At = { readonly id: string; readonly kind: PlanKind; readonly unitId: string; readonly within: readonly string[] };
type Above = { readonly planId: string; readonly planKind: string; readonly unitId: string; readonly unitKind: string };

/** Whether a part of that plan may be supported from this one: its kind stands higher, and it is of the same unit, of one that holds it, or of a network. */
export const maySupport = (plan: At, above: Above): boolean =>
  above.planId !== plan.id &&
  isPlanKind(above.planKind) &&
  rankOf[above.planKind] < rankOf[plan.kind] &&
  (above.unitId === plan.unitId || plan.within.includes(above.unitId) || above.unitKind === "network");
