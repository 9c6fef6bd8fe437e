import { createHash } from "node:crypto";
import type pg from "pg";
import { CannotStart } from "./embedded.ts";

export type Migration = { readonly name: string; readonly sql: string };

/** The migrations, from the build: numbered plain SQL, in order. */
export const migrations: Migration[] = Object.entries(
  import.meta.glob<string>("../../../migrations/*.sql", { query: "?raw", import: "default", eager: true }),
)
  .map(([path, sql]) => ({ name: path.split("/").at(-1) ?? path, sql }))
  .sort((a, b) => a.name.localeCompare(b.name));

export const digest = (sql: string) => createHash("sha256").update(sql).digest("hex");

/** The migrations that a list of what was done lacks, or has otherwise. */
export const wantedBy = (wanted: readonly Migration[], done: readonly { name: string; digest: string }[]): readonly Migration[] =>
  wanted.filter(({ name, sql }) => !done.some((row) => row.name === name && row.digest === digest(sql)));

/** Brings a database forward as its owner: each missing migration in one transaction, with the list of what was done beside it. */
export async function migrate(owner: pg.Client, wanted: Migration[] = migrations): Promise<string[]> {
  await owner.query("select pg_advisory_lock(7303001)");
  await owner.query("create schema if not exists migration");
  await owner.query(
    "create table if not exists migration.done (name text primary key, digest text not null, at timestamptz not null default now())",
  );
  // The app reads it to say whether it is ready.
  await owner.query("grant usage on schema migration to eddystone_app; grant select on migration.done to eddystone_app");
  const { rows } = await owner.query<{ name: string; digest: string }>("select name, digest from migration.done");
  const done = new Map(rows.map((row) => [row.name, row.digest]));
  const brought: string[] = [];
  for (const { name, sql } of wanted) {
    const before = done.get(name);
    if (before === digest(sql)) continue;
    if (before)
      throw new CannotStart(
        `The migration ${name} was changed after it was run on this database. Run the version of Eddystone that made it.`,
      );
    await owner.query("begin");
    try {
      await owner.query("set local lock_timeout = '5s'");
      await owner.query(sql);
      await owner.query("insert into migration.done (name, digest) values ($1, $2)", [name, digest(sql)]);
      await owner.query("commit");
    } catch (error) {
      await owner.query("rollback");
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
    brought.push(name);
  }
  await owner.query("select pg_advisory_unlock(7303001)");
  return brought;
}
