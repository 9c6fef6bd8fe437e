import { type AcademyRow, listAcademies, today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { readSought } from "../../platform/database/search.ts";
import { phases } from "../offers/offer.rules.ts";
import { listOffers, type OfferRow } from "../offers/offer.store.ts";
import { type Titles, titlesFor } from "../place.ts";
import { stateOn } from "../specialisms/specialism.rules.ts";
import { listSpecialisms, type SpecialismRow } from "../specialisms/specialism.store.ts";
import { subjectName } from "../subjects.ts";
import { type Found, offersFound, type Wanted } from "./directory.rules.ts";
import { matching } from "./matching.store.ts";

export type Directory = {
  readonly found: readonly Found<OfferRow>[];
  /** How many more would be shown that are no longer backed. */
  readonly unbacked: number;
  /** Whether anything is offered at all. */
  readonly any: boolean;
  /** Whether there was a word to look for. */
  readonly understood: boolean;
  readonly specialisms: readonly SpecialismRow[];
  readonly academies: readonly AcademyRow[];
  readonly titles: Titles & { readonly indicators: readonly { readonly key: string; readonly title: string }[] };
  readonly today: string;
};

/** What is offered in the trust today, as somebody looks for it; and the specialisms that are held, of the same subject or indicator. */
export async function loadDirectory(look: Look, wanted: Wanted): Promise<Directory> {
  const day = today(look);
  const academies = await listAcademies(look, day);
  const everything = await listOffers(look);
  const titles = await titlesFor(look, everything);
  const lineage = wanted.indicator ? titles.edition?.lineages[wanted.indicator] : undefined;
  const asked = everything.filter(
    (offer) =>
      (!wanted.phase || offer.phase === wanted.phase || offer.phase === "all") &&
      (!wanted.subject || offer.subject === wanted.subject) &&
      (!wanted.indicator || offer.lineage === lineage) &&
      (!wanted.since || offer.judgedOn >= wanted.since),
  );
  const sought = wanted.words ? await readSought(look, wanted.words) : undefined;
  const names = new Map(academies.map(({ unitId, name }) => [unitId, name]));
  const says = (offer: OfferRow) =>
    [offer.says, subjectName(offer.subject), titles.ofOffer(offer), phases[offer.phase], offer.person, names.get(offer.unitId)].join(" . ");
  const matches = sought && (await matching(look, sought, asked.map(says)));
  const offers = matches ? asked.filter((_, at) => matches.has(at)) : asked;
  const near = academies.find(({ urn }) => String(urn) === wanted.near);
  const within = near && wanted.within ? Number(wanted.within) : undefined;
  const { found, unbacked } = offersFound(offers, academies, { near, within, all: wanted.backed === "all", today: day });
  const held = (await listSpecialisms(look)).filter(
    ({ subject, lineage: of, steps }) =>
      stateOn(steps.at(-1) ?? steps[0], day) !== "withdrawn" &&
      (!wanted.subject || subject === wanted.subject) &&
      (!wanted.indicator || of === lineage),
  );
  return {
    ...{ found, unbacked, any: everything.some(({ withdrawn }) => withdrawn === null), understood: !wanted.words || sought !== undefined },
    ...{ specialisms: held, academies, today: day },
    titles: { ...titles, indicators: titles.edition?.content.indicators ?? [] },
  };
}
