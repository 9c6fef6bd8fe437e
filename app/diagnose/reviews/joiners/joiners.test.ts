import { beforeAll, expect, test } from "vitest";
import { setUpDemonstration } from "../../../demo/set-up.ts";
import { findTrust } from "../../../organisation/index.server.ts";
import { testDatabase } from "../../../platform/database/testing.ts";
import { beginJoiners } from "./joiners.job.ts";

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const app = database.database("app", now);
const keeper = database.database("keeper", now);
let trustId = "";

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  await keeper.pool.query("update organisation.academy set joined = '2026-11-21' where urn = 990016");
});

const asks = (framework: string) =>
  keeper.pool.query(
    `insert into diagnose.joining (trust_id, framework, days, set_by, set_at) select $1, $2, 60, id, now() from organisation.person where trust_id = $1 limit 1
     on conflict (trust_id) do update set framework = excluded.framework`,
    [trustId, framework],
  );

test("a trust that does not use the framework it asks for has nothing begun, and no change is left behind", async () => {
  await asks("nothing-of-this-name");
  expect(await beginJoiners(app, keeper)).toBe(0);
});

test("an academy that joins today has its diagnosis begun once, led by its region's chief executive, and due in the trust's time", async () => {
  await asks("quick-diagnosis");
  expect(await beginJoiners(app, keeper)).toBe(1);
  expect(await beginJoiners(app, keeper)).toBe(0);
  const kept = await keeper.pool.query(
    `select r.kind, r.state, r.due::text, p.name, (select count(*)::int from diagnose.review_row w where w.review_id = r.id) as rows
     from diagnose.review r join organisation.academy a on a.unit_id = r.unit_id join organisation.person p on p.id = r.lead_id where a.urn = 990016`,
  );
  expect(kept.rows).toEqual([{ kind: "trust-monitoring", state: "planned", due: "2027-01-20", name: "Philippa Oakshott", rows: 8 }]);
});
