import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { sayDay } from "../../../language/period.ts";
import { isWritten, type ReviewState } from "../life.rules.ts";

/** What was found: something to share, something to improve, or something that worries. */
export type FindingKind = "strength" | "improvement" | "concern";
export type Severity = "low" | "medium" | "high";
export type FindingDraft = {
  readonly indicator: string;
  readonly kind: FindingKind;
  /** None of a strength. */
  readonly severity: Severity | undefined;
  readonly text: string;
};
export type Finding = FindingDraft & {
  readonly id: string;
  readonly raisedOn: string;
  readonly raisedBy: string;
  /** What answers it: an action, a plan, a visit, by their ids. */
  readonly answeredBy: readonly string[];
  /** Who owes the answer. */
  readonly owner: string | undefined;
  readonly closing: Check | undefined;
  readonly escalated: Escalation | undefined;
};
/** A later look that found it done, with what was seen. */
export type Check = { readonly on: string; readonly by: string; readonly evidence: readonly string[]; readonly seen: string };
/** A concern taken further, after these steps. */
export type Escalation = { readonly on: string; readonly by: string; readonly to: string; readonly stepsTaken: readonly string[] };

export type FindingRefusal =
  | { readonly kind: "not-open"; readonly closed: boolean }
  | { readonly kind: "not-assigned" }
  | { readonly kind: "no-text" }
  | { readonly kind: "severity-needed" }
  | { readonly kind: "strength-has-none" }
  | { readonly kind: "closed-already"; readonly on: string }
  | { readonly kind: "nothing-to-close" }
  | { readonly kind: "evidence-needed" }
  | { readonly kind: "check-too-early"; readonly raisedOn: string }
  | { readonly kind: "check-to-come"; readonly today: string }
  | { readonly kind: "evidence-older"; readonly title: string; readonly raisedOn: string }
  | { readonly kind: "own-answer" }
  | { readonly kind: "not-a-concern" }
  | { readonly kind: "steps-needed" }
  | { readonly kind: "escalated-already"; readonly on: string };

/** Whether a finding may be raised inside a review, by who judges its indicator or leads the review. */
export function considerFinding(
  review: {
    readonly state: ReviewState;
    readonly lead: string;
    readonly rows: readonly { readonly key: string; readonly reviewers: readonly string[] }[];
  },
  draft: FindingDraft,
  personId: string,
): Outcome<FindingDraft, FindingRefusal> {
  if (!isWritten(review.state)) return refuse({ kind: "not-open", closed: review.state === "closed" });
  const row = review.rows.find(({ key }) => key === draft.indicator);
  if (!row || !(row.reviewers.includes(personId) || review.lead === personId)) return refuse({ kind: "not-assigned" });
  const text = draft.text.trim();
  if (!text) return refuse({ kind: "no-text" });
  if (draft.kind === "strength" && draft.severity) return refuse({ kind: "strength-has-none" });
  if (draft.kind !== "strength" && !draft.severity) return refuse({ kind: "severity-needed" });
  return accept({ ...draft, text });
}

/** Whether somebody may close a finding at all: anybody but who owes the answer. */
export const mayClose = ({ owner }: Pick<Finding, "owner">, personId: string): boolean => personId !== owner;

/** Whether a check closes a finding: later than it was raised, naming what was seen since, by somebody other than who owed the answer. */
export function considerClosing(
  finding: Finding,
  check: Check,
  evidence: readonly { readonly id: string; readonly title: string; readonly dated: string }[],
  today: string,
): Outcome<Check, FindingRefusal> {
  const { raisedOn } = finding;
  if (finding.kind === "strength") return refuse({ kind: "nothing-to-close" });
  if (finding.closing) return refuse({ kind: "closed-already", on: finding.closing.on });
  if (!mayClose(finding, check.by)) return refuse({ kind: "own-answer" });
  if (check.on > today) return refuse({ kind: "check-to-come", today });
  if (check.on <= raisedOn) return refuse({ kind: "check-too-early", raisedOn });
  const named = evidence.filter(({ id }) => check.evidence.includes(id));
  if (named.length === 0 || named.length < new Set(check.evidence).size || !check.seen.trim()) return refuse({ kind: "evidence-needed" });
  const older = named.find(({ dated }) => dated < raisedOn);
  return older ? refuse({ kind: "evidence-older", title: older.title, raisedOn }) : accept({ ...check, seen: check.seen.trim() });
}

/** Whether a concern may be taken further: once, with the steps that were taken first. */
export function considerEscalation(finding: Finding, wanted: Escalation): Outcome<Escalation, FindingRefusal> {
  if (finding.kind !== "concern") return refuse({ kind: "not-a-concern" });
  if (finding.closing) return refuse({ kind: "closed-already", on: finding.closing.on });
  if (finding.escalated) return refuse({ kind: "escalated-already", on: finding.escalated.on });
  const stepsTaken = wanted.stepsTaken.map((step) => step.trim()).filter(Boolean);
  return stepsTaken.length ? accept({ ...wanted, stepsTaken }) : refuse({ kind: "steps-needed" });
}

/** Improvements and concerns that nothing answers yet and no check has closed: they keep a review from being closed. */
export const unansweredFindings = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ kind, answeredBy, closing }) => kind !== "strength" && answeredBy.length === 0 && !closing);

/** Each refusal in words that say what to do next. */
export function sayFindingRefusal(refusal: FindingRefusal): string {
  switch (refusal.kind) {
    case "not-open":
      return refusal.closed
        ? "The review is closed for ever. Raise this in the next one."
        : "The review is not being written now. Ask who leads it to send it back for changes.";
    case "not-assigned":
      return "This indicator is not assigned to you. Ask who leads the review to raise it, or to assign the indicator to you.";
    case "no-text":
      return "Write what was found.";
    case "severity-needed":
      return "Say how much it matters: low, medium or high.";
    case "strength-has-none":
      return "A strength has no severity. Leave it out.";
    case "closed-already":
      return `A check of ${sayDay(refusal.on)} closed this already. Raise a new finding if it has come back.`;
    case "nothing-to-close":
      return "A strength is not closed. Award it as something others can learn from, or let it stand.";
    case "evidence-needed":
      return "Name the evidence that was seen, and say what it shows.";
    case "check-too-early":
      return `It was raised on ${sayDay(refusal.raisedOn)}. Give a later day, on which somebody looked again.`;
    case "check-to-come":
      return `Give today (${sayDay(refusal.today)}) or an earlier day: a check is closed when it has been made.`;
    case "evidence-older":
      return `“${refusal.title}” is older than the finding of ${sayDay(refusal.raisedOn)}. Name evidence of what has been seen since.`;
    case "own-answer":
      return "Who owed the answer does not close the finding. Ask somebody else to look.";
    case "not-a-concern":
      return "Only a concern is taken further. Raise it as one first.";
    case "steps-needed":
      return "Say which steps were taken first, one on each line.";
    case "escalated-already":
      return `It was taken further on ${sayDay(refusal.on)}. Write there what has happened since.`;
  }
}
