import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { accept } from "../../language/outcome.ts";
import { inOneChange } from "../database/change.ts";
import { onServer } from "../database/embedded.ts";
import { testDatabase } from "../database/testing.ts";
import { keptMilliseconds, Unchanged } from "./unchanged.ts";

const database = await testDatabase();
const keeper = await database.as("keeper");
let clock = 0;
const [here, elsewhere] = await Promise.all([1, 2].map(() => new Unchanged(database.urls.app, () => clock).open()));
afterAll(() => Promise.all([here?.close(), elsewhere?.close()]));
if (!here || !elsewhere) throw new Error("not open");

async function aTrust(slug: string) {
  const { rows } = await keeper.query("insert into organisation.directory (slug, name) values ($1, $1) returning trust_id", [slug]);
  return rows[0].trust_id as string;
}
const change = (trustId: string) =>
  inOneChange({ ...database.database(), changed: (id) => here.changed(id) }, { trustId, personId: undefined }, async (look) => {
    await look.rows(sql`insert into organisation.unit (trust_id, kind, name) values (${trustId}, 'region', ${String(Math.random())})`);
    look.record({ kind: "test", detail: {} });
    return accept(undefined);
  });
const answerOf = (trustId: string) => ({ trustId, etag: '"1"', body: "{}", type: "application/json" });
const keepIn = (kept: Unchanged, trustId: string) => kept.keep(trustId, kept.turnOf(trustId), clock, answerOf(trustId));

test("an answer is given again until its trust changes: at once here, and as soon as it is heard elsewhere", async () => {
  const [ours, theirs] = [await aTrust("ours"), await aTrust("theirs")];
  for (const trust of [ours, theirs]) for (const kept of [here, elsewhere]) keepIn(kept, trust);
  expect([here.find(ours)?.body, elsewhere.find(ours)?.body]).toEqual(["{}", "{}"]);
  await change(ours);
  expect(here.find(ours)).toBeUndefined();
  for (let tries = 0; elsewhere.find(ours) && tries < 100; tries++) await wait(10);
  expect(elsewhere.find(ours)).toBeUndefined();
  expect([here.find(theirs)?.body, elsewhere.find(theirs)?.body]).toEqual(["{}", "{}"]);
});

test("an answer read before a change is not kept as if it were read after it", async () => {
  const trust = await aTrust("crossing");
  const turn = here.turnOf(trust);
  await change(trust);
  here.keep(trust, turn, clock, answerOf(trust));
  expect(here.find(trust)).toBeUndefined();
});

test("after two seconds the reader is asked for again, and without a line to the database nothing is kept", async () => {
  const trust = await aTrust("ageing");
  keepIn(here, trust);
  clock += keptMilliseconds;
  expect(here.find(trust)).toBeUndefined();
  keepIn(elsewhere, trust);
  expect(elsewhere.find(trust)).toBeDefined();
  await onServer(database.urls.app, (app) =>
    app.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen eddystone_changed' and usename = current_user and datname = current_database()",
    ),
  );
  for (let tries = 0; elsewhere.find(trust) && tries < 100; tries++) await wait(10);
  expect(elsewhere.find(trust)).toBeUndefined();
  for (let tries = 0; !elsewhere.find(trust) && tries < 300; tries++) {
    await wait(10);
    keepIn(elsewhere, trust);
  }
  expect(elsewhere.find(trust)).toBeDefined();
});
