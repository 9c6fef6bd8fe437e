import { today } from "../organisation/index.server.ts";
import type { Look } from "../platform/database/change.ts";
import { backingOf, phases, standingOn } from "./offers/offer.rules.ts";
import { listOffers } from "./offers/offer.store.ts";
import { paths } from "./paths.ts";
import { titlesFor } from "./place.ts";
import { kinds, sayState } from "./specialisms/specialism.rules.ts";
import { listSpecialisms } from "./specialisms/specialism.store.ts";
import { subjectName } from "./subjects.ts";

/** One thing that an academy has for others, in words, and the way to it. */
export type Offered = { readonly href: string; readonly says: string; readonly about: string };

/** What an academy can give others today: the offers open now whose judgement stands, and the specialisms it holds. */
export async function offeredBy(look: Look, slug: string, unitId: string): Promise<readonly Offered[]> {
  const day = today(look);
  const [all, specialisms] = await Promise.all([listOffers(look, unitId), listSpecialisms(look, { unitId })]);
  const offers = all.filter((offer) => standingOn(offer, day) === "open" && backingOf(offer).kind === "backed");
  const held = specialisms.filter(({ steps }) => steps.at(-1)?.kind !== "withdrawn");
  const titles = await titlesFor(look, offers);
  const said = (...parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(", ");
  return [
    ...held.map(({ id, kind, subject, lineage, steps }) => ({
      href: paths.specialism(slug, id),
      says: `${kinds[kind]}: ${said(subjectName(subject), lineage && titles.ofLineage(lineage))}`,
      about: sayState(steps.at(-1) ?? steps[0], day),
    })),
    ...offers.map((offer) => ({
      href: paths.offer(slug, offer.id),
      says: offer.says,
      about: said(subjectName(offer.subject), phases[offer.phase], titles.ofOffer(offer), offer.person),
    })),
  ];
}
