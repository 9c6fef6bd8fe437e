import type { NewEvidence } from "../../evidence/index.ts";
import { type EditionContent, highestLevel, levelOf } from "../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { considerJudging, type JudgingRefusal, sayJudgingRefusal } from "./assignment.rules.ts";
import { type AssuranceRefusal, considerText, sayAssuranceRefusal } from "./assurance-text.rules.ts";
import type { ReviewState } from "./life.rules.ts";
import type { RowWords } from "./review.store.ts";

export type RowDraft = RowWords & {
  readonly indicator: string;
  /** The edition its writer read, and the version of the row they saw. */
  readonly edition: string;
  readonly seen: number;
  /** Whether it is judged: a level with its reasons; or only kept, to go on with. */
  readonly isDone: boolean;
  readonly evidence: readonly NewEvidence[];
  /** What stands already as evidence of the unit. */
  readonly chosen: readonly { readonly id: string; readonly stance: "supports" | "contradicts" }[];
  readonly namesNobody: boolean;
};
export type RowRefusal =
  | JudgingRefusal
  | AssuranceRefusal
  | { readonly kind: "blind-first" }
  | { readonly kind: "no-such-level" }
  | { readonly kind: "share-needs-strength"; readonly strength: string }
  | { readonly kind: "not-judged"; readonly lacks: readonly ("level" | "confidence" | "direction" | "narrative")[] }
  | { readonly kind: "evidence-from-the-future"; readonly title: string }
  | { readonly kind: "no-such-figure" }
  | { readonly kind: "no-such-evidence" };

/** Whether what somebody wrote of one indicator may be kept, and as done when they say so. Text is checked for names where the framework is one of assurance. */
export function considerRow(
  review: {
    readonly state: ReviewState;
    readonly edition: { readonly id: string; readonly number: number; readonly content: EditionContent };
    readonly rows: readonly { readonly key: string; readonly reviewers: readonly string[]; readonly version: number }[];
    readonly today: string;
    readonly noPeople: readonly string[];
    /** In a moderation: how many have judged the indicator blind. */
    readonly blind?: number | undefined;
  },
  draft: RowDraft,
  personId: string,
): Outcome<RowDraft, RowRefusal> {
  const judging = considerJudging(review, draft, personId);
  if (!judging.ok) return judging;
  if (review.blind !== undefined && review.blind < 2) return refuse({ kind: "blind-first" });
  const { content } = review.edition;
  if (draft.level !== null && !levelOf(content, draft.level)) return refuse({ kind: "no-such-level" });
  const strength = highestLevel(content);
  if (draft.canShare && draft.level !== strength.key) return refuse({ kind: "share-needs-strength", strength: strength.name });
  const lacks = [
    draft.level === null && ("level" as const),
    draft.confidence === null && ("confidence" as const),
    draft.direction === null && ("direction" as const),
    !draft.narrative.trim() && ("narrative" as const),
  ].filter((part) => part !== false);
  if (draft.isDone && lacks.length) return refuse({ kind: "not-judged", lacks });
  const future = draft.evidence.find(({ dated }) => dated > review.today);
  if (future) return refuse({ kind: "evidence-from-the-future", title: future.title });
  const words = [
    draft.narrative,
    draft.helps,
    draft.hinders,
    draft.toDo,
    ...draft.evidence.flatMap(({ title, text }) => [title, text ?? ""]),
  ];
  const text = considerText(content.kind, words.join("\n"), draft.namesNobody, review.noPeople);
  return text.ok ? accept(draft) : text;
}

const lackWords = { level: "a level", confidence: "how sure you are", direction: "which way it is going", narrative: "what you saw" };

/** Each refusal in words that say what to do next. */
export function sayRowRefusal(refusal: RowRefusal): string {
  switch (refusal.kind) {
    case "blind-first":
      return "Two people give their own judgement of this first, without seeing each other's. Then write here what you agree.";
    case "no-such-level":
      return "Choose one of the levels listed.";
    case "share-needs-strength":
      return `Only “${refusal.strength}” can be marked as something others can learn from. Choose that level, or clear the mark.`;
    case "not-judged":
      return `To be judged it still needs ${new Intl.ListFormat("en-GB").format(refusal.lacks.map((lack) => lackWords[lack]))}. Give it, or keep it to go on with.`;
    case "evidence-from-the-future":
      return `The evidence “${refusal.title}” is dated on a day to come. Give the day it was seen.`;
    case "no-such-figure":
      return "A figure that was chosen as evidence is not there any more. Choose it again, or leave it out.";
    case "no-such-evidence":
      return "Evidence that was chosen is not there for this place, or was withdrawn. Choose among what is listed.";
    case "must-go":
    case "is-it-somebody":
      return sayAssuranceRefusal(refusal);
    case "not-open":
    case "not-assigned":
    case "no-such-indicator":
    case "other-edition":
    case "crossed":
      return sayJudgingRefusal(refusal);
  }
}
