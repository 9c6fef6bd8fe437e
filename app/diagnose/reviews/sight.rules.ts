import { hasReached, isWritten, type Parts, type ReviewKind, type ReviewState, writtenByAcademy } from "./life.rules.ts";

/** What a reader may see of a review's words. `sent` is what the other side was sent last, however it has been changed since. */
export type Sight = {
  readonly words: "none" | "sent" | "working";
  /** Whether of every indicator, or only of those they judge themselves. */
  readonly rows: "all" | "assigned";
  /** The academy's answers: as they are being written, once they are sent, or not at all. */
  readonly replies: "none" | "answered" | "working";
  readonly findings: boolean;
};
const nothing: Sight = { words: "none", rows: "assigned", replies: "none", findings: false };

export type SightFacts = {
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  /** Whether it has been with the other side at any time: what was sent once stays readable there. */
  readonly wasSent: boolean;
};

/**
 * What somebody sees of a review, by what they are in it. Neither side sees the other's words before they are sent: the academy no draft
 * about it, who reviews no half-written answer. Who is on the academy's side sees as the academy, whatever else they are.
 */
export function sightOf(facts: SightFacts, parts: Parts): Sight {
  const { kind, state } = facts;
  const isFinal = hasReached(kind, state, "agreed");
  const seen: Sight = {
    words: isFinal ? "working" : facts.wasSent ? "sent" : "none",
    rows: "all",
    replies: "none",
    findings: isFinal || facts.wasSent,
  };
  const answered = hasReached(kind, state, "answered") && !writtenByAcademy(kind) && kind !== "moderation" ? "answered" : "none";
  const writes: Sight = { words: "working", rows: "all", replies: answered, findings: true };

  if (writtenByAcademy(kind)) {
    if (parts.has("lead") || parts.has("academy")) return writes;
    if (parts.has("reviewer")) return { ...writes, rows: "assigned", findings: false };
    return parts.has("moderator") || parts.has("quality") ? seen : nothing;
  }
  if (parts.has("academy")) {
    // A moderation is about judges, not about the academy.
    if (kind === "moderation" || seen.words === "none") return nothing;
    return { ...seen, replies: "working" };
  }
  if (parts.has("lead")) return writes;
  if (parts.has("quality")) return kind === "trust-monitoring" || kind === "moderation" ? writes : { ...seen, replies: answered };
  if (parts.has("moderator")) return hasReached(kind, state, "answered") ? { ...seen, replies: answered } : nothing;
  return parts.has("reviewer") ? { ...writes, rows: "assigned", findings: false } : nothing;
}

/** The rows of a review that a reader sees, of those there are. */
export const rowsSeen = <Row extends { readonly reviewers: readonly { readonly id: string }[] }>(
  sight: Sight,
  rows: readonly Row[],
  personId: string,
): Row[] =>
  sight.words === "none" ? [] : rows.filter(({ reviewers }) => sight.rows === "all" || reviewers.some(({ id }) => id === personId));

/** The evidence behind a row that a reader sees: who was sent the row sees what it rested on then, and nothing that has come since. */
export const evidenceSeen = <Piece extends { readonly id: string; readonly indicator: string }>(
  sight: Sight,
  row: { readonly indicator: string; readonly sent: { readonly evidence: readonly string[] } | null },
  pieces: readonly Piece[],
): Piece[] =>
  pieces.filter(
    ({ id, indicator }) => indicator === row.indicator && (sight.words === "working" || (row.sent?.evidence.includes(id) ?? false)),
  );

/** The findings that a reader sees: who was sent the review sees those that were in it then, and none that was raised since. */
export const findingsSeen = <One extends { readonly wasSent: boolean }>(sight: Sight, findings: readonly One[]): One[] =>
  sight.findings ? findings.filter(({ wasSent }) => sight.words === "working" || wasSent) : [];

/** Whether what the other side reads is being changed, so that a page can say so. */
export const isBeingChanged = ({ state, wasSent }: SightFacts): boolean => wasSent && isWritten(state);
