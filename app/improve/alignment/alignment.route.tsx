import { frameOf, listAcademies, placeOfTrust, today } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { AlignmentView } from "./alignment.view.tsx";
import { loadAlignment } from "./load-alignment.ts";

const usual = { objectives: 8, duties: 7 };
const limit = (asked: string | undefined, otherwise: number) => (asked && /^\d{1,3}$/.test(asked) ? Number(asked) : otherwise);

export const openAlignment = route("get", "/:trust/plans/alignment", allow(maySeeStanding, placeOfTrust), async (c, asked) => {
  const most = { objectives: limit(c.req.query("objectives"), usual.objectives), duties: limit(c.req.query("duties"), usual.duties) };
  const { alignment, academies } = await inOneLook(asked.db, asked.person, async (look) => {
    const [alignment, academies] = await Promise.all([loadAlignment(look, asked.words, most), listAcademies(look, today(look))]);
    return { alignment, academies: academies.length };
  });
  return page(
    c,
    <AlignmentView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      words={asked.words}
      alignment={alignment}
      academies={academies}
      most={most}
    />,
  );
});
