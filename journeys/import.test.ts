import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toXlsx } from "../app/platform/web/spreadsheet.ts";
import { forget, type RunningApp, runCommand, startApp } from "./app.ts";
import { expectAccessible, openPage, signIn, startBrowser } from "./browser.ts";

let app: RunningApp;
let browser: Browser;
let folder: string;
let password = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eddystone-import-journey-"));
  [app, browser] = await Promise.all([startApp({ env: { EDDYSTONE_DEMO: "0" } }), startBrowser()]);
  // The password is told after the app says that it is ready.
  for (let tries = 0; password === "" && tries < 600; tries++) {
    password = app.said().match(/operator@localhost\.localdomain\s+(\S+)\s/)?.[1] ?? "";
    await new Promise((done) => setTimeout(done, 50));
  }
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  if (app) forget(app);
  rmSync(folder, { recursive: true, force: true });
});

const schools = (count: number) =>
  `urn,school_name,school_status,open_date\n${Array.from({ length: count }, (_, at) => `${100_000 + at},Quay School ${at},Open,2012-09-01\n`).join("")}`;
const fileOf = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const asOperator = async (options: Parameters<typeof openPage>[1] = { javaScriptEnabled: false }) => {
  const opened = await openPage(browser, options);
  await signIn(opened.page, app.home, "operator@localhost.localdomain", password);
  await opened.page.goto(`${app.home}/register/import`);
  return opened;
};
async function asKeeper<Answer>(ask: (keeper: pg.Client) => Promise<Answer>): Promise<Answer> {
  const read = (name: string) => JSON.parse(readFileSync(join(app.dataHome, name), "utf8"));
  const keeper = new pg.Client(
    `postgres://eddystone_keeper:${read("secrets.json").keeper}@127.0.0.1:${read("server.json").port}/eddystone`,
  );
  keeper.on("error", () => {});
  await keeper.connect();
  try {
    return await ask(keeper);
  } finally {
    await keeper.end();
  }
}

test("an operator uploads an Excel file, leaves, comes back to its report, and finds it among earlier imports, without JavaScript", async () => {
  const { page, errors, close } = await asOperator();
  const rows = schools(3000)
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  await page.getByLabel("The file").setInputFiles(fileOf("schools_2022-07.xlsx", toXlsx("Schools", rows)));
  await page.getByRole("button", { name: "Import" }).click();
  await page.waitForURL(/\/register\/imports\//);
  await page.goto(`${app.home}/`);
  await page.getByRole("link", { name: "Import a file of the national register" }).click();
  await page.getByRole("link", { name: "schools_2022-07.xlsx" }).click();
  // The page opens itself anew until the import has ended.
  await expect(page.getByRole("status").textContent()).resolves.toMatch(
    /Imported: the national list of schools, as at 1 July 2022\. 3,000 rows read/,
  );
  await page.getByRole("link", { name: /earlier ones/ }).click();
  await expect(page.getByRole("row", { name: /schools_2022-07\.xlsx/ }).textContent()).resolves.toMatch(
    /Site operator.*3,000 rows.*Imported/s,
  );
  expect(errors).toEqual([]);
  await close();
});

test("300 MB is refused on a page that says the limit, and nothing of it stays", async () => {
  const { page, close } = await asOperator();
  const large = fileOf("schools_2023-07.csv", "");
  truncateSync(large, 300_000_000);
  await page.getByLabel("The file").setInputFiles(large);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: "Import" }).click(),
  ]);
  expect(answer.status()).toBe(413);
  await expect(page.getByText("takes up to 205 MB at once").count()).resolves.toBe(1);
  await asKeeper(async (keeper) => expect((await keeper.query("select 1 from job.piece")).rowCount).toBe(0));
  await close();
});

test("kill -9 of the app while it imports: the next start takes the job again within a minute, and it is imported exactly once", async () => {
  const { page, close } = await asOperator();
  await page.getByLabel("The file").setInputFiles(fileOf("schools_2024-07.csv", schools(30_000)));
  const asked = await asKeeper(async (keeper) => {
    // Holds the import at its last step, with all its rows written and none committed.
    await keeper.query("begin; lock table national.import in exclusive mode");
    await page.getByRole("button", { name: "Import" }).click();
    await page.waitForURL(/\/register\/imports\//);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    for (let tries = 0; tries < 1000; tries++) {
      const { rows } = await keeper.query("select progress ->> 'phase' as phase from job.job where id = $1", [id]);
      if (rows[0]?.phase === "comparing") break;
      await new Promise((done) => setTimeout(done, 20));
    }
    await expect(page.getByText("All 30,000 rows read. Comparing them with what is there.").textContent()).resolves.toBeTruthy();
    await page.goto("about:blank");
    await app.stop("SIGKILL");
    await keeper.query("commit");
    return id;
  });
  const killed = performance.now();
  app = await startApp({ dataHome: app.dataHome, port: app.port, env: { EDDYSTONE_DEMO: "0" } });
  await page.goto(`${app.home}/register/imports/${asked}`);
  await expect(page.getByRole("status").textContent({ timeout: 60_000 })).resolves.toMatch(/30,000 rows read/);
  console.log(`retaken and imported ${((performance.now() - killed) / 1000).toFixed(1)} s after the kill`);
  expect(performance.now() - killed).toBeLessThan(60_000);
  await asKeeper(async (keeper) => {
    const { rows } = await keeper.query(
      `select j.attempt, (select count(*)::int from national.import i where i.job_id = j.id) as imports, (select count(*)::int from job.piece) as pieces,
         (select count(*)::int from audit.event where kind = 'national.file-imported' and detail ->> 'rowsRead' = '30000') as events
       from job.job j where id = $1`,
      [asked],
    );
    expect(rows).toEqual([{ attempt: 2, imports: 1, pieces: 0, events: 1 }]);
  });
  await close();
});

test("the app stops cleanly in the middle of an import, and the next start finishes it", async () => {
  const { page, close } = await asOperator();
  let way = "";
  await page.getByLabel("The file").setInputFiles(fileOf("schools_2025-07.csv", schools(20_000)));
  await asKeeper(async (keeper) => {
    await keeper.query("begin; lock table national.import in exclusive mode");
    await page.getByRole("button", { name: "Import" }).click();
    await page.waitForURL(/\/register\/imports\//);
    await expect(page.getByText(/Comparing/).textContent()).resolves.toBeTruthy();
    way = new URL(page.url()).pathname;
    // A page that looks again by itself would meet the stopped app, and go on of its own.
    await page.goto("about:blank");
    expect(await app.stop("SIGTERM")).toBe(0);
    await keeper.query("commit");
  });
  app = await startApp({ dataHome: app.dataHome, port: app.port, env: { EDDYSTONE_DEMO: "0" } });
  await page.goto(app.home + way);
  await expect(page.getByRole("status").textContent()).resolves.toMatch(/20,000 rows read/);
  await close();
});

test("the command line tells how it comes on, line by line where there is no terminal, and its import is listed too", async () => {
  const { code, out, err } = await runCommand(app.dataHome, ["national", "import", fileOf("schools_2026-07.csv", schools(250_000))]);
  expect(code, out + err).toBe(0);
  expect(err).toMatch(/schools_2026-07\.csv: 1\d{5} rows read, \d+% \(\d+\.\d s\)\n/);
  expect(err).toMatch(/comparing with what is there \(\d+\.\d s\)\n/);
  expect((await runCommand(app.dataHome, ["audit", "verify"])).out).toMatch(/the site: \d+ entries hold/);
  const { page, close } = await asOperator();
  await expect(page.getByRole("row", { name: /schools_2026-07\.csv/ }).textContent()).resolves.toMatch(/the command line/);
  await close();
});

test.each([
  ["320 px, dark", { viewport: { width: 320, height: 700 }, colorScheme: "dark" as const }],
  ["forced colours", { viewport: { width: 1280, height: 900 }, forcedColors: "active" as const }],
])("the import's pages are accessible and fit their window: %s", async (_name, options) => {
  const { page, errors, close } = await asOperator(options);
  await expectAccessible(page);
  await page.getByRole("link", { name: "schools_2022-07.xlsx" }).click();
  await expectAccessible(page);
  await page.goto(`${app.home}/register/import`);
  await page
    .getByLabel("The file")
    .setInputFiles({ name: "other_2022-07.csv", mimeType: "text/csv", buffer: Buffer.from("name,age\nQuay,3\n") });
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/not a file that Eddystone knows/);
  await expectAccessible(page);
  await asKeeper(async (keeper) => {
    await keeper.query("begin; lock table national.import in exclusive mode");
    await page.goto(`${app.home}/register/import`);
    await page.getByLabel("The file").setInputFiles(fileOf("more_2022-07.csv", schools(2000)));
    await page.getByRole("button", { name: "Import" }).click();
    await expect(page.getByText(/Comparing/).textContent()).resolves.toBeTruthy();
    // The page that stands still: one that opens itself anew is offered with a way to stop that.
    await page.getByRole("link", { name: "Stop that" }).click();
    await expectAccessible(page);
    await keeper.query("commit");
  });
  await page.getByRole("link", { name: "Look again now" }).click();
  expect(errors).toEqual([]);
  await close();
});

const keyStage2 = (percent: string) =>
  [
    "RECTYPE,LEA,URN,SCHNAME,NFTYPE,TELIG,TFSM6CLA1A,PTRWM_EXP,PTRWM_EXP_FSM6CLA1A,MOONPHASE",
    `1,850,115851,"Anstey, Junior",CY,60,18,${percent},51%,full`,
    "2,850,115852,Harbour School,CYS,8,SUPP,13%,SUPP,new",
    "3,850, ,Hampshire, ,13000,3000,66%,46%, ",
    "4, , , , ,658339,198025,65%,51%, ",
    "5, , , , ,602440,197488,64%,51%, ",
  ].join("\r\n");

test("an operator uploads a file of results, is told which cell is wrong, and sees whose figures the corrected file brought", async () => {
  const { page, errors, close } = await asOperator({ viewport: { width: 1280, height: 900 } });
  const send = async (name: string, content: string) => {
    await page.goto(`${app.home}/register/import`);
    await page.getByLabel("The file").setInputFiles(fileOf(name, content));
    await page.getByLabel("Which school year is it of?").fill("2017/18");
    await page.getByLabel("Which version is it?").fill("final");
    await page.getByRole("button", { name: "Import" }).click();
    await page.waitForURL(/\/register\/imports\//);
  };
  await send("ks2_850.csv", keyStage2("140%"));
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/row 2, column PTRWM_EXP: “140%” is not a percentage from 0 to 100/);
  await expectAccessible(page);
  await send("ks2_850.csv", keyStage2("63%"));
  await expect(page.getByRole("status").textContent()).resolves.toMatch(
    /Imported: Key stage 2 performance tables, 2017\/18, final, authority 850 only\. 5 rows read/,
  );
  await expect(page.locator("dl.facts").textContent()).resolves.toMatch(/2 schools, 1 authority, 2 rows of the nation/);
  await expect(page.getByRole("main").textContent()).resolves.toMatch(/SUPP\s*suppressed\s*2 cells[\s\S]*Columns not known: MOONPHASE/);
  await expectAccessible(page);
  await page.goto(`${app.home}/register/import`);
  await expect(
    page
      .getByRole("row", { name: /ks2_850\.csv/ })
      .first()
      .textContent(),
  ).resolves.toMatch(/Imported: Key stage 2 performance tables/);
  expect(errors).toEqual([]);
  await close();
});
