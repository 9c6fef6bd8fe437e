import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:net";
import { serve as listen } from "@hono/node-server";
import { demonstrationIsHere, demoPassword, setUpDemonstration } from "./demo/set-up.ts";
import { startJoiners } from "./diagnose/index.server.ts";
import { startWorkReminders } from "./improve/index.server.ts";
import { startReminders } from "./measures/index.server.ts";
import { nationalImportJob } from "./national/index.server.ts";
import { organisationFinder } from "./organisation/finder.tsx";
import { CannotStart, embeddedHome } from "./platform/database/embedded.ts";
import { openDatabases, openPools } from "./platform/database/open.ts";
import { startJobs } from "./platform/jobs/jobs.ts";
import { jsonLog, plainLog } from "./platform/log/log.ts";
import { readMailSettings, sayMailSettingsRefusal } from "./platform/mail/mail.rules.ts";
import { startMail } from "./platform/mail/send-mail.ts";
import { smtpTransport } from "./platform/mail/smtp.ts";
import { firstOperator, hasAccounts } from "./platform/sign-in/first-operator.ts";
import { readSignInSettings } from "./platform/sign-in/settings.ts";
import { readSettings, type Settings, saySettingsRefusal } from "./platform/start/settings.rules.ts";
import { assetsFrom } from "./platform/web/assets.ts";
import { askReadiness } from "./platform/web/health.route.ts";
import { countRequests } from "./platform/web/metrics.ts";
import { serveMetrics } from "./platform/web/metrics-server.ts";
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

/** How the environment says to run; refuses with one sentence. */
export function settingsHere(): Settings {
  const read = readSettings(process.env);
  if (!read.ok) throw new CannotStart(saySettingsRefusal(read.refusal));
  return read.value;
}

/** Where mail is handed over, if anywhere; refuses with one sentence. */
function mailHere() {
  const read = readMailSettings(process.env);
  if (!read.ok) throw new CannotStart(sayMailSettingsRefusal(read.refusal));
  return read.value;
}

const longestRequest = 10_000;
const wait = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Starts everything: database, migrations, demonstration, jobs, server; and on Ctrl-C or SIGTERM stops everything in reverse. */
export async function serve(): Promise<void> {
  const settings = settingsHere();
  const { port } = settings;
  const mail = mailHere();
  const log = settings.log === "json" ? jsonLog() : plainLog();
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
  const notes = await prepareSite(settings, pools).catch(async (error) => {
    await pools.close();
    await only?.();
    await open.embedded?.leave();
    throw error;
  });

  let draining = false;
  await unchanged.open();
  const signInSettings = {
    ...readSignInSettings(process.env, settings.origin ?? new URL(`http://localhost:${port}`), open.embedded && embeddedHome()),
    passkeyScript: builtAsset("app/reports/passkey.browser.ts"),
  };
  const house: House = {
    ...pools,
    unchanged,
    importerUrl: open.urls.importer,
    css: builtAsset(),
    draftsScript: builtAsset("app/diagnose/reviews/drafts.browser.ts"),
    signInSettings,
    readiness: () => askReadiness(pools.watch, draining),
  };
  const requests = settings.metrics && countRequests();
  findPeopleWith({ ...organisationFinder, ...sitePages });
  const app = makeApp(routes, house, (status, upTo, request) => sayErrorPage(status, house, upTo, request), {
    assets: assetsFrom("dist/client"),
    site: settings,
    log,
    metrics: requests,
    draining: () => draining,
  });
  const jobs = startJobs(open.urls.importer, [nationalImportJob], undefined, log);
  const reminders = startReminders(pools.db, pools.keeper, undefined, log);
  const joiners = startJoiners(pools.db, pools.keeper, log);
  const workReminders = startWorkReminders(pools.db, settings.origin?.origin ?? `http://localhost:${port}`, log);
  const post = mail && startMail(pools.db, pools.keeper, smtpTransport(mail, pools.db.now), log);
  const measured = { app: pools.db.pool, keeper: pools.keeper.pool, sign_in: pools.signIn };
  const metrics =
    settings.metrics && requests
      ? await serveMetrics({ requests, pools: measured, watch: pools.watch }, settings.metrics.port, settings.metrics.host)
      : undefined;
  const server = listen({ fetch: app.fetch, port, serverOptions: patience(settings) }, () => {
    log.say(`Eddystone is ready at ${settings.origin?.origin ?? `http://localhost:${port}`}`, { port, production: settings.production });
    // A log is kept and read by many: how to sign in is told to the terminal only.
    if (notes.length > 0) (settings.log === "json" ? console.error : console.log)(notes.join("\n"));
  }) as Server;

  const stop = async (patiently: boolean) => {
    if (draining) return;
    draining = true;
    // A job that does not end within two seconds goes back, whole, to wait for the next process.
    const jobsEnded = jobs.stop();
    // Until the balancer has seen that we are not ready, it sends us requests: they are served, each ending its connection.
    if (patiently) await wait(settings.drainSeconds * 1000);
    await Promise.race([new Promise((done) => server.close(done)), wait(longestRequest)]);
    server.closeAllConnections();
    await unchanged.close();
    metrics?.close();
    await jobsEnded;
    await reminders.stop();
    await joiners.stop();
    await workReminders.stop();
    await post?.stop();
    await pools.close();
    await only?.();
    await open.embedded?.leave();
    process.exit(0);
  };
  // Whoever reads the log may go; the site stays.
  process.stdout.on("error", () => {});
  process.on("uncaughtException", (error) => {
    log.error("the program failed outside a request", error);
    process.exit(1);
  });
  process.on("SIGINT", () => stop(false));
  process.on("SIGTERM", () => stop(true));
}

/** The demonstration where it is wanted; in production it must be nowhere, and the first password is no line of a log. */
async function prepareSite(settings: Settings, { keeper, signIn }: ReturnType<typeof openPools>): Promise<string[]> {
  if (settings.production) {
    if (await demonstrationIsHere(keeper, signIn))
      throw new CannotStart(
        "This database holds the demonstration trust or its accounts, whose password is public. Start production on an empty database, or set EDDYSTONE_ENV=trial.",
      );
    return (await hasAccounts(signIn))
      ? []
      : ["Nobody can sign in yet. `npm run -s eddystone -- operator first` makes the first site operator."];
  }
  if (!settings.demonstration) return firstOperator(signIn);
  await setUpDemonstration(keeper, signIn);
  return demoPassword();
}

/** How long connections and requests are waited for. */
const patience = ({ trustProxy }: Settings) => ({
  // Node's own five minutes for a request would cut off a large file on a slow line.
  requestTimeout: 30 * 60_000,
  // A proxy must be the one that ends an idle connection: otherwise it sends a form on one that is closing, and cannot know what came of it.
  ...(trustProxy ? { keepAliveTimeout: 75_000 } : {}),
});

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
