import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../database/testing.ts";
import { askReadiness, healthRoutes } from "./health.route.ts";
import { countRequests } from "./metrics.ts";
import { serveMetrics } from "./metrics-server.ts";
import { type House, makeApp } from "./route.tsx";

const database = await testDatabase();
const { pool } = database.database("app");
const nowhere = new pg.Pool({ connectionString: "postgres://eddystone_app:x@127.0.0.1:1/eddystone" });

describe("a process is ready", () => {
  test("when its database answers and stands as this version knows it", async () => {
    expect(await askReadiness(pool, false)).toBe("ready");
  });
  test("not while it stops", async () => expect(await askReadiness(pool, true)).toBe("draining"));
  test("not without its database", async () => expect(await askReadiness(nowhere, false)).toBe("no database"));
  test("not while the database keeps it waiting", async () => {
    const one = new pg.Pool({ connectionString: database.urls.app, max: 1 });
    const busy = await one.connect();
    expect(await askReadiness(one, false, undefined, 100)).toBe("no database");
    busy.release();
    await one.end();
  });
  test("not when a migration it needs is missing, or is another", async () => {
    const wanted = [{ name: "9999-to-come.sql", sql: "select 1" }];
    expect(await askReadiness(pool, false, wanted)).toBe("database not migrated");
    expect(await askReadiness(pool, false, [{ name: "0001-house.sql", sql: "select 1" }])).toBe("database not migrated");
  });
  test("beside a newer version, which has migrations it does not know", async () => {
    const owner = await database.as("owner");
    await owner.query("insert into migration.done (name, digest) values ('9999-to-come.sql', 'x')");
    expect(await askReadiness(pool, false)).toBe("ready");
  });
  test("and may not write what was done", async () => {
    await expect(pool.query("delete from migration.done")).rejects.toThrow(/permission denied/);
  });
});

test("the probes answer without a session: alive whatever the database does, ready only with it", async () => {
  const app = makeApp(
    healthRoutes,
    { readiness: () => askReadiness(nowhere, false) } as House,
    () => {
      throw new Error("no error page is needed");
    },
    {},
  );
  const alive = await app.request("http://localhost/healthz");
  expect([alive.status, await alive.text()]).toEqual([200, "ok"]);
  const ready = await app.request("http://localhost/readyz");
  expect([ready.status, await ready.text()]).toEqual([503, "no database"]);
});

describe("the metrics", () => {
  const requests = countRequests();
  const ask = async (watch: pg.Pool) => {
    const server = await serveMetrics({ requests, pools: { app: pool }, watch }, 0, "127.0.0.1");
    const { port } = server.address() as { port: number };
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    const other = await fetch(`http://127.0.0.1:${port}/`);
    server.close();
    server.closeAllConnections();
    expect(other.status).toBe(404);
    return { type: answer.headers.get("content-type"), lines: (await answer.text()).split("\n") };
  };

  test("tell requests by route and status, how long they took, pools, jobs, memory and lag, as Prometheus reads them", async () => {
    requests.observe("GET", "/:trust", 200, 0.004);
    requests.observe("GET", "/:trust", 200, 0.3);
    requests.observe("GET", "/:trust", 404, 20);
    const importer = await database.as("importer");
    await importer.query("insert into job.job (kind, asked_by, asked_by_name, detail) values ('test', gen_random_uuid(), 'x', '{}')");
    const { type, lines } = await ask(pool);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(lines).toEqual(
      expect.arrayContaining([
        'eddystone_requests_total{method="GET",route="/:trust",status="200"} 2',
        'eddystone_requests_total{method="GET",route="/:trust",status="404"} 1',
        'eddystone_request_seconds_bucket{method="GET",route="/:trust",le="0.005"} 1',
        'eddystone_request_seconds_bucket{method="GET",route="/:trust",le="0.5"} 2',
        'eddystone_request_seconds_bucket{method="GET",route="/:trust",le="10"} 2',
        'eddystone_request_seconds_bucket{method="GET",route="/:trust",le="+Inf"} 3',
        'eddystone_request_seconds_count{method="GET",route="/:trust"} 3',
        'eddystone_pool_waiting{pool="app"} 0',
        "eddystone_database_up 1",
        'eddystone_jobs{state="waiting"} 1',
        'eddystone_jobs{state="failed"} 0',
        expect.stringMatching(/^process_resident_memory_bytes \d{7,}$/),
        expect.stringMatching(/^eddystone_event_loop_lag_seconds\{quantile="0\.99"\} [\d.e-]+$/),
      ]),
    );
    const malformed = lines.filter((line) => line && !/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/.test(line));
    expect(malformed).toEqual([]);
  });
  test("say of jobs nothing when the database does not answer, rather than none", async () => {
    const { lines } = await ask(nowhere);
    expect(lines).toContain("eddystone_database_up 0");
    expect(lines.join()).not.toContain("eddystone_jobs");
  });
});

afterAll(() => nowhere.end());
