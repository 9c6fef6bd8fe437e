import pg from "pg";
import type { Database } from "./change.ts";
import { CannotStart, type Embedded, onServer, prepareEmbedded, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import type { DatabaseUrls } from "./roles.ts";

export type Open = { readonly urls: DatabaseUrls; readonly embedded: Embedded | undefined; readonly brought: string[] };

/** The databases to use: the server that DATABASE_URL names, else the embedded one; migrated, and fit to serve. */
export async function openDatabases(): Promise<Open> {
  const { urls, embedded } = await findDatabases();
  await refuseUnfit(urls.app);
  return { urls, embedded, brought: await onServer(urls.owner, (owner) => migrate(owner)) };
}

/** The databases to use, as they stand: not brought forward, and not asked whether they are fit to serve. */
export async function findDatabases(): Promise<Omit<Open, "brought">> {
  if (process.env.DATABASE_URL) return { urls: serverUrls(), embedded: undefined };
  const embedded = await startEmbedded();
  await prepareEmbedded(embedded, "eddystone");
  return { urls: embedded.urls("eddystone"), embedded };
}

function serverUrls(): DatabaseUrls {
  const read = (name: string) => {
    const url = process.env[name];
    if (!url)
      throw new CannotStart(
        `DATABASE_URL is set, so ${name} is needed too. \`npm run -s eddystone -- database prepare\` prints the five roles and their grants.`,
      );
    return url;
  };
  return {
    app: read("DATABASE_URL"),
    owner: read("DATABASE_OWNER_URL"),
    keeper: read("DATABASE_KEEPER_URL"),
    importer: read("DATABASE_IMPORTER_URL"),
    sign_in: read("DATABASE_SIGN_IN_URL"),
  };
}

/** Refuses a server that would lose writes or look past the tenant: too old, fsync off, or connected as somebody too powerful. */
export async function refuseUnfit(appUrl: string): Promise<void> {
  const host = new URL(appUrl).host;
  const found = await onServer(appUrl, async (client) => {
    const { rows } = await client.query<{ version: string; fsync: string; powerful: boolean; owns: boolean }>(
      `select current_setting('server_version_num') as version, current_setting('fsync') as fsync, r.rolsuper or r.rolbypassrls as powerful,
         exists (select from pg_class where relowner = r.oid) as owns from pg_roles r where r.rolname = current_user`,
    );
    return rows[0];
  }).catch((error: Error) => {
    throw new CannotStart(`The database at ${host} cannot be reached: ${error.message}. Check DATABASE_URL and that the server runs.`);
  });
  if (!found) throw new CannotStart(`The database at ${host} did not say who we are.`);
  const reasons = unfit(found);
  if (reasons) throw new CannotStart(reasons);
}

/** Why a server may not be served from, in one sentence; undefined when it may. */
export function unfit(found: { version: string; fsync: string; powerful: boolean; owns: boolean }): string | undefined {
  if (Number(found.version) < 180000)
    return `Eddystone needs PostgreSQL 18 or newer; this server is ${Math.floor(Number(found.version) / 10000)}. Upgrade it, or unset DATABASE_URL to use the embedded one.`;
  if (found.powerful)
    return "DATABASE_URL connects as a role that looks past row-level security. Give it the role eddystone_app, which owns nothing.";
  if (found.owns) return "DATABASE_URL connects as a role that owns tables. Give it the role eddystone_app, which owns nothing.";
  if (found.fsync !== "on")
    return "The database runs with fsync = off and would lose acknowledged writes in a power cut. Set fsync = on and start again.";
  return undefined;
}

/** A connection that is lost fails the question asked over it, and nothing else: an unheard error would end the whole process. */
export const quiet = (pool: pg.Pool) => pool.on("error", () => {}).on("connect", (client) => client.on("error", () => {}));

/** Pools over the opened databases, to be closed by `close`. */
export function openPools(urls: DatabaseUrls, now = () => Temporal.Now.instant(), changed?: (trustId: string) => void) {
  const pool = (url: string, max: number) => quiet(new pg.Pool({ connectionString: url, max, pipeline: true } as pg.PoolConfig));
  const app = pool(urls.app, 12);
  // Each statement is planned once for a connection and not at each asking: half as long as it runs, and a plan that cannot flip with its
  // values. The tenant is none of them, because row-level security takes it from the transaction. Nor is any of them compiled: a page's
  // question runs for less than compiling it would take.
  app.on("connect", (client) => void client.query("set plan_cache_mode = force_generic_plan; set jit = off").catch(() => {}));
  const keeper = pool(urls.keeper, 2);
  const signIn = pool(urls.sign_in, 4);
  // Of its own, so that asking whether the database answers never waits behind those who use it.
  const watch = pool(urls.app, 1);
  const database = (of: pg.Pool): Database => ({ pool: of, now, changed });
  return {
    db: database(app),
    keeper: database(keeper),
    signIn,
    watch,
    close: () => Promise.all([app.end(), keeper.end(), signIn.end(), watch.end()]),
  };
}
