import { loadStanding } from "../diagnose/index.server.ts";
import { loadWords, regionLeads } from "../organisation/index.server.ts";
import type { Look } from "../platform/database/change.ts";
import { type TrustRows, trustRows } from "./dashboard.facts.ts";

/** Every row of a trust's dashboard as of one moment, the trust's own words too; undefined without an edition in use. */
export async function loadTrustRows(look: Look, slug: string): Promise<TrustRows | undefined> {
  const [standing, leads, words] = await Promise.all([loadStanding(look), regionLeads(look), loadWords(look)]);
  return standing && trustRows(standing, slug, leads, words);
}
