import { expect, test } from "vitest";
import { derivedAstray } from "../diagnose/index.server.ts";
import { giveFramework } from "../frameworks/index.server.ts";
import { createTrust, findTrust } from "../organisation/index.server.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { addAccount } from "../platform/sign-in/account.store.ts";
import { demonstrationIsHere, setUpDemonstration } from "./set-up.ts";

const database = await testDatabase();
const keeper = database.database("keeper");

test("the demonstration trust comes to a site that has a trust already, and touches nothing of it", async () => {
  const other = await createTrust(keeper, {
    slug: "earlier-trust",
    name: "Earlier Trust",
    uid: 990777,
    academies: [
      {
        urn: 990001,
        name: "Porthcarrow Academy",
        phase: "Primary",
        lowAge: 4,
        highAge: 11,
        town: null,
        easting: null,
        northing: null,
        joined: null,
        predecessors: [],
      },
    ],
  });
  if (!other.ok) throw new Error("the earlier trust was not set up");
  await giveFramework(keeper, other.value.trustId, "2025-09-01");
  await keeper.pool.query("insert into organisation.unit (trust_id, kind, name) values ($1, 'region', 'West')", [other.value.trustId]);
  const rowsOf = async () => {
    const { rows } = await keeper.pool.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.columns where column_name = 'trust_id' and table_schema not in ('sign_in', 'job') order by 1",
    );
    return Promise.all(
      rows.map(async ({ name }) => [
        name,
        (await keeper.pool.query(`select count(*)::int as n from ${name} where trust_id = $1`, [other.value.trustId])).rows[0].n,
      ]),
    );
  };
  const before = await rowsOf();
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  expect(await rowsOf()).toEqual(before);
  const app = database.database("app");
  expect(await derivedAstray(app, (await findTrust(app, "granite-coast"))?.trustId ?? "")).toEqual([]);
});

test("its reviews are there, and what is agreed has become judgements on the same evidence", async () => {
  const { rows } = await keeper.pool.query(`
    select r.kind, r.state, count(*)::int as rows, count(j.id)::int as judgements, count(j.replaces)::int as replaced,
      (select count(*)::int from diagnose.rests_on b join diagnose.judgement n on n.trust_id = b.trust_id and n.id = b.judgement_id where n.review_id = r.id) as evidence,
      (select count(*)::int from diagnose.finding f where f.review_id = r.id) as findings
    from diagnose.review r join diagnose.review_row w on w.trust_id = r.trust_id and w.review_id = r.id
    left join diagnose.judgement j on j.trust_id = r.trust_id and j.review_id = r.id and j.indicator = w.indicator group by r.trust_id, r.id order by r.planned_at`);
  expect(rows.map(Object.values)).toEqual([
    ["peer-review", "closed", 6, 6, 0, 2, 2],
    ["external-review", "agreed", 5, 5, 0, 1, 1],
    ["trust-monitoring", "agreed", 10, 10, 10, 5, 3],
    ["trust-monitoring", "sent", 8, 0, 0, 0, 2],
    ["external-review", "gathering", 8, 0, 0, 0, 1],
    ["self-evaluation", "draft", 10, 0, 0, 0, 0],
  ]);
});

test("the demonstration is seen by its accounts alone, and by its trust alone", async () => {
  const fresh = await testDatabase();
  const [keeper, signIn] = [fresh.database("keeper"), fresh.database("sign_in").pool];
  expect(await demonstrationIsHere(keeper, signIn)).toBe(false);
  await addAccount(signIn, { email: "somebody@trust.example", name: "Somebody", password: "a-password-of-somebody" });
  expect(await demonstrationIsHere(keeper, signIn)).toBe(false);
  await addAccount(signIn, { email: "operator@granite-coast.example", name: "Site operator", password: "lantern-over-granite" });
  expect(await demonstrationIsHere(keeper, signIn)).toBe(true);
  await signIn.query("update sign_in.account set email = 'renamed@trust.example' where email = 'operator@granite-coast.example'");
  expect(await demonstrationIsHere(keeper, signIn)).toBe(false);
  await setUpDemonstration(keeper, signIn);
  const accountless = { query: () => Promise.resolve({ rowCount: 0 }) } as unknown as typeof signIn;
  expect(await demonstrationIsHere(keeper, accountless)).toBe(true);
});
