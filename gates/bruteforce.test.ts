import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount, findSession, trySignIn } from "../app/platform/sign-in/account.store.ts";
import { beginApp, confirmApp, pendingSecret } from "../app/platform/sign-in/code.store.ts";
import { readSignInSettings } from "../app/platform/sign-in/settings.ts";
import { codeAt, stepAt } from "../app/platform/sign-in/totp.ts";
import { forget, type RunningApp, startApp } from "../journeys/app.ts";
import { faultIn, full, randomFrom, sayGate, seed } from "./gate.ts";

const runs = full ? 100 : 5;
const password = "lantern-over-granite";
const random = randomFrom();

// Each start of a process has a name of its own in the database.
let starts = 0;
const named = () => ({ PGAPPNAME: `start-${++starts}` });
let first: RunningApp;
let second: RunningApp;
let beside: Record<string, string>;
let signIn: pg.Pool;
let key: Buffer | undefined;

beforeAll(async () => {
  // The default install, and a second process on its database.
  first = await startApp({ env: { EDDYSTONE_DEMO: "0", ...named() } });
  const read = (file: string) => JSON.parse(readFileSync(join(first.dataHome, file), "utf8")) as Record<string, string>;
  const [secrets, { port }] = [read("secrets.json"), read("server.json")];
  const url = (role: string) => `postgres://eddystone_${role}:${secrets[role]}@127.0.0.1:${port}/eddystone`;
  key = readSignInSettings({}, new URL("http://localhost:3000"), first.dataHome).key;
  beside = {
    DATABASE_URL: url("app"),
    DATABASE_OWNER_URL: url("owner"),
    DATABASE_KEEPER_URL: url("keeper"),
    DATABASE_IMPORTER_URL: url("importer"),
    DATABASE_SIGN_IN_URL: url("sign_in"),
    EDDYSTONE_SECRET: readFileSync(join(first.dataHome, "sign-in-secret"), "utf8"),
    EDDYSTONE_DEMO: "0",
  };
  if (faultIn("bruteforce")) {
    // The planted fault: a limiter in memory. Each start of a process sees only the guesses that came to itself.
    const owner = new pg.Client({ connectionString: url("owner") });
    await owner.connect();
    await owner.query(`alter table sign_in.attempt add column start text not null default current_setting('application_name');
      alter table sign_in.attempt enable row level security;
      create policy own_memory on sign_in.attempt to eddystone_sign_in using (start = current_setting('application_name')) with check (true)`);
    await owner.end();
  }
  second = await startApp({ env: { ...beside, ...named() } });
  signIn = new pg.Pool({ connectionString: url("sign_in"), max: 4 });
});
afterAll(async () => {
  await signIn?.end();
  await second?.stop();
  await first?.stop();
  if (first) forget(first);
});

type Answer = { status: number; half: string };
/** Sends a form from a network of its own, so that what is counted is what is guessed at. */
function post(app: RunningApp, path: string, form: Record<string, string>, network: string, half?: string): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", ...(half ? { Cookie: `eddystone-half=${half}` } : {}) };
    const sent = request({ host: "127.0.0.1", port: app.port, path, method: "POST", localAddress: network, headers }, (answer) => {
      answer.resume();
      const set = (answer.headers["set-cookie"] ?? []).find((line) => line.startsWith("eddystone-half="));
      answer.on("end", () => done({ status: answer.statusCode ?? 0, half: set?.match(/=([^;]+)/)?.[1] ?? "" }));
    });
    sent.on("error", fail);
    sent.end(new URLSearchParams(form).toString());
  });
}
let networks = 0;
const network = () => {
  const n = ++networks;
  return `127.${10 + (n >> 14)}.${(n >> 7) & 127}.${1 + (n & 127)}`;
};

type Guessed = { name: string; guess: (app: RunningApp) => Promise<number>; rightly: (app: RunningApp) => Promise<number> };
let accounts = 0;

/** An account with both factors, and how each of its secrets is guessed at and given rightly. */
async function somebody(): Promise<Guessed[]> {
  const make = async () => {
    const email = `somebody-${++accounts}@x.example`;
    await addAccount(signIn, { email, name: "Some Body", password });
    return email;
  };
  const withFactor = async () => {
    const email = await make();
    const from = `set-up-${email}`;
    const entered = await trySignIn(signIn, email, password, from);
    const session = "token" in entered ? await findSession(signIn, entered.token) : undefined;
    if (!session) throw new Error("not signed in");
    await beginApp(signIn, key, session);
    const secret = (await pendingSecret(signIn, key, session.account.id)) ?? "";
    const codes = await confirmApp(signIn, key, session, codeAt(secret, stepAt(Temporal.Now.instant()) - 1), from);
    if (!codes.ok) throw new Error(codes.refusal.kind);
    // The password is known to whoever guesses here; the question for the second factor stays open for ten minutes, in every process.
    const { half } = await post(first, "/sign-in", { email, password }, network());
    const give = async (app: RunningApp, code: string) => (await post(app, "/sign-in/code", { code }, network(), half)).status;
    return { give, now: () => codeAt(secret, stepAt(Temporal.Now.instant())), recovery: codes.value[0] ?? "" };
  };
  const [email, app, recovery] = await Promise.all([make(), withFactor(), withFactor()]);
  const enter = async (to: RunningApp, word: string) => (await post(to, "/sign-in", { email, password: word }, network())).status;
  const digits = () => String(Math.floor(random() * 1e6)).padStart(6, "0");
  const letters = () => Array.from({ length: 24 }, () => "ABCDEFGHJKMNPQRSTUVWXYZ234567"[Math.floor(random() * 29)]).join("");
  return [
    { name: "password", guess: (to) => enter(to, `guess ${random()}`), rightly: (to) => enter(to, password) },
    { name: "code", guess: (to) => app.give(to, digits()), rightly: (to) => app.give(to, app.now()) },
    { name: "recovery code", guess: (to) => recovery.give(to, letters()), rightly: (to) => recovery.give(to, recovery.recovery) },
  ];
}

test(`the eleventh guess in five minutes is refused in ${runs} of ${runs} runs, over two processes and a restart, though it is right`, async () => {
  const slipped: string[] = [];
  for (let run = 0; run < runs; run++) {
    const all = await somebody();
    const restartAfter = 1 + Math.floor(random() * 9);
    for (let guess = 0; guess < 10; guess++) {
      if (guess === restartAfter) {
        await second.stop("SIGKILL");
        second = await startApp({ env: { ...beside, ...named() } });
      }
      const statuses = await Promise.all(all.map(({ guess: wrongly }) => wrongly(random() < 0.5 ? first : second)));
      expect([run, guess, statuses]).toEqual([run, guess, [422, 422, 422]]);
    }
    for (const { name, rightly } of all) {
      const status = await rightly(random() < 0.5 ? first : second);
      if (status !== 429) slipped.push(`${name}, run ${run}: ${status}`);
    }
  }
  sayGate("bruteforce", {
    figure: `the 11th guess refused in ${runs * 3 - slipped.length} of ${runs * 3} (${runs} runs × password, code, recovery code)`,
    target: "all",
  });
  expect(slipped, `seed ${seed}`).toEqual([]);
});

test("thirty guesses sent at once to both processes are weighed ten times at most", async () => {
  const [word] = await somebody();
  const sent = await Promise.all(Array.from({ length: 30 }, (_, n) => word?.guess(n % 2 ? first : second)));
  expect(sent.filter((status) => status === 422).length).toBeLessThanOrEqual(10);
  expect(sent.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
});

test("a right password or code is not refused before the eleventh", async () => {
  for (const { name, rightly } of await somebody()) expect([name, await rightly(second)]).toEqual([name, 303]);
});
