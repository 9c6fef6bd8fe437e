import type { Change } from "../../platform/database/change.ts";
import type { Perspective } from "../judgements/judgement.rules.ts";
import { judgementKept, lockCurrent } from "../judgements/judgement.store.ts";
import { shownOnBoard } from "../judgements/on-board.store.ts";
import type { ReviewKind } from "./life.rules.ts";
import type { ReviewPlace, Work } from "./review.store.ts";

/** Whose view an agreed review of a kind becomes; a moderation is about judges, and becomes nobody's. */
export function perspectiveOfKind(kind: ReviewKind): Perspective | undefined {
  switch (kind) {
    case "self-evaluation":
      return "self";
    case "trust-monitoring":
      return "trust";
    case "peer-review":
      return "peer";
    case "external-review":
      return "external";
    case "moderation":
      return undefined;
  }
}

/** Records each row of an agreed review as the judgement that now stands, in the name of who wrote it, on the evidence it rests on. */
export async function judgeAsAgreed(
  change: Change,
  { review, edition }: ReviewPlace,
  work: Work,
  on: { readonly day: string; readonly halfTerm: { readonly schoolYear: string; readonly number: number } },
): Promise<void> {
  const perspective = perspectiveOfKind(review.kind);
  if (!perspective) return;
  const rows = work.rows
    .flatMap((row) => {
      const lineage = edition.lineages[row.indicator];
      return lineage ? [{ ...row, lineage }] : [];
    })
    // Locked in one order, so that two reviews agreed at once wait for each other and never for ever.
    .sort((one, other) => (one.lineage < other.lineage ? -1 : 1));
  for (const row of rows) {
    const { level, confidence, direction, writtenBy, writtenAs } = row;
    if (level === null || confidence === null || direction === null || !writtenBy) throw new Error("an agreed row is not judged");
    const where = { unitId: review.unitId, edition: edition.id, indicator: row.indicator, perspective };
    const { current, ids } = await lockCurrent(change, where, 1);
    const judgement = {
      ...{ id: ids[0] ?? "", unitId: review.unitId, editionId: edition.id, edition: edition.id, indicator: row.indicator },
      ...{ lineage: row.lineage, perspective, level, canShare: row.canShare, confidence, direction, narrative: row.narrative },
      ...{ judgedBy: writtenBy.id, role: writtenAs ?? "", replacing: current, evidence: [], reviewId: review.id },
      ...{ schoolYear: on.halfTerm.schoolYear, halfTerm: on.halfTerm.number },
    };
    const behind = work.evidence.filter(({ indicator }) => indicator === row.indicator);
    const isOnBoard = perspective === "trust" || perspective === "self";
    change.send(
      ...judgementKept(change, judgement, behind),
      ...(isOnBoard ? [shownOnBoard(change, judgement, { judgedOn: on.day, edition: edition.number })] : []),
    );
  }
}
