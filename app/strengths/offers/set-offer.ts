import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { listOwners } from "../../measures/index.server.ts";
import type { Person, Place } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange, inOneLook } from "../../platform/database/change.ts";
import { isSubject } from "../subjects.ts";
import { considerOffer, type OfferDraft, type OfferRefusal } from "./offer.rules.ts";
import { keepOffer, type OfferRow, offerHistory, shareableOf } from "./offer.store.ts";

export type Seen = { readonly id: string; readonly version: number };

/** Makes an offer of an academy, or its next version where one is named as it was seen; answers its id. */
export function setOffer(db: Database, by: Person, place: Place, draft: OfferDraft, seen?: Seen): Promise<Outcome<string, OfferRefusal>> {
  return onlyOnce(db, by, seen, () =>
    inOneChange<string, OfferRefusal>(db, by, async (change) => {
      const [current] = seen ? await offerHistory(change, seen.id) : [];
      const crossed = seen && refuseChanged(current, seen);
      if (crossed) return crossed;
      const [shareable, people] = [await shareableOf(change, place.unitId), await listOwners(change)];
      const considered = considerOffer(draft, {
        shareable: new Set(shareable.map(({ id }) => id)),
        people: new Set(people.map(({ id }) => id)),
        isSubject,
      });
      if (!considered.ok) return considered;
      const version = (seen?.version ?? 0) + 1;
      const id = await keepOffer(change, {
        ...considered.value,
        id: seen?.id,
        version,
        unitId: place.unitId,
        withdrawn: null,
        setBy: by.personId,
      });
      const { judgementId, subject, phase, personId } = considered.value;
      change.record({
        kind: "strengths.offer-set",
        detail: { offer: id, version, unit: place.unitId, judgement: judgementId, subject, phase, person: personId },
      });
      return accept(id);
    }),
  );
}

/** Withdraws an offer as it was seen, with the reason; what it was stays in its history. */
export function withdrawOffer(db: Database, by: Person, seen: Seen, reason: string): Promise<Outcome<undefined, OfferRefusal>> {
  return onlyOnce(db, by, seen, () =>
    inOneChange<undefined, OfferRefusal>(db, by, async (change) => {
      const [current] = await offerHistory(change, seen.id);
      const crossed = refuseChanged(current, seen);
      if (crossed || !current) return crossed ?? refuse({ kind: "no-such-judgement" });
      const withdrawn = reason.trim();
      if (!withdrawn || withdrawn.length > 500) return refuse({ kind: "reason-needed" });
      await keepOffer(change, { ...current, version: seen.version + 1, withdrawn, setBy: by.personId });
      change.record({ kind: "strengths.offer-withdrawn", detail: { offer: seen.id, version: seen.version + 1 } });
      return accept(undefined);
    }),
  );
}

/** Why nothing more is done with an offer as it was seen. */
function refuseChanged(current: OfferRow | undefined, seen: Seen): { readonly ok: false; readonly refusal: OfferRefusal } | undefined {
  if (current?.withdrawn) return refuse({ kind: "withdrawn-already", by: current.setBy, on: current.setOn });
  return current?.version === seen.version ? undefined : refuse({ kind: "crossed", by: current?.setBy ?? "" });
}

async function onlyOnce<Value>(
  db: Database,
  by: Person,
  seen: Seen | undefined,
  work: () => Promise<Outcome<Value, OfferRefusal>>,
): Promise<Outcome<Value, OfferRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error) !== "offer_pkey" || !seen) throw error;
    const [now] = await inOneLook(db, by, (look) => offerHistory(look, seen.id));
    return refuseChanged(now, seen) ?? refuse({ kind: "crossed", by: now?.setBy ?? "" });
  }
}
