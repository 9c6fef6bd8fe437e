import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { listParts, type PartRow } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { findPlan, lockPlan } from "../plans/plan.store.ts";
import {
  type ActionFacts,
  type ActionRefusal,
  considerActionStep,
  considerEvidence,
  type EvidenceChosen,
  type StepDraft,
  waitsOn,
} from "./action.rules.ts";
import { keepLinks } from "./action-evidence.store.ts";
import { evidenceFacts } from "./action-evidence.ts";
import type { ActionPlace } from "./load-work.ts";
import { addActionStep } from "./step.store.ts";

/** The titles of what an action waits for that is not done. */
export const waitsFor = (action: PartRow, living: readonly PartRow[]): string[] => waitsOn(action, living).map(({ title }) => title);

/** Says where an action is, as its last step was seen. */
export const stepAction = (
  db: Database,
  by: Person,
  place: ActionPlace,
  seen: number,
  draft: StepDraft,
  chosen: EvidenceChosen = { doing: [], effect: [] },
): Promise<Outcome<undefined, ActionRefusal>> =>
  inOneChange<undefined, ActionRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    const living = livingParts(await listParts(change, { plans: [place.plan.id] }));
    const action = living.find(({ id }) => id === place.action.id);
    if (!plan || !action) return refuse({ kind: "ended" });
    const facts: ActionFacts = { plan: plan.state, ended: false, steps: action.steps, waitsFor: waitsFor(action, living) };
    const rests = considerEvidence(chosen, await evidenceFacts(change, by, place, action.id, chosen));
    if (!rests.ok) return rests;
    const considered = considerActionStep(draft, seen, facts, rests.value);
    if (!considered.ok) return considered;
    await addActionStep(change, action.id, { number: seen + 1, ...considered.value }, by.personId);
    await keepLinks(change, action.id, seen + 1, rests.value);
    change.record({ kind: "improve.action-stepped", detail: { plan: plan.id, part: action.id, state: considered.value.state } });
    return accept(undefined);
  });
