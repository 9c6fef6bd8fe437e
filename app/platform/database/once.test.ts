import { sql } from "kysely";
import { expect, test } from "vitest";
import { accept, refuse } from "../../language/outcome.ts";
import { inOneChange, inOneLook, type Standing } from "./change.ts";
import { testDatabase } from "./testing.ts";

const database = await testDatabase();
const keeper = await database.as("keeper");
const app = database.database();

async function somebody(slug: string): Promise<Standing & { personId: string }> {
  const { rows } = await keeper.query(
    "with trust as (insert into organisation.directory (slug, name) values ($1, $1) returning trust_id) select trust_id from trust",
    [slug],
  );
  const trustId = rows[0].trust_id as string;
  const person = await keeper.query("insert into organisation.person (trust_id, name) values ($1, 'Ada') returning id", [trustId]);
  return { trustId, personId: person.rows[0].id as string };
}
const key = "a".repeat(64);
const addRegion = (who: Standing, name: string) =>
  inOneChange(app, who, async (change) => {
    const row = await change.row<{ id: string }>(
      sql`insert into organisation.unit (trust_id, kind, name) values (${who.trustId}, 'region', ${`${name} ${Math.random()}`}) returning id`,
    );
    change.record({ kind: "test", detail: {} });
    return accept({ id: row?.id ?? "" });
  });
const count = async (who: Standing) =>
  (await inOneLook(app, who, (look) => look.row<{ n: number }>(sql`select count(*)::int as n from organisation.unit`)))?.n;

test("a request sent many times at once has one effect, and each is answered as the first", async () => {
  const who = await somebody("doubled");
  const answers = await Promise.all(Array.from({ length: 12 }, () => addRegion({ ...who, once: { key, made: 0 } }, "North")));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.ok).toBe(true);
  expect(await count(who)).toBe(1);
});

test("the first is answered by what is kept of it, so that both are answered alike whatever the act gives", async () => {
  const who = await somebody("alike");
  const ask = () =>
    inOneChange(app, { ...who, once: { key, made: 0 } }, async (change) => {
      change.record({ kind: "test", detail: {} });
      return accept({ map: new Map([["a", 1]]), day: Temporal.PlainDate.from("2026-11-21"), nothing: undefined });
    });
  const [first, second] = [await ask(), await ask()];
  expect(first).toStrictEqual(second);
});

test("two changes of one request are two, and both are repeated as two", async () => {
  const who = await somebody("twofold");
  const ask = async () => {
    const once = { key, made: 0 };
    return [await addRegion({ ...who, once }, "North"), await addRegion({ ...who, once }, "South")];
  };
  expect(await ask()).toEqual(await ask());
  expect(await count(who)).toBe(2);
});

test("a refused request may be sent again with the same key", async () => {
  const who = await somebody("refused");
  const refused = await inOneChange(app, { ...who, once: { key, made: 0 } }, () => Promise.resolve(refuse("not today")));
  expect(refused.ok).toBe(false);
  expect((await addRegion({ ...who, once: { key, made: 0 } }, "North")).ok).toBe(true);
  expect(await count(who)).toBe(1);
});

test("another person's same key is another request", async () => {
  const [one, two] = [await somebody("one"), await somebody("two")];
  await addRegion({ ...one, once: { key, made: 0 } }, "North");
  await addRegion({ ...two, once: { key, made: 0 } }, "North");
  expect([await count(one), await count(two)]).toEqual([1, 1]);
});

test("an answer that holds a secret is told once and never kept", async () => {
  const who = await somebody("secretive");
  const ask = () =>
    inOneChange<string | null, never>(app, { ...who, once: { key, made: 0 } }, async (change) => {
      change.tellOnce();
      change.record({ kind: "test", detail: {} });
      return accept("the secret");
    });
  expect(await ask()).toEqual({ ok: true, value: "the secret" });
  expect(await ask()).toEqual({ ok: true, value: null });
  const { rows } = await keeper.query("select outcome from platform.once where trust_id = $1", [who.trustId]);
  expect(rows).toEqual([{ outcome: null }]);
});
