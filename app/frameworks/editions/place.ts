import { placeOfTrust } from "../../organisation/index.server.ts";
import type { Place } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import type { Asked } from "../../platform/web/route.tsx";
import { type Edition, findEdition } from "../edition.store.ts";

export type EditionPlace = Place & { readonly edition: Edition };

/** An edition of one of the trust's frameworks as a place: the trust's own. */
export async function placeOfEdition(look: Look, params: Record<string, string>): Promise<EditionPlace | undefined> {
  const edition = await findEdition(look, params.edition ?? "");
  return edition && { ...(await placeOfTrust(look)), edition };
}
export const editionOf = (asked: Asked): Edition => (asked.place as EditionPlace).edition;
