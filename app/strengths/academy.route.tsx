import { contentsOf, wayToIndicator } from "../diagnose/index.server.ts";
import { frameOf, placeOfAcademy, today } from "../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { inOneLook } from "../platform/database/change.ts";
import { allow, page, route } from "../platform/web/route.tsx";
import { AcademyStrengthsView } from "./academy.view.tsx";
import { listOffers, shareableOf } from "./offers/offer.store.ts";
import { mayAward, mayOffer } from "./permissions.rules.ts";
import { type AcademyPlace, titlesFor } from "./place.ts";
import { listSpecialisms } from "./specialisms/specialism.store.ts";

export const openAcademyStrengths = route(
  "get",
  "/:trust/strengths/:urn{[0-9]{6}}",
  allow(mayOpenTrust, (look, params) => placeOfAcademy(look, params.urn)),
  async (c, asked) => {
    const { academy, unitId } = asked.place as AcademyPlace;
    const sees = may(maySeeStanding, asked.person, asked.place);
    const found = await inOneLook(asked.db, asked.person, async (look) => {
      const offers = await listOffers(look, unitId);
      const shareable = sees ? await shareableOf(look, unitId) : [];
      const contents = await contentsOf(
        look,
        shareable.map(({ editionId }) => editionId),
      );
      return {
        offers,
        strengths: shareable.map((one) => ({
          ...one,
          href: wayToIndicator(asked.trust.slug, academy.urn, contents.get(one.editionId), one.indicator),
          offered: offers.some(({ lineage, withdrawn }) => lineage === one.lineage && withdrawn === null),
        })),
        specialisms: await listSpecialisms(look, { unitId }),
        titles: await titlesFor(look, [...offers, ...shareable]),
        today: today(look),
      };
    });
    const where = {
      frame: frameOf(asked, "strengths"),
      slug: asked.trust.slug,
      urn: academy.urn,
      academy: academy.name,
      words: asked.words,
    };
    const rights = { mayOffer: may(mayOffer, asked.person, asked.place), mayAward: may(mayAward, asked.person, asked.place), sees };
    return page(c, <AcademyStrengthsView {...where} {...rights} {...found} />);
  },
);
