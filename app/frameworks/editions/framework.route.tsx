import { frameOf, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { countingFramework } from "../edition.rules.ts";
import { paths } from "../paths.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { makeDraft } from "./edit-draft.ts";
import { EditionView } from "./edition.view.tsx";
import { editionOf, placeOfEdition } from "./place.ts";

export const newEdition = route("post", "/:trust/frameworks", allow(mayEditFramework, placeOfTrust), async (c, asked) => {
  const said = (await c.req.formData()).get("framework");
  const framework = typeof said === "string" && said ? said : countingFramework;
  const made = await makeDraft(asked.db, asked.person, framework);
  const draft = made.ok ? made.value : made.refusal.kind === "there" ? made.refusal.id : undefined;
  const { slug } = asked.trust;
  return c.redirect(draft ? paths.draft(slug, draft) : paths.framework(slug), 303);
});

export const openEdition = route("get", "/:trust/frameworks/editions/:edition", allow(mayOpenTrust, placeOfEdition), async (c, asked) => {
  const day = await inOneLook(asked.db, asked.person, async (look) => today(look));
  return page(
    c,
    <EditionView
      frame={frameOf(asked, "framework")}
      slug={asked.trust.slug}
      edition={editionOf(asked)}
      today={day}
      mayEdit={may(mayEditFramework, asked.person, asked.place)}
    />,
  );
});
