import { similarTrusts } from "../../national/index.server.ts";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { allow, page, refusal, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { academiesSeen } from "./asked.ts";
import { SimilarTrustsView } from "./similar-trusts.view.tsx";

/** Which trusts are like this one: by how many pupils and academies they have, and of which phases. */
export const similarTrustsPage = route("get", paths.pattern.similarTrusts, allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { uid } = await academiesSeen(asked);
  const similar = uid === undefined ? undefined : await similarTrusts(asked.db.pool, uid);
  if (!similar) return refusal(c, "absent", asked.session, asked.house);
  return page(c, <SimilarTrustsView frame={frameOf(asked, "measures")} slug={asked.trust.slug} similar={similar} />);
});
