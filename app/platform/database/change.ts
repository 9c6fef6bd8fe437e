import type { Duplex } from "node:stream";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder, sql } from "kysely";
import pg from "pg";
import { accept, type Outcome } from "../../language/outcome.ts";
import { type AuditEvent, appendEvent, appendSiteEvent } from "../audit/audit.store.ts";

/** Kysely only writes the SQL; pg runs it, piped. */
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type Database = {
  readonly pool: pg.Pool;
  readonly now: () => Temporal.Instant;
  /** Told of each change of a trust before whoever made it is answered. */
  readonly changed?: ((trustId: string) => void) | undefined;
};

/** For whom a look or a change is made: the tenant, the person in it, and the account behind the person. */
export type Standing = { readonly trustId: string; readonly personId: string | undefined; readonly once?: Once | undefined };

/** The key of a request that must have one effect however often it is sent, and how many of its changes were made already. */
export type Once = { readonly key: string; readonly fingerprint?: string; made: number };

/** Thrown when a key comes back with something else than it first came with. */
export class KeyUsedOtherwise extends Error {}

/** What a store asks: rows of one statement, seen through the tenant of this transaction. */
export type Look = {
  readonly trustId: string;
  readonly now: Temporal.Instant;
  readonly rows: <Row>(statement: RawBuilder<Row>) => Promise<Row[]>;
  readonly row: <Row>(statement: RawBuilder<Row>) => Promise<Row | undefined>;
};
export type Change = Look & {
  /**
   * Writes without waiting for the answer: it goes with all that is sent after it, and where it fails the whole change does. Several given
   * at once go as one statement: none of them sees another, and keys between them are checked when all are done.
   */
  readonly send: (...statements: RawBuilder<unknown>[]) => void;
  readonly record: (event: AuditEvent) => void;
  /** Enters what concerns the whole site in its own chain too, as done by an account; only the keeper may. */
  readonly recordForSite: (accountId: string | undefined, event: AuditEvent) => void;
  /** Says that the answer holds a secret: it is told once and never kept, so that the same request sent again is answered null. */
  readonly tellOnce: () => void;
};

/** Thrown to undo a change whose act refused: the refusal is the answer, not an error. */
class Refused extends Error {
  constructor(readonly refusal: unknown) {
    super("refused");
  }
}

const names = new Map<string, string>();
/** The name under which a connection keeps a statement's plan; statements whose text is made anew each time are not kept. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= 1000) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

const heldBack = new WeakSet<pg.PoolClient>();
/** Holds back what is sent over a connection until everything asked at this moment has been asked: one packet for all of it. */
function sendTogether(client: pg.PoolClient): void {
  if (heldBack.has(client)) return;
  heldBack.add(client);
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  process.nextTick(() => {
    heldBack.delete(client);
    stream.uncork();
  });
}

const beginning = {
  "read only": "begin isolation level repeatable read read only",
  "read write": "begin isolation level read committed read write",
};

/** Sets for whom this transaction is, in one message with its beginning: settings of a transaction take no parameters. */
const standingAs = ({ trustId, personId }: Standing) =>
  `set local eddystone.trust = ${pg.escapeLiteral(trustId)};set local eddystone.person = ${pg.escapeLiteral(personId ?? "")}`;

async function inTransaction<Answer>(
  db: Database,
  standing: Standing,
  mode: "read only" | "read write",
  work: (look: Look, client: pg.PoolClient, later: Promise<unknown>[]) => Promise<Answer>,
): Promise<Answer> {
  const client = await db.pool.connect();
  sendTogether(client);
  // Sent in one pipe with the first question and not waited for: the tenant is set by statements of their own before anything reads, and
  // where that fails the transaction is lost and every later statement with it.
  const opened = client.query(`${beginning[mode]};${standingAs(standing)}`);
  opened.catch(() => {});
  // Whatever follows on a statement that failed fails because of it: whoever asks hears why, in whichever order they hear.
  let first: unknown;
  const rows = async <Row>(statement: RawBuilder<Row>): Promise<Row[]> => {
    const { sql: text, parameters } = statement.compile(compiler);
    const name = nameOf(text);
    sendTogether(client);
    try {
      return (await client.query({ ...(name ? { name } : {}), text, values: [...parameters] })).rows as Row[];
    } catch (error) {
      first ??= error;
      throw first;
    }
  };
  let ended = false;
  const finish = async (word: "commit" | "rollback", changed?: string) => {
    ended = true;
    try {
      const answered = client.query(word);
      // Other processes hear of it in the same packet, after the commit and not in it: who notifies holds off every other commit that does
      // until the disk has answered. Where the word is lost they ask anew after two seconds.
      if (changed) client.query({ name: "changed", text: "select pg_notify('eddystone_changed', $1)", values: [changed] }).catch(() => {});
      const { command } = await answered;
      client.release();
      return command;
    } catch (lost) {
      client.release(lost as Error);
      throw lost;
    }
  };
  // What is sent and not waited for; all of it is answered before whoever asked is.
  const later: Promise<unknown>[] = [opened];
  try {
    const answer = await work(
      { trustId: standing.trustId, now: db.now(), rows, row: async (statement) => (await rows(statement))[0] },
      client,
      later,
    );
    // Nothing hangs on the end of a look; a change is made only when its commit has answered.
    if (mode === "read only") {
      await opened;
      finish("commit").catch(() => {});
      return answer;
    }
    const [committed, ...sent] = await Promise.allSettled([finish("commit", standing.trustId), ...later]);
    // Where something that was sent has failed, the commit was answered too: by undoing it all.
    for (const one of [...sent, committed]) if (one.status === "rejected") throw one.reason;
    if (committed.status === "fulfilled" && committed.value !== "COMMIT") throw new Error("the change was not committed");
    db.changed?.(standing.trustId);
    return answer;
  } catch (error) {
    if (!ended) await finish("rollback").catch(() => {});
    throw error;
  }
}

/** The only way to read a trust's data: one consistent, read-only view of one tenant. */
export function inOneLook<Answer>(db: Database, standing: Standing, work: (look: Look) => Promise<Answer>): Promise<Answer> {
  return inTransaction(db, standing, "read only", (look) => work(look));
}

/** Takes the request's key for this change; when it was taken before, answers what came of it then. Who comes second waits here for the first. */
async function takeKey(
  client: pg.PoolClient,
  standing: Standing,
  once: Once,
  now: Temporal.Instant,
): Promise<{ before: unknown } | undefined> {
  const key = [standing.trustId, standing.personId, Buffer.from(once.key, "hex"), once.made++];
  const fingerprint = once.fingerprint === undefined ? null : Buffer.from(once.fingerprint, "hex");
  const { rowCount } = await client.query({
    name: "take the key",
    text: "insert into platform.once (trust_id, person_id, key, nth, at, fingerprint) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
    values: [...key, now.toString(), fingerprint],
  });
  if (rowCount) return undefined;
  const { rows } = await client.query<{ outcome: unknown; fingerprint: Buffer | null }>(
    "select outcome, fingerprint from platform.once where trust_id = $1 and person_id = $2 and key = $3 and nth = $4",
    key,
  );
  const before = rows[0];
  if (before?.fingerprint && fingerprint && !before.fingerprint.equals(fingerprint)) throw new KeyUsedOtherwise();
  return { before: before?.outcome };
}

/** Several statements that write as one. */
function together(statements: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const [first = sql`select`, ...more] = statements;
  if (more.length === 0) return first;
  return sql`with ${sql.join(more.map((one, at) => sql`${sql.raw(`also${at}`)} as (${one})`))} ${first}`;
}

/** The only way to write: load, consider, save and audit as one change. A refusal, like an error, leaves nothing behind; a request sent again is answered as the first was. */
export async function inOneChange<Value, Refusal>(
  db: Database,
  standing: Standing,
  act: (change: Change) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  try {
    return await inTransaction(db, standing, "read write", async (look, client, later) => {
      const unawaited = (sent: Promise<unknown>) => {
        // It is heard at the end; until then its failure is nobody's.
        sent.catch(() => {});
        later.push(sent);
      };
      const { once } = standing;
      const nth = once?.made;
      const taken = once && (await takeKey(client, standing, once, look.now));
      if (taken) return accept(taken.before as Value);
      const events: AuditEvent[] = [];
      let secret = false;
      const ofSite: [string | undefined, AuditEvent][] = [];
      const outcome = await act({
        ...look,
        send: (...statements) => unawaited(look.rows(together(statements))),
        record: (event) => events.push(event),
        recordForSite: (accountId, event) => ofSite.push([accountId, event]),
        tellOnce: () => {
          secret = true;
        },
      });
      if (!outcome.ok) throw new Refused(outcome.refusal);
      if (events.length === 0) throw new Error("a change without its audit entry");
      const kept = JSON.stringify(secret ? null : (outcome.value ?? null));
      if (once)
        unawaited(
          client.query({
            name: "keep what came of it",
            text: "update platform.once set outcome = $5 where trust_id = $1 and person_id = $2 and key = $3 and nth = $4",
            values: [standing.trustId, standing.personId, Buffer.from(once.key, "hex"), nth, kept],
          }),
        );
      // The audit head is locked last, so that writers of one trust wait for each other only here.
      for (const event of events) unawaited(appendEvent(client, standing, look.now, event));
      for (const [accountId, event] of ofSite) unawaited(appendSiteEvent(client, accountId, event));
      // The first is answered by what is kept, as a second would be: an outcome that does not survive keeping shows at once.
      return accept(once && !secret ? (JSON.parse(kept) as Value) : outcome.value);
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal as Refusal };
    throw error;
  }
}

/** The name of the constraint a database error broke, if it did. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof Error && "constraint" in error && typeof error.constraint === "string" ? error.constraint : undefined;
}
