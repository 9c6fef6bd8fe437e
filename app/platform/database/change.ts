import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from "kysely";
import type pg from "pg";
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

export type Database = { readonly pool: pg.Pool; readonly now: () => Temporal.Instant };

/** For whom a look or a change is made: the tenant, the person in it, and the account behind the person. */
export type Standing = { readonly trustId: string; readonly personId: string | undefined };

/** What a store asks: rows of one statement, seen through the tenant of this transaction. */
export type Look = {
  readonly trustId: string;
  readonly now: Temporal.Instant;
  readonly rows: <Row>(statement: RawBuilder<Row>) => Promise<Row[]>;
  readonly row: <Row>(statement: RawBuilder<Row>) => Promise<Row | undefined>;
};
export type Change = Look & {
  readonly record: (event: AuditEvent) => void;
  /** Enters what concerns the whole site in its own chain too, as done by an account; only the keeper may. */
  readonly recordForSite: (accountId: string | undefined, event: AuditEvent) => void;
};

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

/** The only way to write: load, consider, save and audit as one change. A refusal, like an error, leaves nothing behind. */
export async function inOneChange<Value, Refusal>(
  db: Database,
  standing: Standing,
  act: (change: Change) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  try {
    return await inTransaction(db, standing, "read write", async (look, client) => {
      const events: AuditEvent[] = [];
      const ofSite: [string | undefined, AuditEvent][] = [];
      const outcome = await act({
        ...look,
        record: (event) => events.push(event),
        recordForSite: (accountId, event) => ofSite.push([accountId, event]),
      });
      if (!outcome.ok) throw new Refused(outcome.refusal);
      if (events.length === 0) throw new Error("a change without its audit entry");
      // The audit head is locked last, so that writers of one trust wait for each other only here.
      for (const event of events) await appendEvent(client, standing, look.now, event);
      for (const [accountId, event] of ofSite) await appendSiteEvent(client, accountId, event);
      return accept(outcome.value);
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
