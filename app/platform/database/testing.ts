import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import type { Database } from "./change.ts";
import { onServer } from "./embedded.ts";
import { quiet } from "./open.ts";
import type { DatabaseRole, DatabaseUrls } from "./roles.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: Record<string, string>;
  }
}

const named = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).toString();

/** A fresh migrated database on the run's server, gone with the file that asked for it. */
export async function testDatabase() {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const superuser = server.superuser ?? "";
  await onServer(superuser, async (client) => {
    await client.query("select pg_advisory_lock(1)");
    await client.query(`create database "${name}" template template_eddystone owner eddystone_owner`);
    await client.query(
      `grant connect, temporary on database "${name}" to eddystone_keeper, eddystone_importer, eddystone_app, eddystone_sign_in`,
    );
  });
  const urls = Object.fromEntries(
    (["owner", "keeper", "importer", "app", "sign_in"] as const).map((role) => [role, named(server[role] ?? "", name)]),
  ) as DatabaseUrls;
  const clients: pg.Client[] = [];
  const pools: pg.Pool[] = [];
  afterAll(async () => {
    await Promise.all([...clients.map((client) => client.end()), ...pools.map((pool) => pool.end())]);
    await onServer(superuser, (client) => client.query(`drop database "${name}" with (force)`));
  });
  return {
    urls,
    async as(role: DatabaseRole): Promise<pg.Client> {
      const client = new pg.Client({ connectionString: urls[role] });
      client.on("error", () => {});
      await client.connect();
      clients.push(client);
      return client;
    },
    database(role: DatabaseRole = "app", now: () => Temporal.Instant = () => Temporal.Now.instant()): Database {
      const pool = quiet(new pg.Pool({ connectionString: urls[role], max: 4, pipeline: true } as pg.PoolConfig));
      pools.push(pool);
      return { pool, now };
    },
  };
}
