import { frameOf, halfTermOfAcademy, today } from "../organisation/index.server.ts";
import { maySeeStanding } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { inOneLook } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { AcademyInspectionView } from "./academy.view.tsx";
import { listByHand } from "./by-hand/by-hand.store.ts";
import { loadInspectionStanding } from "./load-standing.ts";
import { listLogs } from "./log/log.store.ts";
import { mayCheckReadiness, mayKeepLog, mayRecordInspection } from "./permissions.rules.ts";
import { academyOf, academyPlace } from "./place.ts";

/** How one academy stands with inspection: the next window with its reasons, what was found, readiness, logs. */
export const openAcademyInspection = route(
  "get",
  "/:trust/inspection/:urn{[0-9]{6}}",
  allow(maySeeStanding, academyPlace),
  async (c, asked: Asked) => {
    const academy = academyOf(asked);
    const can = (permission: typeof mayKeepLog) => may(permission, asked.person, asked.place);
    const facts = await inOneLook(asked.db, asked.person, async (look) => {
      const day = today(look);
      const [[standing], byHand, logs] = await Promise.all([
        loadInspectionStanding(look, [academy], day),
        listByHand(look, [academy.unitId]),
        can(mayKeepLog) ? listLogs(look, academy.unitId) : [],
      ]);
      const window = standing?.estimate.kind === "window" ? standing.estimate : undefined;
      const [begins, ends] = await Promise.all([
        window ? halfTermOfAcademy(look, academy.unitId, window.from) : undefined,
        window ? halfTermOfAcademy(look, academy.unitId, window.to) : undefined,
      ]);
      return { day, standing, byHand, logs, begins, ends };
    });
    if (!facts.standing) return c.notFound();
    return page(
      c,
      <AcademyInspectionView
        frame={frameOf(asked, "inspection")}
        slug={asked.trust.slug}
        words={asked.words}
        standing={facts.standing}
        withdrawn={facts.byHand.filter(({ withdrawnBecause }) => withdrawnBecause !== null)}
        logs={facts.logs}
        begins={facts.begins}
        ends={facts.ends}
        today={facts.day}
        mayRecord={can(mayRecordInspection)}
        mayCheck={can(mayCheckReadiness)}
        mayLog={can(mayKeepLog)}
      />,
    );
  },
);
