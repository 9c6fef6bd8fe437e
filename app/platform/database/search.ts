import { type RawBuilder, sql } from "kysely";
import { foundBegins, foundEnds } from "../../language/found.ts";
import type { Look } from "./change.ts";

/** What somebody looks for: exactly, and as the words alone that a text must have for it. */
export type Sought = { readonly exact: string; readonly near: string };
/** How far each search looks back at once. What it does not find within so many texts that have the words, it is asked for again from there. */
export const lookedThrough = 400;

/** What words look for, in the English of full text: quotes hold a phrase together, `or` and a minus do what they say. Undefined where there is no word to look for. */
export async function readSought(look: Look, words: string): Promise<Sought | undefined> {
  // Of what lies in an index nothing tells which word follows which, so that phrases are looked for by their words.
  const row = await look.row<Sought>(sql`
    select q::text as exact, regexp_replace(querytree(q), '<(-|[0-9]+)>', '&', 'g') as near from websearch_to_tsquery('english', ${words}) q`);
  return row && row.near !== "" && row.near !== "T" ? row : undefined;
}

/** A text with what was found marked, to be cut by `partsOf`; only around it, unless whole. */
export const marked = (text: RawBuilder<unknown>, { exact }: Sought, whole = false): RawBuilder<unknown> => sql`
  ts_headline('english', translate(${text}, ${foundBegins + foundEnds}, ''), ${exact}::tsquery,
    ${`StartSel=${foundBegins}, StopSel=${foundEnds}, ${whole ? "HighlightAll=true" : 'MaxFragments=2, MaxWords=28, MinWords=12, FragmentDelimiter=" … "'}`})`;

/** Found texts, the newest first, and after which to ask for more: none at the end. */
export type Found<Hit> = { readonly hits: readonly Hit[]; readonly next: string | undefined };

/**
 * The newest texts that are sought. `candidates` finds ids by an index alone; `read` reads one row for its id `o.id` where it is exactly what is sought.
 * Row by row, so that no more are read than are shown. `by` is what `read` calls whose text it is, by their id: it is told by their name.
 */
export async function newestFound<Hit extends { readonly id: string }>(
  look: Look,
  limit: number,
  candidates: RawBuilder<unknown>,
  read: RawBuilder<unknown>,
  by?: "judgedBy" | "raisedBy",
): Promise<Found<Hit>> {
  const ids = (await look.rows<{ id: string }>(sql`${candidates} order by id desc limit ${sql.lit(lookedThrough)}`)).map(({ id }) => id);
  if (ids.length === 0) return { hits: [], next: undefined };
  const row = await look.row<{ hits: Hit[] }>(sql`
    with h as materialized (select h.* from unnest(${ids}::uuid[]) o (id), lateral (${read} offset 0) h limit ${limit + 1})${
      by === undefined
        ? sql` select coalesce(json_agg(h), '[]') as hits from h`
        : sql`, who as materialized (select id, name from organisation.person where id = any(array(select distinct ${sql.ref(by)} from h)))
    select coalesce(json_agg(to_jsonb(h) || jsonb_build_object(${sql.lit(by)}, p.name)), '[]') as hits from h join who p on p.id = h.${sql.ref(by)}`
    }`);
  const hits = (row?.hits ?? []).toSorted((one, other) => (one.id < other.id ? 1 : -1));
  if (hits.length > limit) return { hits: hits.slice(0, limit), next: hits[limit - 1]?.id };
  return { hits, next: ids[lookedThrough - 1] };
}
