// Generated schools with censuses and results in databases of their own, and the app's own questions about them: an embedded server in a
// temporary folder, and the sources as Vite makes them, because a bench asks what no page asks alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "vite";
import { onServer, prepareEmbedded, startEmbedded } from "../app/platform/database/embedded.ts";

/** As many schools as a few authorities have, and as England has. */
export const sizes = { S: 200, M: 1000, L: 22_000 };
/** Forty measures of the catalogue: key stages 2 and 4, and absence. */
export const measures = [...Array(20).keys()]
  .map((at) => at + 1)
  .concat(
    [...Array(16).keys()].map((at) => at + 50),
    [150, 151, 153, 154],
  );
const periods = [20210, 20220, 20230];

/** What the generator makes: everybody is a primary school of a census of 2022/23; with results, forty measures in three years. */
const census = `
  select setseed(0.42);
  insert into national.measure (id, code) select i, 'measure-' || i from generate_series(1, 300) i;
  insert into national.pupil_group (id, code) values (1, 'all');
  insert into national.school (urn, name, la_code, region, phase, as_at)
    select 100000 + i, 'School ' || i, (200 + i % 150)::text, (array['North East', 'North West', 'London', 'South East', 'South West'])[1 + i % 5], 'Primary', '2023-01-01'
    from generate_series(1, $SCHOOLS) i;
  insert into national.result_import (dataset, periods, version, tier, file_name, sha256, reading, report)
    values ('census', '{20230}', 'final', 1, 'census.csv', repeat('a', 64), '', '{}');
  insert into national.fact_school (import, urn, stratum) select 1, urn, 1 from national.school;
  insert into national.fact (org_kind, org_key, period, measure, pupil_group, value, import)
    select 's', urn, 20230, m, 1, round(case m when 220 then 20 + 600 * random() * random() else 60 * random() * random() end), 1
    from national.school, unnest(array[220, 221, 222, 223, 224]) m order by urn;`;
const results = (period, id) => `
  insert into national.result_import (dataset, periods, version, tier, file_name, sha256, reading, report)
    values ('results', '{${period}}', 'final', 1, 'results-${period}.csv', repeat('b', 64), '', '{}');
  insert into national.fact_school (import, urn, stratum) select ${id}, urn, 1 from national.school;
  insert into national.fact (org_kind, org_key, period, measure, pupil_group, value, denominator, import)
    select 's', urn, ${period}, m, 1, round((random() + random() + random()) * 333) / 10, 10 + round(random() * 60), ${id}
    from national.school, unnest(array[${measures}]) m order by urn, m;`;

/** Starts the server and loads the app's sources; answers how to fill a database, the loaded modules, and how to end it all. */
export async function startEngland(say) {
  const home = mkdtempSync(join(tmpdir(), "eddystone-england-"));
  const settings = ["shared_buffers=1GB", "max_wal_size=8GB", "autovacuum=off", "fsync=off", "full_page_writes=off"];
  const server = await startEmbedded(home, { settings });
  const vite = await createServer({
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true, watch: null, hmr: false },
    appType: "custom",
  });
  const pools = [];
  const load = (path) => vite.ssrLoadModule(path);
  return {
    load,
    async fill(scale, { withResults }) {
      const name = `england_${scale.toLowerCase()}`;
      const began = performance.now();
      await prepareEmbedded(server, name);
      const urls = server.urls(name);
      const { migrate } = await load("/app/platform/database/migrate.ts");
      await onServer(urls.owner, (owner) => migrate(owner, readMigrations()));
      await onServer(server.superuserUrl(name), async (client) => {
        await client.query("set synchronous_commit = off; set max_parallel_workers_per_gather = 0");
        await client.query(census.replace("$SCHOOLS", String(sizes[scale])));
        for (const [at, period] of (withResults ? periods : []).entries()) await client.query(results(period, at + 2));
        await client.query("vacuum analyze");
      });
      const filled = performance.now();
      const { measureById } = await load("/app/national/results/catalogue.ts");
      const unknown = measures.filter((id) => !measureById(id));
      if (unknown.length > 0) throw new Error(`the catalogue has no measures ${unknown}`);
      const { rebuildBenchmarks } = await load("/app/national/benchmarks/derive.store.ts");
      await onServer(urls.keeper, rebuildBenchmarks);
      await onServer(server.superuserUrl(name), (client) => client.query("vacuum analyze"));
      const seconds = (from, to) => ((to - from) / 1000).toFixed(1);
      say(
        `${scale}: ${sizes[scale]} schools in ${seconds(began, filled)} s, what is derived of them in ${seconds(filled, performance.now())} s`,
      );
      // As the app asks it: with its own pool.
      const { openPools } = await load("/app/platform/database/open.ts");
      const opened = openPools(urls);
      pools.push(opened);
      return { pool: opened.db.pool, urns: Array.from({ length: 16 }, (_, at) => 100_001 + Math.floor((at * sizes[scale]) / 16)) };
    },
    async stop() {
      for (const opened of pools) await opened.close();
      await vite.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const readMigrations = () =>
  readdirSync("migrations")
    .sort()
    .map((name) => ({ name, sql: readFileSync(`migrations/${name}`, "utf8") }));

/** Buffers that a piece of work touches: in a process that never asked before, and in one that has. What it asks is asked again and explained. */
export async function buffersOf(pool, work) {
  let asked = [];
  const listening = {
    query(question, values) {
      asked.push(typeof question === "string" ? [question, values] : [question.text, question.values]);
      return pool.query(question, values);
    },
  };
  const touched = async () => {
    asked = [];
    await work(listening);
    let sum = 0;
    for (const [text, values] of asked) {
      const { rows } = await pool.query(`explain (analyze, buffers, format json) ${text}`, values);
      const { Plan: plan } = rows[0]["QUERY PLAN"][0];
      sum += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
    }
    return sum;
  };
  return { first: await touched(), later: await touched() };
}

/** Milliseconds of pieces of work, taken in turn: the best of each, because on a machine with other work the rest is waiting for it. */
export async function timesOf(rounds, ...works) {
  const times = works.map(() => []);
  for (let round = 0; round < rounds + 1; round++)
    for (const [at, work] of works.entries()) {
      const began = performance.now();
      await work();
      // The first round warms.
      if (round > 0) times[at].push(performance.now() - began);
    }
  return times.map((all) => Math.min(...all));
}
