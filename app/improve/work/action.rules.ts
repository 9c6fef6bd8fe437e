import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { sayDay } from "../../language/period.ts";
import type { PlanState } from "../plans/plan.rules.ts";
import { asSentence } from "../plans/plan-words.rules.ts";

export const actionStates = { "to-do": "To do", doing: "Under way", done: "Done", dropped: "Dropped" } as const;
export type ActionState = keyof typeof actionStates;
export const isActionState = (state: string): state is ActionState => Object.hasOwn(actionStates, state);

export const isOpen = (state: ActionState): boolean => state === "to-do" || state === "doing";
/** The parts that an action waits for, as they are neither done nor dropped. */
export const waitsOn = <Part extends { readonly id: string; readonly state: ActionState }>(
  action: { readonly needs: readonly string[] },
  living: readonly Part[],
): Part[] => living.filter(({ id, state }) => action.needs.includes(id) && isOpen(state));

/** What evidence of an action shows: that it was done, or that it had an effect. They are never taken for each other. */
export const shows = ["doing", "effect"] as const;
export type Shows = (typeof shows)[number];
export type StepDraft = { readonly state: string; readonly doing: string; readonly effect: string };
export type EvidenceChosen = Readonly<Record<Shows, readonly string[]>>;
export type Link = { readonly shows: Shows; readonly item: string };
export type EvidenceFacts = {
  /** Whether whoever takes the step sees what evidence there is; what the action rested on is carried on where they do not. */
  readonly mayChoose: boolean;
  readonly before: readonly Link[];
  /** What they do not see yet; where the action rests on it, it goes on doing so. */
  readonly hidden: ReadonlySet<string>;
  /** What of the newly chosen is there, and was not withdrawn. */
  readonly there: ReadonlySet<string>;
};
export type EvidenceRefusal = { readonly kind: "no-such-evidence"; readonly shows: Shows };
/** On which evidence a step rests. */
export function considerEvidence(chosen: EvidenceChosen, facts: EvidenceFacts): Outcome<readonly Link[], EvidenceRefusal> {
  if (!facts.mayChoose) return accept(facts.before);
  const links = facts.before.filter(({ item }) => facts.hidden.has(item));
  for (const one of shows)
    for (const item of new Set(chosen[one])) {
      const known = facts.before.some((link) => link.item === item && !facts.hidden.has(item));
      if (!known && !facts.there.has(item)) return refuse({ kind: "no-such-evidence", shows: one });
      links.push({ shows: one, item });
    }
  return accept(links);
}
export type ActionFacts = {
  readonly plan: PlanState;
  readonly ended: boolean;
  readonly steps: number;
  /** The actions it waits for that are not done, by title. */
  readonly waitsFor: readonly string[];
};
export type ActionRefusal =
  | EvidenceRefusal
  | { readonly kind: "crossed" | "state-needed" | "doing-needed" | "why-dropped" | "doing-too-long" | "effect-too-long" | "ended" }
  | { readonly kind: "resting"; readonly state: "draft" | "paused" | "closed" }
  | { readonly kind: "waits"; readonly for: string };

type Considered = StepDraft & { readonly state: ActionState };
/** What a step says, in words there are and no longer than may be kept. */
function readStep({ state, ...texts }: StepDraft): Outcome<Considered, ActionRefusal> {
  const [doing, effect] = [texts.doing.trim(), texts.effect.trim()];
  if (!isActionState(state)) return refuse({ kind: "state-needed" });
  if (doing.length > 4000) return refuse({ kind: "doing-too-long" });
  if (effect.length > 4000) return refuse({ kind: "effect-too-long" });
  return accept({ state, doing, effect });
}
function inTurn(step: Considered, [first]: readonly string[]): Outcome<Considered, ActionRefusal> {
  return step.state === "done" && first !== undefined ? refuse({ kind: "waits", for: first }) : accept(step);
}

/**
 * Whether a step may be kept that was taken before its plan came here: what showed it may lie elsewhere, so that it is not asked for; but
 * nothing was done before what it waits for.
 */
export function considerEarlierStep(draft: StepDraft, waitsFor: readonly string[]): Outcome<Considered, ActionRefusal> {
  const step = readStep(draft);
  return step.ok ? inTurn(step.value, waitsFor) : step;
}

/** Whether an action may be said to be there, as its last step was seen: done only with what shows it, and after what it waits for. */
export function considerActionStep(
  draft: StepDraft,
  seen: number,
  facts: ActionFacts,
  rests: readonly Link[] = [],
): Outcome<Considered, ActionRefusal> {
  if (facts.plan === "draft" || facts.plan === "paused" || facts.plan === "closed") return refuse({ kind: "resting", state: facts.plan });
  if (facts.ended) return refuse({ kind: "ended" });
  if (seen !== facts.steps) return refuse({ kind: "crossed" });
  const step = readStep(draft);
  if (!step.ok) return step;
  const { state, doing } = step.value;
  if (state === "dropped" && !doing) return refuse({ kind: "why-dropped" });
  if (state === "done" && !doing && !rests.some((link) => link.shows === "doing")) return refuse({ kind: "doing-needed" });
  return inTurn(step.value, facts.waitsFor);
}

export function sayActionRefusal(refusal: ActionRefusal): string {
  switch (refusal.kind) {
    case "crossed":
      return "Somebody has written of this action since you opened it. Both are shown; take over what you need, and save yours again.";
    case "state-needed":
      return "Choose where the action is.";
    case "doing-needed":
      return "Say what shows that it was done, for example what you saw or which record says so, or choose evidence of it.";
    case "no-such-evidence":
      return "This evidence was withdrawn or cannot be found any more. Choose again from the list.";
    case "why-dropped":
      return "Say why it was dropped.";
    case "doing-too-long":
    case "effect-too-long":
      return "Shorten this to 4,000 characters.";
    case "ended":
      return "This action is no longer part of its plan. What you wrote is still here.";
    case "resting":
      return refusal.state === "draft"
        ? "Its plan has not been approved yet. Ask whoever leads it to approve the plan first."
        : refusal.state === "paused"
          ? "Its plan is paused. Take the plan up again first."
          : "Its plan is closed, so it can only be read.";
    case "waits":
      return `It waits for “${refusal.for}”, which is not done. Have that done first, or choose “Under way”.`;
  }
}
export const fieldOfAction = (refusal: ActionRefusal): string => {
  const { kind } = refusal;
  if (kind === "no-such-evidence") return `${refusal.shows}-item`;
  if (kind === "state-needed" || kind === "waits") return "state";
  if (kind === "doing-needed" || kind === "why-dropped" || kind === "doing-too-long") return "doing";
  return kind === "effect-too-long" ? "effect" : "";
};

/** Why nothing is written of an action now, for who opens it; nothing where its plan goes on. */
export function sayResting(plan: {
  readonly state: PlanState;
  readonly stepOn: string | null;
  readonly stepBecause: string | null;
}): string | undefined {
  const since = plan.stepOn ? ` on ${sayDay(plan.stepOn)}` : "";
  const because = plan.stepBecause ? `: ${asSentence(plan.stepBecause)}` : ".";
  if (plan.state === "paused")
    return `Its plan was paused${since}${because} The action waits until the plan is taken up again; it is not overdue meanwhile.`;
  if (plan.state === "closed") return `Its plan was closed${since}${because} The action can only be read.`;
  return plan.state === "draft" ? "Its plan has not been approved yet. What is done is written here once it is." : undefined;
}

/** How an action stands to its day: over it, within a fortnight of it, or later; nothing of one that is done or has no day. */
export function dueOf(
  action: { readonly state: ActionState; readonly due: string | null },
  today: string,
): "overdue" | "soon" | "later" | undefined {
  if (action.due === null || action.state === "done" || action.state === "dropped") return undefined;
  if (action.due < today) return "overdue";
  return (Date.parse(action.due) - Date.parse(today)) / 86_400_000 <= 14 ? "soon" : "later";
}
