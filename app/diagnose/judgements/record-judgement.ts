import { keepEvidence } from "../../evidence/index.server.ts";
import type { NewEvidence } from "../../evidence/index.ts";
import { holdEditionInUse } from "../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { frozenValue, sayFrozen } from "../../measures/index.server.ts";
import { halfTermOf, listAcademies, today } from "../../organisation/index.server.ts";
import { type Person, type Place, roleFor } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { keepBoard } from "../board.store.ts";
import {
  considerJudgement,
  type JudgementDraft,
  type JudgementRefusal,
  mayEvaluateSelf,
  mayJudge,
  type Perspective,
} from "./judgement.rules.ts";
import { lockCurrent, saveJudgement } from "./judgement.store.ts";

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
    const edition = await holdEditionInUse(change, day);
    if (!edition) return refuse({ kind: "no-edition-in-use" });
    const lineage = edition.lineages[place.indicator];
    const considered = considerJudgement(
      {
        edition,
        indicator: place.indicator,
        current: lineage && (await lockCurrent(change, place.unitId, lineage, perspective)),
        halfTerm: await halfTermOf(change, day),
        today: day,
        role: roleFor(perspective === "trust" ? mayJudge : mayEvaluateSelf, judge, place),
      },
      draft,
    );
    if (!considered.ok) return considered;
    if (!lineage) return refuse({ kind: "no-such-indicator" });
    const evidence = [];
    const pieces = await freezeFigures(change, place.unitId, draft.evidence, day);
    if (!pieces) return refuse({ kind: "no-such-figure" });
    for (const piece of pieces)
      evidence.push({ id: await keepEvidence(change, place.unitId, judge.personId, piece), stance: piece.stance });
    const saved = {
      ...considered.value,
      unitId: place.unitId,
      editionId: edition.id,
      indicator: place.indicator,
      lineage,
      perspective,
      judgedBy: judge.personId,
    };
    const id = await saveJudgement(change, saved, evidence);
    await keepBoard(change, place.unitId, perspective);
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
        evidence: evidence.length,
      },
    });
    return accept(id);
  });
}

/** The pieces with each chosen figure as it stands now, in words and numbers; undefined where one is not there. */
async function freezeFigures(
  change: Change,
  unitId: string,
  pieces: readonly NewEvidence[],
  day: string,
): Promise<NewEvidence[] | undefined> {
  if (!pieces.some(({ kind }) => kind === "value")) return [...pieces];
  const academy = (await listAcademies(change, day)).find((one) => one.unitId === unitId);
  const frozen: NewEvidence[] = [];
  for (const piece of pieces) {
    if (piece.kind !== "value") frozen.push(piece);
    else {
      const value = academy && (await frozenValue(change, academy, piece.figure ?? "", day));
      if (!value) return undefined;
      frozen.push({ ...piece, title: piece.title || value.name, text: sayFrozen(value), value });
    }
  }
  return frozen;
}
