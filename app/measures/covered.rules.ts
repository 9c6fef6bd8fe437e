import { maySeeStanding } from "../organisation/index.ts";
import { may, type Person } from "../platform/access/access.rules.ts";

type Lies = { readonly unitId: string; readonly regionId: string | null };

/** The academies that somebody's roles cover, of all that the trust has. */
export function coveredOf<Academy extends Lies>(
  person: Person,
  place: { readonly trustId: string; readonly unitId: string },
  academies: readonly Academy[],
): Academy[] {
  return academies.filter(({ unitId, regionId }) =>
    may(maySeeStanding, person, { trustId: place.trustId, unitId, within: [place.unitId, ...(regionId ? [regionId] : [])] }),
  );
}
