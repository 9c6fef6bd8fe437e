import type { Context } from "hono";
import { frameOf, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { shippedFrameworks } from "../content.ts";
import { listEditions, listEveryEdition } from "../edition.store.ts";
import { paths } from "../paths.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { frameworksSeen, sayChoiceRefusal } from "./choose.rules.ts";
import { chooseFramework } from "./choose-framework.ts";
import { FrameworksView, OneFrameworkView } from "./frameworks.view.tsx";

const seenBy = async (look: Look) => frameworksSeen(await listEveryEdition(look), shippedFrameworks(), today(look));
const editOf = (asked: Asked) => (may(mayEditFramework, asked.person, asked.place) ? { token: asked.session.formToken } : undefined);

type FrameworkPlace = Place & { readonly key: string };
/** A framework that the trust has or could have, as a place: the trust's own. */
async function placeOfFramework(look: Look, params: Record<string, string>): Promise<FrameworkPlace | undefined> {
  const known = (await seenBy(look)).find(({ key }) => key === params.framework);
  return known && { ...(await placeOfTrust(look)), key: known.key };
}

export const openFrameworks = route("get", "/:trust/frameworks", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const facts = await inOneLook(asked.db, asked.person, async (look) => {
    const [counting, frameworks] = await Promise.all([listEditions(look), seenBy(look)]);
    return { counting, frameworks, today: today(look) };
  });
  return page(c, <FrameworksView frame={frameOf(asked, "framework")} slug={asked.trust.slug} {...facts} edit={editOf(asked)} />);
});

async function showOne(c: Context, asked: Asked, refused?: { text: string; status: 409 | 422 }) {
  const { key } = asked.place as FrameworkPlace;
  const facts = await inOneLook(asked.db, asked.person, async (look) => {
    const [editions, seen] = await Promise.all([listEditions(look, key), seenBy(look)]);
    return { editions, framework: seen.find((one) => one.key === key), today: today(look) };
  });
  const { framework } = facts;
  if (!framework) return c.notFound();
  return page(
    c,
    <OneFrameworkView
      frame={frameOf(asked, "framework")}
      slug={asked.trust.slug}
      framework={framework}
      editions={facts.editions}
      shipped={shippedFrameworks().get(key)}
      today={facts.today}
      edit={editOf(asked)}
      refusals={refused ? [{ field: "", text: refused.text }] : []}
    />,
    refused?.status,
  );
}

export const openOneFramework = route("get", "/:trust/frameworks/of/:framework", allow(mayOpenTrust, placeOfFramework), (c, asked) =>
  showOne(c, asked),
);

export const takeIntoUse = route(
  "post",
  "/:trust/frameworks/of/:framework/use",
  allow(mayEditFramework, placeOfFramework),
  async (c, asked) => {
    const { key } = asked.place as FrameworkPlace;
    const used = await chooseFramework(asked.db, asked.person, key);
    if (used.ok) return c.redirect(paths.framework(asked.trust.slug, key), 303);
    const status = used.refusal.kind === "used-already" ? 409 : 422;
    return showOne(c, asked, { text: sayChoiceRefusal(used.refusal), status });
  },
);
