import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { isWritten, type ReviewKind, type ReviewState } from "./life.rules.ts";

/** Who may be asked to judge in a review: where somebody is at home decides what they may review. */
export type Candidate = { readonly personId: string; readonly name: string; readonly isAtHome: boolean };
/** Who somebody is to a review. Of the trust and its boards everybody is at home somewhere, so that counts only when they evaluate themselves. */
export const candidateOf = (
  { id, name, isAtHome }: { readonly id: string; readonly name: string; readonly isAtHome: boolean },
  review: { readonly kind: ReviewKind; readonly unitKind: string | undefined },
): Candidate => {
  const evaluatesItself = review.kind === "self-evaluation";
  // Nobody holds a role on a network: whoever is asked to evaluate it is of it.
  const counts = review.unitKind === "network" ? evaluatesItself : isAtHome && (review.unitKind === "academy" || evaluatesItself);
  return { personId: id, name, isAtHome: counts };
};
export type AssignmentRefusal =
  | { readonly kind: "too-late"; readonly closed: boolean }
  | { readonly kind: "no-such-indicator"; readonly key: string }
  | { readonly kind: "no-such-person" }
  | { readonly kind: "at-home"; readonly name: string }
  | { readonly kind: "not-at-home"; readonly name: string }
  | { readonly kind: "judged-already"; readonly name: string; readonly title: string };

export type AssignmentFacts = {
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  /** What has been judged is done: by whom, if anybody has. */
  readonly indicators: readonly {
    readonly key: string;
    readonly title: string;
    readonly reviewers: readonly string[];
    readonly judgedBy: string | undefined;
  }[];
  readonly people: readonly Candidate[];
};

/** The reviewers of each indicator after some are set anew: nobody reviews at home, but oneself; who has judged keeps what they judged. */
export function considerAssignment(
  facts: AssignmentFacts,
  wanted: Readonly<Record<string, readonly string[]>>,
): Outcome<ReadonlyMap<string, readonly string[]>, AssignmentRefusal> {
  const { kind, state, indicators, people } = facts;
  if (state !== "planned" && !isWritten(state)) return refuse({ kind: "too-late", closed: state === "closed" });
  const known = new Map(people.map((person) => [person.personId, person]));
  const after = new Map(indicators.map(({ key, reviewers }) => [key, reviewers]));
  for (const [key, reviewers] of Object.entries(wanted)) {
    const indicator = indicators.find((one) => one.key === key);
    if (!indicator) return refuse({ kind: "no-such-indicator", key });
    for (const id of reviewers) {
      const person = known.get(id);
      if (!person) return refuse({ kind: "no-such-person" });
      if (kind === "self-evaluation" && !person.isAtHome) return refuse({ kind: "not-at-home", name: person.name });
      if (kind !== "self-evaluation" && person.isAtHome) return refuse({ kind: "at-home", name: person.name });
    }
    const { judgedBy, title } = indicator;
    if (judgedBy !== undefined && !reviewers.includes(judgedBy))
      return refuse({ kind: "judged-already", name: known.get(judgedBy)?.name ?? "Somebody", title });
    after.set(key, [...new Set(reviewers)]);
  }
  return accept(after);
}

/** What one person is asked to do in a review, and how far they are. */
export const taskOf = <Row extends { readonly reviewers: readonly string[]; readonly status: RowStatus }>(
  rows: readonly Row[],
  personId: string,
) => {
  const mine = rows.filter(({ reviewers }) => reviewers.includes(personId));
  return { rows: mine, done: mine.filter(({ status }) => status === "done").length };
};

/** How far the work on an indicator is, which is not how good it is. */
export type RowStatus = "to-do" | "in-progress" | "done";

export type JudgingRefusal =
  | { readonly kind: "not-open"; readonly closed: boolean }
  | { readonly kind: "not-assigned" }
  | { readonly kind: "no-such-indicator" }
  | { readonly kind: "other-edition"; readonly number: number }
  | { readonly kind: "crossed" };

/** Whether somebody may write the judgement of one indicator now. A review keeps the edition it began on, whichever comes after. */
export function considerJudging(
  review: {
    readonly state: ReviewState;
    readonly edition: { readonly id: string; readonly number: number };
    readonly rows: readonly { readonly key: string; readonly reviewers: readonly string[]; readonly version: number }[];
  },
  draft: { readonly indicator: string; readonly edition: string; readonly seen: number },
  personId: string,
): Outcome<undefined, JudgingRefusal> {
  if (!isWritten(review.state)) return refuse({ kind: "not-open", closed: review.state === "closed" });
  const row = review.rows.find(({ key }) => key === draft.indicator);
  if (!row) return refuse({ kind: "no-such-indicator" });
  if (!row.reviewers.includes(personId)) return refuse({ kind: "not-assigned" });
  if (draft.edition !== review.edition.id) return refuse({ kind: "other-edition", number: review.edition.number });
  return draft.seen === row.version ? accept(undefined) : refuse({ kind: "crossed" });
}

/** Each refusal in words that say what to do next. */
export function sayAssignmentRefusal(refusal: AssignmentRefusal): string {
  switch (refusal.kind) {
    case "too-late":
      return refusal.closed
        ? "The review is closed for ever. Begin a new one from it."
        : "The review has left its reviewers' hands. Send it back for changes before you assign anybody else.";
    case "no-such-indicator":
      return `The review has no indicator “${refusal.key}”. Choose among those listed.`;
    case "no-such-person":
      return "Somebody chosen is not in the trust any more. Choose among those listed.";
    case "at-home":
      return `${refusal.name} belongs to this academy, and nobody reviews at home. Choose somebody else, or make it a self-evaluation.`;
    case "not-at-home":
      return `${refusal.name} does not belong to this academy, which evaluates itself here. Choose somebody of the academy.`;
    case "judged-already":
      return `${refusal.name} has judged “${refusal.title}” already. Keep them on it, and add others beside them.`;
  }
}

/** Each refusal in words that say what to do next. */
export function sayJudgingRefusal(refusal: JudgingRefusal): string {
  switch (refusal.kind) {
    case "not-open":
      return refusal.closed
        ? "The review is closed for ever, so nothing was recorded. Copy what you wrote into a new review."
        : "The review is not being written now, so nothing was recorded. Copy what you wrote, and ask who leads it to send it back for changes.";
    case "not-assigned":
      return "This indicator is not assigned to you, so nothing was recorded. Ask who leads the review to assign it to you.";
    case "no-such-indicator":
      return "The review has no such indicator. Go back to it and choose one of those listed.";
    case "other-edition":
      return `The review is written by edition ${refusal.number} from its beginning to its end. Open the indicator from the review again and send what you wrote.`;
    case "crossed":
      return "Somebody else wrote here since you opened it. Both texts are below; change yours if you need to, and send it again to put it in the place of theirs.";
  }
}
