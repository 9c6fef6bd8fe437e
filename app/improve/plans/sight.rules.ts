import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person, type Place } from "../../platform/access/access.rules.ts";

/** Whether somebody sees a plan: an academy's, who sees where it stands; any other, everybody of the trust once it was approved. */
export function seesPlan(
  person: Person,
  place: Place & { readonly plan: { readonly unitKind: string; readonly approvedRevision: number | null } },
): boolean {
  if (may(maySeeStanding, person, place)) return true;
  return place.plan.unitKind !== "academy" && place.plan.approvedRevision !== null && place.trustId === person.trustId;
}
