import { evidenceKept, holdEvidence, keepBytes } from "../../evidence/index.server.ts";
import { holdEditionInUse } from "../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { halfTermOf, today } from "../../organisation/index.server.ts";
import { type Person, type Place, roleFor } from "../../platform/access/access.rules.ts";

import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";

import { secludedEvidence } from "../evidence/secluded.store.ts";
import { freezeFigures } from "./freeze-figures.ts";
import {
  considerChosen,
  considerJudgement,
  type JudgementDraft,
  type JudgementRefusal,
  mayEvaluateSelf,
  mayJudge,
  type Perspective,
} from "./judgement.rules.ts";
import { judgementKept, lockCurrent } from "./judgement.store.ts";
import { shownOnBoard } from "./on-board.store.ts";

/** From whose perspective somebody judges a place: a Principal their own academy, everybody else for the trust. */
export const perspectiveOf = (person: Person, place: Place): Perspective => (roleFor(mayJudge, person, place) ? "trust" : "self");

/** Load, consider, save, audit: as one change, in this order. Answers the new judgement's id. */
export function recordJudgement(
  db: Database,
  judge: Person,
  place: Place & { readonly indicator: string },
  draft: JudgementDraft,
): Promise<Outcome<string, JudgementRefusal>> {
  return inOneChange(db, judge, async (change) => {
    const day = today(change);
    const perspective = perspectiveOf(judge, place);
    const on = { unitId: place.unitId, edition: draft.edition, indicator: place.indicator, perspective };
    // Sent together, in this order: whichever edition is in use, a draft of another is refused.
    const [edition, { current, ids }, halfTerm] = await Promise.all([
      holdEditionInUse(change, day),
      lockCurrent(change, on, 1 + draft.evidence.length),
      halfTermOf(change, day),
    ]);
    if (!edition) return refuse({ kind: "no-edition-in-use" });
    const considered = considerJudgement(
      {
        edition,
        indicator: place.indicator,
        current,
        halfTerm,
        today: day,
        role: roleFor(perspective === "trust" ? mayJudge : mayEvaluateSelf, judge, place),
      },
      draft,
    );
    if (!considered.ok) return considered;
    const lineage = edition.lineages[place.indicator];
    const [id, ...evidenceIds] = ids;
    if (!lineage || !id) return refuse({ kind: "no-such-indicator" });
    const chosen = considerChosen(draft.chosen ?? [], await heldFor(change, judge, place.unitId, draft));
    if (!chosen.ok) return chosen;
    const pieces = await freezeFigures(change, place.unitId, draft.evidence, day);
    if (!pieces) return refuse({ kind: "no-such-figure" });
    const evidence = pieces.map((piece, at) => ({ piece, id: evidenceIds[at] ?? "", stance: piece.stance }));
    const saved = {
      ...considered.value,
      id,
      unitId: place.unitId,
      editionId: edition.id,
      indicator: place.indicator,
      lineage,
      perspective,
      judgedBy: judge.personId,
    };
    const behind = [...evidence, ...chosen.value.map(({ item, stance }) => ({ id: item, stance }))];
    change.send(
      ...judgementKept(change, saved, behind),
      ...evidence.map((each) => evidenceKept(change, each.id, place.unitId, judge.personId, each.piece)),
      shownOnBoard(change, saved, { judgedOn: day, edition: edition.number }),
    );
    for (const each of evidence) keepBytes(change, each.id, each.piece);
    change.record({
      kind: "diagnose.judgement-recorded",
      detail: {
        judgement: id,
        unit: place.unitId,
        edition: edition.id,
        indicator: place.indicator,
        perspective,
        level: draft.level,
        canShare: draft.canShare,
        replaces: draft.replacing ?? null,
        evidence: behind.length,
      },
    });
    return accept(id);
  });
}

/** What was chosen of the evidence of a unit, of which the judge may know. */
async function heldFor(change: Change, judge: Person, unitId: string, { chosen = [] }: JudgementDraft) {
  const ids = chosen.map(({ item }) => item);
  return ids.length === 0 ? [] : holdEvidence(change, unitId, ids, await secludedEvidence(change, judge.personId, unitId));
}
