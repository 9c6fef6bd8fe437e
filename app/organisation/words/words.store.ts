import { sql } from "kysely";
import { plainWords, type Words } from "../../language/words.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import { chainPlace } from "../../platform/database/known.ts";

export type KeptWords = { readonly words: Words; readonly version: number };

const columns = sql`w.academy, w.academies, w.principal, w.region, w.regions, w.board, w.version,
  coalesce((select u.name from organisation.unit u where u.trust_id = w.trust_id and u.kind = 'board' order by u.id limit 1), ${plainWords.boardName}) as "boardName"`;
type Row = Words & { version: number | null };
function wordsOf(row: Row | undefined): KeptWords {
  if (!row || row.version === null) return { words: plainWords, version: 0 };
  const { version, ...words } = row;
  return { words, version };
}

/** The trust's own words with their version; the board's full name is its unit's. */
export const loadKeptWords = async (look: Look): Promise<KeptWords> =>
  wordsOf(await look.row<Row>(sql`select ${columns} from organisation.words w`));

/** The trust's own words, and where its audit chain stands: what every page asks, as one question. */
export async function loadWordsAndChain(look: Look): Promise<{ words: Words; chain: string }> {
  const row = await look.row<Row & { chain: string }>(sql`
    select ${columns}, coalesce(${chainPlace}, '0') as chain from (select) one left join organisation.words w on true`);
  if (!row) return { words: plainWords, chain: "0" };
  const { chain, ...kept } = row;
  return { words: wordsOf(kept).words, chain };
}

export const loadWords = async (look: Look): Promise<Words> => (await loadKeptWords(look)).words;

/** The words as they are now, for one writer at a time. */
export async function lockWords(change: Change): Promise<KeptWords> {
  await change.rows(sql`insert into organisation.words (trust_id) values (${change.trustId}) on conflict do nothing`);
  await change.rows(sql`select from organisation.words for update`);
  return loadKeptWords(change);
}

export async function saveWords(change: Change, words: Words): Promise<void> {
  await change.rows(sql`
    update organisation.words set academy = ${words.academy}, academies = ${words.academies}, principal = ${words.principal},
      region = ${words.region}, regions = ${words.regions}, board = ${words.board}, version = version + 1`);
  await change.rows(sql`
    update organisation.unit set name = ${words.boardName}
    where id = (select id from organisation.unit where kind = 'board' order by id limit 1)`);
}
