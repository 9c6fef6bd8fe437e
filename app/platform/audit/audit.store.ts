import { createHash } from "node:crypto";
import type pg from "pg";

/** One thing somebody did: its kind and the ids and choices of it; never the free text of a judgement. */
export type AuditEvent = { readonly kind: string; readonly detail: Readonly<Record<string, string | number | boolean | null>> };

type Chained = { seq: bigint | string; at: string; actor: string | null; kind: string; detail: AuditEvent["detail"] };

/** The hash of one link: everything the entry says and the hash before it. Keys are sorted, because jsonb does not keep their order. */
export function linkHash(trustId: string, previous: Buffer, entry: Chained): Buffer {
  return createHash("sha256").update(previous).update(hashed(trustId, entry)).digest();
}
function hashed(trustId: string, entry: Chained): string {
  const detail = Object.entries(entry.detail).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([trustId, String(entry.seq), entry.at, entry.actor, entry.kind, detail]);
}

const beginning = Buffer.alloc(32);

/** Adds one entry to the trust's chain, in the transaction of the change it tells of. */
export async function appendEvent(
  client: pg.ClientBase,
  standing: { trustId: string; personId: string | undefined },
  now: Temporal.Instant,
  event: AuditEvent,
): Promise<void> {
  const { trustId } = standing;
  const entry = {
    at: now.round("millisecond").toString({ smallestUnit: "millisecond" }),
    actor: standing.personId ?? null,
    kind: event.kind,
    detail: event.detail,
  };
  const { rowCount } = await client.query({
    name: "append to the chain",
    text: append,
    values: [trustId, ...around(trustId, entry), beginning, entry.at, entry.actor, entry.kind, JSON.stringify(entry.detail)],
  });
  if (rowCount !== 1) throw new Error("the audit chain of this trust cannot be seen");
}

/** What stands before and after the number of an entry in the text that is hashed. */
function around(trustId: string, entry: Omit<Chained, "seq">): [string, string] {
  const text = hashed(trustId, { ...entry, seq: "" });
  const at = `["${trustId}","`.length;
  return [text.slice(0, at), text.slice(at)];
}

// One statement, so that nothing is asked between finding the head and moving it on: the number and the hash are made where the head is locked.
const append = `
  with head as (
    insert into audit.head as h (trust_id, seq, hash) values ($1, 1, sha256($4::bytea || convert_to($2 || '1' || $3, 'UTF8')))
    on conflict (trust_id) do update set seq = h.seq + 1, hash = sha256(h.hash || convert_to($2 || (h.seq + 1)::text || $3, 'UTF8'))
    returning new.seq, new.hash, coalesce(old.hash, $4::bytea) as previous)
  insert into audit.event (trust_id, seq, at, actor, kind, detail, previous, hash) select $1, seq, $5, $6, $7, $8, previous, hash from head`;

/** The chain of the site itself: imports, trusts set up. No trust has this id. */
export const siteChain = "00000000-0000-0000-0000-000000000000";

/** Adds one entry to the site's chain, in the transaction of what it tells of; the actor is an account, or nobody on the command line. */
export async function appendSiteEvent(client: pg.ClientBase, accountId: string | undefined, event: AuditEvent): Promise<void> {
  await Promise.all([
    client.query("select set_config('eddystone.trust', $1, true)", [siteChain]),
    appendEvent(client, { trustId: siteChain, personId: accountId }, Temporal.Now.instant(), event),
  ]);
}

/** A head of a chain as somebody keeps it elsewhere: after this many entries, this was the hash. */
export type Witness = { readonly seq: number; readonly hash: string };

type Row = { seq: string; at: string; actor: string | null; kind: string; detail: AuditEvent["detail"]; previous: Buffer; hash: Buffer };
const batch = 5000;

/** Whether an entry follows: its number, the hash before it and its own. What no entry can hold is no entry. */
function follows(trustId: string, count: number, previous: Buffer, row: Row): boolean {
  if (Number(row.seq) !== count + 1 || !row.previous.equals(previous)) return false;
  if (row.detail === null || typeof row.detail !== "object" || Array.isArray(row.detail)) return false;
  return row.hash.equals(linkHash(trustId, previous, { ...row, at: `${row.at.replace(/000$/, "")}Z` }));
}

/**
 * Walks the chain of one trust in one view of it, a batch at a time; answers the first entry that does not hold, or how many do.
 *
 * What it finds by itself: every edit, deletion, insertion, swap and truncation after which the entries and the head do not fit, by whomever.
 * What it cannot find by itself: a chain written anew from some entry on, head included, or emptied together with every trace of its trust.
 * The hashes are no secret, so who may write both tables can do that. Only a witness kept elsewhere shows it: a head printed earlier by
 * `eddystone audit head` must still be in the chain. What was rewritten after the newest witness stays hidden, so print heads often.
 */
export async function verifyChain(
  client: pg.ClientBase,
  trustId: string,
  witnesses: readonly Witness[] = [],
): Promise<{ entries: number; broken?: number }> {
  await client.query("begin isolation level repeatable read read only");
  try {
    // The time as text to the microsecond: a chain is written in whole milliseconds, and an edit below them must show too.
    await client.query({
      text: `declare chain no scroll cursor for
        select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, actor, kind, detail, previous, hash
        from audit.event where trust_id = ${client.escapeLiteral(trustId)} order by seq`,
    });
    const next = async () => (await client.query<Row>(`fetch ${batch} from chain`)).rows;
    const asked = new Map(witnesses.map((witness) => [witness.seq, witness.hash]));
    let previous: Buffer = beginning;
    let count = 0;
    let coming = next();
    for (let rows = await coming; rows.length > 0; rows = await coming) {
      // The next batch is on its way while this one is hashed.
      coming = next();
      for (const row of rows) {
        const kept = asked.get(count + 1);
        if (!follows(trustId, count, previous, row) || (kept !== undefined && kept !== row.hash.toString("hex"))) {
          await coming;
          return { entries: count, broken: count + 1 };
        }
        previous = row.hash;
        count++;
      }
    }
    const head = await client.query<{ seq: string; hash: Buffer }>("select seq, hash from audit.head where trust_id = $1", [trustId]);
    const last = head.rows[0];
    // Every chain begins with the entry that set its trust up, so an empty one is a broken one.
    const whole = count > 0 && last !== undefined && Number(last.seq) === count && last.hash.equals(previous);
    return whole && witnesses.every(({ seq }) => seq <= count) ? { entries: count } : { entries: count, broken: count + 1 };
  } finally {
    await client.query("rollback");
  }
}

/** The head of every chain, to be kept elsewhere: one line each. */
export async function chainHeads(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ trust_id: string; seq: string; hash: Buffer }>(
    "select trust_id, seq, hash from audit.head order by trust_id",
  );
  return rows.map(({ trust_id, seq, hash }) => `${trust_id} ${seq} ${hash.toString("hex")}`);
}

/** The witnesses in a file of kept heads, by trust. Refuses a line that is neither empty, a remark nor a head. */
export function readHeads(text: string): Map<string, Witness[]> {
  const witnesses = new Map<string, Witness[]>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim() || line.startsWith("#")) continue;
    const [, trustId, seq, hash] = line.trim().match(/^([0-9a-f-]{36}) ([1-9]\d*) ([0-9a-f]{64})$/) ?? [];
    if (!trustId || !seq || !hash) throw new Error(`line ${at + 1} is no head of a chain`);
    witnesses.set(trustId, [...(witnesses.get(trustId) ?? []), { seq: Number(seq), hash }]);
  }
  return witnesses;
}

/** Every trust of whose chain there is a trace: an entry or a head. */
export async function chainsWithTrace(client: pg.ClientBase): Promise<string[]> {
  // One step along the key for each trust, instead of a walk over all entries.
  const { rows } = await client.query<{ trust_id: string }>(
    `with recursive step as (
       (select trust_id from audit.event order by trust_id limit 1)
       union all select (select e.trust_id from audit.event e where e.trust_id > s.trust_id order by e.trust_id limit 1) from step s where s.trust_id is not null)
     select trust_id from step where trust_id is not null union select trust_id from audit.head order by trust_id`,
  );
  return rows.map((row) => row.trust_id);
}
