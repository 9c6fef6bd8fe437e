import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoTrust } from "../app/demo/index.ts";
import { type Embedded, onServer, prepareEmbedded, startEmbedded } from "../app/platform/database/embedded.ts";
import { freePort, type RunningApp, startApp } from "../journeys/app.ts";
import { type Balancer, balance } from "./balancer.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";

const restarts = full ? 20 : 3;
const clients = 12;
const random = randomFrom();
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const until = async (seen: () => boolean) => {
  while (!seen()) await wait(20);
};

// The planted fault: an app that exits at once when it is told to stop.
const atOnce = `--import=data:text/javascript,${encodeURIComponent('process.prependListener("SIGTERM", () => process.exit(0))')}`;

const home = mkdtempSync(join("/tmp", "eddystone-rolling-"));
let server: Embedded;
let balancer: Balancer;
let env: Record<string, string>;
const apps = new Map<number, RunningApp>();
const start = async (port: number) => apps.set(port, await startApp({ dataHome: home, port, env }));

beforeAll(async () => {
  server = await startEmbedded(home);
  await prepareEmbedded(server, "eddystone");
  const urls = server.urls("eddystone");
  env = {
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_KEEPER_URL: urls.keeper,
    DATABASE_IMPORTER_URL: urls.importer,
    DATABASE_SIGN_IN_URL: urls.sign_in,
    EDDYSTONE_TRUST_PROXY: "1",
    EDDYSTONE_DRAIN_SECONDS: "1",
    ...(faultIn("rolling") ? { NODE_OPTIONS: atOnce } : {}),
  };
  const ports = [await freePort(), await freePort()];
  for (const port of ports) await start(port);
  balancer = await balance(ports);
  await until(() => balancer.readyPorts().length === 2);
});
afterAll(async () => {
  await balancer?.close();
  await Promise.all([...apps.values()].map((app) => app.stop("SIGKILL")));
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

type Answer = { status: number; cookie: string; body: string };

/** One browser that keeps its connection. */
function browser(cookie = "") {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (method: "GET" | "POST", path: string, form?: Record<string, string>) =>
    new Promise<Answer>((done, fail) => {
      const body = form ? new URLSearchParams(form).toString() : "";
      const asked = request(
        {
          port: balancer.port,
          host: "127.0.0.1",
          agent,
          method,
          path,
          headers: {
            ...(cookie ? { cookie } : {}),
            ...(form ? { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) } : {}),
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part) => parts.push(part));
          answer.once("error", fail);
          answer.once("close", () => (answer.complete ? undefined : fail(new Error("the answer was cut off"))));
          answer.once("end", () => {
            const given = answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
            done({ status: answer.statusCode ?? 0, cookie: given, body: Buffer.concat(parts).toString() });
          });
        },
      );
      asked.once("error", fail);
      asked.end(body);
    });
  return { ask, close: () => agent.destroy() };
}
const hidden = (page: string, name: string) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? "";

test("processes are restarted one after the other under load, and nobody notices", async () => {
  const demo = demoTrust();
  const director = demo.people.find(({ role }) => role === "managing-director")?.email ?? "";
  const indicator = "behaviour-and-attitudes";
  const failed: string[] = [];
  const posted: string[] = [];
  let requests = 0;
  let going = true;

  const door = browser();
  const signedIn = await door.ask("POST", "/sign-in", { email: director, password: "lantern-over-granite", to: "/" });
  door.close();
  expect(signedIn.status).toBe(303);

  // Each at an academy of its own, so that no two cross; how long each rests is the seed's.
  const life = async (urn: number, own: () => number) => {
    const { ask, close } = browser(signedIn.cookie);
    const place = `/granite-coast/diagnose/${urn}/${indicator}`;
    const tell = async (what: string, method: "GET" | "POST", path: string, should: number, form?: Record<string, string>) => {
      requests++;
      try {
        const answer = await ask(method, path, form);
        if (answer.status === should) return answer;
        failed.push(`${what}: ${answer.status} ${answer.body.slice(0, 200)}`);
      } catch (error) {
        failed.push(`${what}: ${(error as Error).message}`);
      }
      return undefined;
    };
    for (let turn = 0; going; turn++) {
      await tell("overview", "GET", "/granite-coast", 200);
      await tell("academy", "GET", `/granite-coast/diagnose/${urn}`, 200);
      const page = await tell("indicator", "GET", place, 200);
      const words = `Rolling ${urn} ${turn}`;
      const recorded =
        page &&
        (await tell("judgement", "POST", place, 303, {
          token: hidden(page.body, "token"),
          once: hidden(page.body, "once"),
          edition: hidden(page.body, "edition"),
          replacing: hidden(page.body, "replacing"),
          level: "expected",
          confidence: "high",
          direction: "steady",
          narrative: words,
        }));
      if (recorded) posted.push(words);
      await wait(own() * 100);
    }
    close();
  };
  const living = demo.academies.slice(0, clients).map(({ urn }) => life(urn, randomFrom(Math.floor(random() * 2 ** 31))));
  const ended = Promise.all(living);

  let longest = 0;
  const ports = [...apps.keys()];
  for (let restart = 0; restart < restarts; restart++) {
    await wait(200 + random() * 500);
    const port = ports[restart % ports.length] ?? 0;
    const told = performance.now();
    const code = await apps.get(port)?.stop("SIGTERM");
    longest = Math.max(longest, performance.now() - told);
    expect(code).toBe(0);
    await start(port);
    await until(() => balancer.readyPorts().includes(port));
  }
  going = false;
  await ended;

  const kept = await onServer(server.urls("eddystone").keeper, async (keeper) => {
    const { rows } = await keeper.query<{ narrative: string }>("select narrative from diagnose.judgement where narrative like 'Rolling %'");
    return rows.map(({ narrative }) => narrative).sort();
  });
  sayGate("rolling", {
    figure: `${failed.length} failed of ${requests} requests over ${restarts} restarts, ${posted.length} judgements told recorded and ${kept.length} kept, ${balancer.again()} GETs sent again, drained in ${(longest / 1000).toFixed(1)} s at most`,
    target: "0 failed, as many kept as told, 10 s",
  });
  expect(failed).toEqual([]);
  expect(kept).toEqual(posted.sort());
  // A process that says in time that it goes leaves nothing for the balancer to save.
  expect(longest).toBeLessThan(10_000);
  expect(posted.length).toBeGreaterThan(restarts);
});
