import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Words } from "../../language/words.ts";
import { trustUnit } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { beginIn, type Subject } from "../plans/begin-plan.ts";
import type { PlanDraft } from "../plans/plan.rules.ts";
import { findPlan, placeFor } from "../plans/plan.store.ts";
import { countsOf, hashOfWork, keepBrought, type Weighed, weighBringing } from "./bring-in.ts";
import type { BringRefusal } from "./exchange-words.rules.ts";
import { labelsOf } from "./labels.rules.ts";
import { readSheet, type SheetRow } from "./read-sheet.rules.ts";

export type NewRefusal = { readonly refusal: BringRefusal | undefined; readonly weighed: Weighed | undefined };
const nothing = labelsOf([]);

/** What the plan's own row says: its name and days. */
export const planIn = (rows: readonly SheetRow[]): PlanDraft | undefined =>
  readSheet(rows, [], { owners: nothing, supports: nothing, targets: nothing }).brought.plan;

/**
 * Begins a plan from the rows of a file, of which the plan's own names it and gives its days; answers its id. Where `shown` is not what the
 * file would do, nothing is kept, and what it would do is the refusal: a plan that is not there yet can be weighed in no other way.
 */
export const bringNew = (
  db: Database,
  by: Person,
  subject: Subject,
  words: Words,
  rows: readonly SheetRow[],
  shown: string | undefined,
): Promise<Outcome<string, NewRefusal>> =>
  inOneChange<string, NewRefusal>(db, by, async (change) => {
    const stop = (refusal: BringRefusal | undefined, weighed?: Weighed) => refuse<NewRefusal>({ refusal, weighed });
    const named = planIn(rows);
    if (!named) return stop({ kind: "no-plan-row" });
    const begun = await beginIn(change, by, subject, named);
    if (!begun.ok) return stop({ kind: "not-begun", refusal: begun.refusal });
    const [plan, trust] = [await findPlan(change, begun.value), await trustUnit(change)];
    if (!plan) return stop({ kind: "resting" });
    const weighed = await weighBringing(change, by, placeFor(plan, change.trustId, trust), words, { rows });
    const { work, cells } = weighed;
    if (work.refused.length + cells.length > 0) return stop({ kind: "rows-refused" }, weighed);
    if (shown === undefined) return stop(undefined, weighed);
    if (hashOfWork(work) !== shown) return stop({ kind: "changed-since" }, weighed);
    await keepBrought(change, by, plan.id, work);
    change.record({ kind: "improve.plan-brought", detail: { plan: plan.id, from: "file", ...countsOf(work), ended: 0 } });
    return accept(plan.id);
  });
