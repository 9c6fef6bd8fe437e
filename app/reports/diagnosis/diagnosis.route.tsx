import { loadAcademyStanding, reviewsOfUnit, standingByFramework } from "../../diagnose/index.server.ts";
import { inspectionTold } from "../../inspection/index.server.ts";
import { headlinesOf } from "../../measures/index.server.ts";
import { frameOf, placeOfAcademy } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { offeredBy } from "../../strengths/index.server.ts";
import { stagePosition, whatIsMissing } from "./diagnosis.facts.ts";
import { DiagnosisView } from "./diagnosis.view.tsx";

const stages = "five-stages";

/** Everything that is known of one academy, and what is not, on one page. */
export const openDiagnosis = route(
  "get",
  "/:trust/academies/:urn{[0-9]{6}}",
  allow(maySeeStanding, (look, params) => placeOfAcademy(look, params.urn)),
  async (c, asked) => {
    const urn = Number(c.req.param("urn"));
    const { unitId } = asked.place;
    const found = await inOneLook(asked.db, asked.person, async (look) => ({
      stands: await loadAcademyStanding(look, unitId),
      stages: await standingByFramework(look, unitId, stages),
      ...(await reviewsOfUnit(look, asked.person, unitId)),
      offered: await offeredBy(look, asked.trust.slug, unitId),
    }));
    if (!found.stands) return c.notFound();
    const { edition, standing, today } = found.stands;
    const inspection = await inOneLook(asked.db, asked.person, (look) => inspectionTold(look, standing.academy, today));
    const headlines = await headlinesOf(asked.db.pool, urn);
    const position = found.stages && stagePosition(found.stages.content, found.stages.judgements);
    const yearAgo = Temporal.PlainDate.from(today).subtract({ years: 1 }).toString();
    const open = found.findings.filter(({ kind, closing }) => kind !== "strength" && !closing);
    const missing = whatIsMissing(edition.content, standing, {
      today,
      reviewedSince: found.reviews.some(({ state, plannedOn }) => (state === "agreed" || state === "closed") && plannedOn >= yearAgo),
      numbers: headlines.length,
      stages: position !== undefined && position.judged > 0,
      unanswered: open.filter(({ answers }) => answers.length === 0).map(({ text }) => text),
    });
    const view = (
      <DiagnosisView
        frame={frameOf(asked, "standing")}
        slug={asked.trust.slug}
        words={asked.words}
        edition={edition.content}
        standing={standing}
        today={today}
        position={position}
        reviews={found.reviews}
        open={open}
        strengths={found.findings.filter(({ kind }) => kind === "strength")}
        offered={found.offered}
        headlines={headlines}
        inspection={inspection}
        missing={missing}
      />
    );
    return page(c, view);
  },
);
