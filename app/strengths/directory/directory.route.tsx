import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { readWanted, refusedOf } from "./directory.rules.ts";
import { DirectoryView } from "./directory.view.tsx";
import { loadDirectory } from "./load-directory.ts";

export const openDirectory = route("get", "/:trust/strengths", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const wanted = readWanted((name) => c.req.query(name));
  const refusals = refusedOf(wanted);
  const directory = await inOneLook(asked.db, asked.person, (look) => loadDirectory(look, wanted));
  return page(
    c,
    <DirectoryView
      frame={frameOf(asked, "strengths")}
      slug={asked.trust.slug}
      wanted={wanted}
      refusals={refusals}
      directory={directory}
      words={asked.words}
    />,
    refusals.length > 0 ? 422 : 200,
  );
});
