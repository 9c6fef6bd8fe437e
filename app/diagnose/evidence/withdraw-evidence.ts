import { findEvidence, noteWithdrawal } from "../../evidence/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { may, type Person, type Place } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange, inOneLook } from "../../platform/database/change.ts";
import { considerWithdrawal, type EvidenceRefusal, mayWithdraw } from "./withdrawal.rules.ts";

/** Withdraws a piece of evidence about a place; it stays, and says why. Refused where it is not theirs or was withdrawn before. */
export async function withdrawEvidence(
  db: Database,
  by: Person,
  place: Place,
  draft: { readonly item: string; readonly reason: string },
): Promise<Outcome<undefined, EvidenceRefusal>> {
  const who = { personId: by.personId, mayAny: may(mayWithdraw, by, place) };
  try {
    return await inOneChange<undefined, EvidenceRefusal>(db, by, async (change) => {
      const considered = considerWithdrawal(await findEvidence(change, place.unitId, draft.item), who, draft.reason);
      if (!considered.ok) return considered;
      await noteWithdrawal(change, draft.item, by.personId, considered.value);
      change.record({ kind: "evidence.withdrawn", detail: { item: draft.item, unit: place.unitId } });
      return accept(undefined);
    });
  } catch (error) {
    if (brokenConstraint(error) !== "withdrawal_pkey") throw error;
    const now = await inOneLook(db, by, (look) => findEvidence(look, place.unitId, draft.item));
    return now?.withdrawn ? refuse({ kind: "withdrawn-already", ...now.withdrawn }) : refuse({ kind: "no-such-evidence" });
  }
}
