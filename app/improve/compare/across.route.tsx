import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { AcrossView } from "./across.view.tsx";
import { loadAcross } from "./load-across.ts";

export const openAcross = route("get", "/:trust/plans/across", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const wanted = { priority: c.req.query("priority"), indicator: c.req.query("indicator") };
  const across = await inOneLook(asked.db, asked.person, (look) => loadAcross(look, asked.person, wanted, asked.words));
  return page(c, <AcrossView frame={frameOf(asked, "plans")} slug={asked.trust.slug} words={asked.words} across={across} />);
});
