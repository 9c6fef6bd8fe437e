import { createHash } from "node:crypto";
import type pg from "pg";

/** One thing somebody did: its kind and the ids and choices of it; never the free text of a judgement. */
export type AuditEvent = { readonly kind: string; readonly detail: Readonly<Record<string, string | number | boolean | null>> };

type Chained = { seq: bigint | string; at: string; actor: string | null; kind: string; detail: AuditEvent["detail"] };

/** The hash of one link: everything the entry says and the hash before it. Keys are sorted, because jsonb does not keep their order. */
export function linkHash(trustId: string, previous: Buffer, entry: Chained): Buffer {
  const detail = Object.entries(entry.detail).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(previous)
    .update(JSON.stringify([trustId, String(entry.seq), entry.at, entry.actor, entry.kind, detail]))
    .digest();
}

const beginning = Buffer.alloc(32);

/** Adds one entry to the trust's chain, in the transaction of the change it tells of. */
export async function appendEvent(
  client: pg.ClientBase,
  standing: { trustId: string; personId: string | undefined },
  now: Temporal.Instant,
  event: AuditEvent,
): Promise<void> {
  await client.query("insert into audit.head (trust_id, seq, hash) values ($1, 0, $2) on conflict do nothing", [
    standing.trustId,
    beginning,
  ]);
  const head = await client.query<{ seq: string; hash: Buffer }>("select seq, hash from audit.head where trust_id = $1 for update", [
    standing.trustId,
  ]);
  const before = head.rows[0];
  if (!before) throw new Error("the audit chain of this trust cannot be seen");
  const entry: Chained = {
    seq: BigInt(before.seq) + 1n,
    at: now.round("millisecond").toString({ smallestUnit: "millisecond" }),
    actor: standing.personId ?? null,
    kind: event.kind,
    detail: event.detail,
  };
  const hash = linkHash(standing.trustId, before.hash, entry);
  await client.query(
    "insert into audit.event (trust_id, seq, at, actor, kind, detail, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    [standing.trustId, entry.seq, entry.at, entry.actor, entry.kind, JSON.stringify(entry.detail), before.hash, hash],
  );
  await client.query("update audit.head set seq = $2, hash = $3 where trust_id = $1", [standing.trustId, entry.seq, hash]);
}

/** The chain of the site itself: imports, trusts set up. No trust has this id. */
export const siteChain = "00000000-0000-0000-0000-000000000000";

/** Adds one entry to the site's chain, in the transaction of what it tells of; the actor is an account, or nobody on the command line. */
export async function appendSiteEvent(client: pg.ClientBase, accountId: string | undefined, event: AuditEvent): Promise<void> {
  await client.query("select set_config('eddystone.trust', $1, true)", [siteChain]);
  await appendEvent(client, { trustId: siteChain, personId: accountId }, Temporal.Now.instant(), event);
}

/** Walks the chain of one trust; answers the first entry that does not hold, or how many do. */
export async function verifyChain(client: pg.ClientBase, trustId: string): Promise<{ entries: number; broken?: number }> {
  const { rows } = await client.query<{
    seq: string;
    at: Date;
    actor: string | null;
    kind: string;
    detail: AuditEvent["detail"];
    previous: Buffer;
    hash: Buffer;
  }>("select seq, at, actor, kind, detail, previous, hash from audit.event where trust_id = $1 order by seq", [trustId]);
  let previous: Buffer = beginning;
  for (const [index, row] of rows.entries()) {
    const hash = linkHash(trustId, previous, { ...row, at: row.at.toISOString() });
    if (Number(row.seq) !== index + 1 || !row.previous.equals(previous) || !row.hash.equals(hash))
      return { entries: index, broken: index + 1 };
    previous = row.hash;
  }
  const head = await client.query<{ seq: string; hash: Buffer }>("select seq, hash from audit.head where trust_id = $1", [trustId]);
  const last = head.rows[0];
  const whole = last ? Number(last.seq) === rows.length && last.hash.equals(previous) : rows.length === 0;
  return whole ? { entries: rows.length } : { entries: rows.length, broken: rows.length + 1 };
}
