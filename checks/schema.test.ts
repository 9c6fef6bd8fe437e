import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "../app/platform/database/testing.ts";
import { schemaOf } from "./schema.ts";

const database = await testDatabase();
const file = "schema.sql";

test("schema.sql is what the migrations make", async () => {
  const schema = await schemaOf(await database.as("owner"));
  if (process.env.EDDYSTONE_WRITE) writeFileSync(file, schema);
  expect(readFileSync(file, "utf8")).toBe(schema);
});

test("a column, a policy or a grant that was not migrated is seen", async () => {
  const owner = await database.as("owner");
  const before = await schemaOf(owner);
  for (const change of [
    "alter table organisation.unit add column planted text",
    "drop policy tenant_delete on organisation.unit",
    "grant delete on organisation.unit to eddystone_app",
    "alter table organisation.unit no force row level security",
  ]) {
    await owner.query(`begin; ${change}`);
    expect(await schemaOf(owner), change).not.toBe(before);
    await owner.query("rollback");
  }
});
