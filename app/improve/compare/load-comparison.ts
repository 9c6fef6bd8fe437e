import type { Words } from "../../language/words.ts";
import { today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import type { ApprovedContent } from "../plans/approve-plan.ts";
import { loadKpis, nameTarget } from "../plans/kpi.ts";
import type { Approval, PlanRow } from "../plans/plan.store.ts";
import { type Difference, differencesOf, type PlanThen, pairsOf, saidOn } from "./compare.rules.ts";
import { planOn, titlesOf } from "./compare.store.ts";

export type Comparison = {
  readonly before: PlanThen | undefined;
  readonly differences: readonly Difference[];
  readonly same: number;
};
export type With = { readonly on: string } | { readonly plan: PlanRow } | { readonly approved: Approval<ApprovedContent> };
/** A plan as it says now beside what it said at the end of a day, beside what was last approved, or beside another plan as that says now. */
export async function comparePlan(look: Look, plan: PlanRow, with_: With, words: Words): Promise<Comparison> {
  const day = today(look);
  const [now, then] = await Promise.all([
    planOn(look, plan.id, day),
    "approved" in with_ ? with_.approved.content : "on" in with_ ? planOn(look, plan.id, with_.on) : planOn(look, with_.plan.id, day),
  ]);
  const [after, before]: [PlanThen, PlanThen] = [now ?? empty(plan), then ?? empty(plan)];
  const all = [...after.parts, ...before.parts];
  const [above, kpis] = await Promise.all([
    titlesOf(
      look,
      all.flatMap(({ supports }) => supports ?? []),
    ),
    loadKpis(
      look,
      all.map(({ target }) => target),
    ),
  ]);
  const around = { words, above, targets: new Map([...kpis].map(([id, judged]) => [id, nameTarget(judged)])) };
  // Another plan is over by now: who led it is told of its own last day.
  const thatDay = "approved" in with_ ? with_.approved.on : "on" in with_ ? with_.on : ([with_.plan.ends, day].sort()[0] ?? day);
  const [was, is] = [saidOn(before, thatDay, around), saidOn(after, day, around)];
  const pairs =
    "plan" in with_
      ? pairsOf(was, is)
      : new Map(is.map(({ id }) => [id, id] as const).filter(([id]) => was.some((part) => part.id === id)));
  return { before: then, ...differencesOf(was, is, pairs) };
}
const empty = ({ title, begins, ends }: PlanRow): PlanThen => ({ title, begins, ends, parts: [] });
