import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { PlanState } from "../plans/plan.rules.ts";

export type Rag = "red" | "amber" | "green";
/** What each colour says of progress; it stands at the choice, and never says how good anything is. */
export const ragMeans: Readonly<Record<Rag, { readonly word: string; readonly means: string }>> = {
  green: { word: "Green", means: "On the way: what was planned by now is done, and it will be there in time." },
  amber: { word: "Amber", means: "Behind, but it can still be there in time; we know what must happen for that." },
  red: { word: "Red", means: "It will not be there in time as things stand. Something has to change." },
};
export type Decision = "continue" | "change" | "stop";
export const decisionWords: Readonly<Record<Decision, string>> = {
  continue: "Continue as planned",
  change: "Change what is done",
  stop: "Stop, and end it with a reason",
};
export const isRag = (rag: string): rag is Rag => Object.hasOwn(ragMeans, rag);
export const isDecision = (decision: string): decision is Decision => Object.hasOwn(decisionWords, decision);

export type LineDraft = { readonly rag: string; readonly narrative: string; readonly decision: string };
export type Line = { readonly part: string; readonly rag: Rag; readonly narrative: string; readonly decision: Decision };
export type ProgressDraft = {
  readonly on: string | undefined;
  readonly next: { readonly written: string; readonly day: string | undefined };
  readonly lines: ReadonlyMap<string, LineDraft>;
};
export type LineLack = { readonly part: string; readonly lacks: "rag" | "narrative" | "decision" };
export type ProgressRefusal =
  | { readonly kind: "not-approved" | "crossed" | "on-needed" | "on-to-come" | "next-unread" | "next-not-later" | "nothing-to-review" }
  | { readonly kind: "resting"; readonly state: "paused" | "closed" }
  | { readonly kind: "on-too-early"; readonly last: string }
  | { readonly kind: "on-before-plan"; readonly begins: string }
  | { readonly kind: "next-after-plan"; readonly ends: string }
  | { readonly kind: "lines"; readonly lacks: readonly LineLack[] };

/** Whether a review of progress may be kept: of every objective a colour, what is behind it, and a decision. */
export function considerProgress(
  draft: ProgressDraft,
  seen: number,
  facts: {
    readonly state: PlanState;
    readonly reviews: number;
    readonly last: string | undefined;
    readonly objectives: readonly string[];
    readonly begins: string;
    readonly ends: string;
    readonly today: string;
  },
): Outcome<{ readonly on: string; readonly next: string | null; readonly lines: readonly Line[] }, ProgressRefusal> {
  if (facts.state === "paused" || facts.state === "closed") return refuse({ kind: "resting", state: facts.state });
  if (facts.state === "draft") return refuse({ kind: "not-approved" });
  if (seen !== facts.reviews) return refuse({ kind: "crossed" });
  if (facts.objectives.length === 0) return refuse({ kind: "nothing-to-review" });
  if (!draft.on) return refuse({ kind: "on-needed" });
  if (draft.on > facts.today) return refuse({ kind: "on-to-come" });
  if (draft.on < facts.begins) return refuse({ kind: "on-before-plan", begins: facts.begins });
  if (facts.last && draft.on < facts.last) return refuse({ kind: "on-too-early", last: facts.last });
  if (draft.next.written && !draft.next.day) return refuse({ kind: "next-unread" });
  if (draft.next.day && draft.next.day <= draft.on) return refuse({ kind: "next-not-later" });
  if (draft.next.day && draft.next.day > facts.ends) return refuse({ kind: "next-after-plan", ends: facts.ends });
  const lacks: LineLack[] = [];
  const lines = facts.objectives.flatMap((part): Line[] => {
    const line = draft.lines.get(part);
    const [rag, narrative, decision] = [line?.rag ?? "", (line?.narrative ?? "").trim(), line?.decision ?? ""];
    if (!isRag(rag)) lacks.push({ part, lacks: "rag" });
    if (!narrative || narrative.length > 4000) lacks.push({ part, lacks: "narrative" });
    if (!isDecision(decision)) lacks.push({ part, lacks: "decision" });
    return isRag(rag) && isDecision(decision) ? [{ part, rag, narrative, decision }] : [];
  });
  return lacks.length > 0 ? refuse({ kind: "lines", lacks }) : accept({ on: draft.on, next: draft.next.day ?? null, lines });
}

export type Verdict = "as-intended" | "in-part" | "not" | "cannot-say";
export const verdictWords: Readonly<Record<Verdict, string>> = {
  "as-intended": "As intended",
  "in-part": "In part",
  not: "Not",
  "cannot-say": "Nobody can say",
};
export const isVerdict = (verdict: string): verdict is Verdict => Object.hasOwn(verdictWords, verdict);
export type ImpactLack = { readonly part: string; readonly lacks: "verdict" | "happened" };
export type ImpactRefusal =
  | { readonly kind: "not-approved" | "changed-since" | "because-needed" | "crossed" }
  | { readonly kind: "resting"; readonly state: "paused" | "closed" }
  | { readonly kind: "lines"; readonly lacks: readonly ImpactLack[] };
/** Whether a plan may close: of every priority it is said what happened, beside what was intended and approved. */
export function considerImpact(
  drafts: ReadonlyMap<string, { readonly verdict: string; readonly happened: string }>,
  because: string,
  seen: number,
  facts: { readonly state: PlanState; readonly revision: number; readonly priorities: readonly string[] },
): Outcome<readonly { readonly part: string; readonly verdict: Verdict; readonly happened: string }[], ImpactRefusal> {
  if (facts.state === "paused" || facts.state === "closed") return refuse({ kind: "resting", state: facts.state });
  if (facts.state === "draft") return refuse({ kind: "not-approved" });
  if (seen !== facts.revision) return refuse({ kind: "crossed" });
  if (facts.state === "changed") return refuse({ kind: "changed-since" });
  const lacks: ImpactLack[] = [];
  const lines = facts.priorities.flatMap((part) => {
    const { verdict = "", happened = "" } = drafts.get(part) ?? {};
    const text = happened.trim();
    if (!isVerdict(verdict)) lacks.push({ part, lacks: "verdict" });
    if (!text || text.length > 4000) lacks.push({ part, lacks: "happened" });
    return isVerdict(verdict) ? [{ part, verdict, happened: text }] : [];
  });
  if (lacks.length > 0) return refuse({ kind: "lines", lacks });
  return because.trim() && because.trim().length <= 1000 ? accept(lines) : refuse({ kind: "because-needed" });
}
