import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { forget, type RunningApp, runCommand, startApp } from "./app.ts";

const production = { EDDYSTONE_ENV: "production", EDDYSTONE_DEMO: "0", EDDYSTONE_ORIGIN: "https://eddystone.example" };
const server = (password: string) => `postgres://eddystone_app:${password}@127.0.0.1:1/eddystone`;
const home = mkdtempSync(join(tmpdir(), "eddystone-production-"));
const apps: RunningApp[] = [];
afterAll(async () => {
  for (const app of apps) {
    if (app.child.exitCode === null) await app.stop("SIGINT");
    forget(app);
  }
  rmSync(home, { recursive: true, force: true });
});
const start = async (options: Parameters<typeof startApp>[0]) => {
  const app = await startApp(options);
  apps.push(app);
  return app;
};

test.each([
  ["with the demonstration", { EDDYSTONE_DEMO: "1" }, /^In production there is no demonstration trust/],
  ["without its own address", { EDDYSTONE_ORIGIN: "" }, /^In production Eddystone must know its own address/],
  ["in the clear", { EDDYSTONE_ORIGIN: "http://eddystone.example" }, /would travel in the clear/],
  ["with a password that everybody knows", { DATABASE_URL: server("postgres") }, /^DATABASE_URL carries a password that everybody knows/],
  [
    "by a database server's address alone",
    { EDDYSTONE_ENV: "", EDDYSTONE_ORIGIN: "", DATABASE_URL: server("Xq3") },
    /must know its own address/,
  ],
])("production is not started %s: one sentence, a non-zero exit, and nothing is written", async (_how, env, sentence) => {
  const { code, out, err } = await runCommand(home, ["serve"], { ...production, PORT: "0", ...env });
  expect([code, out, err.trim().split("\n").length]).toEqual([1, "", 1]);
  expect(err).toMatch(sentence);
  expect(existsSync(join(home, "data"))).toBe(false);
});

test("production is not started on a database that holds the demonstration, and leaves nothing running", async () => {
  const app = await start({});
  await app.stop();
  const { code, err } = await runCommand(app.dataHome, ["serve"], { ...production, PORT: String(app.port) });
  expect(code).toBe(1);
  expect(err.trim()).toMatch(/^This database holds the demonstration trust or its accounts, .+\.$/);
  expect(existsSync(join(app.dataHome, "server.json"))).toBe(false);
});

/** A request written to the socket by hand; answers everything that came back once the connection ended. */
function open(port: number) {
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.on("data", (text) => {
    said += text;
  });
  socket.on("error", () => {});
  const ended = new Promise<string>((done) => socket.once("close", () => done(said)));
  return { write: (text: string) => socket.write(text), said: () => said, ended };
}
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const until = async (seen: () => boolean | Promise<boolean>) => {
  while (!(await seen())) await wait(20);
};

describe("in production", () => {
  let app: RunningApp;
  const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${app.port}${path}`, { redirect: "manual", ...init });
  const lines = () =>
    app
      .said()
      .split("\n")
      .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Record<string, unknown>] : []));
  const metricsPort = 20_000 + (process.pid % 20_000);

  test("the log is JSON, and no password is printed into it", async () => {
    app = await start({
      env: { ...production, EDDYSTONE_METRICS_PORT: String(metricsPort), EDDYSTONE_DRAIN_SECONDS: "1", EDDYSTONE_TRUST_PROXY: "1" },
    });
    expect(lines()).toEqual([expect.objectContaining({ event: "said", message: "Eddystone is ready at https://eddystone.example" })]);
    await until(() => app.said().includes("Nobody can sign in yet."));
    expect(app.said()).not.toMatch(/this once shown/);
  });

  test("the first operator is made on the terminal, and signs in with a cookie that travels by https only", async () => {
    const made = await runCommand(app.dataHome, ["operator", "first"]);
    const password = made.out.match(/localdomain +(\S+)/)?.[1] ?? "";
    expect(made.code).toBe(0);
    expect((await runCommand(app.dataHome, ["operator", "first"])).code).toBe(1);
    const signIn = (origin: string) =>
      ask("/sign-in", {
        method: "POST",
        headers: { origin, "x-request-id": "from-the-proxy-1", "x-forwarded-for": "203.0.113.9" },
        body: new URLSearchParams({ email: "operator@localhost.localdomain", password }),
      });
    expect((await signIn(`http://127.0.0.1:${app.port}`)).status).toBe(403);
    const answer = await signIn("https://eddystone.example");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-eddystone=[^;]+;.*HttpOnly; Secure; SameSite=Lax/);
    expect(answer.headers.get("strict-transport-security")).toMatch(/max-age=31536000/);
    const line = lines().find(({ request, status }) => request === "from-the-proxy-1" && status === 303);
    expect(line).toMatchObject({ event: "request", method: "POST", route: "/sign-in" });
    expect(app.said()).not.toContain(password);
  });

  test("the probes answer, and the metrics stand on a port of their own only", async () => {
    expect(await (await ask("/healthz")).text()).toBe("ok");
    expect(await (await ask("/readyz")).text()).toBe("ready");
    expect(await (await ask("/metrics")).text()).not.toContain("eddystone_");
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toMatch(/eddystone_requests_total\{method="POST",route="\/sign-in",status="303"\} 1/);
    expect(metrics).toMatch(/eddystone_database_up 1/);
  });

  test("told to stop, it is first not ready and serves on, ends each connection, finishes what has begun, and waits no longer than ten seconds", async () => {
    const body = "email=nobody%40nowhere.example&password=wrong-password";
    const head = `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`;
    const [begun, hung] = [open(app.port), open(app.port)];
    begun.write(head + body.slice(0, 10));
    hung.write(head);
    const kept = open(app.port);
    kept.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    await until(() => kept.said().includes("ok"));
    expect(kept.said()).not.toMatch(/connection: close/i);

    const told = performance.now();
    const exit = app.stop("SIGTERM");
    await until(async () => (await ask("/readyz")).status === 503);
    // A connection that was kept is served once more, and told to end.
    kept.write("GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(await kept.ended).toMatch(/HTTP\/1\.1 200 OK[\s\S]*connection: close/i);
    await until(() =>
      ask("/healthz").then(
        () => false,
        () => true,
      ),
    );
    expect(performance.now() - told).toBeGreaterThan(900);
    // What began before is finished, though nothing new is taken.
    begun.write(body.slice(10));
    expect(await begun.ended).toMatch(/^HTTP\/1\.1 422 [\s\S]*connection: close/i);
    expect(await exit).toBe(0);
    expect(performance.now() - told).toBeLessThan(14_000);
    expect(await hung.ended).toBe("");
  });
});
