import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today, trustUnit } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange, type Look } from "../../platform/database/change.ts";
import { countsOf, keepBrought } from "../exchange/bring-in.ts";
import { considerBrought } from "../exchange/brought.rules.ts";
import { broughtOf } from "../outline/outline.rules.ts";
import { rolesHeld } from "../parts/part.store.ts";
import { beginIn, type Subject } from "../plans/begin-plan.ts";
import type { PlanDraft, PlanRefusal } from "../plans/plan.rules.ts";
import { findPlan, placeFor } from "../plans/plan.store.ts";
import { shippedTemplates } from "./shipped.ts";
import { rowsFor, type Template } from "./template.rules.ts";
import { findTemplate } from "./template.store.ts";

/** A template by what a form calls it: `shipped:` and a kind, or the id of one of the trust's own that is offered. */
async function templateCalled(look: Look, name: string): Promise<Template | undefined> {
  if (name.startsWith("shipped:")) return shippedTemplates().get(name.slice("shipped:".length));
  const own = await findTemplate(look, name);
  return own && !own.retired ? own.content : undefined;
}

/** Begins a plan with the parts of a template of its kind, or with none; answers its id. */
export const beginFromTemplate = (
  db: Database,
  by: Person,
  subject: Subject,
  draft: PlanDraft,
  name: string,
): Promise<Outcome<string, PlanRefusal>> =>
  inOneChange<string, PlanRefusal>(db, by, async (change) => {
    const template = name === "" ? undefined : await templateCalled(change, name);
    if (name !== "" && !template) return refuse({ kind: "no-such-template" });
    if (template && template.kind !== subject.kind) return refuse({ kind: "template-of-another-kind", plan: template.kind });
    const begun = await beginIn(change, by, subject, draft);
    if (!begun.ok || !template) return begun;
    const [plan, trust] = [await findPlan(change, begun.value), await trustUnit(change)];
    if (!plan) throw new Error("the plan that was begun is not there");
    const place = placeFor(plan, change.trustId, trust);
    const roles = new Set((await rolesHeld(change, [place.unitId, ...place.within])).map(({ role }) => role));
    const rows = rowsFor(template, plan, roles, today(change));
    const work = considerBrought(
      broughtOf(rows, ({ due }) => ({ written: due, day: due || undefined }), plan.begins),
      {
        ...{
          state: plan.state,
          people: new Set(),
          roles,
          above: new Set(),
          targets: new Map(),
          today: plan.begins,
          parts: [],
          reviews: [],
          rests: new Map(),
          known: new Map(),
        },
        ...{ kept: () => false, plan },
      },
    );
    if (work.refused.length > 0) throw new Error(`a template does not fit its own kind of plan: ${JSON.stringify(work.refused[0])}`);
    await keepBrought(change, by, plan.id, work);
    change.record({
      kind: "improve.plan-brought",
      detail: { plan: plan.id, from: "template", ...countsOf(work), ended: 0 },
    });
    return accept(plan.id);
  });
