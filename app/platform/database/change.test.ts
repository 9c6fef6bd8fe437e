import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { accept, refuse } from "../../language/outcome.ts";
import { verifyChain } from "../audit/audit.store.ts";
import { inOneChange, inOneLook } from "./change.ts";
import { testDatabase } from "./testing.ts";

const database = await testDatabase();
const keeper = await database.as("keeper");
const app = database.database();

async function aTrust(slug: string) {
  const { rows } = await keeper.query("insert into organisation.directory (slug, name) values ($1, $1) returning trust_id", [slug]);
  return { trustId: rows[0].trust_id as string, personId: undefined };
}

const addUnit = (trustId: string, name: string) =>
  sql<{ id: string }>`insert into organisation.unit (trust_id, kind, name) values (${trustId}, 'region', ${name}) returning id`;
const units = sql<{ name: string }>`select name from organisation.unit order by name`;

describe("one change", () => {
  test("a trust sees its own rows and never another's", async () => {
    const [ours, theirs] = [await aTrust("ours"), await aTrust("theirs")];
    for (const trust of [ours, theirs])
      await inOneChange(app, trust, async (change) => {
        await change.rows(addUnit(trust.trustId, `of ${trust.trustId}`));
        change.record({ kind: "test", detail: {} });
        return accept(undefined);
      });
    expect(await inOneLook(app, ours, (look) => look.rows(units))).toEqual([{ name: `of ${ours.trustId}` }]);
    await expect(inOneChange(app, ours, (change) => change.rows(addUnit(theirs.trustId, "forged")).then(() => accept(1)))).rejects.toThrow(
      /row-level security/,
    );
  });

  test("without a tenant nothing is seen", async () => {
    const { rows } = await app.pool.query("select * from organisation.unit");
    expect(rows).toEqual([]);
  });

  test("a refusal leaves nothing behind, and a change without its audit entry is refused", async () => {
    const trust = await aTrust("refusing");
    const refused = await inOneChange(app, trust, async (change) => {
      await change.rows(addUnit(trust.trustId, "gone"));
      change.record({ kind: "test", detail: {} });
      return refuse("no");
    });
    expect(refused).toEqual({ ok: false, refusal: "no" });
    await expect(inOneChange(app, trust, (change) => change.rows(addUnit(trust.trustId, "silent")).then(() => accept(1)))).rejects.toThrow(
      /audit entry/,
    );
    expect(await inOneLook(app, trust, (look) => look.rows(units))).toEqual([]);
  });

  test("what is sent without waiting is undone with the rest where any of it fails, and its own failure is told", async () => {
    const trust = await aTrust("sending");
    const failing = inOneChange(app, trust, async (change) => {
      change.send(addUnit(trust.trustId, "first"));
      change.send(addUnit(trust.trustId, "first"));
      change.send(addUnit(trust.trustId, "third"));
      change.record({ kind: "test", detail: {} });
      return accept(undefined);
    });
    await expect(failing).rejects.toMatchObject({ constraint: "unit_trust_id_kind_name_key" });
    expect(await inOneLook(app, trust, (look) => look.rows(units))).toEqual([]);
    const done = await inOneChange(app, trust, async (change) => {
      change.send(addUnit(trust.trustId, "one"));
      change.send(addUnit(trust.trustId, "two"));
      change.record({ kind: "test", detail: { text: 'of "all" \\n kinds\n', number: 1 } });
      change.record({ kind: "test", detail: {} });
      return accept("done");
    });
    expect(done).toEqual({ ok: true, value: "done" });
    expect((await inOneLook(app, trust, (look) => look.rows(units))).map(({ name }) => name)).toEqual(["one", "two"]);
    expect(await verifyChain(keeper, trust.trustId)).toEqual({ entries: 2 });
  });

  test("of several questions asked at once the one that failed tells why, though another hears of the failure sooner", async () => {
    const trust = await aTrust("at-once");
    const asked = inOneLook(app, trust, async (look) => {
      const named = async (name: string) => await look.rows(sql`select from organisation.unit where name = ${name}`);
      const late = async () => await (async () => await named("\u0000"))();
      return Promise.all([late(), look.rows(units)]);
    });
    await expect(asked).rejects.toMatchObject({ code: "22021" });
  });

  test("a look cannot write", async () => {
    const trust = await aTrust("looking");
    await expect(inOneLook(app, trust, (look) => look.rows(addUnit(trust.trustId, "x")))).rejects.toThrow(/read-only/);
  });

  test("a connection lost in the middle is the end of that change, and of nothing else", async () => {
    const trust = await aTrust("cut-off");
    await expect(
      inOneChange(app, trust, (change) => change.rows(sql`select pg_terminate_backend(pg_backend_pid())`).then(() => accept(1))),
    ).rejects.toThrow();
    // The loss is told a moment later, to nobody in particular.
    await new Promise((done) => setTimeout(done, 100));
    expect(await inOneLook(app, trust, (look) => look.rows(units))).toEqual([]);
  });

  test("the audit chain holds, and an edited entry is found", async () => {
    const trust = await aTrust("audited");
    for (const turn of [1, 2, 3])
      await inOneChange(app, trust, async (change) => {
        change.record({ kind: "test", detail: { turn, z: null, a: "x" } });
        return accept(undefined);
      });
    expect(await verifyChain(keeper, trust.trustId)).toEqual({ entries: 3 });
    await keeper.query("update audit.event set detail = jsonb_set(detail, '{turn}', '9') where trust_id = $1 and seq = 2", [trust.trustId]);
    expect(await verifyChain(keeper, trust.trustId)).toEqual({ entries: 1, broken: 2 });
  });
});

test("every tenant table has forced row-level security with the four policies that open it, and the app owns nothing", async () => {
  const { rows } = await keeper.query<{ name: string; enabled: boolean; forced: boolean; policies: string }>(
    `select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       (select count(*) from pg_policy p where p.polrelid = c.oid and p.polpermissive) as policies
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'trust_id' and not a.attisdropped
     where c.relkind in ('r', 'p') and c.oid::regclass::text not in ('organisation.directory', 'sign_in.reset')`,
  );
  expect(rows.length).toBeGreaterThan(12);
  expect(rows.filter((row) => !row.enabled || !row.forced || Number(row.policies) !== 4)).toEqual([]);
  const { rows: owned } = await keeper.query("select relname from pg_class where relowner = 'eddystone_app'::regrole");
  expect(owned).toEqual([]);
});
