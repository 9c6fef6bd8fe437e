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
  const beside = besides(look, plan, with_, day);
  const [now, then] = await Promise.all([planOn(look, plan.id, day), beside.plan]);
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
  const [was, is] = [saidOn(before, beside.on, around), saidOn(after, day, around)];
  const pairs = beside.isAnother
    ? pairsOf(was, is)
    : new Map(is.map(({ id }) => [id, id] as const).filter(([id]) => was.some((part) => part.id === id)));
  return { before: then, ...differencesOf(was, is, pairs) };
}
/** The state that a plan stands beside, the day of which its leaders are told, and whether it is another plan's. */
function besides(look: Look, plan: PlanRow, with_: With, day: string) {
  if ("approved" in with_) return { plan: with_.approved.content, on: with_.approved.on, isAnother: false };
  if ("on" in with_) return { plan: planOn(look, plan.id, with_.on), on: with_.on, isAnother: false };
  // Another plan is over by now: who led it is told of its own last day.
  return { plan: planOn(look, with_.plan.id, day), on: [with_.plan.ends, day].sort()[0] ?? day, isAnother: true };
}
const empty = ({ title, begins, ends }: PlanRow): PlanThen => ({ title, begins, ends, parts: [] });
