import { sayDay } from "../../language/period.ts";
import { counted } from "../../language/words.ts";
import type { Part, ReviewKind, ReviewState } from "./life.rules.ts";
import type { ReplyRefusal, StepRefusal } from "./review.rules.ts";
import type { TakeStepRefusal } from "./take-step.ts";
import type { Ask } from "./turn.rules.ts";

/** What a kind of review is called. */
export function sayKind(kind: ReviewKind): string {
  switch (kind) {
    case "self-evaluation":
      return "Self-evaluation";
    case "trust-monitoring":
      return "Trust monitoring";
    case "peer-review":
      return "Peer review";
    case "external-review":
      return "External review";
    case "moderation":
      return "Moderation";
  }
}

/** Where a review is, as one or two words. */
export function sayState(kind: ReviewKind, state: ReviewState): string {
  switch (state) {
    case "planned":
      return "Planned";
    case "gathering":
      return "Gathering evidence";
    case "draft":
      return "Draft";
    case "sent":
      return kind === "self-evaluation" ? "With the trust" : "With the academy";
    case "answered":
      return "Answered by the academy";
    case "moderated":
      return "Moderated";
    case "agreed":
      return "Agreed";
    case "closed":
      return "Closed";
  }
}

const partWords: Readonly<Record<Part, string>> = {
  lead: "who leads the review",
  reviewer: "its reviewers",
  moderator: "its moderator",
  academy: "the academy",
  quality: "who leads quality for the trust",
};
/** What somebody is in a review, as others say it. */
export const sayPart = (part: Part): string => partWords[part];

/** A step as what is done by taking it. */
export function sayStepTo(kind: ReviewKind, to: ReviewState): string {
  switch (to) {
    case "planned":
      return "Plan it";
    case "gathering":
      return "Begin: gather evidence and judge";
    case "draft":
      return "Put the draft together";
    case "sent":
      return kind === "self-evaluation" ? "Send it to the trust" : "Send it to the academy";
    case "answered":
      return "Send the academy's answer";
    case "moderated":
      return "Say that it is moderated";
    case "agreed":
      return "Agree it";
    case "closed":
      return "Close it for ever";
  }
}
/** What a review asks of its reader, as what they are to do. */
export function sayAsk(kind: ReviewKind, ask: Ask): string {
  if (ask.kind === "judge") return `judge ${counted(ask.left, "indicator")}`;
  switch (ask.to) {
    case "planned":
      return "plan it";
    case "gathering":
      return "begin it";
    case "draft":
      return "put the draft together";
    case "sent":
      return kind === "self-evaluation" ? "send it to the trust" : "send it to the academy";
    case "answered":
      return ask.as === "lead" ? "go on without an answer, whose day is over" : "say whether it is accurate";
    case "moderated":
      return "moderate it";
    case "agreed":
      return "agree it";
    case "closed":
      return "close it";
  }
}
const either = (words: readonly string[]) => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);
const named = (titles: readonly string[]) => new Intl.ListFormat("en-GB").format(titles.map((title) => `“${title}”`));

/** Each refusal of a step in words that say what to do next. */
export function sayStepRefusal(refusal: StepRefusal, kind: ReviewKind): string {
  switch (refusal.kind) {
    case "closed":
      return "The review is closed for ever, and stays as it was agreed. Begin a new one from it.";
    case "crossed":
      return `Somebody changed the review while you were looking at it; it is now: ${sayState(kind, refusal.state)}. Read it again, then decide.`;
    case "not-the-next-step":
      return refusal.next
        ? `The review is: ${sayState(kind, refusal.state)}. The next step is: ${sayState(kind, refusal.next)}. Take that one first.`
        : `The review is: ${sayState(kind, refusal.state)}. There is no step after it; begin a new review.`;
    case "not-yours":
      return refusal.who.length
        ? `This step is for ${either(refusal.who.map((part) => partWords[part]))}. Ask them to take it.`
        : "Nobody can take this step now. Wait for the academy's answer.";
    case "own-work":
      return "You led this review or judged in it, so somebody else must moderate or agree it. Ask a colleague who had no part in it.";
    case "unassigned":
      return `Nobody judges ${named(refusal.titles)} yet. Assign a reviewer to each first.`;
    case "unjudged":
      return `${named(refusal.titles)} ${refusal.titles.length === 1 ? "is" : "are"} not judged yet. Judge ${refusal.titles.length === 1 ? "it" : "each"} first, or take it out of the review.`;
    case "no-day-for-reply":
      return "Give the last day for an answer: today or later.";
    case "unreplied":
      return `Say of ${named(refusal.titles)} whether it is accurate, then send the answer.`;
    case "reply-open":
      return `The academy may answer until ${sayDay(refusal.until)}. Go on after that day, or when it has answered.`;
    case "reason-needed":
      return "Say what should be changed, so that it can be done.";
    case "nothing-to-send-back":
      return `The review is: ${sayState(kind, refusal.state)}. There is nothing to send back; begin a new review if it must be looked at again.`;
    case "unanswered-findings":
      return `Nothing answers ${named(refusal.texts)} yet. Link each to an action, a plan or a visit, then close the review.`;
  }
}

/** The same, with what only taking it can find out. */
export const sayTakeStepRefusal = (refusal: TakeStepRefusal, kind: ReviewKind): string =>
  refusal.kind === "no-half-term"
    ? `The school calendar has no half-term that holds ${sayDay(refusal.day)}. Add the school year to the calendar, then take this step again.`
    : sayStepRefusal(refusal, kind);

/** Each refusal of an academy's answer in words that say what to do next. */
export function sayReplyRefusal(refusal: ReplyRefusal): string {
  switch (refusal.kind) {
    case "closed":
      return "The review is closed for ever, so nothing can be answered any more. Write to who led it if something is wrong.";
    case "not-sent":
      return "The review has not been sent to the academy. Wait until it is: you will see every word then.";
    case "answered-already":
      return "The answer has been sent already. Ask who leads the review to send it back if it must be changed.";
    case "not-the-academys":
      return "Only the academy that was reviewed answers. Write what you think as a finding instead.";
    case "no-such-indicator":
      return "This review has no such indicator. Go back to the review and choose one of those listed.";
    case "because-needed":
      return "Say why it is not accurate, and what would be.";
  }
}
