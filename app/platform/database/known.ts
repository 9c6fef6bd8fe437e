import { sql } from "kysely";
import type pg from "pg";
import { londonDay } from "../../language/period.ts";
import { type Database, inOneLook, type Look, type Standing } from "./change.ts";

/** Where a trust's audit chain stands. Every change moves it, in its own transaction: what was read at the same place is still so. */
export const chainPlace = sql<
  string | null
>`(select h.seq::text from audit.head h where h.trust_id = nullif(current_setting('eddystone.trust', true), '')::uuid)`;
const whereChainStands = async (look: Look): Promise<string> =>
  (await look.row<{ chain: string | null }>(sql`select ${chainPlace} as chain`))?.chain ?? "0";

type Entry = { readonly chain: string; readonly day: string; readonly at: number; readonly facts: unknown };
const mostEntries = 256;
/** What is written past the acts (a rebuild of derived rows) shows after this long at the latest. */
const keptMilliseconds = 60_000;
const kept = new WeakMap<pg.Pool, Map<string, Entry>>();

/**
 * Reads facts that depend on nothing but the trust and the day, or gives those read before while the trust's chain stands where it stood.
 * `chain` is where it stood when the reader's right was asked; `name` tells these facts from others, and is no secret.
 * What is given is shared between readers: it must not be altered, nor hold what only some of them may see unless `name` says whom it is for.
 */
export async function knownOrRead<Facts>(
  db: Database,
  standing: Standing & { readonly chain: string },
  name: string,
  read: (look: Look) => Promise<Facts>,
): Promise<Facts> {
  const entries = kept.get(db.pool) ?? new Map<string, Entry>();
  kept.set(db.pool, entries);
  const key = `${standing.trustId} ${name}`;
  const known = entries.get(key);
  const now = db.now();
  const day = londonDay(now).toString();
  const at = now.epochMilliseconds;
  if (known && known.chain === standing.chain && known.day === day && Math.abs(at - known.at) < keptMilliseconds)
    return known.facts as Facts;
  // The chain is asked again with the facts: it may have moved since.
  const [chain, facts] = await inOneLook(db, standing, (look) => Promise.all([whereChainStands(look), read(look)]));
  entries.delete(key);
  entries.set(key, { chain, day, at, facts });
  if (entries.size > mostEntries) entries.delete(entries.keys().next().value ?? "");
  return facts;
}
