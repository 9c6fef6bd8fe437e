import type { Person, Place } from "../../platform/access/access.rules.ts";
import { type OwnerPeriod, ownerOn } from "../parts/owner.rules.ts";

/** Whether somebody leads a part today: themselves, or by a role that they hold where its plan lies. */
export function leads(person: Person, part: { readonly owners: readonly OwnerPeriod[] }, place: Place, day: string): boolean {
  const owner = ownerOn(part.owners, "delivers", day);
  if (!owner) return false;
  if (owner.personId) return owner.personId === person.personId;
  return person.roles.some(({ kind, unitId }) => kind === owner.role && (unitId === place.unitId || place.within.includes(unitId)));
}
