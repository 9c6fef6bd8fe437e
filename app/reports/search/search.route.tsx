import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { readSought } from "../../platform/database/search.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { mostWords, SearchView } from "./search.view.tsx";
import { type SearchScope, scopeOfSearch, searchSources } from "./sources.ts";

const [fewOfEach, perPage] = [5, 20];

/** What of each source is found, or of the one asked for a whole page of it. */
export async function findIn(
  look: Look,
  scope: SearchScope,
  asked: { words: string; only?: string | undefined; after?: string | undefined; limit?: number },
) {
  const sought = await readSought(look, asked.words);
  if (!sought) return undefined;
  const only = searchSources.find(({ key }) => key === asked.only);
  const limit = asked.limit ?? (only ? perPage : fewOfEach);
  return Promise.all(
    (only ? [only] : searchSources).map(async ({ key, heading, find }) => ({
      key,
      heading,
      found: await find(look, sought, scope, { limit, after: only ? asked.after : undefined }),
    })),
  );
}

export const openSearch = route("get", "/:trust/search", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const words = (c.req.query("words") ?? "").trim().slice(0, mostWords);
  const [only, after] = [c.req.query("in"), c.req.query("after")];
  const groups = words
    ? await inOneLook(asked.db, asked.person, async (look) =>
        findIn(look, await scopeOfSearch(look, asked.person, { slug: asked.trust.slug, words: asked.words }), {
          words,
          only,
          after: /^[0-9a-f-]{36}$/.test(after ?? "") ? after : undefined,
        }),
      )
    : undefined;
  return page(
    c,
    <SearchView
      frame={frameOf(asked, "search")}
      slug={asked.trust.slug}
      words={words}
      only={searchSources.find(({ key }) => key === only)?.heading}
      later={Boolean(after)}
      groups={groups}
    />,
  );
});
