import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { findPlan, lockPlan, type PlanPlace } from "../plans/plan.store.ts";
import { loadPartFacts } from "./load-part-facts.ts";
import { considerPart, isPartKind, type PartDraft, type PartRefusal, saysTheSame } from "./part.rules.ts";
import { addPart, findPart, keepPart } from "./part.store.ts";

/** Adds a part of that kind under another, or under none; answers its id. */
export const addPartTo = (
  db: Database,
  by: Person,
  place: PlanPlace,
  at: { readonly kind: string; readonly under: string | null },
  draft: PartDraft,
): Promise<Outcome<string, PartRefusal>> =>
  inOneChange<string, PartRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    if (!plan || !isPartKind(at.kind)) return refuse({ kind: "wrong-place" });
    const facts = await loadPartFacts(change, by, { ...place, plan }, draft, { part: undefined, under: at.under });
    const considered = considerPart(at.kind, draft, facts);
    if (!considered.ok) return considered;
    const id = await addPart(change, plan.id, at.kind, at.under);
    await keepPart(change, { id, version: 1, endedBecause: null, by: by.personId }, considered.value);
    change.record({ kind: "improve.part-added", detail: { plan: plan.id, part: id, of: at.kind, under: at.under } });
    return accept(id);
  });

/** Writes the next version of a part, as it was seen; none where it would say what it says now. */
export const writePart = (
  db: Database,
  by: Person,
  place: PlanPlace,
  seen: { readonly id: string; readonly version: number },
  draft: PartDraft,
): Promise<Outcome<undefined, PartRefusal>> =>
  inOneChange<undefined, PartRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    const part = await findPart(change, seen.id);
    if (!plan || !part || part.planId !== plan.id) return refuse({ kind: "wrong-place" });
    if (part.endedBecause !== null) return refuse({ kind: "ended" });
    if (part.version !== seen.version) return refuse({ kind: "crossed" });
    const facts = await loadPartFacts(change, by, { ...place, plan }, draft, { part, under: part.under });
    const considered = considerPart(part.kind, draft, facts);
    if (!considered.ok) return considered;
    if (saysTheSame(considered.value, part)) return refuse({ kind: "same" });
    await keepPart(change, { id: part.id, version: part.version + 1, endedBecause: null, by: by.personId }, considered.value);
    change.record({ kind: "improve.part-written", detail: { plan: plan.id, part: part.id, version: part.version + 1 } });
    return accept(undefined);
  });

export type EndRefusal = { readonly kind: "resting" | "because-needed" | "ended" | "crossed" };
/** Ends a part with the reason; all that was said of it stays. */
export const endPart = (
  db: Database,
  by: Person,
  place: PlanPlace,
  seen: { readonly id: string; readonly version: number },
  because: string,
): Promise<Outcome<undefined, EndRefusal>> =>
  inOneChange<undefined, EndRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    const part = await findPart(change, seen.id);
    if (!plan || !isWritten(plan.state)) return refuse({ kind: "resting" });
    if (!part || part.endedBecause !== null) return refuse({ kind: "ended" });
    if (part.version !== seen.version) return refuse({ kind: "crossed" });
    const text = because.trim();
    if (!text || text.length > 1000) return refuse({ kind: "because-needed" });
    await keepPart(change, { id: part.id, version: part.version + 1, endedBecause: text, by: by.personId }, part);
    change.record({ kind: "improve.part-ended", detail: { plan: plan.id, part: part.id, version: part.version + 1 } });
    return accept(undefined);
  });

/** Why a part was not ended, and what to do. */
export function sayEndRefusal({ kind }: EndRefusal): string {
  switch (kind) {
    case "resting":
      return "This plan can only be read now. Take it up again first.";
    case "because-needed":
      return "Say in up to 1,000 characters why it ends.";
    case "ended":
      return "It has ended already. There is nothing more to do.";
    case "crossed":
      return "Somebody has changed this since you opened it. Read what it says now, and end it again if that is still right.";
  }
}
