import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { freezeReasons } from "../diagnosis/load-diagnosis.ts";
import { loadNameable } from "../plans/kpi.ts";
import type { PlanPlace } from "../plans/plan.store.ts";
import { maySupport } from "./above.rules.ts";
import { loadHeld } from "./held.ts";
import type { PartDraft, PartFacts } from "./part.rules.ts";
import { type AbovePart, listSaid, listSupportable, type PartSaid } from "./part.store.ts";
import { livingParts } from "./tree.rules.ts";

/** What the parts of a plan may support, in the plans above it. */
export async function supportable(look: Look, { plan, within }: PlanPlace): Promise<AbovePart[]> {
  const at = { id: plan.id, kind: plan.kind, unitId: plan.unitId, within };
  return (await listSupportable(look, [plan.unitId, ...within])).filter((above) => maySupport(at, above));
}

/** What a part is weighed by: its plan, what it hangs under, who there is, and what it names. */
export async function loadPartFacts(
  look: Look,
  by: Person,
  place: PlanPlace,
  draft: PartDraft,
  at: { readonly part: PartSaid | undefined; readonly under: string | null },
): Promise<PartFacts> {
  const { plan } = place;
  const parts = await listSaid(look, { plans: [plan.id] });
  const living = new Set(livingParts(parts).map(({ id }) => id));
  const under = parts.find(({ id }) => id === at.under);
  const [held, above, targets, reasons] = await Promise.all([
    loadHeld(look, place),
    supportable(look, place),
    draft.target === null ? new Map() : loadNameable(look, plan, [at.part?.target ?? null], draft.target),
    freezeReasons(look, by, plan, draft.reasons, at.part?.reasons ?? []),
  ]);
  return {
    state: plan.state,
    days: { begins: plan.begins, ends: plan.ends },
    under: under && { kind: under.kind, ended: !living.has(under.id) },
    before: at.part?.owners ?? [],
    people: held.people,
    roles: new Set(held.holders.keys()),
    holders: held.holders,
    above: new Set([...above.map(({ id }) => id), ...(at.part?.supports ? [at.part.supports] : [])]),
    targets,
    actions: new Map(parts.filter(({ id, kind }) => kind === "action" && living.has(id)).map(({ id, needs }) => [id, needs])),
    reasons,
    itself: at.part?.id,
    today: today(look),
  };
}
