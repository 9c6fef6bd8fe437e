import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from "kysely";
import type pg from "pg";
import { accept, type Outcome } from "../../language/outcome.ts";
import { type AuditEvent, appendEvent } from "../audit/audit.store.ts";

/** Kysely only writes the SQL; pg runs it, piped. */
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type Database = { readonly pool: pg.Pool; readonly now: () => Temporal.Instant };

/** For whom a look or a change is made: the tenant, the person in it, and the account behind the person. */
export type Standing = { readonly trustId: string; readonly personId: string | undefined; readonly once?: Once | undefined };

/** The key of a request that must have one effect however often it is sent, and how many of its changes were made already. */
export type Once = { readonly key: string; made: number };

/** What a store asks: rows of one statement, seen through the tenant of this transaction. */
export type Look = {
  readonly trustId: string;
  readonly now: Temporal.Instant;
  readonly rows: <Row>(statement: RawBuilder<Row>) => Promise<Row[]>;
  readonly row: <Row>(statement: RawBuilder<Row>) => Promise<Row | undefined>;
};
export type Change = Look & { readonly record: (event: AuditEvent) => void };

/** Thrown to undo a change whose act refused: the refusal is the answer, not an error. */
class Refused extends Error {
  constructor(readonly refusal: unknown) {
    super("refused");
  }
}

async function inTransaction<Answer>(
  db: Database,
  standing: Standing,
  mode: "read only" | "read write",
  work: (look: Look, client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    // Sent in one pipe: the tenant is set by its own statement before anything reads.
    const begun = client.query(`begin isolation level ${mode === "read only" ? "repeatable read" : "read committed"} ${mode}`);
    const set = client.query({
      name: "standing",
      text: "select set_config('eddystone.trust', $1, true), set_config('eddystone.person', $2, true)",
      values: [standing.trustId, standing.personId ?? ""],
    });
    await Promise.all([begun, set]);
    const rows = async <Row>(statement: RawBuilder<Row>): Promise<Row[]> => {
      const { sql, parameters } = statement.compile(compiler);
      return (await client.query(sql, [...parameters])).rows as Row[];
    };
    const answer = await work(
      { trustId: standing.trustId, now: db.now(), rows, row: async (statement) => (await rows(statement))[0] },
      client,
    );
    await client.query("commit");
    return answer;
  } catch (error) {
    try {
      await client.query("rollback");
    } catch (lost) {
      broken = lost as Error;
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The only way to read a trust's data: one consistent, read-only view of one tenant. */
export function inOneLook<Answer>(db: Database, standing: Standing, work: (look: Look) => Promise<Answer>): Promise<Answer> {
  return inTransaction(db, standing, "read only", work);
}

/** Takes the request's key for this change; when it was taken before, answers what came of it then. Who comes second waits here for the first. */
async function takeKey(
  client: pg.PoolClient,
  standing: Standing,
  once: Once,
  now: Temporal.Instant,
): Promise<{ before: unknown } | undefined> {
  const key = [standing.trustId, standing.personId, Buffer.from(once.key, "hex"), once.made++];
  const { rowCount } = await client.query(
    "insert into platform.once (trust_id, person_id, key, nth, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
    [...key, now.toString()],
  );
  if (rowCount) return undefined;
  const { rows } = await client.query<{ outcome: unknown }>(
    "select outcome from platform.once where trust_id = $1 and person_id = $2 and key = $3 and nth = $4",
    key,
  );
  return { before: rows[0]?.outcome };
}

/** The only way to write: load, consider, save and audit as one change. A refusal, like an error, leaves nothing behind; a request sent again is answered as the first was. */
export async function inOneChange<Value, Refusal>(
  db: Database,
  standing: Standing,
  act: (change: Change) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  try {
    return await inTransaction(db, standing, "read write", async (look, client) => {
      const { once } = standing;
      const nth = once?.made;
      const taken = once && (await takeKey(client, standing, once, look.now));
      if (taken) return accept(taken.before as Value);
      const events: AuditEvent[] = [];
      const outcome = await act({ ...look, record: (event) => events.push(event) });
      if (!outcome.ok) throw new Refused(outcome.refusal);
      if (events.length === 0) throw new Error("a change without its audit entry");
      const kept = JSON.stringify(outcome.value ?? null);
      if (once)
        await client.query("update platform.once set outcome = $5 where trust_id = $1 and person_id = $2 and key = $3 and nth = $4", [
          standing.trustId,
          standing.personId,
          Buffer.from(once.key, "hex"),
          nth,
          kept,
        ]);
      // The audit head is locked last, so that writers of one trust wait for each other only here.
      for (const event of events) await appendEvent(client, standing, look.now, event);
      // The first is answered by what is kept, as a second would be: an outcome that does not survive keeping shows at once.
      return accept(once ? (JSON.parse(kept) as Value) : outcome.value);
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
