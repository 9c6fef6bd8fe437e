import { createServer, type Server } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type pg from "pg";
import { type Family, type RequestMetrics, sayMetrics } from "./metrics.ts";

export type Measured = {
  readonly requests: RequestMetrics;
  readonly pools: Readonly<Record<string, pg.Pool>>;
  /** Asks the database, on a connection that no request can take. */
  readonly watch: pg.Pool;
};

/** Answers `/metrics` on a port of its own, away from the site's: what it tells is nobody's but the operator's. */
export function serveMetrics(measured: Measured, port: number, host: string): Promise<Server> {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const server = createServer(async (asked, answer) => {
    if (asked.url !== "/metrics") return answer.writeHead(404).end();
    const families = [...measured.requests.families(), ...ofPools(measured.pools), ...(await ofJobs(measured.watch)), ...ofProcess()];
    const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
    families.push({
      name: "eddystone_event_loop_lag_seconds",
      type: "gauge",
      help: "How late the event loop was since the last reading.",
      samples: [
        { labels: { quantile: "0.5" }, value: seconds(lag.percentile(50)) },
        { labels: { quantile: "0.99" }, value: seconds(lag.percentile(99)) },
        { labels: { quantile: "1" }, value: seconds(lag.max) },
      ],
    });
    lag.reset();
    return answer.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }).end(sayMetrics(families));
  });
  return new Promise((done, fail) => server.once("error", fail).listen(port, host, () => done(server)));
}

function ofPools(pools: Measured["pools"]): Family[] {
  const each = (read: (pool: pg.Pool) => number) =>
    Object.entries(pools).map(([pool, counted]) => ({ labels: { pool }, value: read(counted) }));
  return [
    {
      name: "eddystone_pool_in_use",
      type: "gauge",
      help: "Database connections at work.",
      samples: each(({ totalCount, idleCount }) => totalCount - idleCount),
    },
    {
      name: "eddystone_pool_waiting",
      type: "gauge",
      help: "Requests that wait for a database connection.",
      samples: each(({ waitingCount }) => waitingCount),
    },
  ];
}

/** Jobs by state, and whether the database answers; without it nothing is said of jobs, because nothing is known. */
async function ofJobs(watch: pg.Pool): Promise<Family[]> {
  const up = (value: number): Family => ({
    name: "eddystone_database_up",
    type: "gauge",
    help: "1 while the database answers.",
    samples: [{ value }],
  });
  try {
    const { rows } = await watch.query<{ state: string; jobs: number }>(
      `select s.state, count(j.id)::int as jobs from unnest(array['waiting', 'running', 'failed']) s(state)
       left join job.job j on j.state = s.state group by s.state order by s.state`,
    );
    const samples = rows.map(({ state, jobs }) => ({ labels: { state }, value: jobs }));
    return [up(1), { name: "eddystone_jobs", type: "gauge", help: "Jobs by state.", samples }];
  } catch {
    return [up(0)];
  }
}

function ofProcess(): Family[] {
  const { rss, heapUsed } = process.memoryUsage();
  return [
    { name: "process_resident_memory_bytes", type: "gauge", help: "Memory of the process.", samples: [{ value: rss }] },
    { name: "nodejs_heap_size_used_bytes", type: "gauge", help: "Heap in use.", samples: [{ value: heapUsed }] },
    {
      name: "process_start_time_seconds",
      type: "gauge",
      help: "When the process began.",
      samples: [{ value: Math.round(performance.timeOrigin / 1000) }],
    },
  ];
}
