import { editionThatWas } from "../../frameworks/index.server.ts";
import { countingFramework, type EditionContent } from "../../frameworks/index.ts";
import type { Look } from "../../platform/database/change.ts";
import { paths } from "../paths.ts";

export type Contents = ReadonlyMap<string, EditionContent>;
/** What the editions of these ids say, of whichever framework. */
export async function contentsOf(look: Look, ids: Iterable<string>): Promise<Contents> {
  const editions = await Promise.all([...new Set(ids)].map((id) => editionThatWas(look, id)));
  return new Map(editions.flatMap((edition) => (edition ? [[edition.id, edition.content] as const] : [])));
}

/** Where one reads of an indicator at an academy: its own page where its framework counts, else the academy's. */
export const wayToIndicator = (slug: string, urn: number, content: EditionContent | undefined, indicator: string): string =>
  content && content.key !== countingFramework ? paths.academy(slug, urn) : paths.indicator(slug, urn, indicator);
