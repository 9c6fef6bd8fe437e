import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { onServer, startEmbedded } from "./embedded.ts";

const home = mkdtempSync(join(tmpdir(), "eddystone-embedded-"));
let server = await startEmbedded(home);
const lock = join(home, "data", "postmaster.pid");
const serverFile = join(home, "server.json");
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Kills the database's first process, and those it began where asked. */
function killDatabase(all: boolean) {
  const { pid } = JSON.parse(readFileSync(serverFile, "utf8"));
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const children = processes.split("\n").flatMap((line) => {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    return child && parent === pid ? [child] : [];
  });
  for (const one of [pid, ...(all ? children : [])]) process.kill(one, "SIGKILL");
}
const answers = () => onServer(server.superuserUrl("postgres"), async (client) => (await client.query("select 1 as one")).rows[0].one);

test("a database that was killed starts although another program has its process number now", async () => {
  killDatabase(true);
  // As the database's own user, whose processes alone PostgreSQL minds.
  const other = spawn("sleep", ["60"], { stdio: "ignore", ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}) });
  await new Promise((done) => other.once("spawn", done));
  writeFileSync(lock, readFileSync(lock, "utf8").replace(/^\d+/, String(other.pid)));
  server = await startEmbedded(home);
  expect(await answers()).toBe(1);
  other.kill();
});

test("a database whose first process alone was killed starts when the others have ended", async () => {
  const busy = onServer(server.superuserUrl("postgres"), (client) =>
    client.query("select count(*) from generate_series(1, 4000000) as n, lateral (select n % 7) as m"),
  ).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 300));
  killDatabase(false);
  server = await startEmbedded(home);
  expect(await answers()).toBe(1);
  await busy;
});

test("a description of the server that a power cut left empty is no hindrance", async () => {
  killDatabase(true);
  writeFileSync(serverFile, "");
  server = await startEmbedded(home);
  expect(await answers()).toBe(1);
});
