import { findEvidence, keepEvidence, newEvidenceId } from "../../evidence/index.server.ts";
import type { EvidencePiece } from "../../evidence/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person, Place } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange, inOneLook } from "../../platform/database/change.ts";
import { freezeFigures } from "../judgements/freeze-figures.ts";
import { considerVersion, type EvidenceRefusal } from "./withdrawal.rules.ts";

/** Adds a piece as the newer version of another about the same place; what rests on the old one goes on resting on it. Answers its id. */
export async function addVersion(
  db: Database,
  by: Person,
  place: Place,
  draft: { readonly item: string; readonly piece: EvidencePiece },
): Promise<Outcome<string, EvidenceRefusal>> {
  try {
    return await inOneChange<string, EvidenceRefusal>(db, by, async (change) => {
      const day = today(change);
      const considered = considerVersion(await findEvidence(change, place.unitId, draft.item), draft.piece, day);
      if (!considered.ok) return considered;
      const [piece] = (await freezeFigures(change, place.unitId, [draft.piece], day)) ?? [];
      if (!piece) return refuse({ kind: "no-such-figure" });
      const id = await newEvidenceId(change);
      keepEvidence(change, id, place.unitId, by.personId, piece, draft.item);
      change.record({ kind: "evidence.version-added", detail: { item: id, follows: draft.item, unit: place.unitId } });
      return accept(id);
    });
  } catch (error) {
    if (brokenConstraint(error) !== "followed_once") throw error;
    const newer = (await inOneLook(db, by, (look) => findEvidence(look, place.unitId, draft.item)))?.newer;
    return newer
      ? refuse({ kind: "followed-already", by: newer.by, on: newer.addedOn, newer: newer.title })
      : refuse({ kind: "no-such-evidence" });
  }
}
