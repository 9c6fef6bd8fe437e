import { expect, test } from "vitest";
import { derivedAstray } from "../diagnose/index.server.ts";
import { giveFramework } from "../frameworks/index.server.ts";
import { createTrust, findTrust } from "../organisation/index.server.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { setUpDemonstration } from "./set-up.ts";

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
