import { coveredOf } from "../measures/index.ts";
import { frameOf, listAcademies, placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { inOneLook } from "../platform/database/change.ts";
import { allow, page, route } from "../platform/web/route.tsx";
import { loadInspectionStanding } from "./load-standing.ts";
import { OverviewView } from "./overview.view.tsx";
import { mayArrangeReadiness } from "./permissions.rules.ts";

/** Every academy that somebody's roles cover, by how soon the next inspection may come. */
export const openOverview = route("get", "/:trust/inspection", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { standing, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const day = today(look);
    const covered = coveredOf(asked.person, asked.place, await listAcademies(look, day));
    return { standing: await loadInspectionStanding(look, covered, day), day };
  });
  const mayArrange = may(mayArrangeReadiness, asked.person, asked.place);
  return page(
    c,
    <OverviewView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      words={asked.words}
      standing={standing}
      today={day}
      mayArrange={mayArrange}
    />,
  );
});
