import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { setUpDemonstration } from "../app/demo/set-up.ts";
import { accept, refuse } from "../app/language/outcome.ts";
import { type Database, inOneChange, inOneLook, type Look } from "../app/platform/database/change.ts";
import { quiet } from "../app/platform/database/open.ts";
import { testDatabase } from "../app/platform/database/testing.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";

/** Tables with a trust_id that are no tenant's, each with its reason. */
const notTenants: Record<string, string> = {
  "organisation.directory": "the site's list of trusts, needed before a tenant is known: names only, and the app may only read it",
};
/** Schemas whose tables the app may read and that belong to no trust. */
const published = ["national"];

const transactions = full ? 10_000 : 1_500;
const trustCount = full ? 20 : 8;
const database = await testDatabase();
/** Past everything, policies and foreign keys too: it lays out the rows, looks at the catalogue and cancels. */
const power = new pg.Client({ connectionString: withPath(inject("databaseServer").superuser ?? "", new URL(database.urls.app).pathname) });
const random = randomFrom();
const below = (n: number) => Math.floor(random() * n);
const oneOf = <T>(of: readonly T[]): T => of[below(of.length)] as T;
function withPath(url: string, pathname: string) {
  return Object.assign(new URL(url), { pathname }).toString();
}

let tables: string[] = [];
const trusts: string[] = [];

const ask = async <Row>(text: string, values: unknown[] = []) => (await power.query<Row & pg.QueryResultRow>(text, values)).rows;
const tablesWhere = async (where: string) =>
  (
    await ask<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'f', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and ${where} order by 1`,
    )
  ).map(({ name }) => name);
const hasTrust = "exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'trust_id' and not a.attisdropped)";

/** A value for any column, so that a table which nobody has filled yet has a row too; its checks are lifted for it. */
function anyValue(type: string): string {
  const known: Record<string, string> = {
    uuid: "uuidv7()",
    boolean: "true",
    jsonb: "'{}'",
    date: "current_date",
    daterange: "daterange(current_date, null)",
    tstzrange: "tstzrange(now(), null)",
    "timestamp with time zone": "now()",
  };
  if (type.endsWith("[]")) return "'{}'";
  return known[type] ?? (/text|char|bytea/.test(type) ? "'x'" : "1");
}

/** The columns that are written: what is generated is not. */
const columnsOf = async (table: string): Promise<string> =>
  (
    await ask<{ columns: string }>(
      "select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
      [table],
    )
  )[0]?.columns ?? "";

async function fillEmpty(table: string, trustId: string): Promise<void> {
  if ((await ask(`select 1 from ${table} limit 1`)).length > 0) return;
  const columns = await ask<{ name: string; type: string }>(
    "select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''",
    [table],
  );
  for (const { name } of await ask<{ name: string }>(
    "select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [table],
  ))
    await power.query(`alter table ${table} drop constraint "${name}"`);
  const values = columns.map(({ name, type }) => (name === "trust_id" ? `'${trustId}'` : anyValue(type)));
  await power.query(`insert into ${table} (${columns.map(({ name }) => `"${name}"`)}) values (${values})`);
}

beforeAll(async () => {
  await power.connect();
  await setUpDemonstration(database.database("keeper"), database.database("sign_in").pool);
  tables = (await tablesWhere(hasTrust)).filter((name) => !Object.hasOwn(notTenants, name));
  const [first] = await ask<{ id: string }>("select trust_id as id from organisation.directory");
  trusts.push(first?.id ?? "");
  // Foreign keys and triggers rest while rows are laid out.
  await power.query("set session_replication_role = replica");
  for (const table of tables) await fillEmpty(table, trusts[0] ?? "");
  for (let turn = 1; turn < trustCount; turn++) {
    const [made] = await ask<{ id: string }>("insert into organisation.directory (slug, name) values ($1, $1) returning trust_id as id", [
      `trust-${turn}`,
    ]);
    trusts.push(made?.id ?? "");
  }
  // Every trust holds the same rows with the same ids: what forgets the tenant anywhere sees many times as much.
  for (const table of tables) {
    const columns = await columnsOf(table);
    await power.query(
      `insert into ${table} (${columns}) select ${columns} from (select (jsonb_populate_record(t, jsonb_build_object('trust_id', d.trust_id))).* from ${table} t, organisation.directory d where t.trust_id = $1 and d.trust_id <> $1) r`,
      [trusts[0]],
    );
  }
  await power.query("set session_replication_role = origin");
  if (faultIn("rls")) {
    // The planted fault: one table whose policy compares nothing, and one on which force is switched off.
    await power.query("alter policy tenant_select on diagnose.judgement using (true)");
    await power.query("alter table evidence.item no force row level security");
  }
});
afterAll(() => power.end());

test("every table with a trust_id has row-level security enabled and forced, with one policy for each command that names the tenant", async () => {
  expect(tables.length).toBeGreaterThan(15);
  const loose = await ask(
    "select oid::regclass::text as name from pg_class where oid = any($1::regclass[]) and not (relrowsecurity and relforcerowsecurity)",
    [tables],
  );
  const named = "(trust_id = ( SELECT platform.tenant() AS tenant))";
  const policies = await ask<{
    name: string;
    command: string;
    reads: string | null;
    writes: string | null;
    permissive: boolean;
    forAll: boolean;
  }>(
    `select polrelid::regclass::text as name, polcmd as command, pg_get_expr(polqual, polrelid) as reads, pg_get_expr(polwithcheck, polrelid) as writes,
       polpermissive as permissive, polroles = '{0}' as "forAll" from pg_policy order by 1, 2`,
  );
  const wanted = { r: [named, null], a: [null, named], w: [named, named], d: [named, null] } as const;
  const wrong = tables.filter((table) => {
    const mine = policies.filter(({ name }) => name === table);
    const fits = (command: keyof typeof wanted) =>
      mine.filter(
        (policy) =>
          policy.command === command &&
          policy.reads === wanted[command][0] &&
          policy.writes === wanted[command][1] &&
          policy.permissive &&
          policy.forAll,
      ).length === 1;
    return mine.filter(({ permissive }) => permissive).length !== 4 || !(["r", "a", "w", "d"] as const).every(fits);
  });
  sayGate("rls", {
    figure: `${loose.length + wrong.length} of ${tables.length} tables with a trust without forced policies that name it`,
    target: "0",
  });
  expect({ loose, wrong }).toEqual({ loose: [], wrong: [] });
});

test("what the app may touch without a trust_id is published, and it may only read it", async () => {
  const touchable =
    "has_any_column_privilege('eddystone_app', c.oid, 'select, insert, update, references') or has_table_privilege('eddystone_app', c.oid, 'delete, truncate')";
  const writable =
    "has_any_column_privilege('eddystone_app', c.oid, 'insert, update') or has_table_privilege('eddystone_app', c.oid, 'delete, truncate')";
  const isPublished = `n.nspname = any('{${published}}')`;
  // Of the site's jobs the app may read who asked for what and how it went, which the site operator's pages show;
  // of the migrations, which were done, by which it knows whether it is ready.
  expect(await tablesWhere(`(${touchable}) and not ${hasTrust} and not ${isPublished}`)).toEqual(["job.job", "migration.done"]);
  expect(
    (await tablesWhere(`(${writable}) and (${isPublished} or not ${hasTrust})`)).concat(
      await tablesWhere(`(${writable}) and c.oid::regclass::text = any('{${Object.keys(notTenants)}}')`),
    ),
  ).toEqual([]);
});

test("the app's role owns nothing, is nobody special, and finds no way around the policies", async () => {
  expect(
    await ask("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'eddystone_app'"),
  ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false }]);
  expect(
    await ask("select classid::regclass::text, objid from pg_shdepend where refobjid = 'eddystone_app'::regrole and deptype = 'o'"),
  ).toEqual([]);
  expect(await ask("select roleid::regrole::text from pg_auth_members where member = 'eddystone_app'::regrole")).toEqual([]);
  const ours = "nspname not like 'pg\\_%' and nspname <> 'information_schema'";
  expect(await ask(`select nspname from pg_namespace where ${ours} and has_schema_privilege('eddystone_app', oid, 'create')`)).toEqual([]);
  expect(
    await ask(
      `select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours} and not coalesce(c.reloptions @> '{security_invoker=true}' or c.reloptions @> '{security_invoker=on}', false)`,
    ),
  ).toEqual([]);
  expect(
    await ask(
      `select p.oid::regprocedure::text as name, p.proconfig is not null as fixed from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours} and p.prosecdef and has_function_privilege('eddystone_app', p.oid, 'execute')`,
    ),
    // They join an account to a person and nothing else, only for whoever holds an open invitation of the tenant that is set.
  ).toEqual([
    { name: "platform.accept_invitation(bytea,timestamp with time zone,text,uuid)", fixed: true },
    { name: "platform.accept_invitation_with_identity(bytea,timestamp with time zone,text,text,text,boolean)", fixed: true },
  ]);
});

test("the tenant leads every primary, unique and foreign key", async () => {
  const lead = `(select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1])`;
  const astray = await ask(
    `select k.conrelid::regclass::text as on, k.conname from pg_constraint k where k.conrelid = any($1::regclass[]) and k.contype in ('p', 'u', 'x', 'f')
       and (${lead} is distinct from 'trust_id' or (k.contype = 'f' and (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]) is distinct from 'trust_id'))
     union all
     select i.indrelid::regclass::text, i.indexrelid::regclass::text from pg_index i where i.indrelid = any($1::regclass[]) and i.indisunique
       and (select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]) is distinct from 'trust_id'
     union all
     select k.conrelid::regclass::text, k.conname from pg_constraint k where k.contype = 'f' and k.confrelid = any($1::regclass[]) and not k.conrelid = any($1::regclass[])`,
    [tables],
  );
  expect(astray).toEqual([]);
});

test("each command on each table reaches the rows of its own trust, of no other, and of none without a trust", async () => {
  // Rights are given here that the app does not have, so that the policies alone stand in the way.
  for (const table of tables) await power.query(`grant select, insert, update, delete on ${table} to eddystone_app`);
  const app = await database.as("app");
  const [mine = "", other = ""] = trusts;
  const columns = new Map<string, string>();
  for (const table of tables) columns.set(table, await columnsOf(table));
  const wrong: string[] = [];
  const tries = async (trust: string | undefined, text: string): Promise<number | "refused"> => {
    await app.query("begin");
    if (trust) await app.query("select set_config('eddystone.trust', $1, true)", [trust]);
    try {
      return (await app.query(text)).rowCount ?? 0;
    } catch (error) {
      return /row-level security/.test(String(error)) ? "refused" : Promise.reject(error);
    } finally {
      await app.query("rollback");
    }
  };
  for (const table of tables) {
    const [here] = await ask<{ n: number }>(`select count(*)::int as n from ${table} where trust_id = $1`, [mine]);
    const expected: [string, string | undefined, string, number | "refused"][] = [
      ["its own rows", mine, `select from ${table}`, here?.n ?? 0],
      ["another's rows", mine, `select from ${table} where trust_id = '${other}'`, 0],
      ["rows without a trust", undefined, `select from ${table}`, 0],
      ["changes another's", mine, `update ${table} set trust_id = trust_id where trust_id = '${other}'`, 0],
      ["changes without a trust", undefined, `update ${table} set trust_id = trust_id`, 0],
      ["gives its own away", mine, `update ${table} set trust_id = '${trusts.at(-1)}' where trust_id = '${mine}'`, "refused"],
      [
        "adds to another",
        mine,
        `insert into ${table} (${columns.get(table)}) select ${columns.get(table)} from (select (jsonb_populate_record(t, '{"trust_id": "${other}"}')).* from ${table} t limit 1) r`,
        "refused",
      ],
      ["adds without a trust", undefined, `insert into ${table} (trust_id) values ('${mine}')`, "refused"],
      ["deletes another's", mine, `delete from ${table} where trust_id = '${other}'`, 0],
      ["deletes without a trust", undefined, `delete from ${table}`, 0],
    ];
    for (const [what, trust, text, should] of expected) {
      const came = await tries(trust, text).catch((error: Error) => error.message);
      if (came !== should) wrong.push(`${table} ${what}: ${came}, not ${should}`);
    }
  }
  sayGate("rls", { figure: `${wrong.length} of ${tables.length * 10} commands reach where they should not`, target: "0" });
  expect(wrong).toEqual([]);
});

test("transactions of many trusts, interleaved over a small pool with errors, cancels and refusals, never see another's rows", async () => {
  const db: Database = {
    pool: quiet(new pg.Pool({ connectionString: database.urls.app, max: 4, pipeline: true } as pg.PoolConfig)),
    now: () => Temporal.Now.instant(),
  };
  const leaks: string[] = [];
  const happened: Record<string, number> = {};
  const note = (what: string) => {
    happened[what] = (happened[what] ?? 0) + 1;
  };
  const foreign = async (look: Look, trustId: string) => {
    for (const table of [oneOf(tables), oneOf(tables)]) {
      const row = await look.row<{ seen: number; foreign: number }>(
        sql`select count(*)::int as seen, (count(*) filter (where trust_id <> ${trustId}))::int as foreign from ${sql.raw(table)}`,
      );
      if (row?.foreign !== 0 || row.seen === 0) leaks.push(`${table}: ${row?.foreign} of ${row?.seen}`);
    }
  };
  const add = (trustId: string, writtenBy: string) =>
    sql`insert into organisation.unit (trust_id, kind, name) values (${trustId}, 'region', ${`by ${writtenBy} ${crypto.randomUUID()}`})`;
  const acts: Record<string, (trustId: string) => Promise<unknown>> = {
    look: (trustId) => inOneLook(db, { trustId, personId: undefined }, (look) => foreign(look, trustId)),
    change: (trustId) =>
      inOneChange(db, { trustId, personId: undefined }, async (change) => {
        await change.rows(add(trustId, trustId));
        await foreign(change, trustId);
        change.record({ kind: "test", detail: {} });
        return accept(undefined);
      }),
    refusal: (trustId) =>
      inOneChange(db, { trustId, personId: undefined }, async (change) => {
        await change.rows(add(trustId, "nobody"));
        change.record({ kind: "test", detail: {} });
        return refuse("not today");
      }),
    error: (trustId) =>
      inOneChange(db, { trustId, personId: undefined }, async (change) => {
        await change.rows(add(trustId, "nobody"));
        await change.rows(sql`select 1 / 0`);
        return accept(undefined);
      }),
    trespass: async (trustId) => {
      const other = oneOf(trusts.filter((one) => one !== trustId));
      await inOneChange(db, { trustId, personId: undefined }, async (change) => {
        const touched = await change.rows(sql`update organisation.unit set name = 'theirs' where trust_id = ${other} returning id`);
        if (touched.length > 0) leaks.push(`changed ${touched.length} of another's`);
        await change.rows(add(other, "nobody"));
        leaks.push("added to another's");
        return refuse("never");
      });
    },
    slow: (trustId) =>
      inOneLook(db, { trustId, personId: undefined }, async (look) => {
        await look.rows(sql`select pg_sleep(0.03)`);
        await foreign(look, trustId);
      }),
    "no trust": async () => {
      const table = oneOf(tables);
      const { rows } = await db.pool.query(
        `select nullif(current_setting('eddystone.trust', true), '') as trust, (select count(*)::int from ${table}) as seen`,
      );
      if (rows[0].seen !== 0 || rows[0].trust !== null) leaks.push(`without a trust: ${rows[0].seen} of ${table}, for ${rows[0].trust}`);
    },
  };
  let [begun, ended] = [0, false];
  const canceller = (async () => {
    while (!ended) {
      // Mostly cancelled, now and then cut off.
      const { rowCount } = await power.query(
        `select ${below(20) === 0 ? "pg_terminate_backend" : "pg_cancel_backend"}(pid) from pg_stat_activity where usename = 'eddystone_app' and datname = current_database() and state <> 'idle' order by random() limit 1`,
      );
      if (rowCount) note("cancel");
      await new Promise((done) => setTimeout(done, 5 + below(20)));
    }
  })();
  const worker = async () => {
    while (begun++ < transactions) {
      const kind = oneOf(Object.keys(acts));
      await acts[kind]?.(oneOf(trusts)).then(
        () => note(kind),
        (error: Error & { code?: string }) => note(`${kind} ended by ${error.code ?? error.message}`),
      );
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  ended = true;
  await canceller;
  await db.pool.end();
  const [astray] = await ask<{ n: number }>(
    "select count(*)::int as n from organisation.unit where name = 'theirs' or (name like 'by %' and name not like 'by ' || trust_id || '%')",
  );
  const [kept] = await ask<{ n: number }>("select count(*)::int as n from organisation.unit where name like 'by %'");
  const cancelled = Object.entries(happened)
    .flatMap(([what, n]) => (/57014|57P01|terminat/.test(what) ? [n] : []))
    .reduce((sum, n) => sum + n, 0);
  sayGate("rls", {
    figure: `${leaks.length + (astray?.n ?? 0)} leaks in ${transactions} transactions of ${trusts.length} trusts, ${cancelled} cut short`,
    target: "0 leaks",
  });
  expect({ leaks: leaks.slice(0, 5), astray: astray?.n }).toEqual({ leaks: [], astray: 0 });
  // A change that was cut off while it committed may have been kept without being told so, never the other way.
  expect(kept?.n).toBeGreaterThanOrEqual(happened.change ?? 0);
  expect(cancelled).toBeGreaterThan(transactions / 200);
  expect(happened["trespass ended by 42501"]).toBeGreaterThan(0);
  expect(happened["error ended by 22012"]).toBeGreaterThan(0);
});
