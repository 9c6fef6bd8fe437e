import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { demoTrust } from "../app/demo/index.ts";
import { derivedAstray } from "../app/diagnose/index.server.ts";
import { verifyChain } from "../app/platform/audit/audit.store.ts";
import { onServer, startEmbedded } from "../app/platform/database/embedded.ts";
import { openPools } from "../app/platform/database/open.ts";
import { type RunningApp, startApp } from "../journeys/app.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";

// Writers send judgements with evidence, roles and decisions over HTTP, each its own cell, and note what was answered as done. In the middle
// of it the app, its database or both are killed with SIGKILL, or the power of the disk is cut. Then a new start must come up and hold it all.

const kills = full ? 200 : 4;
const cuts = full ? 20 : 1;
const random = randomFrom();
const between = (least: number, most: number) => least + Math.floor(random() * (most - least));
const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const trust = demoTrust();
const password = "lantern-over-granite";

type Written = { readonly marker: string; readonly file?: string };
/** What the app answered as done: nothing of it may be lost. */
type Acknowledged = { judgements: Written[]; roles: Written[]; decisions: Written[] };
const nothing = (): Acknowledged => ({ judgements: [], roles: [], decisions: [] });
const count = ({ judgements, roles, decisions }: Acknowledged) => judgements.length + roles.length + decisions.length;

async function signIn(app: RunningApp, name: string) {
  const body = new URLSearchParams({ email: `${name}@granite-coast.example`, password, to: "/" });
  const answer = await fetch(`${app.home}/sign-in`, { method: "POST", body, redirect: "manual" });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  if (answer.status !== 303) throw new Error(`${name} could not sign in: ${answer.status}`);
  return cookie;
}

/** Signed in once: a session outlives the app that began it. */
const signInAll = async (app: RunningApp) =>
  (await Promise.all(["sunita.bramwell", "petra.dunstone", "rosalind.penhale"].map((name) => signIn(app, name)))) as unknown as Cookies;
type Cookies = readonly [judge: string, administrator: string, director: string];

type Work = ReturnType<typeof workOf>;
/** One person at work: opens a page, fills its form in and sends it; true when it was answered as done. */
function workOf(app: RunningApp, cookie: string) {
  const open = async (path: string) => (await fetch(app.home + path, { headers: { cookie } })).text();
  return async (path: string, fields: (page: string) => Record<string, string | File>, beforeSending: () => void) => {
    const page = await open(path);
    const form = new FormData();
    for (const name of ["token", "once"]) form.set(name, new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "");
    for (const [name, value] of Object.entries(fields(page))) form.set(name, value);
    beforeSending();
    const answer = await fetch(app.home + path, { method: "POST", body: form, headers: { cookie }, redirect: "manual" });
    await answer.body?.cancel();
    if (answer.status >= 500) throw new Error("the app could not");
    return answer.status === 303;
  };
}

/** Starts the writers on an app; they end by themselves when it is gone. `early`: what is sent counts as done before it is answered. */
function startLoad(app: RunningApp, cookies: Cookies, places: Places, said: Acknowledged, early = false) {
  let stopping = false;
  let refused = 0;
  const [judge, administrator, director] = cookies.map((cookie) => workOf(app, cookie)) as [Work, Work, Work];
  const common = { level: "expected", confidence: "high", direction: "steady" };
  const edition = (page: string) => /name="edition" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const replacing = (page: string) => /name="replacing" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const forever = async (
    list: Written[],
    turn: (marker: string, note: (written?: Omit<Written, "marker">) => void) => Promise<boolean>,
  ) => {
    while (!stopping) {
      const written: { marker: string; file?: string } = { marker: `kill9-${randomBytes(8).toString("hex")}` };
      const sent = (more: Omit<Written, "marker"> = {}) => {
        Object.assign(written, more);
        if (early) list.push(written);
      };
      try {
        const done = await turn(written.marker, sent);
        if (done && !early) list.push(written);
        if (!done) refused++;
      } catch {
        // The app or its database is gone; who is still there tries again until told to stop.
        await later(5);
      }
    }
  };
  const writers = [
    ...places.cells.map((path) =>
      forever(said.judgements, (marker, note) => {
        const bytes = randomBytes(between(1, 60_000));
        bytes.writeUInt8(0x25);
        const file = new File([Buffer.concat([Buffer.from("%PDF-1.7\n"), bytes])], `${marker}.pdf`);
        const sum = createHash("sha256").update("%PDF-1.7\n").update(bytes).digest("hex");
        const piece = (index: number, kind: string, more: Record<string, string | File>) =>
          Object.fromEntries(
            Object.entries({ kind, title: marker, dated: "2026-07-01", stance: "supports", sensitivity: "ordinary", ...more }).map(
              ([name, value]) => [`evidence-${index}-${name}`, value],
            ),
          );
        return judge(
          path,
          (page) => ({
            ...common,
            narrative: marker,
            edition: edition(page),
            replacing: replacing(page),
            ...piece(1, "file", { file }),
            ...piece(2, "note", { text: "Seen on the visit." }),
          }),
          () => note({ file: sum }),
        );
      }),
    ),
    forever(said.roles, (marker, note) =>
      administrator(
        `/${trust.slug}/organisation/people`,
        () => ({
          name: marker,
          email: `${marker}@granite-coast.example`,
          kind: "central-team",
          unitId: places.trustUnit,
          from: "2026-01-01",
        }),
        note,
      ),
    ),
    forever(said.decisions, (marker, note) =>
      director(
        places.meeting,
        (page) => {
          const { urn } = places;
          return {
            urn,
            edition: edition(page),
            replacing: replacing(page.slice(page.indexOf(`id="academy-${urn}"`))),
            [`category-${urn}`]: "emerging",
            [`reason-${urn}`]: marker,
            [`from-${urn}`]: places.heldOn,
          };
        },
        note,
      ),
    ),
  ];
  return {
    refused: () => refused,
    /** Until so many are answered as done, and then any moment. */
    untilDone: async (done: number) => {
      for (const end = Date.now() + 60_000; count(said) < done && Date.now() < end; ) await later(1);
      await later(between(0, 100));
    },
    stop: async () => {
      stopping = true;
      await Promise.all(writers);
    },
  };
}

type Places = { cells: string[]; trustUnit: string; meeting: string; heldOn: string; urn: string };
const keeperOf = async (home: string) => (await startEmbedded(home)).urls("eddystone");

async function findPlaces(home: string): Promise<Places> {
  return onServer((await keeperOf(home)).keeper, async (keeper) => {
    const one = async (sql: string) => (await keeper.query(sql)).rows[0];
    const { id: trustUnit } = await one("select id from organisation.unit where kind = 'trust'");
    const { id, held_on } = await one(
      "select m.id, m.held_on::text from organisation.meeting m where m.held_on <= now() and exists (select from diagnose.decision d where d.meeting_id = m.id) order by m.held_on desc limit 1",
    );
    const { rows } = await keeper.query<{ indicator: string }>(
      "select distinct j.indicator from diagnose.judgement j join organisation.academy a using (trust_id, unit_id) where a.urn = 990012 and j.review_id is null order by 1 limit 3",
    );
    const cells = rows.map(({ indicator }) => `/${trust.slug}/diagnose/990012/${indicator}`);
    return { cells, trustUnit, meeting: `/${trust.slug}/diagnose/meetings/${id}`, heldOn: held_on, urn: "990006" };
  });
}

type Found = { lost: string[]; halfDone: number; what: string[] };

/** Compares what was answered as done with what is there, and looks for anything that is there by half. */
async function look(home: string, all: Acknowledged, newest: Acknowledged): Promise<Found> {
  const urls = await keeperOf(home);
  const found: Found = { lost: [], halfDone: 0, what: [] };
  await onServer(urls.keeper, async (keeper) => {
    const missing = async (list: Written[], kept: string) => {
      const { rows } = await keeper.query(`select marker from unnest($1::text[]) marker where marker not in (${kept})`, [
        list.map(({ marker }) => marker),
      ]);
      found.lost.push(...rows.map((row) => row.marker));
      if (rows.length > 0) found.what.push(`lost: ${rows.length} of ${kept}`);
    };
    await missing(all.judgements, "select narrative from diagnose.judgement");
    await missing(all.roles, "select p.name from organisation.person p join organisation.role r on r.person_id = p.id");
    await missing(all.decisions, "select reason from diagnose.decision where reason is not null");
    const { rows: files } = await keeper.query<{ title: string; sum: string }>(
      `select i.title, encode(sha256(string_agg(c.bytes, ''::bytea order by c.number)), 'hex') as sum
       from evidence.item i join evidence.chunk c on c.item_id = i.id where i.title = any($1) group by i.id, i.title`,
      [newest.judgements.map(({ marker }) => marker)],
    );
    const sums = new Map(files.map(({ title, sum }) => [title, sum]));
    const torn = newest.judgements.filter(({ marker, file }) => sums.has(marker) && sums.get(marker) !== file);
    found.lost.push(...torn.map(({ marker }) => marker));
    if (torn.length > 0) found.what.push(`lost: ${torn.length} files`);

    const halves: Record<string, string> = {
      "a judgement and its audit entry, or its evidence": `
        select from (select j.id, count(r.item_id) as evidence from diagnose.judgement j left join diagnose.rests_on r on r.judgement_id = j.id where j.narrative like 'kill9-%' group by j.id) j
        full join (select detail->>'judgement' as id, (detail->>'evidence')::int as evidence from audit.event where kind = 'diagnose.judgement-recorded') e on e.id = j.id::text
        where j.id is null or e.id is null or j.evidence <> 2 or e.evidence <> 2`,
      "evidence of nothing": `
        select from evidence.item i where i.follows is null
          and not exists (select from diagnose.rests_on r where r.item_id = i.id)
          and not exists (select from diagnose.review_rests_on r where r.item_id = i.id)
          and not exists (select from diagnose.finding_check_rests_on r where r.item_id = i.id)
          and not exists (select from inspection.rests_on r where r.item_id = i.id)
          and not exists (select from strengths.test_rests_on r where r.item_id = i.id)`,
      "a file and its chunks": `
        select from evidence.item i left join (select item_id, sum(octet_length(bytes)) as bytes from evidence.chunk group by 1) c on c.item_id = i.id
        where coalesce(c.bytes, 0) <> coalesce(i.bytes, 0)`,
      "a person, their role and its audit entry": `
        select from (select r.id, p.name from organisation.person p left join organisation.role r on r.person_id = p.id where p.name like 'kill9-%') r
        full join (select detail->>'role' as id from audit.event where kind = 'organisation.role-given') e on e.id = r.id::text where r.id is null or e.id is null`,
      "a decision and its audit entry": `
        select from (select id from diagnose.decision where reason like 'kill9-%') d
        full join (select detail->>'decision' as id from audit.event where kind = 'diagnose.category-decided') e on e.id = d.id::text where d.id is null or e.id is null`,
      "a form's key and what came of it": "select from platform.once where outcome is null",
    };
    for (const [what, sql] of Object.entries(halves)) {
      const n = (await keeper.query(sql)).rowCount ?? 0;
      found.halfDone += n;
      if (n > 0) found.what.push(`half done: ${n} × ${what}`);
    }
    for (const { trust_id } of (await keeper.query("select trust_id from audit.head")).rows) {
      const { broken } = await verifyChain(keeper, trust_id);
      if (broken) {
        found.halfDone++;
        found.what.push(`the chain is broken at ${broken}`);
      }
    }
  });
  const pools = openPools(urls);
  const { rows } = await pools.keeper.pool.query<{ trust_id: string }>("select trust_id from organisation.directory");
  const astray = (await derivedAstray(pools.db, rows[0]?.trust_id ?? "")).length;
  await pools.close();
  found.halfDone += astray;
  if (astray > 0) found.what.push(`half done: ${astray} academies' categories`);
  return found;
}

/** The database's processes: the first of them, and those it began. */
function databaseOf(home: string): { postmaster: number; children: number[] } {
  const postmaster: number = JSON.parse(readFileSync(join(home, "server.json"), "utf8")).pid;
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const children = processes.split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return pid && parent === postmaster ? [pid] : [];
  });
  return { postmaster, children };
}

const killed = (pid: number | undefined) => {
  try {
    if (pid) process.kill(pid, "SIGKILL");
  } catch {}
};
const ways = {
  app: (app: RunningApp) => killed(app.child.pid),
  database: (app: RunningApp) => {
    const { postmaster, children } = databaseOf(app.dataHome);
    for (const pid of [postmaster, ...children]) killed(pid);
  },
  "the database's first process": (app: RunningApp) => killed(databaseOf(app.dataHome).postmaster),
  both: (app: RunningApp) => {
    const { postmaster, children } = databaseOf(app.dataHome);
    for (const pid of [app.child.pid, postmaster, ...children]) killed(pid);
  },
};
type Way = keyof typeof ways;

const ending: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ending.reverse()) await end().catch(console.error);
});

const merge = (all: Acknowledged, more: Acknowledged) => {
  for (const kind of ["judgements", "roles", "decisions"] as const) all[kind].push(...more[kind]);
};
const middle = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Why no disk can be cut from its power here; undefined where it can. */
function whyNoCut(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "cutting a disk's power needs root on Linux";
  const disk = new Disk(40);
  try {
    disk.make();
    return undefined;
  } catch (error) {
    return `this machine gives no loop device (${(error as Error).message.split("\n")[0]})`;
  } finally {
    disk.remove();
  }
}

/** A disk whose power can be cut: a file system in a file. What was not synced when the file is copied never reached the copy. */
class Disk {
  readonly folder = mkdtempSync(join(tmpdir(), "eddystone-cut-"));
  readonly image = join(this.folder, "image");
  readonly mounted = join(this.folder, "disk");
  constructor(readonly megabytes: number) {}
  private run(command: string, ...words: string[]) {
    execFileSync(command, words, { stdio: ["ignore", "ignore", "pipe"] });
  }
  private mount() {
    this.run("mount", "-o", "loop", this.image, this.mounted);
  }
  make() {
    mkdirSync(this.mounted);
    spawnSync("chmod", ["711", this.folder]);
    this.run("truncate", "-s", `${this.megabytes}M`, this.image);
    this.run("mkfs.ext4", "-q", "-O", "^metadata_csum", this.image);
    this.mount();
  }
  cut() {
    this.run("cp", "--sparse=always", this.image, `${this.image}-cut`);
    this.run("umount", "-l", this.mounted);
    renameSync(`${this.image}-cut`, this.image);
    this.mount();
  }
  remove() {
    spawnSync("umount", ["-l", this.mounted]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const fault = faultIn("kill9");
const noCut = full || fault ? whyNoCut() : "power cuts are part of the full form";

test(`${kills} kills of app, database or both in the middle of writing: nothing acknowledged is lost, nothing is half done`, async () => {
  let app = await startApp();
  ending.push(async () => {
    await app.stop();
    await (await startEmbedded(app.dataHome)).stop();
    rmSync(app.dataHome, { recursive: true, force: true });
  });
  const [places, cookies] = [await findPlaces(app.dataHome), await signInAll(app)];
  const all = nothing();
  const restarts: number[] = [];
  const what: string[] = [];
  const lost = new Set<string>();
  let [halfDone, failed, refused] = [0, 0, 0];
  let round = 0;
  for (; round < kills && failed === 0; round++) {
    const said = nothing();
    // The fault, where no disk can be cut: what was only sent counts as done.
    const load = startLoad(app, cookies, places, said, fault && noCut !== undefined);
    await load.untilDone(between(4, 40));
    const way = Object.keys(ways)[round % 4] as Way;
    ways[way](app);
    // The app without its database goes on answering errors until somebody stops it.
    if (way === "database" || way === "the database's first process") await later(between(0, 50));
    await app.stop("SIGKILL");
    await load.stop();
    refused += load.refused();
    merge(all, said);
    try {
      app = await startApp({ dataHome: app.dataHome });
    } catch (error) {
      failed++;
      what.push(`after ${way}: ${(error as Error).message}`);
      continue;
    }
    restarts.push(app.milliseconds);
    const found = await look(app.dataHome, all, said);
    for (const marker of found.lost) lost.add(marker);
    halfDone += found.halfDone;
    what.push(...found.what.map((one) => `after ${way}: ${one}`));
  }
  const times = `start again ${Math.round(middle(restarts))} ms in the middle, ${Math.round(Math.max(...restarts))} at most`;
  sayGate("kill9", {
    figure: `${lost.size} of ${count(all)} acknowledged lost, ${halfDone} half done, ${failed} failed starts in ${round} kills (${times})`,
    target: "0 lost, 0 half done, 0 failed",
  });
  expect(what).toEqual([]);
  expect([lost.size, halfDone, failed, refused]).toEqual([0, 0, 0, 0]);
  for (const list of Object.values(all)) expect(list.length).toBeGreaterThan(0);
});

test("a power cut loses nothing that was acknowledged", async (context) => {
  if (noCut !== undefined) {
    sayGate("kill9", { skipped: `power cuts: ${noCut}` });
    return context.skip(noCut);
  }
  const disk = new Disk(1500);
  disk.make();
  ending.push(async () => disk.remove());
  const dataHome = join(disk.mounted, "home");
  let app = await startApp({ dataHome });
  ending.push(async () => {
    if (existsSync(join(dataHome, "server.json"))) ways.both(app);
    await later(200);
  });
  const [places, cookies] = [await findPlaces(dataHome), await signInAll(app)];
  const all = nothing();
  const what: string[] = [];
  const lost = new Set<string>();
  let [halfDone, failed, done] = [0, 0, 0];
  for (; done < cuts && failed === 0; done++) {
    // The fault: the database tells that it kept what no disk has yet.
    if (fault) await setting(dataHome, "alter system set fsync = off");
    const said = nothing();
    const load = startLoad(app, cookies, places, said);
    await load.untilDone(between(10, 100));
    ways.both(app);
    await load.stop();
    await later(50);
    disk.cut();
    if (fault) writeFileSync(join(dataHome, "data", "postgresql.auto.conf"), "");
    merge(all, said);
    try {
      app = await startApp({ dataHome });
      const found = await look(dataHome, all, said);
      for (const marker of found.lost) lost.add(marker);
      halfDone += found.halfDone;
      what.push(...found.what);
    } catch (error) {
      failed++;
      what.push((error as Error).message);
    }
  }
  sayGate("kill9", {
    figure: `${lost.size} of ${count(all)} acknowledged lost, ${halfDone} half done, ${failed} failed starts in ${done} power cuts`,
    target: "0 lost, 0 half done, 0 failed",
  });
  expect(what).toEqual([]);
  expect([lost.size, halfDone, failed]).toEqual([0, 0, 0]);
  expect(count(all)).toBeGreaterThan(cuts * 3);
});

const setting = async (home: string, sql: string) =>
  onServer((await startEmbedded(home)).superuserUrl("postgres"), async (superuser) => {
    await superuser.query(sql);
    await superuser.query("select pg_reload_conf()");
    await later(200);
    expect((await superuser.query("show fsync")).rows).toEqual([{ fsync: "off" }]);
  });
