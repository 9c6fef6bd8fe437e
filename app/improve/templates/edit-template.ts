import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { everyRole } from "../../organisation/index.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import type { OutlineRow } from "../outline/outline.rules.ts";
import { listParts } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import type { PlanPlace } from "../plans/plan.store.ts";
import { considerTemplate, rowsOfPlan, type Template, type TemplateRefusal } from "./template.rules.ts";
import { addTemplate, findTemplate, keepTemplate, listTemplates, lockTemplates } from "./template.store.ts";

const roles = new Set<string>(everyRole);
const isTaken = async (change: Change, { kind, title }: Template, but?: string) =>
  (await listTemplates(change)).some(
    (one) => !one.retired && one.id !== but && one.content.kind === kind && one.content.title.toLowerCase() === title.toLowerCase(),
  );

/** Makes a template of the trust of what a plan says now; answers its id. */
export const makeTemplate = (
  db: Database,
  by: Person,
  { plan }: PlanPlace,
  draft: { readonly title: string; readonly says: string },
): Promise<Outcome<string, TemplateRefusal>> =>
  inOneChange<string, TemplateRefusal>(db, by, async (change) => {
    await lockTemplates(change);
    const rows = rowsOfPlan(livingParts(await listParts(change, { plans: [plan.id] })), plan.begins);
    const considered = considerTemplate({ kind: plan.kind, ...draft, rows }, roles);
    if (!considered.ok) return considered;
    if (await isTaken(change, considered.value)) return refuse({ kind: "title-taken" });
    const id = await addTemplate(change, considered.value, by.personId);
    change.record({ kind: "improve.template-made", detail: { template: id, plan: plan.id, parts: considered.value.parts.length } });
    return accept(id);
  });

/** Writes a template anew, as its version was seen. */
export const writeTemplate = (
  db: Database,
  by: Person,
  seen: { readonly id: string; readonly version: number },
  draft: { readonly title: string; readonly says: string; readonly rows: readonly OutlineRow[] },
): Promise<Outcome<undefined, TemplateRefusal>> =>
  inOneChange<undefined, TemplateRefusal>(db, by, async (change) => {
    await lockTemplates(change);
    const template = await findTemplate(change, seen.id);
    if (!template || template.version !== seen.version) return refuse({ kind: "crossed" });
    if (template.retired) return refuse({ kind: "retired" });
    const considered = considerTemplate({ kind: template.content.kind, ...draft }, roles);
    if (!considered.ok) return considered;
    if (await isTaken(change, considered.value, template.id)) return refuse({ kind: "title-taken" });
    await keepTemplate(change, template.id, { version: template.version + 1, content: considered.value, retired: false }, by.personId);
    change.record({ kind: "improve.template-written", detail: { template: template.id, version: template.version + 1 } });
    return accept(undefined);
  });

/** Retires a template, or offers it again. */
export const retireTemplate = (
  db: Database,
  by: Person,
  seen: { readonly id: string; readonly version: number },
  retired: boolean,
): Promise<Outcome<undefined, TemplateRefusal>> =>
  inOneChange<undefined, TemplateRefusal>(db, by, async (change) => {
    await lockTemplates(change);
    const template = await findTemplate(change, seen.id);
    if (!template || template.version !== seen.version || template.retired === retired) return refuse({ kind: "crossed" });
    if (!retired && (await isTaken(change, template.content, template.id))) return refuse({ kind: "title-taken" });
    await keepTemplate(change, template.id, { ...template, version: template.version + 1, retired }, by.personId);
    change.record({ kind: retired ? "improve.template-retired" : "improve.template-offered", detail: { template: template.id } });
    return accept(undefined);
  });
