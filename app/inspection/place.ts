import { type AcademyRow, placeOfAcademy } from "../organisation/index.server.ts";
import type { Place } from "../platform/access/access.rules.ts";
import type { Look } from "../platform/database/change.ts";

export type AcademyPlace = Place & { readonly academy: AcademyRow };
/** The academy of an address as a place. */
export const academyPlace = (look: Look, params: Record<string, string>): Promise<AcademyPlace | undefined> =>
  placeOfAcademy(look, params.urn);
export const academyOf = ({ place }: { readonly place: Place }): AcademyRow => (place as AcademyPlace).academy;
