import { z } from "zod";
import { unmarked } from "../../language/found.ts";
import { plainWords } from "../../language/words.ts";
import { placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { apiRead, listOf } from "../../platform/web/api.ts";
import { allow } from "../../platform/web/route.tsx";
import { findIn } from "./search.route.tsx";
import { mostWords } from "./search.view.tsx";
import { scopeOfSearch, searchSources } from "./sources.ts";

const keys = searchSources.map(({ key }) => key);
const hit = z.strictObject({
  id: z.uuid(),
  academy: z.number().int().describe("URN"),
  title: z.string(),
  says: z.string(),
  on: z.iso.date(),
  snippet: z.string(),
  href: z.string(),
});

export const apiSearch = apiRead(
  "/api/v1/:trust/search",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "What of one kind says these words, the newest first, of the academies your roles cover. A page may hold fewer than asked for, or none, before the last",
    tag: "Search",
    query: z.strictObject({
      words: z.string().trim().min(1).max(mostWords).describe("All must be there; quotes, or, and a minus as in a web search"),
      in: z.enum(keys as [string, ...string[]]),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.uuid().optional(),
    }),
    answer: listOf(hit),
  },
  {
    load: async (look, params, { words, in: only, limit, after }, { holder }) => {
      const person = await holder;
      if (!person) return undefined;
      const scope = await scopeOfSearch(look, person, { slug: params.trust ?? "", words: plainWords });
      return { groups: await findIn(look, scope, { words, only, after, limit }) };
    },
    show: (_asked, { groups }) => ({
      items: (groups?.[0]?.found.hits ?? []).map(({ id, academy, title, says, on, snippet, href }) => ({
        id,
        academy: academy.urn,
        title: unmarked(title),
        says,
        on,
        snippet: unmarked(snippet),
        href,
      })),
      next: groups?.[0]?.found.next ?? null,
    }),
  },
);
