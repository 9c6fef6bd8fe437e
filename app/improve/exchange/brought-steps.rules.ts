import {
  type ActionRefusal,
  type ActionState,
  considerActionStep,
  considerEarlierStep,
  type Link,
  type StepDraft,
} from "../work/action.rules.ts";
import type { BroughtFacts, BroughtPart } from "./brought.rules.ts";
import { plain } from "./plain.rules.ts";

/** Where a row says an action is, and the number of the step it was written after; undefined where its file tells none. */
export type BroughtStep = StepDraft & { readonly seen: number | undefined };
export const steppedFields = ["state", "doing", "effect"] as const;
export type SteppedField = (typeof steppedFields)[number];
type Standing = { readonly state: ActionState; readonly doing: string; readonly effect: string };
export type Stepped = {
  readonly row: number;
  readonly ref: string;
  readonly title: string;
  /** The action of the plan that it is, where it was there before. */
  readonly id: string | undefined;
  readonly number: number;
  readonly was: Standing;
  readonly step: Standing;
  readonly fields: readonly SteppedField[];
  readonly rests: readonly Link[];
};
export type StepRefusal =
  | { readonly kind: "step"; readonly refusal: ActionRefusal }
  | { readonly kind: "step-crossed"; readonly step: number };

/** The steps that rows ask for, each by the rules of a step on its page; or, in a plan that begins with them, as what was there before. */
export function considerSteps(
  parts: readonly BroughtPart[],
  facts: Pick<BroughtFacts, "state" | "parts" | "rests">,
  begins: boolean,
): { readonly step: readonly Stepped[]; readonly refused: readonly ({ readonly row: number } & StepRefusal)[] } {
  const here = new Map(facts.parts.map((part) => [part.id, part]));
  const actions = new Map(parts.filter(({ kind }) => kind === "action").map((part) => [part.ref, part]));
  const over = ({ step, id }: BroughtPart) => ["done", "dropped"].includes(step?.state ?? here.get(id ?? "")?.state ?? "");
  const [step, refused] = [[] as Stepped[], [] as ({ row: number } & StepRefusal)[]];
  for (const { row, ref, id, step: draft, draft: part } of actions.values()) {
    if (!draft) continue;
    const now = here.get(id ?? "");
    const was: Standing = now ?? { state: "to-do", doing: "", effect: "" };
    const steps = now?.steps ?? 0;
    const fields = steppedFields.filter((field) => plain(draft[field]) !== plain(was[field]));
    if (fields.length === 0) continue;
    if (now && draft.seen !== undefined && draft.seen !== steps) {
      refused.push({ row, kind: "step-crossed", step: steps });
      continue;
    }
    const waitsFor = part.needs.flatMap((need) => {
      const needed = actions.get(need);
      return needed && !over(needed) ? [needed.draft.title] : [];
    });
    // A text that a spreadsheet only saved with other line ends stays what it was.
    const said = {
      state: draft.state,
      doing: fields.includes("doing") ? draft.doing : was.doing,
      effect: fields.includes("effect") ? draft.effect : was.effect,
    };
    const rests = facts.rests.get(id ?? "") ?? [];
    const considered = begins
      ? considerEarlierStep(said, waitsFor)
      : considerActionStep(said, steps, { plan: facts.state, ended: false, steps, waitsFor }, rests);
    if (considered.ok)
      step.push({ row, ref, title: part.title, id: now?.id, number: steps + 1, was, step: considered.value, fields, rests });
    else refused.push({ row, kind: "step", refusal: considered.refusal });
  }
  return { step, refused };
}
