import type pg from "pg";
import { type Migration, migrations, wantedBy } from "../database/migrate.ts";
import { openRoute, type Route } from "./route.tsx";

export type Readiness = "ready" | "draining" | "no database" | "database not migrated";

const longest = 2000;
/** Whether requests may be sent here. Migrations that this version does not know are a newer version's, beside which it goes on serving. */
export async function askReadiness(
  pool: pg.Pool,
  draining: boolean,
  wanted: readonly Migration[] = migrations,
  patience = longest,
): Promise<Readiness> {
  if (draining) return "draining";
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), patience);
  });
  const asked = pool.query<{ name: string; digest: string }>("select name, digest from migration.done").catch(() => undefined);
  const found = await Promise.race([asked, late]);
  clearTimeout(timer);
  if (!found) return "no database";
  return wantedBy(wanted, found.rows).length === 0 ? "ready" : "database not migrated";
}

/** For whoever starts and balances processes: they ask without a session, and learn nothing but this. */
export const healthRoutes: readonly Route[] = [
  openRoute("get", "/healthz", async (c) => c.text("ok")),
  openRoute("get", "/readyz", async (c, house) => {
    const readiness = await (house.readiness?.() ?? askReadiness(house.db.pool, false));
    return c.text(readiness, readiness === "ready" ? 200 : 503);
  }),
];
