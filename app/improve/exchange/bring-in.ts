import { createHash } from "node:crypto";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Words } from "../../language/words.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange, type Look } from "../../platform/database/change.ts";
import { addPart, keepPart } from "../parts/part.store.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { findPlan, keepPlanVersion, lockPlan, type PlanPlace } from "../plans/plan.store.ts";
import { keepProgress } from "../progress/progress.store.ts";
import { keepLinks } from "../work/action-evidence.store.ts";
import { addActionStep } from "../work/step.store.ts";
import { type Added, type Brought, type BroughtWork, considerBrought } from "./brought.rules.ts";
import type { BringRefusal } from "./exchange-words.rules.ts";
import { type Exchange, loadBroughtFacts, loadExchange } from "./load-exchange.ts";
import { type CellRefusal, readSheet, type SheetRow } from "./read-sheet.rules.ts";
import type { SheetLabels } from "./sheet.rules.ts";

/** What is brought: the rows of a file, or parts that a page has read already. */
export type Bringing = { readonly rows: readonly SheetRow[] } | { readonly read: (exchange: Exchange) => Brought };
export type Weighed = {
  readonly work: BroughtWork;
  readonly cells: readonly CellRefusal[];
  readonly strange: boolean;
  readonly labels: SheetLabels;
};
export type Ending = { readonly end: boolean; readonly because: string };

/** What bringing this into a plan would do, without doing it. */
export async function weighBringing(look: Look, by: Person, place: PlanPlace, words: Words, bringing: Bringing): Promise<Weighed> {
  const exchange = await loadExchange(look, place, words);
  const read =
    "rows" in bringing
      ? readSheet(bringing.rows, exchange.parts, exchange.labels)
      : { brought: bringing.read(exchange), refused: [], strange: false };
  const work = considerBrought(read.brought, await loadBroughtFacts(look, by, place, exchange, read.brought));
  return { work, cells: read.refused, strange: read.strange, labels: exchange.labels };
}

/** What would be done, as a hash: so that what was shown is what is done. */
export const hashOfWork = ({ plan, add, change, step, reviews, gone }: BroughtWork): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        plan ?? null,
        add.map(({ kind, under, content }) => [kind, under, content]),
        change.map(({ before, content }) => [before.id, before.version, content]),
        step.map(({ ref, number, step: says }) => [ref, number, says]),
        reviews.map(({ on, next, lines }) => [on, next, lines]),
        gone.map(({ id, version }) => [id, version]),
      ]),
    )
    .digest("hex");

/** Brings a file or a page's parts into a plan as one change, and only what was shown before: all of it, or nothing. */
export const bringIn = (
  db: Database,
  by: Person,
  place: PlanPlace,
  words: Words,
  bringing: Bringing,
  asked: { readonly from: "file" | "paste"; readonly shown?: string; readonly ending: Ending },
): Promise<Outcome<BroughtWork, BringRefusal>> =>
  inOneChange<BroughtWork, BringRefusal>(db, by, async (change) => {
    await lockPlan(change, place.plan.id);
    const plan = await findPlan(change, place.plan.id);
    if (!plan || !isWritten(plan.state)) return refuse({ kind: "resting" });
    const { work, cells } = await weighBringing(change, by, { ...place, plan }, words, bringing);
    const ending = asked.ending.end ? work.gone : [];
    const because = asked.ending.because.trim();
    if (work.refused.length + cells.length > 0) return refuse({ kind: "rows-refused" });
    if (!work.plan && work.add.length + work.change.length + work.step.length + work.reviews.length + ending.length === 0)
      return refuse({ kind: "nothing-to-do" });
    if (asked.shown !== undefined && hashOfWork(work) !== asked.shown) return refuse({ kind: "changed-since" });
    if (ending.length > 0 && (!because || because.length > 1000)) return refuse({ kind: "because-needed" });
    if (work.plan) await keepPlanVersion(change, plan.id, plan.version + 1, work.plan, by.personId);
    await keepBrought(change, by, plan.id, work);
    for (const part of ending)
      await keepPart(change, { id: part.id, version: part.version + 1, endedBecause: because, by: by.personId }, part);
    change.record({
      kind: "improve.plan-brought",
      detail: { plan: plan.id, from: asked.from, ...countsOf(work), ended: ending.length },
    });
    return accept(work);
  });

/** How much of what a file or a page brought was kept, as the audit tells it. */
export const countsOf = ({ add, change, step, reviews }: Pick<BroughtWork, "add" | "change" | "step" | "reviews">) => ({
  ...{ added: add.length, changed: change.length, stepped: step.length, reviews: reviews.length },
});

/** Keeps what was added, changed and stepped: what is new first gets its id, so that whatever names it can. */
export async function keepBrought(
  change: Change,
  by: Person,
  planId: string,
  work: Pick<BroughtWork, "add" | "change" | "step" | "reviews" | "refs">,
): Promise<void> {
  const ids = new Map(work.refs);
  // In the order of the file, because that is the order in which a plan is read; only what hangs under a later row waits for it.
  for (let left = work.add; left.length > 0; ) {
    const waiting: Added[] = [];
    for (const part of left) {
      if (part.under !== null && !ids.has(part.under)) waiting.push(part);
      else ids.set(part.ref, await addPart(change, planId, part.kind, part.under === null ? null : (ids.get(part.under) ?? null)));
    }
    if (waiting.length === left.length) throw new Error("a part hangs under one that is not there");
    left = waiting;
  }
  const needed = (needs: readonly string[]) => needs.flatMap((ref) => ids.get(ref) ?? []);
  for (const { ref, content } of work.add)
    await keepPart(
      change,
      { id: ids.get(ref) ?? "", version: 1, endedBecause: null, by: by.personId },
      { ...content, needs: needed(content.needs) },
    );
  for (const { before, content } of work.change)
    await keepPart(
      change,
      { id: before.id, version: before.version + 1, endedBecause: null, by: by.personId },
      { ...content, needs: needed(content.needs) },
    );
  for (const { ref, number, step, rests } of work.step) {
    const id = ids.get(ref) ?? "";
    await addActionStep(change, id, { number, ...step, fromFile: true }, by.personId);
    if (rests.length > 0) await keepLinks(change, id, number, rests);
  }
  for (const [at, { on, next, lines }] of work.reviews.entries()) {
    const said = lines.map(({ ref, ...line }) => ({ part: ids.get(ref) ?? "", ...line }));
    await keepProgress(change, planId, { number: at + 1, on, next, lines: said, fromFile: true }, by.personId);
  }
}
