import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { setUpDemonstration } from "../../demo/set-up.ts";
import { onServer } from "../database/embedded.ts";
import { type Migration, migrate, migrations } from "../database/migrate.ts";
import { type DatabaseUrls, databaseRoles, prepareDatabase } from "../database/roles.ts";
import { testDatabase } from "../database/testing.ts";
import { findHalfSession, openHalfSession } from "../sign-in/half-session.store.ts";
import { keepWay, takeWay } from "../sign-in/way.store.ts";
import { type BackupRefusal, type Manifest, sayBackupRefusal } from "./backup.rules.ts";
import { checkBackup } from "./check-backup.ts";
import { makeBackup } from "./make-backup.ts";
import { restoreBackup } from "./restore-backup.ts";

const folder = mkdtempSync(join(tmpdir(), "eddystone-backup-test-"));
let files = 0;
const newFile = () => join(folder, `${++files}.tar.gz`);
const superuser = () => inject("databaseServer").superuser ?? "";
const named = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).toString();
const databases: string[] = [];

/** A database with nothing in it: not even a migration was run. */
async function emptyDatabase(): Promise<DatabaseUrls> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  databases.push(name);
  await onServer(superuser(), async (client) => {
    for (const statement of prepareDatabase(name)) await client.query(statement);
  });
  return Object.fromEntries(databaseRoles.map((role) => [role, named(inject("databaseServer")[role] ?? "", name)])) as DatabaseUrls;
}
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await onServer(superuser(), async (client) => {
    for (const name of databases) await client.query(`drop database "${name}" with (force)`);
  });
});
const schemasIn = (urls: DatabaseUrls) =>
  onServer(urls.owner, async (owner) => {
    const { rows } = await owner.query(
      "select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')",
    );
    return rows.map(({ nspname }) => nspname);
  });

const source = await testDatabase();
let file = "";
let manifest: Manifest;
async function backUp(urls: DatabaseUrls, to = newFile()) {
  const made = await makeBackup(urls, to);
  if (!made.ok) throw new Error(sayBackupRefusal(made.refusal));
  return { file: to, manifest: made.value.manifest };
}
beforeAll(async () => {
  await setUpDemonstration(source.database("keeper"), source.database("sign_in").pool);
  ({ file, manifest } = await backUp(source.urls));
});

describe("what a backup holds", () => {
  // Everything that COPY, the order of rows or the order of tables could get wrong.
  const odd: Migration = {
    name: "9999-odd.sql",
    sql: `create schema odd;
      create table odd.z (id integer generated always as identity primary key, text text, doubled integer generated always as (amount * 2) stored, amount integer,
        number double precision, bytes bytea, json jsonb, during tstzrange, list text[], parent integer references odd.z);
      create table odd.a ("A column, quoted" text, z integer references odd.z, unique nulls not distinct ("A column, quoted", z));
      create sequence odd.count;
      grant usage on schema odd to eddystone_keeper; grant select, insert, delete on all tables in schema odd to eddystone_keeper;
      insert into odd.a values ('put in by the migration itself', null);`,
  };

  test("odd values, generated columns, counters, references to itself and tables without a key come back as they were", async () => {
    const [from, to, known] = [await emptyDatabase(), await emptyDatabase(), [...migrations, odd]];
    await onServer(from.owner, async (owner) => {
      await migrate(owner, known);
      await owner.query(`
        insert into odd.z (text, amount, number, bytes, json, during, list, parent) values
          (E'tab\\t line\\n back\\\\slash \\\\N \\\\.', 21, 0.1::float8 + 0.2, '\\x00ff0a', '{"b":1,"a":[null,"é"]}', '[2026-03-29 01:30+00,)', '{"a,b",NULL,""}', 3),
          ('', -1, 'NaN', '', 'null', 'empty', '{}', 1), (null, null, '-Infinity', null, null, null, null, 1);
        insert into odd.a values ('ä', 1), ('Z', null), ('a', 2), (null, null), ('', 3);
        select nextval('odd.count'), nextval('odd.count');`);
    });
    const made = await backUp(from);
    expect(await restoreBackup(to, made.file, made.manifest, known)).toMatchObject({ ok: true });
    const rows = (urls: DatabaseUrls) =>
      onServer(urls.owner, async (owner) => [
        (await owner.query("select z::text from odd.z order by id")).rows,
        (await owner.query(`select a::text from odd.a order by a::text collate "C"`)).rows,
        (await owner.query("select nextval('odd.count')")).rows,
      ]);
    expect(await rows(to)).toEqual(await rows(from));
    const next = await onServer(to.owner, (owner) => owner.query("insert into odd.z (amount) values (4) returning id, doubled"));
    expect(next.rows).toEqual([{ id: 4, doubled: 8 }]);
  });

  test("accounts are in; who is signed in, guesses and keys that work once are not", async () => {
    const signIn = source.database("sign_in").pool;
    await signIn.query("insert into sign_in.attempt (key) values ('network:1')");
    await signIn.query(
      "insert into sign_in.session (token_hash, account_id, form_token, ends_at) select 'x', id, 'y', now() + interval '1 day' from sign_in.account limit 1",
    );
    const { rows } = await signIn.query<{ id: string }>("select id from sign_in.account order by id limit 1");
    const half = await openHalfSession(signIn as never, rows[0]?.id ?? "", "Firefox");
    const way = await keepWay(signIn, { to: "/" });
    await signIn.query("insert into sign_in.challenge (hash, ends_at) values ('x', now() + interval '1 day')");
    const to = await emptyDatabase();
    const made = await backUp(source.urls);
    expect(await restoreBackup(to, made.file, made.manifest)).toMatchObject({ ok: true, value: { chains: 2, broken: [] } });
    // Open where it was made, and opening nothing where it was restored.
    expect(await findHalfSession(signIn, half ?? "")).toBeDefined();
    await onServer(to.keeper, async (keeper) => expect(await findHalfSession(keeper, half ?? "")).toBeUndefined());
    await onServer(to.keeper, async (keeper) => expect(await takeWay(keeper as never, way)).toBeUndefined());
    const counts = await onServer(to.keeper, (keeper) =>
      keeper.query(
        "select (select count(*)::int from sign_in.account) as accounts, (select count(*)::int from sign_in.session) + (select count(*)::int from sign_in.attempt) + (select count(*)::int from sign_in.challenge) as passing",
      ),
    );
    expect(counts.rows[0].accounts).toBeGreaterThan(10);
    expect(counts.rows[0].passing).toBe(0);
    await signIn.query(
      "delete from sign_in.attempt; delete from sign_in.session; delete from sign_in.half_session; delete from sign_in.way; delete from sign_in.challenge",
    );
  });

  test("a role that row-level security binds cannot make a backup that silently lacks rows", async () => {
    const path = newFile();
    await expect(makeBackup({ ...source.urls, keeper: source.urls.owner }, path)).rejects.toThrow(/row-level security/);
    expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(path))).toEqual([]);
  });

  test("an older version's backup is brought forward, and its rows with it", async () => {
    const [from, to] = [await emptyDatabase(), await emptyDatabase()];
    const older = migrations.filter(({ name }) => name < "0012");
    await onServer(from.owner, (owner) => migrate(owner, older));
    const { file: path, manifest: kept } = await backUp(from);
    expect(await restoreBackup(to, path, kept)).toMatchObject({ ok: true });
    const { rows } = await onServer(to.owner, (owner) => owner.query("select count(*)::int as n from migration.done"));
    expect(rows[0].n).toBe(migrations.length);
  });

  test("a chain that was broken when it was backed up is restored as it was, and named", async () => {
    const to = await emptyDatabase();
    const keeper = source.database("keeper").pool;
    const { rows } = await keeper.query(`update audit.event set kind = kind || '!' where seq = 2 returning trust_id`);
    const made = await backUp(source.urls);
    await keeper.query("update audit.event set kind = rtrim(kind, '!') where seq = 2");
    expect(await restoreBackup(to, made.file, made.manifest)).toMatchObject({ ok: true, value: { broken: [rows[0].trust_id] } });
  });
});

describe("a backup that cannot be written leaves nothing behind", () => {
  const beside = (path: string) => readdirSync(join(path, "..")).filter((name) => name.startsWith(path.split("/").at(-1) ?? ""));

  test("where a file of that name is", async () => {
    const path = newFile();
    writeFileSync(path, "kept");
    expect(await makeBackup(source.urls, path)).toEqual({ ok: false, refusal: { kind: "exists", file: path } });
    expect(readFileSync(path, "utf8")).toBe("kept");
    expect(beside(path)).toEqual([path.split("/").at(-1)]);
  });

  test("while another is written to the same name", async () => {
    const path = newFile();
    const [one, two] = await Promise.all([makeBackup(source.urls, path), makeBackup(source.urls, path)]);
    expect([one, two].filter(({ ok }) => ok)).toHaveLength(1);
    expect([one, two].find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: "under-way" } });
    expect((await checkBackup(path)).ok).toBe(true);
  });

  test("in a folder that is not there", async () => {
    expect(await makeBackup(source.urls, join(folder, "no", "such.tar.gz"))).toMatchObject({
      refusal: { kind: "cannot-write", code: "ENOENT" },
    });
  });

  test("of a database that never was Eddystone's", async () => {
    const path = newFile();
    expect(await makeBackup(await emptyDatabase(), path)).toMatchObject({ refusal: { kind: "nothing-there" } });
    expect(beside(path)).toEqual([]);
  });

  test("when it is interrupted", async () => {
    const path = newFile();
    await expect(makeBackup(source.urls, path, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(beside(path)).toEqual([]);
  });

  const mayMount = process.getuid?.() === 0 && process.platform === "linux";
  test.skipIf(!mayMount)("on a disk that is full, at the start or in the middle of a large table", async (context) => {
    const large = await emptyDatabase();
    await onServer(large.owner, async (owner) => {
      const table =
        "create schema odd; create table odd.large (id integer primary key, bytes bytea); grant usage on schema odd to eddystone_keeper; grant select on odd.large to eddystone_keeper";
      await migrate(owner, [...migrations, { name: "9999-large.sql", sql: table }]);
      for (let id = 0; id < 24; id++) await owner.query("insert into odd.large values ($1, $2)", [id, randomBytes(1024 * 1024)]);
    });
    const small = join(folder, "small");
    mkdirSync(small);
    for (const [size, urls] of [
      ["40k", source.urls],
      ["2m", large],
      ["9m", large],
    ] as const) {
      if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", small]).status !== 0)
        return context.skip("this machine does not let a small disk be mounted");
      try {
        const path = join(small, "full.tar.gz");
        expect(await makeBackup(urls, path)).toEqual({ ok: false, refusal: { kind: "disk-full", file: path } });
        expect(readdirSync(small)).toEqual([]);
      } finally {
        spawnSync("umount", ["-l", small]);
      }
    }
  });
});

describe("a file that is not a whole backup is refused in one sentence before any database is asked", () => {
  const refusalOf = async (path: string): Promise<BackupRefusal> => {
    const checked = await checkBackup(path);
    if (checked.ok) throw new Error("the file was taken for a backup");
    expect(sayBackupRefusal(checked.refusal)).toMatch(/^[^\n]+\.$/);
    return checked.refusal;
  };

  test("cut short anywhere", async () => {
    const path = newFile();
    const whole = readFileSync(file);
    for (const length of [whole.length - 1, whole.length - 60, whole.length - 2000, Math.floor(whole.length / 2), 300]) {
      writeFileSync(path, whole);
      truncateSync(path, length);
      expect([length, (await refusalOf(path)).kind]).toEqual([length, "cut-short"]);
    }
  });

  test("changed in the middle, at its start, in its seal, or longer than it was", async () => {
    const path = newFile();
    const whole = readFileSync(file);
    const change = (at: number) => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 1;
      writeFileSync(path, copy);
    };
    change(Math.floor(whole.length / 2));
    expect(await refusalOf(path)).toMatchObject({ kind: "damaged", at: expect.stringMatching(/^\w+\.\w+$/) });
    change(4); // the time in the first gzip header, which gzip itself does not look at
    expect((await refusalOf(path)).kind).toBe("damaged");
    change(whole.length - 20);
    // Where a changed bit makes the seal say that more is to come, the file reads as one cut short.
    expect(["damaged", "cut-short"]).toContain((await refusalOf(path)).kind);
    change(whole.length - 1);
    expect((await refusalOf(path)).kind).toBe("cut-short");
    writeFileSync(path, Buffer.concat([whole, Buffer.from("x")]));
    expect((await refusalOf(path)).kind).toBe("cut-short");
  });

  test("something else altogether, or nothing", async () => {
    const path = newFile();
    for (const content of ["", "a,b\n1,2\n", readFileSync("node_modules/pg/package.json")]) {
      writeFileSync(path, content);
      expect((await refusalOf(path)).kind).toBe("not-a-backup");
    }
    expect(await refusalOf(join(folder, "absent"))).toMatchObject({ kind: "cannot-read", code: "ENOENT" });
    expect(await refusalOf(folder)).toMatchObject({ kind: "cannot-read", code: "EISDIR" });
  });
});

describe("a restore that is refused or fails changes nothing", () => {
  test("into a database that holds anything", async () => {
    const before = await onServer(source.urls.keeper, (keeper) => keeper.query("select count(*) from diagnose.judgement"));
    expect(await restoreBackup(source.urls, file, manifest)).toMatchObject({ refusal: { kind: "not-empty" } });
    const after = await onServer(source.urls.keeper, (keeper) => keeper.query("select count(*) from diagnose.judgement"));
    expect(after.rows).toEqual(before.rows);

    const foreign = await emptyDatabase();
    await onServer(named(superuser(), databases.at(-1) ?? ""), (client) => client.query("create table public.other ()"));
    expect(await restoreBackup(foreign, file, manifest)).toMatchObject({ refusal: { kind: "not-empty", table: "public.other" } });
    expect(await schemasIn(foreign)).toEqual([]);
  });

  test("from a newer version's backup, or one whose migrations were others", async () => {
    const to = await emptyDatabase();
    const without = migrations.slice(0, -1);
    expect(await restoreBackup(to, file, manifest, without)).toMatchObject({ refusal: { kind: "newer-migration" } });
    const other = migrations.map(({ name, sql }, at) => ({ name, sql: at === 1 ? `${sql} ` : sql }));
    expect(await restoreBackup(to, file, manifest, other)).toMatchObject({ refusal: { kind: "other-migration" } });
    expect(await schemasIn(to)).toEqual([]);
  });

  test("into a database brought further than the backup", async () => {
    const to = await emptyDatabase();
    const odd = { name: "9999-further.sql", sql: "create schema further" };
    await onServer(to.owner, (owner) => migrate(owner, [...migrations, odd]));
    expect(await restoreBackup(to, file, manifest, [...migrations, odd])).toMatchObject({
      refusal: { kind: "ahead", migration: odd.name },
    });
  });

  test("where a table does not come out as it went in, or does not fit; and the same database then takes the whole backup", async () => {
    const to = await emptyDatabase();
    const astray = (change: Partial<Manifest["tables"][number]>) => ({
      ...manifest,
      tables: manifest.tables.map((table) => (table.name === "organisation.unit" ? { ...table, ...change } : table)),
    });
    expect(await restoreBackup(to, file, astray({ sha256: "0".repeat(64) }))).toMatchObject({
      refusal: { kind: "differs", table: "organisation.unit" },
    });
    expect(await schemasIn(to)).toEqual([]);
    expect(await restoreBackup(to, file, astray({ columns: ["id"] }))).toMatchObject({
      refusal: { kind: "other-tables", table: "organisation.unit" },
    });
    const lacking = { ...manifest, tables: manifest.tables.filter(({ name }) => name !== "evidence.chunk") };
    expect(await restoreBackup(to, file, lacking)).toMatchObject({ refusal: { kind: "other-tables", table: "evidence.chunk" } });
    await expect(
      restoreBackup(to, file, manifest, [...migrations, { name: "9999-fails.sql", sql: "create table nonsense" }]),
    ).rejects.toThrow(/9999-fails/);
    expect(await schemasIn(to)).toEqual([]);
    expect(await restoreBackup(to, file, manifest)).toMatchObject({ ok: true });
  });

  test("while another restore has the database", async () => {
    const to = await emptyDatabase();
    const both = await Promise.all([restoreBackup(to, file, manifest), restoreBackup(to, file, manifest)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: expect.stringMatching(/in-use|not-empty/) } });
  });

  test("what a killed restore left, tables without rows, is no hindrance", async () => {
    const to = await emptyDatabase();
    await onServer(to.owner, (owner) => migrate(owner));
    expect(await restoreBackup(to, file, manifest)).toMatchObject({ ok: true });
  });
});
