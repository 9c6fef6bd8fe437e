import { categoriesOf, type EditionContent, type Judged, recommend } from "../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Words } from "../../language/words.ts";
import type { Permission } from "../../platform/access/access.rules.ts";

export const mayDecide: Permission = {
  name: "decide-category",
  says: "record the board's decision on an academy's category at a meeting",
  roles: ["managing-director", "deputy-managing-director", "national-director"],
};

export type DecisionDraft = {
  /** The edition whose recommendation was before the board. */
  readonly edition: string;
  readonly category: string;
  readonly reason: string;
  readonly effectiveFrom: string;
  readonly replacing: string | undefined;
};
export type DecisionRefusal =
  | { readonly kind: "no-such-category" }
  | { readonly kind: "no-edition-in-use" }
  | { readonly kind: "edition-closed"; readonly inUse: number }
  | { readonly kind: "reason-needed"; readonly recommended: string | undefined }
  | { readonly kind: "meeting-to-come"; readonly heldOn: string }
  | { readonly kind: "before-the-meeting"; readonly heldOn: string }
  | { readonly kind: "before-joining"; readonly joined: string }
  | { readonly kind: "no-day" }
  | { readonly kind: "crossed" };

export type DecisionFacts = {
  readonly edition: { readonly id: string; readonly number: number; readonly content: EditionContent };
  readonly judged: ReadonlyMap<string, Judged>;
  readonly current: string | undefined;
  readonly meetingHeldOn: string;
  readonly joined: string | undefined;
  readonly today: string;
};

/** Whether the board's decision may stand; where it differs from the recommendation, or there is none, a reason is required (model row D3). */
export function considerDecision(
  facts: DecisionFacts,
  draft: DecisionDraft,
): Outcome<DecisionDraft & { recommended: string | undefined }, DecisionRefusal> {
  if (draft.edition !== facts.edition.id) return refuse({ kind: "edition-closed", inUse: facts.edition.number });
  if (!categoriesOf(facts.edition.content).some((category) => category.key === draft.category)) return refuse({ kind: "no-such-category" });
  if (!draft.effectiveFrom) return refuse({ kind: "no-day" });
  if (facts.meetingHeldOn > facts.today) return refuse({ kind: "meeting-to-come", heldOn: facts.meetingHeldOn });
  if (draft.effectiveFrom < facts.meetingHeldOn) return refuse({ kind: "before-the-meeting", heldOn: facts.meetingHeldOn });
  if (facts.joined && draft.effectiveFrom < facts.joined) return refuse({ kind: "before-joining", joined: facts.joined });
  const recommendation = recommend(facts.edition.content, facts.judged);
  const recommended = recommendation.kind === "recommended" ? recommendation.category : undefined;
  if (draft.category !== recommended && !draft.reason.trim())
    return refuse({ kind: "reason-needed", recommended: recommendation.kind === "recommended" ? recommendation.name : undefined });
  if (draft.replacing !== facts.current) return refuse({ kind: "crossed" });
  return accept({ ...draft, recommended });
}

export function sayDecisionRefusal(refusal: DecisionRefusal, words: Words): string {
  switch (refusal.kind) {
    case "no-such-category":
      return "Choose one of the categories listed.";
    case "no-edition-in-use":
      return "The trust has no framework in use today. Ask an administrator to put an edition into use.";
    case "edition-closed":
      return `Edition ${refusal.inUse} of the framework came into use after this page was opened, so nothing was recorded. The judgements below are counted by edition ${refusal.inUse}; read what they give, and record the decision again.`;
    case "reason-needed":
      return refusal.recommended
        ? `The judgements give ${refusal.recommended}. Say why the ${words.board} decides otherwise.`
        : `Not every indicator is judged, so there is no recommendation. Say on what the ${words.board} decides.`;
    case "meeting-to-come":
      return `This meeting is on ${refusal.heldOn}. Record its decisions on that day or after.`;
    case "before-the-meeting":
      return `A decision cannot take effect before the meeting of ${refusal.heldOn}.`;
    case "before-joining":
      return `The ${words.academy} joined on ${refusal.joined}. Give that day or a later one.`;
    case "no-day":
      return "Give the day from which the category holds.";
    case "crossed":
      return `A decision on this ${words.academy} was recorded while this page was open. Read it, then decide again if the ${words.board} did.`;
  }
}
