import { sql } from "kysely";
import { expect, test } from "vitest";
import { accept } from "../../language/outcome.ts";
import { type Database, inOneChange, type Look } from "./change.ts";
import { chainPlace, knownOrRead } from "./known.ts";
import { testDatabase } from "./testing.ts";

const { database } = await testDatabase();
let instant = Temporal.Instant.from("2026-11-21T10:00:00Z");
const db: Database = { ...database("app"), now: () => instant };
const trustId = "018f0000-0000-7000-8000-00000000c0de";
const standing = { trustId, personId: undefined };

const chainNow = async () => {
  const client = await db.pool.connect();
  await client.query("begin");
  await client.query("select set_config('eddystone.trust', $1, true)", [trustId]);
  const { rows } = await client.query<{ seq: string }>("select seq::text from audit.head");
  await client.query("commit");
  client.release();
  return rows[0]?.seq ?? "0";
};
const change = () => inOneChange(db, standing, async ({ record }) => accept(record({ kind: "test.changed", detail: {} })));

function counted() {
  let reads = 0;
  const read = async (look: Look) => {
    reads++;
    return look.row<{ chain: string }>(sql`select coalesce(${chainPlace}, '0') as chain`);
  };
  return { reads: () => reads, ask: async () => knownOrRead(db, { ...standing, chain: await chainNow() }, "what is told", read) };
}

test("facts are read once while the trust's chain stands, and anew when it has moved", async () => {
  const { reads, ask } = counted();
  const first = await ask();
  expect(await ask()).toBe(first);
  expect(reads()).toBe(1);
  await change();
  const second = await ask();
  expect(second).not.toEqual(first);
  expect(reads()).toBe(2);
  expect(await ask()).toBe(second);
});

test("facts of yesterday, and those a minute old, are read anew", async () => {
  const { reads, ask } = counted();
  await change();
  await ask();
  instant = instant.add({ seconds: 59 });
  await ask();
  expect(reads()).toBe(1);
  instant = instant.add({ seconds: 2 });
  await ask();
  expect(reads()).toBe(2);
  instant = Temporal.Instant.from("2026-11-22T00:00:00Z").subtract({ seconds: 5 });
  await ask();
  instant = instant.add({ seconds: 6 });
  await ask();
  expect(reads()).toBe(4);
});

test("what was read while somebody changed it is kept as of the change, not before", async () => {
  const before = await chainNow();
  await change();
  const read = (look: Look) => look.row<{ chain: string }>(sql`select coalesce(${chainPlace}, '0') as chain`);
  const ask = async (chain: string) => knownOrRead(db, { ...standing, chain }, "what is crossed", read);
  const facts = await ask(before);
  expect(facts?.chain).toBe(await chainNow());
  expect(await ask(await chainNow())).toBe(facts);
});
