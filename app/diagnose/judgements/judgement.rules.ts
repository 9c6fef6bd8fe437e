import type { ChosenEvidence, NewEvidence } from "../../evidence/index.ts";
import { type EditionContent, highestLevel, indicatorOf, levelOf } from "../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import type { Permission } from "../../platform/access/access.rules.ts";

/** Whose view a judgement is. What peers and outsiders judged stands beside the trust's, and decides nothing. */
export type Perspective = "trust" | "self" | "peer" | "external";
/** Whose view it is, as one word of a table. */
export const sayPerspective: Readonly<Record<Perspective, string>> = { trust: "trust", self: "self", peer: "peers", external: "outsiders" };
/** Whose judgement it is, in words that stand in a sentence. */
export function sayJudgementOf(perspective: Perspective, words: Words): string {
  switch (perspective) {
    case "trust":
      return "the trust's judgement";
    case "self":
      return `the ${words.academy}'s own`;
    case "peer":
      return "what peers judged";
    case "external":
      return "what outsiders judged";
  }
}
export type Confidence = "low" | "medium" | "high";
export type Direction = "improving" | "steady" | "declining";

export type JudgementDraft = {
  /** The edition whose descriptors its author read. */
  readonly edition: string;
  readonly level: string;
  readonly canShare: boolean;
  readonly confidence: Confidence;
  readonly direction: Direction;
  readonly narrative: string;
  /** The judgement its author saw, which this one supersedes. */
  readonly replacing: string | undefined;
  readonly evidence: readonly NewEvidence[];
  /** What is here already, and it rests on too. */
  readonly chosen?: readonly ChosenEvidence[];
};

export type JudgementRefusal =
  | { readonly kind: "no-such-indicator" }
  | { readonly kind: "no-such-level" }
  | { readonly kind: "no-edition-in-use" }
  | { readonly kind: "edition-closed"; readonly inUse: number }
  | { readonly kind: "no-half-term"; readonly day: string }
  | { readonly kind: "not-allowed" }
  | { readonly kind: "share-needs-strength"; readonly strength: string }
  | { readonly kind: "evidence-from-the-future"; readonly title: string; readonly dated: string }
  | { readonly kind: "no-such-figure" }
  | { readonly kind: "no-such-evidence" }
  | { readonly kind: "evidence-twice"; readonly title: string }
  | { readonly kind: "evidence-withdrawn"; readonly title: string; readonly on: string }
  | { readonly kind: "crossed"; readonly current: string };

export const mayJudge: Permission = {
  name: "judge",
  says: "record the trust's judgement of an academy against an indicator",
  roles: ["managing-director", "deputy-managing-director", "national-director", "regional-ceo", "sle"],
};
export const mayEvaluateSelf: Permission = {
  name: "evaluate-self",
  says: "record the academy's own judgement of itself",
  roles: ["principal"],
};

/** Judging is one permission to a page and two to the model: the trust's view, and a Principal's own. */
export const mayJudgeHere: Permission = {
  name: "judge-here",
  says: "record a judgement, of the trust or of one's own academy",
  roles: [...mayJudge.roles, ...mayEvaluateSelf.roles],
};

export type JudgementFacts = {
  readonly edition: { readonly id: string; readonly number: number; readonly content: EditionContent } | undefined;
  readonly indicator: string;
  readonly current: string | undefined;
  readonly halfTerm: { readonly schoolYear: string; readonly number: number } | undefined;
  readonly today: string;
  readonly role: string | undefined;
};
export type ConsideredJudgement = JudgementDraft & { readonly schoolYear: string; readonly halfTerm: number; readonly role: string };

/** Whether a judgement may stand, given what is known of the academy, the edition and the calendar. */
export function considerJudgement(facts: JudgementFacts, draft: JudgementDraft): Outcome<ConsideredJudgement, JudgementRefusal> {
  const { halfTerm, role } = facts;
  if (!facts.edition) return refuse({ kind: "no-edition-in-use" });
  if (draft.edition !== facts.edition.id) return refuse({ kind: "edition-closed", inUse: facts.edition.number });
  const edition = facts.edition.content;
  if (!indicatorOf(edition, facts.indicator)) return refuse({ kind: "no-such-indicator" });
  if (!levelOf(edition, draft.level)) return refuse({ kind: "no-such-level" });
  if (!role) return refuse({ kind: "not-allowed" });
  if (!halfTerm) return refuse({ kind: "no-half-term", day: facts.today });
  const strength = highestLevel(edition);
  if (draft.canShare && draft.level !== strength.key) return refuse({ kind: "share-needs-strength", strength: strength.name });
  const future = draft.evidence.find((piece) => piece.dated > facts.today);
  if (future) return refuse({ kind: "evidence-from-the-future", title: future.title, dated: future.dated });
  if (draft.replacing !== facts.current) return refuse({ kind: "crossed", current: facts.current ?? "" });
  return accept({ ...draft, schoolYear: halfTerm.schoolYear, halfTerm: halfTerm.number, role });
}

/** Whether a judgement may rest on what was chosen of the evidence that is here; `held` are those of its unit. */
export function considerChosen(
  chosen: readonly ChosenEvidence[],
  held: readonly { readonly id: string; readonly title: string; readonly withdrawnOn: string | null }[],
): Outcome<readonly ChosenEvidence[], JudgementRefusal> {
  const seen = new Set<string>();
  for (const { item } of chosen) {
    const piece = held.find(({ id }) => id === item);
    if (!piece) return refuse({ kind: "no-such-evidence" });
    if (seen.has(item)) return refuse({ kind: "evidence-twice", title: piece.title });
    if (piece.withdrawnOn) return refuse({ kind: "evidence-withdrawn", title: piece.title, on: piece.withdrawnOn });
    seen.add(item);
  }
  return accept(chosen);
}

/** Each refusal in words that say what to do next. */
export function sayJudgementRefusal(refusal: JudgementRefusal, words: Words): string {
  switch (refusal.kind) {
    case "no-such-indicator":
      return `The framework in use has no such indicator. Go back to the page of the ${words.academy} and choose one of those listed.`;
    case "no-such-level":
      return "Choose one of the levels listed.";
    case "no-edition-in-use":
      return "The trust has no framework in use today. Ask an administrator to put an edition into use, then judge again.";
    case "edition-closed":
      return `Edition ${refusal.inUse} of the framework came into use after you opened this form, so nothing was recorded. What you wrote is below; read what edition ${refusal.inUse} says of each level, choose again if you need to, and send it.`;
    case "no-half-term":
      return `The school calendar has no half-term that holds ${sayDay(refusal.day)}. Open the school calendar: it says which school year is missing and who can add it. Then send this again.`;
    case "not-allowed":
      return `Your role no longer lets you judge this ${words.academy}. Ask an administrator if that is a mistake.`;
    case "share-needs-strength":
      return `Only a judgement of “${refusal.strength}” can be marked as one others can learn from. Choose that level, or clear the mark.`;
    case "evidence-from-the-future":
      return `The evidence “${refusal.title}” is dated ${refusal.dated}, which is still to come. Give the day it was seen.`;
    case "no-such-figure":
      return "A figure that was chosen as evidence is not there any more. Choose it again, or leave it out.";
    case "no-such-evidence":
      return `Evidence that was chosen is not this ${words.academy}'s. Choose it again from the list, or leave it out.`;
    case "evidence-twice":
      return `“${refusal.title}” was chosen twice. Choose it once, and say whether it supports the judgement or speaks against it.`;
    case "evidence-withdrawn":
      return `“${refusal.title}” was withdrawn on ${sayDay(refusal.on)}, so nothing new can rest on it. Choose something else, or leave it out.`;
    case "crossed":
      return "Somebody judged this indicator while you were writing. Both texts are below; read theirs, change yours if you need to, and send it again to supersede theirs.";
  }
}
