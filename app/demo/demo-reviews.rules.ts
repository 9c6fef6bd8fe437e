import { type DemoRole, demoPeople } from "./demo-people.rules.ts";
import { agreedMonitoring, charterOfVoice, joiner, phonicsByPeers, safeguarding, selfEvaluation } from "./demo-reviews.words.rules.ts";
import { demoTrust, standingOn } from "./demo-trust.rules.ts";

export type DemoReviewKind = "self-evaluation" | "trust-monitoring" | "peer-review" | "external-review";
export type DemoReviewState = "planned" | "gathering" | "draft" | "sent" | "answered" | "moderated" | "agreed" | "closed";
/** What one indicator says; without a level it is still being written. */
export type DemoReviewRow = {
  readonly indicator: string;
  readonly level: string | null;
  readonly canShare: boolean;
  readonly confidence: "low" | "medium" | "high" | null;
  readonly direction: "improving" | "steady" | "declining" | null;
  readonly narrative: string;
  readonly helps: string;
  readonly hinders: string;
  readonly toDo: string;
  readonly reviewers: readonly string[];
  /** Who wrote it, with their role; nobody yet of a row still to do. */
  readonly writtenBy: string | null;
  readonly writtenAs: DemoRole | null;
  readonly writtenOn: string;
};
export type DemoStep = {
  readonly to: DemoReviewState;
  readonly by: string;
  readonly as: "lead" | "moderator" | "academy" | "quality";
  readonly on: string;
  readonly replyBy?: string;
  readonly reason?: string;
};
export type DemoFinding = {
  readonly indicator: string;
  readonly kind: "strength" | "improvement" | "concern";
  readonly severity?: "low" | "medium" | "high";
  readonly text: string;
  readonly by: string;
  readonly on: string;
  readonly answer?: { readonly text: string; readonly owner: string; readonly due: string; readonly on: string };
  readonly escalated?: { readonly to: string; readonly steps: readonly string[]; readonly on: string };
  /** A later look, on the evidence of this title. */
  readonly check?: { readonly on: string; readonly by: string; readonly seen: string; readonly evidence: string };
};
export type DemoReviewEvidence = {
  /** None of what was seen later, when a finding was checked. */
  readonly indicator: string | null;
  readonly title: string;
  readonly text: string;
  readonly dated: string;
  readonly by: string;
  readonly stance: "supports" | "contradicts";
};
export type DemoReply = { readonly indicator: string; readonly because: string; readonly by: string; readonly on: string };
export type DemoReview = {
  readonly urn: number;
  readonly framework: string;
  readonly kind: DemoReviewKind;
  readonly plannedOn: string;
  readonly due: string;
  readonly lead: string;
  readonly plannedBy: string;
  readonly moderator?: string;
  readonly rows: readonly DemoReviewRow[];
  readonly evidence: readonly DemoReviewEvidence[];
  readonly steps: readonly DemoStep[];
  /** An empty reason: accurate. */
  readonly replies: readonly DemoReply[];
  readonly findings: readonly DemoFinding[];
};

/** The frameworks that the trust uses beside the ten indicators, each since the day of its oldest review or before. */
export const demoFrameworks: readonly (readonly [key: string, from: string])[] = [
  ["phonics", "2025-09-01"],
  ["charter-pupil-voice", "2025-09-01"],
  ["quick-diagnosis", "2025-09-01"],
  ["safeguarding-review", "2025-09-01"],
  ["ofsted-2025", "2025-11-10"],
];

/** Where a review's steps have brought it. */
export const stateOf = ({ steps }: DemoReview): DemoReviewState => steps.at(-1)?.to ?? "planned";

const roleOf = (name: string): DemoRole => demoPeople.find((person) => person.name === name)?.role ?? "central-team";

type Written = readonly [indicator: string, level: string | null, narrative: string, more?: Partial<DemoReviewRow> | undefined];
/** Rows of one review, shared out among its reviewers in turn; all of them judge each, one writes it. */
const rowsOf = (rows: readonly Written[], reviewers: readonly string[], on: string): DemoReviewRow[] =>
  rows.map(([indicator, level, narrative, more], at) => {
    const writer = narrative === "" ? null : (reviewers[at % reviewers.length] ?? null);
    return {
      ...{ indicator, level, canShare: false, narrative, helps: "", hinders: "", toDo: "", reviewers },
      ...{ confidence: level === null ? null : ("high" as const), direction: level === null ? null : ("steady" as const) },
      ...{ writtenBy: writer, writtenAs: writer === null ? null : roleOf(writer), writtenOn: on },
      ...more,
    };
  });
/** The same at the levels that stand today, so that agreeing it changes no academy's standing. */
const asItStands = (
  urn: number,
  words: readonly (readonly [string, string, Partial<DemoReviewRow>?])[],
  changed: readonly string[] = [],
) => {
  const standing = standingOn(demoTrust(), urn, "2026-11-21");
  return words.map(([indicator, narrative, more]): Written => {
    const now = standing.get(indicator);
    if (!now || narrative === "") return [indicator, null, narrative, more];
    const { canShare, confidence, direction } = now;
    const level = changed.includes(indicator) ? "expected" : now.level;
    return [indicator, level, narrative, { canShare: canShare && level === now.level, confidence, direction, ...more }];
  });
};

/** What people of the demonstration trust have reviewed: one in each part of a review's life. */
export function demoReviews(): readonly DemoReview[] {
  return [
    {
      ...agreedMonitoring,
      rows: rowsOf(asItStands(agreedMonitoring.urn, agreedMonitoring.words), agreedMonitoring.reviewers, "2026-10-20"),
    },
    { ...joiner, rows: rowsOf(joiner.words, joiner.reviewers, "2026-11-12") },
    { ...safeguarding, rows: rowsOf(safeguarding.words, safeguarding.reviewers, "2026-11-18") },
    {
      ...selfEvaluation,
      rows: rowsOf(
        asItStands(selfEvaluation.urn, selfEvaluation.words, ["behaviour-and-attitudes"]),
        selfEvaluation.reviewers,
        "2026-11-16",
      ),
    },
    { ...charterOfVoice, rows: rowsOf(charterOfVoice.words, charterOfVoice.reviewers, "2026-09-30") },
    { ...phonicsByPeers, rows: rowsOf(phonicsByPeers.words, phonicsByPeers.reviewers, "2026-06-18") },
  ];
}
