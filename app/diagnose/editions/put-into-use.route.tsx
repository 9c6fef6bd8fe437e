import type { Context } from "hono";
import { editionOf, findUnready, listEditions, placeOfEdition, putIntoUse } from "../../frameworks/index.server.ts";
import {
  considerPuttingIntoUse,
  countingFramework,
  frameworkPaths,
  mayEditFramework,
  type PutIntoUse,
  type PutIntoUseRefusal,
  sayPutIntoUseRefusal,
  usualForerunners,
} from "../../frameworks/index.ts";
import { readDay } from "../../language/period.ts";
import { frameOf, today } from "../../organisation/index.server.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { loadStandingBy } from "../standing.store.ts";
import { carriedOver, consequenceOf } from "./consequence.rules.ts";
import { halfTermsFrom } from "./half-terms.store.ts";
import { PutIntoUseView } from "./put-into-use.view.tsx";

/** What somebody asked for: the day, and for each indicator the one it carries on; as usual where nothing was said. */
const readWish = (said: (name: string) => string | undefined, usual: PutIntoUse["forerunners"]): PutIntoUse => {
  const from = said("from") ?? "";
  const forerunners = Object.fromEntries(Object.entries(usual).map(([key, same]) => [key, said(`forerunner-${key}`) ?? same]));
  return { from: readDay(from) ? from : "", forerunners };
};
const fieldOf = (refusal: PutIntoUseRefusal) =>
  "key" in refusal ? `forerunner-${refusal.key}` : ["no-day", "day-past", "day-too-early"].includes(refusal.kind) ? "from" : "";

/** Shows what putting the draft into use would change: everything is loaded in one look, and nothing is written. */
async function show(c: Context, asked: Asked, said: ((name: string) => string | undefined) | undefined, refusal?: PutIntoUseRefusal) {
  const { id } = editionOf(asked);
  const facts = await inOneLook(asked.db, asked.person, async (look) => {
    const editions = await listEditions(look, editionOf(asked).content.key);
    const [draft, before, day] = [editions.find((one) => one.id === id), editions.find(({ inUseFrom }) => inUseFrom), today(look)];
    if (!draft || draft.inUseFrom) return undefined;
    const halfTerms = (await halfTermsFrom(look, day)).filter(({ first }) => first > (before?.inUseFrom ?? ""));
    const usual = usualForerunners(before?.content, draft.content);
    const wanted = said ? readWish(said, usual) : { from: halfTerms[0]?.first ?? day, forerunners: usual };
    const considered = considerPuttingIntoUse(
      {
        before: before?.inUseFrom ? { ...before, inUseFrom: before.inUseFrom } : undefined,
        draft: draft.content,
        unready: findUnready(draft.content),
        today: day,
      },
      wanted,
    );
    const consequence =
      said && considered.ok
        ? before && draft.content.key === countingFramework
          ? consequenceOf(
              await loadStandingBy(look, before),
              await loadStandingBy(look, { ...draft, lineages: carriedIn(considered.value.lineages) }),
              wanted.forerunners,
              considered.value.dropped,
            )
          : carriedOver(before?.content, draft.content, wanted.forerunners, considered.value.dropped)
        : undefined;
    return { draft, before, halfTerms, wanted, consequence, considered, words: asked.words };
  });
  const { slug } = asked.trust;
  if (!facts) return c.redirect(frameworkPaths.edition(slug, id), 303);
  const { considered } = facts;
  const unready = !considered.ok && considered.refusal.kind === "not-ready" ? considered.refusal.reasons : [];
  const refused = refusal ?? (said && !considered.ok && unready.length === 0 ? considered.refusal : undefined);
  return page(
    c,
    <PutIntoUseView
      frame={frameOf(asked, "framework")}
      slug={slug}
      draft={facts.draft}
      before={facts.before}
      wanted={{ ...facts.wanted, from: facts.wanted.from || (said?.("from") ?? "").slice(0, 20) }}
      halfTerms={facts.halfTerms}
      academies={facts.words.academies}
      unready={unready}
      refusals={refused ? [{ field: fieldOf(refused), text: sayPutIntoUseRefusal(refused) }] : []}
      consequence={facts.consequence}
      token={asked.session.formToken}
    />,
    refused ? (refused.kind === "crossed" ? 409 : 422) : 200,
  );
}

const carriedIn = (lineages: ReadonlyMap<string, string | undefined>): Record<string, string> =>
  Object.fromEntries([...lineages].flatMap(([key, lineage]) => (lineage ? [[key, lineage]] : [])));

const edit = allow(mayEditFramework, placeOfEdition);

export const openPutIntoUse = route("get", "/:trust/frameworks/editions/:edition/put-into-use", edit, async (c, asked) =>
  show(c, asked, c.req.query("from") === undefined ? undefined : (name) => c.req.query(name)),
);

export const confirmPutIntoUse = route("post", "/:trust/frameworks/editions/:edition/put-into-use", edit, async (c, asked) => {
  const form = await c.req.formData();
  const said = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const { id } = editionOf(asked);
  const named = [...form.keys()].flatMap((name) => (name.startsWith("forerunner-") ? [[name.slice("forerunner-".length), ""]] : []));
  const wanted = readWish(said, Object.fromEntries(named));
  const done = await putIntoUse(asked.db, asked.person, id, Number(said("version") ?? 0), wanted);
  const { key } = editionOf(asked).content;
  return done.ok ? c.redirect(frameworkPaths.framework(asked.trust.slug, key), 303) : show(c, asked, said, done.refusal);
});
