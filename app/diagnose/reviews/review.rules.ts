import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import {
  hasReached,
  nextState,
  type Part,
  type Parts,
  type ReviewKind,
  type ReviewState,
  stateToGoBackTo,
  whoMayBringTo,
  whoMaySendBack,
} from "./life.rules.ts";

/** What the academy says of one indicator: that it is accurate, or not, because. */
export type Reply = { readonly accurate: true } | { readonly accurate: false; readonly because: string };

/** What a step is weighed by. */
export type ReviewFacts = {
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly version: number;
  readonly indicators: readonly {
    readonly key: string;
    readonly title: string;
    readonly reviewers: readonly string[];
    readonly judged: boolean;
    readonly reply: Reply | undefined;
  }[];
  /** The last day on which the other side may answer; said when it is sent. */
  readonly replyBy: string | undefined;
  readonly lead: string;
  /** Improvements and concerns to which nothing answers yet, by their texts. */
  readonly unanswered: readonly string[];
};
export type Actor = { readonly personId: string; readonly parts: Parts };
export type Step =
  | { readonly kind: "go-on"; readonly to: ReviewState; readonly replyBy?: string | undefined }
  | { readonly kind: "send-back"; readonly reason: string };
export type StepTaken = {
  readonly from: ReviewState;
  readonly to: ReviewState;
  readonly by: string;
  readonly as: Part;
  readonly on: string;
  readonly reason: string | undefined;
  readonly replyBy: string | undefined;
};

export type StepRefusal =
  | { readonly kind: "closed" }
  | { readonly kind: "crossed"; readonly state: ReviewState }
  | { readonly kind: "not-the-next-step"; readonly state: ReviewState; readonly next: ReviewState | undefined }
  | { readonly kind: "not-yours"; readonly who: readonly Part[] }
  | { readonly kind: "own-work" }
  | { readonly kind: "unassigned"; readonly titles: readonly string[] }
  | { readonly kind: "unjudged"; readonly titles: readonly string[] }
  | { readonly kind: "no-day-for-reply" }
  | { readonly kind: "unreplied"; readonly titles: readonly string[] }
  | { readonly kind: "reply-open"; readonly until: string }
  | { readonly kind: "reason-needed" }
  | { readonly kind: "nothing-to-send-back"; readonly state: ReviewState }
  | { readonly kind: "unanswered-findings"; readonly texts: readonly string[] };

/** Whether somebody may take a step in a review's life today, having seen it at a version; gives what is to be kept of it. */
export function considerStep(facts: ReviewFacts, seen: number, step: Step, actor: Actor, today: string): Outcome<StepTaken, StepRefusal> {
  const { kind, state } = facts;
  if (state === "closed") return refuse({ kind: "closed" });
  if (seen !== facts.version) return refuse({ kind: "crossed", state });
  return step.kind === "send-back" ? sendBack(facts, step.reason, actor, today) : goOn(facts, step, actor, today, nextState(kind, state));
}

function goOn(
  facts: ReviewFacts,
  { to, replyBy }: Extract<Step, { kind: "go-on" }>,
  actor: Actor,
  today: string,
  next: ReviewState | undefined,
): Outcome<StepTaken, StepRefusal> {
  const { kind, state, indicators } = facts;
  if (next === undefined || to !== next) return refuse({ kind: "not-the-next-step", state, next });
  const titles = (lacks: (indicator: ReviewFacts["indicators"][number]) => boolean) => indicators.filter(lacks).map(({ title }) => title);
  const isLate = isAnswerLate(to, facts.replyBy, today);
  const who = whoTakes(kind, to, isLate);
  const as = partFor(kind, actor.parts, who, to);
  if (!as)
    return refuse(
      to === "answered" && actor.parts.has("lead") && facts.replyBy
        ? { kind: "reply-open", until: facts.replyBy }
        : { kind: "not-yours", who },
    );
  if (isOwnWork(facts, actor.personId, to)) return refuse({ kind: "own-work" });
  if (to === "gathering") {
    const unassigned = titles(({ reviewers }) => reviewers.length === 0);
    if (unassigned.length) return refuse({ kind: "unassigned", titles: unassigned });
  }
  if (hasReached(kind, to, "sent")) {
    const unjudged = titles(({ judged }) => !judged);
    if (unjudged.length) return refuse({ kind: "unjudged", titles: unjudged });
  }
  if (to === "sent" && !(replyBy && replyBy >= today)) return refuse({ kind: "no-day-for-reply" });
  if (to === "answered" && !isLate) {
    const unreplied = titles(({ reply }) => !reply);
    if (unreplied.length) return refuse({ kind: "unreplied", titles: unreplied });
  }
  if (to === "closed" && facts.unanswered.length) return refuse({ kind: "unanswered-findings", texts: facts.unanswered });
  const day = to === "sent" ? replyBy : facts.replyBy;
  return accept({ from: state, to, by: actor.personId, as, on: today, reason: undefined, replyBy: day });
}

function sendBack(facts: ReviewFacts, reason: string, actor: Actor, today: string): Outcome<StepTaken, StepRefusal> {
  const { kind, state } = facts;
  const to = stateToGoBackTo(state);
  if (!to) return refuse({ kind: "nothing-to-send-back", state });
  const who = whoMaySendBack(kind, state);
  const as = partFor(kind, actor.parts, who, to);
  if (!as) return refuse({ kind: "not-yours", who });
  if (!reason.trim()) return refuse({ kind: "reason-needed" });
  return accept({ from: state, to, by: actor.personId, as, on: today, reason: reason.trim(), replyBy: undefined });
}

/** Whether the days for an answer are over: the review goes on without one, and what was not answered stays visibly so. */
export const isAnswerLate = (to: ReviewState, replyBy: string | null | undefined, today: string): boolean =>
  to === "answered" && typeof replyBy === "string" && replyBy < today;

/** Who takes a step: as its kind says, and the lead where an answer is late. */
export const whoTakes = (kind: ReviewKind, to: ReviewState, isLate: boolean): readonly Part[] =>
  isLate ? ["academy", "lead"] : whoMayBringTo(kind, to);

/** The part by which somebody takes a step; the academy's side never takes one that is another's, whatever else they are. */
export function partFor(kind: ReviewKind, parts: Parts, who: readonly Part[], to: ReviewState): Part | undefined {
  if (parts.has("academy") && kind !== "self-evaluation") return who.includes("academy") ? "academy" : undefined;
  if (parts.has("academy") && (to === "moderated" || to === "agreed")) return undefined;
  return who.find((part) => parts.has(part));
}

/** Nobody moderates or agrees what they led or judged themselves; an academy agrees a peer review that others wrote. */
export const isOwnWork = (
  { lead, indicators }: Pick<ReviewFacts, "lead"> & { readonly indicators: readonly { readonly reviewers: readonly string[] }[] },
  personId: string,
  to: ReviewState,
): boolean =>
  (to === "moderated" || to === "agreed") && (lead === personId || indicators.some(({ reviewers }) => reviewers.includes(personId)));

export type ReplyRefusal =
  | { readonly kind: "closed" }
  | { readonly kind: "not-sent" }
  | { readonly kind: "answered-already" }
  | { readonly kind: "not-the-academys" }
  | { readonly kind: "no-such-indicator" }
  | { readonly kind: "because-needed" };

/** Whether somebody may answer of one indicator: the other side, while the review is with it. */
export function considerReply(facts: ReviewFacts, indicator: string, reply: Reply, actor: Actor): Outcome<Reply, ReplyRefusal> {
  const { kind, state } = facts;
  if (state === "closed") return refuse({ kind: "closed" });
  if (!actor.parts.has("academy") || kind === "self-evaluation" || kind === "moderation") return refuse({ kind: "not-the-academys" });
  if (!hasReached(kind, state, "sent")) return refuse({ kind: "not-sent" });
  if (state !== "sent") return refuse({ kind: "answered-already" });
  if (!facts.indicators.some(({ key }) => key === indicator)) return refuse({ kind: "no-such-indicator" });
  if (reply.accurate) return accept(reply);
  const because = reply.because.trim();
  return because ? accept({ accurate: false, because }) : refuse({ kind: "because-needed" });
}
