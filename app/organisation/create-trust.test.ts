import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { siteChain, verifyChain } from "../platform/audit/audit.store.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { createTrust } from "./create-trust.ts";

const database = await testDatabase();
const keeper = await database.as("keeper");

test("setting a trust up stands in the site's own chain, with who did it; a refused one does not", async () => {
  const academy = {
    urn: 900001,
    name: "Quay",
    phase: "Primary",
    lowAge: 4,
    highAge: 11,
    town: null,
    easting: null,
    northing: null,
    joined: null,
  };
  const wanted = { slug: "quay", name: "Quay Trust", uid: 90001, academies: [{ ...academy, predecessors: [] }] };
  const operator = randomUUID();
  const made = await createTrust(database.database("keeper"), { ...wanted, setUpBy: operator });
  expect(await createTrust(database.database("keeper"), { ...wanted, setUpBy: operator })).toMatchObject({ ok: false });
  const { rows } = await keeper.query("select actor, kind, detail from audit.event where trust_id = $1", [siteChain]);
  expect(rows).toEqual([
    { actor: operator, kind: "site.trust-set-up", detail: { trust: made.ok ? made.value.trustId : "", uid: 90001, academies: 1 } },
  ]);
  expect(await verifyChain(keeper, siteChain)).toEqual({ entries: 1 });
  await keeper.query("update audit.event set actor = null where trust_id = $1", [siteChain]);
  expect(await verifyChain(keeper, siteChain)).toEqual({ entries: 0, broken: 1 });
});
