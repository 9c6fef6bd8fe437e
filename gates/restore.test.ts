import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoTrust } from "../app/demo/index.ts";
import { setUpDemonstration } from "../app/demo/set-up.ts";
import { recordJudgement } from "../app/diagnose/index.server.ts";
import { findPerson, findTrust, placeOfAcademy } from "../app/organisation/index.server.ts";
import { verifyChain } from "../app/platform/audit/audit.store.ts";
import { leftOut } from "../app/platform/backup/backup.rules.ts";
import { checkBackup } from "../app/platform/backup/check-backup.ts";
import { makeBackup } from "../app/platform/backup/make-backup.ts";
import { inOneLook } from "../app/platform/database/change.ts";
import { type Embedded, onServer, prepareEmbedded, startEmbedded } from "../app/platform/database/embedded.ts";
import { migrate } from "../app/platform/database/migrate.ts";
import { openPools } from "../app/platform/database/open.ts";
import { type DatabaseUrls, prepareDatabase } from "../app/platform/database/roles.ts";
import { runCommand } from "../journeys/app.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";

// Every backup is made while writers write, and restored into an empty cluster by the command line; what came out is compared with what
// the source held at the backup's own instant, by sums that PostgreSQL makes and the backup's code has no part in.

const rounds = full ? 10 : 2;
const flips = full ? 100 : 20;
const random = randomFrom();
const folder = mkdtempSync(join(tmpdir(), "eddystone-restore-"));
const homes: string[] = [];
const running: Embedded[] = [];
const newHome = () => {
  const home = mkdtempSync(join(tmpdir(), "eddystone-restore-home-"));
  homes.push(home);
  return home;
};
async function embeddedIn(home: string): Promise<Embedded> {
  const embedded = await startEmbedded(home);
  running.push(embedded);
  return embedded;
}

/** A cluster of its own that stands for a server: its databases are reached by their addresses only. */
let server: Embedded;
let databases = 0;
async function newDatabase(): Promise<DatabaseUrls> {
  const name = `eddystone_${++databases}`;
  await onServer(server.superuserUrl("postgres"), async (client) => {
    for (const statement of prepareDatabase(name)) await client.query(statement);
  });
  return server.urls(name);
}
const asEnvironment = (urls: DatabaseUrls) => ({
  DATABASE_URL: urls.app,
  DATABASE_OWNER_URL: urls.owner,
  DATABASE_KEEPER_URL: urls.keeper,
  DATABASE_IMPORTER_URL: urls.importer,
  DATABASE_SIGN_IN_URL: urls.sign_in,
});

beforeAll(async () => {
  server = await embeddedIn(newHome());
  await prepareEmbedded(server, "eddystone_0");
});
afterAll(async () => {
  for (const one of running) await one.stop();
  for (const home of [...homes, folder]) rmSync(home, { recursive: true, force: true });
});

/** What is not carried over, written by hand: who is signed in, guesses, and what works once. */
const notCarried = [
  "sign_in.session",
  "sign_in.half_session",
  "sign_in.challenge",
  "sign_in.way",
  "sign_in.attempt",
  "sign_in.reset",
  "platform.once",
];

type Held = { tables: Record<string, string>; files: Record<string, string> };

/** All that a database holds: each table's rows as one sum, and each evidence file's bytes as one. */
async function heldIn(client: pg.ClientBase): Promise<Held> {
  const held: Held = { tables: {}, files: {} };
  const names = await client.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'migration') order by 1",
  );
  for (const { name } of names.rows) {
    const { rows } = await client.query<{ n: string; sum: string | null }>(
      `select count(*) as n, encode(sha256(convert_to(string_agg(row, E'\\n' order by row collate "C"), 'UTF8')), 'hex') as sum from (select t::text as row from ${name} t) t`,
    );
    held.tables[name] = `${rows[0]?.n} rows, ${rows[0]?.sum}`;
  }
  const files = await client.query<{ id: string; sum: string }>(
    "select item_id as id, encode(sha256(string_agg(bytes, ''::bytea order by number)), 'hex') as sum from evidence.chunk group by 1 order by 1",
  );
  for (const { id, sum } of files.rows) held.files[id] = sum;
  return held;
}

async function chainsHold(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ trust_id: string }>("select trust_id from audit.head");
  for (const { trust_id } of rows) if ((await verifyChain(client, trust_id)).broken) return false;
  return rows.length > 0;
}

/** Writers that judge one indicator each, over and over, with a file and a note. */
async function startWriters(urls: DatabaseUrls) {
  const pools = openPools(urls);
  const trustId = (await findTrust(pools.db, demoTrust().slug))?.trustId ?? "";
  const { rows: cells } = await pools.keeper.pool.query<{ account: string; urn: string; indicator: string; last: string; edition: string }>(
    `select p.account_id as account, a.urn::text, j.indicator, j.id as last, j.edition_id as edition from diagnose.judgement j
     join organisation.academy a on a.unit_id = j.unit_id join organisation.role r on r.kind = 'national-director' join organisation.person p on p.id = r.person_id
     where j.perspective = 'trust' and not exists (select from diagnose.judgement n where n.replaces = j.id) order by j.unit_id, j.indicator limit 4`,
  );
  let [written, stopping] = [0, false];
  const write = async ({ account, urn, indicator, last, edition }: (typeof cells)[number]) => {
    const look = { trustId, personId: undefined };
    const judge = await inOneLook(pools.db, look, (at) => findPerson(at, account));
    const place = await inOneLook(pools.db, look, (at) => placeOfAcademy(at, urn));
    if (!judge || !place) throw new Error("nobody judges here");
    const common = { dated: "2026-11-20", sensitivity: "ordinary", stance: "supports" } as const;
    for (let replacing = last; !stopping; written++) {
      const file = {
        name: "walk.txt",
        bytes: randomBytes(written === 4 ? 1_200_000 : 1 + Math.floor(random() * 40_000)),
        mediaType: "text/plain",
      };
      const recorded = await recordJudgement(
        pools.db,
        judge,
        { ...place, indicator },
        {
          edition,
          level: "expected",
          canShare: false,
          confidence: "high",
          direction: "steady",
          narrative: `Written while a backup was made: \\N \\. \ttab "quote" 'é – 🏫'\nline ${written}`,
          replacing,
          evidence: [
            { ...common, kind: "file", title: "Walk", file },
            { ...common, kind: "note", title: "Note", text: "Seen." },
          ],
        },
      );
      if (!recorded.ok) throw new Error(`not written: ${recorded.refusal.kind}`);
      replacing = recorded.value;
    }
  };
  const writers = cells.map(write);
  return {
    writtenMore: async (more: number) => {
      for (const until = written + more; written < until; ) await Promise.race([new Promise((done) => setTimeout(done, 2)), ...writers]);
    },
    stop: async () => {
      stopping = true;
      await Promise.all(writers);
      await pools.close();
    },
  };
}

test(`${rounds} backups made while writers write come back whole, from embedded to server and from server to embedded`, async () => {
  let source = (await embeddedIn(newHome())) as Embedded | undefined;
  if (source) await prepareEmbedded(source, "eddystone");
  let urls = source?.urls("eddystone") as DatabaseUrls;
  await onServer(urls.owner, (owner) => migrate(owner));
  const first = openPools(urls);
  await setUpDemonstration(first.keeper, first.signIn);
  await first.close();

  let equal = 0;
  let files = 0;
  const astray: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const writers = await startWriters(urls);
    await writers.writtenMore(8);
    const file = join(folder, `round-${round}.tar.gz`);
    let expected: Held | undefined;
    const backup = await makeBackup(urls, file, {
      onSnapshot: async (snapshot) => {
        expected = await onServer(urls.keeper, async (client) => {
          await client.query(`begin isolation level repeatable read read only; set transaction snapshot '${snapshot}'`);
          return heldIn(client);
        });
        // What is written from here on is not in the backup, though it is there before the first table is read.
        await writers.writtenMore(4);
      },
      // The fault: one table is left out of the backup.
      ...(faultIn("restore") ? { leaveOut: [...leftOut, "evidence.chunk"] } : {}),
    });
    await writers.writtenMore(1);
    await writers.stop();
    if (!backup.ok || !expected) throw new Error("no backup was made");
    for (const name of notCarried) if (expected.tables[name]) expected.tables[name] = "0 rows, null";

    const home = newHome();
    const intoServer = round % 2 === 1;
    const target = intoServer ? await newDatabase() : undefined;
    const said = await runCommand(home, ["restore", file], target ? asEnvironment(target) : {});
    expect(said.err).toBe("");
    expect(said.code).toBe(0);
    source = intoServer ? undefined : await embeddedIn(home);
    urls = target ?? (source?.urls("eddystone") as DatabaseUrls);
    const found = await onServer(urls.keeper, heldIn);
    const wrong = [...new Set([...Object.keys(expected.tables), ...Object.keys(found.tables)])].filter(
      (name) => expected?.tables[name] !== found.tables[name],
    );
    astray.push(...wrong.map((name) => `round ${round}: ${name}`));
    const filesEqual = JSON.stringify(found.files) === JSON.stringify(expected.files);
    if (wrong.length === 0 && filesEqual && (await onServer(urls.keeper, chainsHold))) equal++;
    files += Object.keys(expected.files).length;
    if (round < rounds) rmSync(file);
  }
  sayGate("restore", { figure: `${equal} of ${rounds} restores equal (${files} files)`, target: `${rounds} of ${rounds}` });
  expect(astray).toEqual([]);
  expect(files).toBeGreaterThan(rounds * 8);
  expect(equal).toBe(rounds);
});

test(`${flips} of ${flips} flipped bits are found, wherever in the file they are`, async () => {
  const file = join(folder, `round-${rounds}.tar.gz`);
  const bytes = readFileSync(file);
  const flipped = join(folder, "flipped.tar.gz");
  const places = Array.from({ length: flips }, () => Math.floor(random() * bytes.length * 8));
  let found = 0;
  for (const place of places) {
    const copy = Buffer.from(bytes);
    copy[place >> 3] = (copy[place >> 3] ?? 0) ^ (1 << (place & 7));
    writeFileSync(flipped, copy);
    if (!(await checkBackup(flipped)).ok) found++;
  }
  expect((await checkBackup(file)).ok).toBe(true);
  sayGate("restore", { figure: `${found} of ${flips} flipped bits found in ${statSync(file).size} bytes`, target: `${flips} of ${flips}` });
  expect(found).toBe(flips);

  const target = await newDatabase();
  const { code, err } = await runCommand(newHome(), ["restore", flipped], asEnvironment(target));
  expect(code).toBe(1);
  expect(err).toMatch(/^.*flipped\.tar\.gz is damaged.*\n$/);
  const { rows } = await onServer(target.keeper, (client) =>
    client.query("select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')"),
  );
  expect(rows).toEqual([]);
});
