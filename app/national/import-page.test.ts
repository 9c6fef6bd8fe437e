import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { plainWords } from "../language/words.ts";
import { siteChain, verifyChain } from "../platform/audit/audit.store.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { startJobs } from "../platform/jobs/jobs.ts";
import { addAccount, findSession, trySignIn } from "../platform/sign-in/account.store.ts";
import { findPeopleWith, makeApp } from "../platform/web/route.tsx";
import { toXlsx } from "../platform/web/spreadsheet.ts";
import { sayErrorPage } from "../reports/error.route.tsx";
import { sitePages } from "../reports/site.route.tsx";
import { nationalImportJob } from "./import.job.ts";
import { importSource } from "./import-file.ts";
import { memorySource } from "./reading/source.ts";
import { routes } from "./routes.ts";

const database = await testDatabase();
const keeper = await database.as("keeper");
const importer = await database.as("importer");
const house = {
  db: database.database("app"),
  keeper: database.database("keeper"),
  signIn: database.database("sign_in").pool,
  importerUrl: database.urls.importer,
  css: "/x.css",
};
findPeopleWith({
  trust: async () => undefined,
  person: async () => undefined,
  holderOfToken: async () => undefined,
  words: async () => ({ words: plainWords, chain: "0" }),
  ...sitePages,
});
const app = makeApp(routes, house, (status, upTo) => sayErrorPage(status, house, upTo));
let cookie = "";
let token = "";
let jobs: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  await addAccount(house.signIn, { email: "o@site.example", name: "Olwen Tregear", password: "lantern-over-granite", siteOperator: true });
  const signedIn = await trySignIn(house.signIn, "o@site.example", "lantern-over-granite", "test");
  if (signedIn.kind !== "signed-in") throw new Error(signedIn.kind);
  cookie = `eddystone=${signedIn.token}`;
  token = (await findSession(house.signIn, signedIn.token))?.formToken ?? "";
});
const registerTables = ["membership", "membership_snapshot", "school_link", "school", "school_source", "trust", "trust_source"];
beforeEach(async () => {
  await keeper.query(
    `delete from national.import; delete from national.fact; delete from national.result_import; delete from job.job; ${registerTables.map((table) => `delete from national.${table}`).join("; ")}`,
  );
});
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
});
const startWorking = () => {
  jobs = startJobs(database.urls.importer, [nationalImportJob], { poll: 20, beat: 50 });
};

const header = "urn,school_name,school_status,open_date\n";
const school = (at: number, name = "Quay School") => `${100_000 + at},${name} ${at},Open,2012-09-01\n`;
const schools = (count: number, name?: string) => header + Array.from({ length: count }, (_, at) => school(at, name)).join("");

const formOf = (file: File | undefined, more: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ token, once: randomUUID(), ...more })) form.set(name, value);
  if (file) form.set("file", file);
  return form;
};
async function send(form: FormData) {
  const answer = await app.request("http://localhost/register/import", { method: "POST", headers: { cookie }, body: form });
  return { status: answer.status, way: answer.headers.get("location") ?? "", body: await answer.text() };
}
const upload = (content: string | Uint8Array, name = "register_2022-07.csv", more: Record<string, string> = {}) =>
  send(formOf(new File([content as string], name), more));
async function open(path: string) {
  const answer = await app.request(`http://localhost${path}`, { headers: { cookie } });
  return { status: answer.status, body: (await answer.text()).replaceAll("&amp;", "&").replace(/<[^>]+>/g, " ") };
}
async function ended(way: string) {
  for (let tries = 0; tries < 1500; tries++) {
    const { rows } = await keeper.query("select state from job.job where id = $1", [way.split("/").at(-1)]);
    if (["done", "refused", "failed"].includes(rows[0]?.state)) return open(way);
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${way} does not end`);
}
const counts = async () => {
  const { rows } = await keeper.query(`select (select count(*)::int from job.job) as jobs, (select count(*)::int from job.piece) as pieces,
    (select count(*)::int from national.school) as schools, (select count(*)::int from national.import) as imports,
    (select count(*)::int from audit.event where kind = 'national.file-imported') as events`);
  return rows[0];
};
const importEvents = async () => (await counts()).events as number;
const until = async (sql: string, client = keeper) => {
  for (let tries = 0; tries < 1500; tries++) {
    if ((await client.query(sql)).rowCount) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`never: ${sql}`);
};

describe("a file uploaded in the browser", () => {
  it("is staged, imported by a job, and reported on its own page and in the list of earlier imports", async () => {
    const sent = await upload(
      readFileSync(join(import.meta.dirname, "register/fixtures/allgroupsdata_2026-08.csv")),
      "allgroupsdata_2026-08.csv",
    );
    expect(sent).toMatchObject({ status: 303, way: expect.stringMatching(/^\/register\/imports\/[0-9a-f-]{36}$/) });
    const waiting = await app.request(`http://localhost${sent.way}`, { headers: { cookie } });
    expect(await waiting.text()).toMatch(/<meta http-equiv="refresh" content="\d+"\/>.*Waiting for its turn/s);
    const still = await app.request(`http://localhost${sent.way}?still=yes`, { headers: { cookie } });
    expect(await still.text()).not.toContain("http-equiv");
    startWorking();
    const page = await ended(sent.way);
    expect(page.status).toBe(200);
    expect(page.body).toMatch(/Olwen Tregear/);
    expect(page.body).toMatch(/groups, as at 1 August 2026\. 7 rows read/);
    expect(page.body).toMatch(/the group is not an academy trust: School sponsor\s+1 row\s+90002 Lantern Learning Trust/);
    expect(await counts()).toMatchObject({ jobs: 1, pieces: 0, imports: 1 });
    expect((await open("/register/import")).body).toMatch(
      /allgroupsdata_2026-08\.csv.*Olwen Tregear\s+7 rows\s+Imported: groups, as at 1 August 2026/s,
    );
  });

  it("may be a file of results: its year and version are said beside it, and its report tells whose figures it brought", async () => {
    startWorking();
    const keyStage2 = (percent: string) =>
      [
        "RECTYPE,LEA,URN,SCHNAME,NFTYPE,TELIG,TFSM6CLA1A,PTRWM_EXP,PTRWM_EXP_FSM6CLA1A,MOONPHASE",
        `1,850,115851,"Anstey, Junior",CY,60,18,${percent},51%,full`,
        "2,850,115852,Harbour School,CYS,8,SUPP,13%,SUPP,new",
        "3,850, ,Hampshire, ,13000,3000,66%,46%, ",
        "4, , , , ,658339,198025,65%,51%, ",
        "5, , , , ,602440,197488,64%,51%, ",
      ].join("\r\n");
    const said = { period: "2017/18", version: "final" };
    const wrong = await ended((await upload(keyStage2("140%"), "ks2.csv", said)).way);
    expect(wrong).toMatchObject({ status: 422, body: expect.stringMatching(/row 2, column PTRWM_EXP: “140%” is not a percentage/) });
    const page = await ended((await upload(keyStage2("63%"), "ks2.csv", said)).way);
    expect(page.body).toMatch(/Imported: Key stage 2 performance tables, 2017\/18, final, authority 850 only\. 5 rows read/);
    expect(page.body).toMatch(/2 schools, 1 authority, 2 rows of the nation/);
    expect(page.body).toMatch(/SUPP\s+suppressed\s+2 cells\s.*Columns not known: MOONPHASE\s.*2 schools not in the register/s);
    const again = await ended((await upload(keyStage2("63%"), "ks2.csv", said)).way);
    expect(again.body).toMatch(/Imported before, and nothing was changed: Key stage 2/);
    expect((await open("/register/import")).body).toMatch(/ks2\.csv.*Imported: Key stage 2 performance tables, 2017\/18/s);
    const noYear = await upload(keyStage2("63%"), "ks2.csv", { period: "2017" });
    expect(noYear).toMatchObject({ status: 422 });
    expect(noYear.body).toMatch(/href="#period".*is not a school year/s);
    expect(noYear.body).toMatch(/value="2017"/);
  });

  it("may be an Excel workbook, whose first known worksheet counts, and gives the same report as the CSV", async () => {
    startWorking();
    const csv = await ended((await upload(schools(3))).way);
    const table = schools(3)
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const excel = await ended((await upload(toXlsx("Schools", table), "register_2022-07.xlsx")).way);
    expect(csv.body).toMatch(/New\s+3 rows/);
    expect(excel.body).toMatch(/Unchanged\s+3 rows\s.*Excel, worksheet “Schools”/s);
    expect(await counts()).toMatchObject({ schools: 3, imports: 2, pieces: 0 });
  });

  it("sent twice by the same form is imported once; the same form with another file is another import", async () => {
    const once = randomUUID();
    const first = await upload(schools(2), "register_2022-07.csv", { once });
    expect((await upload(schools(2), "register_2022-07.csv", { once })).way).toBe(first.way);
    expect((await upload(schools(3), "register_2022-07.csv", { once })).way).not.toBe(first.way);
    expect(await counts()).toMatchObject({ jobs: 2, pieces: 2 });
  });

  it("takes the day from the form where the name has none, and shows it again when it cannot be", async () => {
    const none = await upload(schools(1), "register.csv");
    expect(none.status).toBe(422);
    expect(none.body).toMatch(/href="#asAt".*does not tell which day it shows/);
    const future = await upload(schools(1), "register.csv", { asAt: "2999-01-01" });
    expect(future).toMatchObject({ status: 422, body: expect.stringMatching(/value="2999-01-01".*/) });
    startWorking();
    expect((await ended((await upload(schools(1), "register.csv", { asAt: "2022-02-28" })).way)).body).toContain("as at 28 February 2022");
    expect(await counts()).toMatchObject({ jobs: 1, pieces: 0 });
  });

  it("is entered in the site's own audit chain, by the account that asked; the command line's by nobody", async () => {
    startWorking();
    await ended((await upload(schools(2))).way);
    await importSource(importer, memorySource(Buffer.from(schools(3))), "register_2023-07.csv");
    const { rows } = await keeper.query("select actor, detail from audit.event where trust_id = $1 order by seq desc limit 2", [siteChain]);
    const { rows: accounts } = await keeper.query("select id from sign_in.account");
    expect(rows).toMatchObject([
      { actor: null, detail: { rowsRead: 3, imported: 1 } },
      { actor: accounts[0].id, detail: { kind: "national-list", rowsRead: 2, imported: 2 } },
    ]);
    expect((await verifyChain(keeper, siteChain)).broken).toBeUndefined();
    expect((await open("/register/import")).body).toMatch(/register_2023-07\.csv.*the command line\s+3 rows/s);
  });
});

describe("a file that is refused leaves nothing behind", () => {
  const noise = Buffer.from(Array.from({ length: 40_000 }, () => randomUUID().slice(0, 2)).join(""));
  const atOnce: [string, string | Uint8Array, string, RegExp][] = [
    ["a web page", "<!DOCTYPE html><html>Sign in</html>", "register_2022-07.csv", /is a web page, not a data file.*Download it again/],
    ["a PDF", "%PDF-1.7", "register_2022-07.csv", /is not a text file. Give a CSV or Excel file/],
    ["an old spreadsheet", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]), "register_2022-07.xls", /older kind, or locked with a password/],
    ["an empty file", "", "register_2022-07.csv", /is empty\. Download it again/],
  ];
  it.each(atOnce)("%s, at once", async (_, content, name, sentence) => {
    const answer = await upload(content, name);
    expect(answer.status).toBe(422);
    expect(answer.body.replace(/<[^>]+>/g, "")).toMatch(sentence);
    expect(await counts()).toMatchObject({ jobs: 0, pieces: 0, schools: 0, imports: 0 });
  });

  const byItsJob: [string, string | Uint8Array, string, RegExp][] = [
    [
      "a zip bomb",
      zipSync({ "a.csv": new Uint8Array(30_000_000).fill(32) }),
      "register_2022-07.zip",
      /unpacks to far more than the register has ever been/,
    ],
    [
      "a file cut off inside a row",
      `${schools(2000)}900002,Qua`,
      "register_2022-07.csv",
      /ends in the middle of a row, after 2,000 whole rows: the download was cut off/,
    ],
    [
      "a zip cut off",
      zipSync({ "a.csv": noise }).subarray(0, 20_000),
      "register_2022-07.zip",
      /is damaged or incomplete: the download was cut off/,
    ],
    [
      "a zip with two files",
      zipSync({ "a.csv": noise, "b.csv": noise }),
      "register_2022-07.zip",
      /holds several files that could be meant \(a\.csv, b\.csv\)/,
    ],
    ["a zip with none", zipSync({ "a.pdf": noise }), "register_2022-07.zip", /has no CSV or Excel file in it \(a\.pdf\)/],
    ["a file of another kind", "name,age\nQuay,3\n", "register_2022-07.csv", /is not a file that Eddystone knows.*begin name, age/],
    ["a workbook of another kind", toXlsx("Staff", [["name"], ["Quay"]]), "register_2022-07.xlsx", /is not a file that Eddystone knows/],
  ];
  it.each(byItsJob)("%s, by its job", async (_, content, name, sentence) => {
    startWorking();
    const before = await importEvents();
    const page = await ended((await upload(content, name)).way);
    expect(page.status).toBe(422);
    expect(page.body).toMatch(sentence);
    expect(await counts()).toEqual({ jobs: 1, pieces: 0, schools: 0, imports: 0, events: before });
    expect((await open("/register/import")).body).toMatch(/none kept\s+Refused: nothing was imported/);
  });

  it("nothing chosen", async () => {
    expect(await send(formOf(undefined))).toMatchObject({ status: 422, body: expect.stringContaining("Choose the file.") });
    expect(await send(formOf(new File([], "")))).toMatchObject({ status: 422, body: expect.stringContaining("Choose the file.") });
  });

  it("a form that is not this session's own, or hides its token behind the file", async () => {
    expect((await send(formOf(new File([schools(1)], "a_2022-07.csv"), { token: "forged" }))).status).toBe(403);
    const late = new FormData();
    late.set("file", new File([schools(1)], "a_2022-07.csv"));
    late.set("token", token);
    expect((await send(late)).status).toBe(403);
    const plain = await app.request("http://localhost/register/import", {
      method: "POST",
      headers: { cookie },
      body: new URLSearchParams({ token }),
    });
    expect(plain.status).toBe(403);
    expect(await counts()).toMatchObject({ jobs: 0, pieces: 0 });
  });

  /** A form whose file is made as it is sent, and can stop half way. */
  function streamed(bytes: number, { whole = true, announce = bytes }: { whole?: boolean; announce?: number | null } = {}) {
    const field = (name: string, value: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = `${field("token", token)}${field("once", randomUUID())}--b\r\nContent-Disposition: form-data; name="file"; filename="register_2022-07.csv"\r\n\r\n${header}`;
    const line = Buffer.from(school(1).repeat(30_000));
    const gone = new AbortController();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from(head)),
      pull: (controller) => {
        if (sent < bytes) {
          controller.enqueue(line.subarray(0, Math.min(line.length, bytes - sent)));
          sent += line.length;
        } else if (whole) {
          controller.enqueue(Buffer.from("\r\n--b--\r\n"));
          controller.close();
        } else {
          gone.abort();
          controller.error(gone.signal.reason);
        }
      },
    });
    const headers: Record<string, string> = { cookie, "Content-Type": "multipart/form-data; boundary=b" };
    if (announce !== null) headers["Content-Length"] = String(announce);
    return app.request(
      new Request("http://localhost/register/import", {
        method: "POST",
        headers,
        body,
        duplex: "half",
        signal: gone.signal,
      } as RequestInit),
    );
  }

  it("300 MB, said beforehand: 413 with the limit that applies, and the browser is let finish", async () => {
    const answer = await streamed(300_000_000);
    expect(answer.status).toBe(413);
    expect(await answer.text()).toMatch(/takes up to 205 MB at once/);
    expect(await counts()).toMatchObject({ jobs: 0, pieces: 0 });
  });

  it("300 MB, not said beforehand", async () => {
    expect((await streamed(300_000_000, { announce: null })).status).toBe(413);
    expect(await counts()).toMatchObject({ jobs: 0, pieces: 0 });
  });

  it("a file over 200 MB in a form that is not", async () => {
    const answer = await streamed(201 * 1024 * 1024);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/is larger than 200 MB\. Zip it and send that/);
    expect(await counts()).toMatchObject({ jobs: 0, pieces: 0 });
  });

  it("an upload whose sender hangs up half way", async () => {
    await streamed(5_000_000, { whole: false });
    expect(await counts()).toMatchObject({ jobs: 0, pieces: 0 });
  });
});

// Only a role's own sessions tell it what they wait for.
const stuck = "select 1 from pg_stat_activity where usename = current_user and wait_event_type = 'Lock' and datname = current_database()";

describe("an import is one change", () => {
  it("two at the same time: the second waits and says so, and both are right", async () => {
    await keeper.query("begin; lock table national.import in exclusive mode");
    startWorking();
    const first = await upload(schools(300, "Older"), "register_2021-07.csv");
    await until(stuck, importer);
    const elsewhere = startJobs(database.urls.importer, [nationalImportJob], { poll: 20, beat: 50 });
    const second = await upload(schools(400, "Newer"), "register_2022-07.csv");
    await until(`select 1 from job.job where id = '${second.way.split("/").at(-1)}' and progress ->> 'phase' = 'waiting'`);
    expect((await open(second.way)).body).toContain("Waiting until another import has ended.");
    await keeper.query("commit");
    expect((await ended(first.way)).body).toMatch(/New\s+300 rows/);
    expect((await ended(second.way)).body).toMatch(/New\s+100 rows\s+Changed\s+300 rows/);
    await elsewhere.stop();
    const { rows } = await keeper.query("select count(*)::int as n from national.school where name like 'Newer%'");
    expect(rows).toEqual([{ n: 400 }]);
    expect((await verifyChain(keeper, siteChain)).broken).toBeUndefined();
  });

  /** Lets an import write all its rows and then wait, uncommitted, until `go`. */
  const beforeItsEnd = async (importing: () => Promise<unknown>) => {
    await keeper.query("begin; lock table national.import in exclusive mode");
    const result = importing();
    await until(stuck, importer);
    return { result, go: () => keeper.query("commit") };
  };
  const lose = () => importer.query(stuck.replace("1", "pg_terminate_backend(pid)"));

  it("on a connection that is lost half way, nothing is left of it", async () => {
    const before = await importEvents();
    const connection = await database.as("importer");
    const half = await beforeItsEnd(() =>
      importSource(connection, memorySource(Buffer.from(schools(500))), "register_2022-07.csv").catch((error: Error) => error.message),
    );
    await lose();
    expect(await half.result).toMatch(/terminat/);
    await half.go();
    expect(await counts()).toEqual({ jobs: 0, pieces: 0, schools: 0, imports: 0, events: before });
  });

  it("a job whose connection is lost half way is done again, with one effect", async () => {
    const before = await importEvents();
    let way = "";
    startWorking();
    const half = await beforeItsEnd(async () => {
      way = (await upload(schools(500))).way;
    });
    await half.result;
    await lose();
    await until(`select 1 from job.job where id = '${way.split("/").at(-1)}' and state = 'waiting' and attempt = 1`);
    await half.go();
    expect((await ended(way)).body).toMatch(/New\s+500 rows/);
    expect(await counts()).toEqual({ jobs: 1, pieces: 0, schools: 500, imports: 1, events: before + 1 });
  });
});
