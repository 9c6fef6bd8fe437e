import { frameOf } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { listSaid } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { answeredReview } from "../plans/answered-review.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { type PlanPlace, placeOfPlan } from "../plans/plan.store.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import { answersOf } from "./diagnosis.rules.ts";
import { DiagnosisView } from "./diagnosis.view.tsx";
import { loadDiagnosis } from "./load-diagnosis.ts";

export const openDiagnosis = route(
  "get",
  "/:trust/plans/:plan{[0-9a-f-]{36}}/diagnosis",
  allow(mayOpenTrust, placeOfPlan),
  async (c, asked) => {
    const place = asked.place as PlanPlace;
    if (!seesPlan(asked.person, place)) return c.notFound() as Promise<Response>;
    const { diagnosis, parts, review } = await inOneLook(asked.db, asked.person, async (look) => {
      const [diagnosis, parts, review] = await Promise.all([
        loadDiagnosis(look, asked.person, place.plan),
        listSaid(look, { plans: [place.plan.id] }),
        answeredReview(look, asked.person, place.plan),
      ]);
      return { diagnosis, review, parts: livingParts(parts) };
    });
    return page(
      c,
      <DiagnosisView
        frame={frameOf(asked, "plans")}
        slug={asked.trust.slug}
        plan={place.plan}
        review={review}
        answers={answersOf(diagnosis.known, parts)}
        again={diagnosis.again}
        mayWrite={isWritten(place.plan.state) && may(mayWritePlans, asked.person, place)}
      />,
    );
  },
);
