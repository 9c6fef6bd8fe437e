import { listOwners } from "../../measures/index.server.ts";
import type { Place } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import type { Held } from "./owner.rules.ts";
import { rolesHeld } from "./part.store.ts";

/** Who holds a role in the trust now, and who holds each role where a plan lies, with their names. */
export async function loadHeld(
  look: Look,
  { unitId, within }: Pick<Place, "unitId" | "within">,
): Promise<Held & { readonly named: readonly { readonly role: string; readonly name: string }[] }> {
  const [owners, roles] = await Promise.all([listOwners(look), rolesHeld(look, [unitId, ...within])]);
  return { people: new Set(owners.map(({ id }) => id)), holders: holdersOf(roles), named: roles };
}
export const holdersOf = (roles: readonly { readonly role: string; readonly personId: string }[]): Held["holders"] =>
  new Map([...Map.groupBy(roles, ({ role }) => role)].map(([role, held]) => [role, new Set(held.map(({ personId }) => personId))]));
