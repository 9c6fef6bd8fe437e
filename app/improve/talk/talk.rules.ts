import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person, Place } from "../../platform/access/access.rules.ts";
import { may } from "../../platform/access/access.rules.ts";
import { duties, type OwnerPeriod, ownerOn } from "../parts/owner.rules.ts";
import { longest, type PartKind, saysOf } from "../parts/part.rules.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { isWritten, type PlanState } from "../plans/plan.rules.ts";

export const textFields = ["title", "why", "how", "withWhom", "adds", "outcome"] as const;
export type TextField = (typeof textFields)[number];
/** The fields of a kind of part for which another text can be suggested. */
export const suggestible = (kind: PartKind): readonly TextField[] =>
  textFields.filter((field) => field === "title" || saysOf[kind].includes(field));

/** Whether somebody takes part in what is said of a part: who may write it, and who delivers or evaluates it today. */
export function takesPart(person: Person, part: { readonly owners: readonly OwnerPeriod[] }, place: Place, day: string): boolean {
  if (may(mayWritePlans, person, place)) return true;
  return duties.some((duty) => {
    const owner = ownerOn(part.owners, duty, day);
    if (owner?.personId) return owner.personId === person.personId && place.trustId === person.trustId;
    return person.roles.some(({ kind, unitId }) => kind === owner?.role && (unitId === place.unitId || place.within.includes(unitId)));
  });
}

export type TalkFacts = { readonly state: PlanState; readonly ended: boolean };
export type Resting = { readonly kind: "resting"; readonly state: "paused" | "closed" } | { readonly kind: "ended" };
const resting = ({ state, ended }: TalkFacts): Resting | undefined =>
  !isWritten(state) ? { kind: "resting", state } : ended ? { kind: "ended" } : undefined;

export type CommentRefusal = Resting | { readonly kind: "text-needed" };
/** Whether this may be said of a part. */
export function considerComment(text: string, facts: TalkFacts): Outcome<string, CommentRefusal> {
  const rests = resting(facts);
  if (rests) return refuse(rests);
  const said = text.trim();
  return said && said.length <= 4000 ? accept(said) : refuse({ kind: "text-needed" });
}
export type ResolveRefusal = Resting | { readonly kind: "resolved-already" };
/** Whether a comment may be marked as resolved. */
export function considerResolving(resolved: boolean, facts: TalkFacts): Outcome<undefined, ResolveRefusal> {
  const rests = resting(facts);
  if (rests) return refuse(rests);
  return resolved ? refuse({ kind: "resolved-already" }) : accept(undefined);
}

export type SuggestionDraft = { readonly field: string; readonly text: string; readonly because: string };
export type SuggestionRefusal =
  | Resting
  | { readonly kind: "no-such-field" | "title-needed" | "too-long" | "nothing-changes" | "because-too-long" | "crossed" };
export type ConsideredSuggestion = { readonly field: TextField; readonly text: string; readonly because: string };
/** Whether another text may be suggested for a field, as it was seen and says now. */
export function considerSuggestion(
  draft: SuggestionDraft,
  facts: TalkFacts & { readonly kind: PartKind; readonly seen: string | undefined; readonly now: Readonly<Record<TextField, string>> },
): Outcome<ConsideredSuggestion, SuggestionRefusal> {
  const rests = resting(facts);
  if (rests) return refuse(rests);
  const field = suggestible(facts.kind).find((one) => one === draft.field);
  if (!field) return refuse({ kind: "no-such-field" });
  const [text, because] = [draft.text.trim(), draft.because.trim()];
  if (field === "title" && !text) return refuse({ kind: "title-needed" });
  if (text.length > (field === "title" ? 300 : (longest[field] ?? 0))) return refuse({ kind: "too-long" });
  if (because.length > 1000) return refuse({ kind: "because-too-long" });
  if (facts.seen !== facts.now[field]) return refuse({ kind: "crossed" });
  return text === facts.now[field].trim() ? refuse({ kind: "nothing-changes" }) : accept({ field, text, because });
}

export type Verdict = "accepted" | "declined";
export type AnswerRefusal = Resting | { readonly kind: "no-such-verdict" | "because-needed" | "answered-already" | "crossed" };
/** Whether a suggestion may be answered so: once, with a reason where it is declined, and taken over only into the text that was seen. */
export function considerAnswer(
  draft: { readonly verdict: string; readonly because: string },
  facts: TalkFacts & { readonly answered: boolean; readonly seen: string | undefined; readonly now: string },
): Outcome<{ readonly verdict: Verdict; readonly because: string }, AnswerRefusal> {
  const rests = resting(facts);
  if (rests) return refuse(rests);
  if (facts.answered) return refuse({ kind: "answered-already" });
  const because = draft.because.trim();
  if (draft.verdict === "declined")
    return because && because.length <= 1000 ? accept({ verdict: "declined", because }) : refuse({ kind: "because-needed" });
  if (draft.verdict !== "accepted") return refuse({ kind: "no-such-verdict" });
  return facts.seen === facts.now ? accept({ verdict: "accepted", because: "" }) : refuse({ kind: "crossed" });
}

export const isCrossed = (kind: string): boolean => kind === "crossed" || kind === "answered-already" || kind === "resolved-already";
/** Why something was not said, suggested or answered, and what to do. */
export function sayTalkRefusal(refusal: CommentRefusal | ResolveRefusal | SuggestionRefusal | AnswerRefusal): string {
  switch (refusal.kind) {
    case "resting":
      return refusal.state === "paused"
        ? "This plan is paused, so it can only be read. Take it up again first. What you wrote is still here."
        : "This plan is closed, so it can only be read. What you wrote is still here.";
    case "ended":
      return "This part has ended, so nothing more is said of it. What was said stays.";
    case "text-needed":
      return "Write your comment, in up to 4,000 characters.";
    case "resolved-already":
      return "Somebody has resolved this comment already. There is nothing more to do.";
    case "no-such-field":
      return "Choose for which text of this part you suggest another.";
    case "title-needed":
      return "Say what it is in up to 300 characters.";
    case "too-long":
      return "This is too long to be read. Shorten it.";
    case "nothing-changes":
      return "This is what it says already. Change the text, or write a comment.";
    case "because-too-long":
      return "Say why in up to 1,000 characters.";
    case "crossed":
      return "The text has changed since you opened this page. Read what it says now: below is what would change of that. Then send yours again.";
    case "no-such-verdict":
      return "Accept the suggestion, or decline it with a reason.";
    case "because-needed":
      return "Say in up to 1,000 characters why you decline it, so that whoever suggested it can answer.";
    case "answered-already":
      return "Somebody has answered this suggestion already. Read below what became of it. A reason that you wrote stands under “Write a comment”.";
  }
}
