// The yardstick: the least a correct server can do for one trust's overview, on the same PostgreSQL as the app. It is used unchanged,
// which its SHA-256 proves, and only after both sides were seen to give the same academies, levels and directions.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { signIn, startDemonstration } from "./app.mjs";
import { connection, hammer } from "./hammer.mjs";

const file = "../shared/prototypes/bench/dashboard-reference.mjs";
const sha256 = "4c8b740e1abca696654b0f507b12dbf5de07f4ea8cd87bac3edebc454774e987";
const levels = ["not-yet", "working-towards", "expected", "strength"];
const directions = { declining: -1, steady: 0, improving: 1 };

/** Starts the app and the reference over the same facts; answers both, how to ask each, and how to stop them. */
export async function startBoth() {
  if (!existsSync(file)) throw new Error(`The reference ${file} is not here, so there is nothing to compare with.`);
  if (createHash("sha256").update(readFileSync(file)).digest("hex") !== sha256) throw new Error("The reference is not the one agreed on.");
  const { origin, app, stop } = await startDemonstration();
  const headers = await signIn(origin, "rosalind.penhale@granite-coast.example");
  const line = connection(origin);
  const read = async () => JSON.parse((await line.send({ path: "/api/v1/granite-coast/dashboard", headers: headers.api })).body.toString());
  const ours = (await read()).academies.map(({ urn, name, cells }) => ({
    id: String(urn),
    name,
    levels: cells.map(({ level }) => levels.indexOf(level ?? "")),
    directions: cells.map(({ direction }) => directions[direction ?? "steady"]),
  }));
  const folder = mkdtempSync(join(tmpdir(), "eddystone-bench-"));
  writeFileSync(join(folder, "facts.json"), JSON.stringify({ academies: ours }));

  const { port } = JSON.parse(readFileSync(join(app.dataHome, "server.json"), "utf8"));
  const { superuser } = JSON.parse(readFileSync(join(app.dataHome, "secrets.json"), "utf8"));
  const url = (database) => `postgres://postgres:${superuser}@127.0.0.1:${port}/${database}`;
  const power = new pg.Client({ connectionString: url("postgres") });
  await power.connect();
  await power.query("create database bench");
  await power.end();
  const theirPort = app.port + 1;
  // Beside our own packages, because it asks for the same driver; not a byte of it is changed.
  const copy = "dist/dashboard-reference.mjs";
  copyFileSync(file, copy);
  const reference = spawn(process.execPath, [copy, String(theirPort), join(folder, "facts.json")], {
    env: { ...process.env, DATABASE_URL: url("bench") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((ready, failed) => {
    reference.stdout.on("data", (text) => String(text).includes("reference ready") && ready());
    reference.on("exit", (code) => failed(new Error(`the reference ended with ${code}`)));
  });
  const theirs = `http://127.0.0.1:${theirPort}`;
  const their = connection(theirs);
  const said = JSON.parse((await their.send({ path: "/dashboard.json" })).body.toString()).academies;
  if (JSON.stringify(said) !== JSON.stringify(ours)) throw new Error("the two sides do not show the same academies, levels and directions");
  return {
    ours: origin,
    theirs,
    headers,
    /** Ends what this process keeps of the trust, so that it reads anew: every few milliseconds, until stopped. */
    async disturb() {
      const client = new pg.Client({ connectionString: url("eddystone") });
      await client.connect();
      const { rows } = await client.query("select trust_id from organisation.directory where slug = 'granite-coast'");
      let going = true;
      const told = (async () => {
        while (going) {
          await client.query("select pg_notify('eddystone_changed', $1)", [rows[0].trust_id]);
          await new Promise((done) => setTimeout(done, 2));
        }
      })();
      return async () => {
        going = false;
        await told;
        await client.end();
      };
    },
    stop: async () => {
      line.close();
      their.close();
      reference.kill();
      await stop();
    },
  };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Our requests a second as a share of theirs, and our p99 as a multiple: medians of rounds taken in turn. Any error counts as a failure. */
export async function compare(both, { ours, theirs, connections, rounds = 8, milliseconds = 1000 }) {
  const [rates, tails] = [[], []];
  for (let round = 0; round < rounds + 1; round++) {
    const mine = await hammer(both.ours, { connections, milliseconds, next: ours });
    const their = await hammer(both.theirs, { connections, milliseconds, next: theirs });
    const errors = [...mine.errors, ...their.errors];
    if (errors.length > 0) throw new Error(`${errors.length} errors, the first: ${errors[0]}`);
    // The first round warms both.
    if (round === 0) continue;
    rates.push(mine.requestsPerSecond / their.requestsPerSecond);
    tails.push(mine.p99 / their.p99);
  }
  return { rate: Math.round(median(rates) * 100) / 100, p99: Math.round(median(tails) * 100) / 100 };
}

export const atLeast = (name, value, target) => ({ name, value, target: `>= ${target}`, pass: value >= target });
export const atMost = (name, value, target) => ({ name, value, target: `<= ${target}`, pass: value <= target });
