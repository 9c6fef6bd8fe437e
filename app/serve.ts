import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:net";
import { serve as listen } from "@hono/node-server";
import { demoPassword, setUpDemonstration } from "./demo/set-up.ts";
import { nationalImportJob } from "./national/index.server.ts";
import { organisationFinder } from "./organisation/finder.tsx";
import { CannotStart, embeddedHome } from "./platform/database/embedded.ts";
import { openDatabases, openPools } from "./platform/database/open.ts";
import { startJobs } from "./platform/jobs/jobs.ts";
import { firstOperator } from "./platform/sign-in/first-operator.ts";
import { readSignInSettings } from "./platform/sign-in/settings.ts";
import { assetsFrom } from "./platform/web/assets.ts";
import { findPeopleWith, type House, makeApp } from "./platform/web/route.tsx";
import { Unchanged } from "./platform/web/unchanged.ts";
import { sayErrorPage } from "./reports/error.route.tsx";
import { sitePages } from "./reports/site.route.tsx";
import { routes } from "./routes.ts";

/** The address in the build of what a source became: the stylesheet, unless a script is named. */
export function builtAsset(source = "app/design/house.scss"): string {
  const manifest = JSON.parse(readFileSync("dist/client/manifest.json", "utf8")) as Record<string, { file: string; css?: string[] }>;
  return `/${manifest[source]?.css?.[0] ?? manifest[source]?.file}`;
}

function portIsFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer().once("error", () => done(false));
    probe.listen(port, () => probe.close(() => done(true)));
  });
}

/** Starts everything: database, migrations, demonstration, server; and on Ctrl-C or SIGTERM stops everything in reverse. */
export async function serve(): Promise<void> {
  const port = Number(process.env.PORT ?? 3000);
  if (!(await portIsFree(port)))
    throw new CannotStart(`Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`);
  const open = await openDatabases();
  const unchanged = new Unchanged(open.urls.app);
  const pools = openPools(open.urls, undefined, (trustId) => unchanged.changed(trustId));
  // Held for as long as the app runs: a second app on the same data is refused, and a crashed one lets go by itself.
  const only = open.embedded ? await holdHome(open.urls.owner) : undefined;
  if (open.embedded && !only) {
    await pools.close();
    throw new CannotStart("Eddystone is running on this data folder already. Open it, or set EDDYSTONE_HOME to another folder.");
  }
  const notes: string[] = [];
  if (process.env.EDDYSTONE_DEMO !== "0") {
    await setUpDemonstration(pools.keeper, pools.signIn);
    notes.push(...demoPassword());
  } else notes.push(...(await firstOperator(pools.signIn)));

  await unchanged.open();
  const signInSettings = {
    ...readSignInSettings(process.env, port, open.embedded && embeddedHome()),
    passkeyScript: builtAsset("app/reports/passkey.browser.ts"),
  };
  const house: House = { ...pools, unchanged, importerUrl: open.urls.importer, css: builtAsset(), signInSettings };
  findPeopleWith({ ...organisationFinder, ...sitePages });
  const app = makeApp(routes, house, (status, upTo) => sayErrorPage(status, house, upTo), {
    assets: assetsFrom("dist/client"),
  });
  const jobs = startJobs(open.urls.importer, [nationalImportJob]);
  // Node's own five minutes for a request would cut off a large file on a slow line.
  const server = listen({ fetch: app.fetch, port, serverOptions: { requestTimeout: 30 * 60_000 } }, () => {
    console.log([`Eddystone is ready at http://localhost:${port}`, ...notes].join("\n"));
  }) as Server;

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.closeIdleConnections();
    const closed = Promise.race([new Promise((done) => server.close(done)), new Promise((done) => setTimeout(done, 5000))]);
    // A job that does not end within two seconds goes back, whole, to wait for the next start.
    await Promise.all([closed, jobs.stop()]);
    server.closeAllConnections();
    await unchanged.close();
    await pools.close();
    await only?.();
    await open.embedded?.leave();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** Holds the data folder for this app; answers how to let go, or undefined when another app holds it. */
async function holdHome(url: string): Promise<(() => Promise<void>) | undefined> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock(7303000) as held");
  if (rows[0]?.held) return () => client.end();
  await client.end();
  return undefined;
}
