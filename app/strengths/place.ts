import { contentsOf } from "../diagnose/index.server.ts";
import { type Edition, editionInUse } from "../frameworks/index.server.ts";
import { indicatorOf } from "../frameworks/index.ts";
import { type AcademyRow, listAcademies, placeOfTrust, today } from "../organisation/index.server.ts";
import type { Place } from "../platform/access/access.rules.ts";
import type { Look } from "../platform/database/change.ts";
import { type OfferRow, offerHistory } from "./offers/offer.store.ts";
import { listSpecialisms, type SpecialismRow } from "./specialisms/specialism.store.ts";

export type AcademyPlace = Place & { readonly academy: AcademyRow };
/** An academy as a place, by its unit: it lies within its region of today and within the trust. */
export async function placeOfUnit(look: Look, unitId: string): Promise<AcademyPlace | undefined> {
  const [academies, trust] = await Promise.all([listAcademies(look, today(look)), placeOfTrust(look)]);
  const academy = academies.find((one) => one.unitId === unitId);
  return academy && { trustId: look.trustId, unitId, within: [academy.regionId, trust.unitId].filter((id) => id !== null), academy };
}

export type OfferPlace = AcademyPlace & { readonly history: readonly [OfferRow, ...OfferRow[]] };
export async function placeOfOffer(look: Look, params: Record<string, string>): Promise<OfferPlace | undefined> {
  const [last, ...before] = await offerHistory(look, params.offer ?? "");
  const place = last && (await placeOfUnit(look, last.unitId));
  return place && last && { ...place, history: [last, ...before] };
}

export type SpecialismPlace = AcademyPlace & { readonly specialism: SpecialismRow };
export async function placeOfSpecialism(look: Look, params: Record<string, string>): Promise<SpecialismPlace | undefined> {
  const [specialism] = await listSpecialisms(look, { id: params.specialism ?? "" });
  const place = specialism && (await placeOfUnit(look, specialism.unitId));
  return place && specialism && { ...place, specialism };
}

/** What an indicator is called: by the edition a judgement was made on, and for a lineage by the edition in use. */
export type Titles = {
  readonly ofOffer: (offer: Pick<OfferRow, "editionId" | "indicator">) => string;
  readonly ofLineage: (lineage: string) => string;
};
export async function titlesFor(
  look: Look,
  offers: readonly Pick<OfferRow, "editionId" | "indicator">[],
): Promise<Titles & { edition: Edition | undefined }> {
  const contents = await contentsOf(
    look,
    offers.map(({ editionId }) => editionId),
  );
  const edition = await editionInUse(look, today(look));
  const keys = new Map(Object.entries(edition?.lineages ?? {}).map(([key, lineage]) => [lineage, key]));
  return {
    edition,
    ofOffer: ({ editionId, indicator }) => {
      const content = contents.get(editionId);
      return (content && indicatorOf(content, indicator)?.title) ?? indicator;
    },
    ofLineage: (lineage) =>
      (edition && indicatorOf(edition.content, keys.get(lineage) ?? "")?.title) ?? "An indicator of an earlier edition",
  };
}
