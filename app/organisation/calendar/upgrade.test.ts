import { expect, test } from "vitest";
import { migrate, migrations } from "../../platform/database/migrate.ts";
import { testDatabase } from "../../platform/database/testing.ts";

const database = await testDatabase();

test("a calendar kept before school years had versions is brought forward whole", async () => {
  const [owner, keeper] = [await database.as("owner"), await database.as("keeper")];
  const { rows } = await owner.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspowner = 'eddystone_owner'::regrole and nspname !~ '^pg_'",
  );
  for (const { name } of rows) if (name !== "public") await owner.query(`drop schema "${name}" cascade`);
  await migrate(
    owner,
    migrations.filter(({ name }) => name < "0007"),
  );
  const trust = await keeper.query("insert into organisation.directory (slug, name) values ('old', 'Old Trust') returning trust_id as id");
  const id = trust.rows[0].id;
  await keeper.query("insert into organisation.words (trust_id) values ($1)", [id]);
  await keeper.query("insert into organisation.unit (trust_id, kind, name) values ($1, 'trust', 'Old Trust')", [id]);
  await keeper.query(
    `insert into organisation.half_term (trust_id, unit_id, school_year, number, name, dates)
     select trust_id, id, '2025/26', n, 'Half-term ' || n, daterange('2025-09-01'::date + 50 * (n - 1), '2025-09-01'::date + 50 * n)
     from organisation.unit, generate_series(1, 6) as n`,
  );
  await migrate(owner);
  const years = await keeper.query("select school_year, version from organisation.school_year where trust_id = $1", [id]);
  expect(years.rows).toEqual([{ school_year: "2025/26", version: 1 }]);
  const forced = await owner.query("select relforcerowsecurity as forced from pg_class where oid = 'organisation.half_term'::regclass");
  expect(forced.rows[0].forced).toBe(true);
  const words = await keeper.query("select regions from organisation.words");
  expect(words.rows).toEqual([{ regions: "regions" }]);
});
