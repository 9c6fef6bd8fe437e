import { listEditions } from "../frameworks/index.server.ts";
import { frameOf, placeOfAcademy } from "../organisation/index.server.ts";
import { maySeeStanding } from "../organisation/index.ts";
import { inOneLook } from "../platform/database/change.ts";
import { allow, page, route } from "../platform/web/route.tsx";
import { AcademyView } from "./academy.view.tsx";
import { decisionHistory } from "./categories/decision.store.ts";
import { loadAcademyStanding } from "./standing.store.ts";

export const openAcademy = route(
  "get",
  "/:trust/diagnose/:urn{[0-9]{6}}",
  allow(maySeeStanding, (look, params) => placeOfAcademy(look, params.urn)),
  async (c, asked) => {
    const { place, trust, person } = asked;
    const facts = await inOneLook(asked.db, person, async (look) => ({
      all: await loadAcademyStanding(look, place.unitId),
      editions: await listEditions(look),
      decisions: await decisionHistory(look, place.unitId),
    }));
    const standing = facts.all?.standing;
    if (!facts.all || !standing) return c.notFound();
    return page(
      c,
      <AcademyView
        frame={frameOf(asked)}
        slug={trust.slug}
        edition={facts.all.edition.content}
        number={facts.all.edition.number}
        editions={new Map(facts.editions.map(({ id, content }) => [id, content]))}
        standing={standing}
        decisions={facts.decisions}
        today={facts.all.today}
        words={asked.words}
      />,
    );
  },
);
