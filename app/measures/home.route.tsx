import { type AcademyRow, frameOf, listAcademies, placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { allow, page, route } from "../platform/web/route.tsx";
import { progressOf } from "./collections/cycle.route.tsx";
import { listCycles } from "./collections/cycle.store.ts";
import { coveredOf } from "./covered.rules.ts";
import { HomeView } from "./home.view.tsx";
import { countFigures } from "./own/own.store.ts";
import { judgeTargets } from "./targets/judge-targets.ts";
import { targetsFor } from "./targets/target.route.tsx";

/** The collections that are open or not handed in whole, as these academies stand in them. */
async function collectionsNow(look: Look, academies: readonly AcademyRow[]) {
  const day = today(look);
  const cycles = (await listCycles(look)).filter(({ opens, locks }) => opens <= day && locks >= day);
  return (await progressOf(look, cycles, academies)).filter(({ progress }) => progress.length > 0);
}

export const openMeasures = route("get", "/:trust/measures", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const shown = await inOneLook(asked.db, asked.person, async (look) => {
    const academies = coveredOf(asked.person, asked.place, await listAcademies(look, today(look)));
    const counts = await countFigures(
      look,
      academies.map(({ unitId }) => unitId),
    );
    return {
      cycles: await collectionsNow(look, academies),
      judged: await judgeTargets(look, await targetsFor(look, asked)),
      own: { measures: new Set(counts.map(({ measure }) => measure)).size, figures: counts.reduce((sum, { figures }) => sum + figures, 0) },
    };
  });
  return page(c, <HomeView frame={frameOf(asked, "measures")} slug={asked.trust.slug} words={asked.words} {...shown} />);
});
