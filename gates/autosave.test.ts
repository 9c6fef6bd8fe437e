import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Cookie, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "../journeys/app.ts";
import { signIn, startBrowser } from "../journeys/browser.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";

const kills = full ? 100 : 5;
const random = randomFrom();
const home = () => app.home;
let app: RunningApp;
let review = "";
let cookies: Cookie[] = [];

beforeAll(async () => {
  app = await startApp();
  const browser = await startBrowser();
  const leader = await (await browser.newContext()).newPage();
  await signIn(leader, home(), "rosalind.penhale@granite-coast.example");
  await leader.goto(`${home()}/granite-coast/reviews/new`);
  await leader.getByLabel("What is reviewed?").selectOption({ label: "Lower Sandry Primary Academy" });
  await leader.getByRole("button", { name: "Choose this place" }).click();
  await leader.getByLabel("Kind of review").selectOption({ label: "Trust monitoring" });
  await leader.getByLabel("Callum Treve (SLE)").check();
  await leader.getByRole("button", { name: "Plan it" }).click();
  await leader.getByRole("button", { name: /^Begin/ }).click();
  review = leader.url();
  const reviewer = await browser.newContext();
  await signIn(await reviewer.newPage(), home(), "callum.treve@granite-coast.example");
  cookies = await reviewer.cookies();
  await browser.close();
}, 240_000);
afterAll(() => app.stop());

const profile = mkdtempSync(join(tmpdir(), "eddystone-profile-"));
afterAll(() => rmSync(profile, { recursive: true, force: true }));

/** A browser of its own process on one profile, so that it can be killed and opened again as a person's would be. */
async function openBrowser(): Promise<{ child: ChildProcess; browser: Browser; page: Page }> {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const child = spawn(
    process.env.CHROMIUM_PATH ?? chromium.executablePath(),
    [...flags, "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const address = await new Promise<string>((done, fail) => {
    let said = "";
    child.stderr?.on("data", (text) => {
      said += text;
      const [, found] = said.match(/DevTools listening on (ws:\S+)/) ?? [];
      if (found) done(found);
    });
    child.once("exit", () => fail(new Error(said)));
  });
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0] ?? (await browser.newContext());
  await context.addCookies(cookies);
  // The planted fault: this browser keeps nothing.
  if (faultIn("autosave"))
    await context.addInitScript(() => {
      IDBObjectStore.prototype.put = function () {
        return this.count() as unknown as IDBRequest<IDBValidKey>;
      };
    });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${review}#behaviour-and-attitudes`);
  return { child, browser, page };
}
const name = "behaviour-and-attitudes--narrative";
/** What stands in the form when the page's script has settled. */
async function written(page: Page): Promise<string> {
  await page.locator(`[data-settled]:has([name="${name}"])`).waitFor({ state: "attached", timeout: 60_000 });
  return page.locator(`[name="${name}"]`).inputValue();
}

/** What tells whether words are gone, or only not shown: the line beside the form, and the draft in the store. */
const whatIsKept = async (page: Page) => ({
  told: await page.locator("#behaviour-and-attitudes .kept-here").allTextContents(),
  stored: await page.evaluate(
    () =>
      new Promise<string>((done) => {
        const asked = indexedDB.open("eddystone-drafts", 1);
        asked.onerror = () => done(`cannot be opened: ${asked.error}`);
        asked.onsuccess = () => {
          const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
          all.onsuccess = () => done(JSON.stringify(all.result).slice(-300));
        };
      }),
  ),
});

test(`a browser killed at ${kills} random moments loses nothing older than 2 s`, async () => {
  let lost = 0;
  let oldest = 0;
  let word = 0;
  let expected: { text: string; at: number }[] = [];
  for (let turn = 0; turn < kills; turn++) {
    const { child, page } = await openBrowser();
    const field = page.locator(`[name="${name}"]`);
    await page
      .locator("#behaviour-and-attitudes details")
      .filter({ has: field })
      .evaluate((details) => details.setAttribute("open", ""));
    if (turn % 10 === 0) {
      await field.fill("");
      expected = [];
      await page.waitForTimeout(100);
    }
    await field.focus();
    await page.keyboard.press("Control+End");
    const killAt = performance.now() + 2_200 + random() * 3_000;
    let killed = 0;
    const end = new Promise<void>((done) => {
      setTimeout(() => {
        killed = performance.now();
        child.kill("SIGKILL");
        child.once("exit", () => done());
      }, killAt - performance.now());
    });
    try {
      while (killed === 0) {
        const text = `w${word++} `;
        await page.keyboard.type(text);
        expected.push({ text, at: performance.now() });
      }
    } catch {
      // The browser is gone in the middle of a word.
    }
    await end;
    const after = await openBrowser();
    const text = await written(after.page);
    const missing = expected.filter((one) => !text.includes(one.text));
    oldest = Math.max(oldest, ...missing.map(({ at }) => killed - at));
    if (missing.some(({ at }) => at < killed - 2_000)) {
      lost++;
      console.error(`turn ${turn}: ${missing.length} of ${expected.length} words are not there;`, await whatIsKept(after.page));
    }
    // What is gone for good is not looked for again.
    expected = expected.filter((one) => text.includes(one.text));
    await after.browser.close();
    after.child.kill();
    await new Promise((done) =>
      after.child.exitCode === null && after.child.signalCode === null ? after.child.once("exit", done) : done(undefined),
    );
  }
  sayGate("autosave", {
    figure: `${lost} of ${kills} kills lost older words; the oldest lost was ${Math.round(oldest)} ms old`,
    target: "nothing older than 2 s",
  });
  expect(lost).toBe(0);
  expect(word).toBeGreaterThan(kills);
}, 3_600_000);

/** The narrative of one indicator, as a reviewer opens and writes it. */
function narrativeOf(key: string) {
  const field = (page: Page) => page.locator(`[name="${key}--narrative"]`);
  return {
    field,
    open: async (page: Page) => {
      await page.goto(`${review}#${key}`);
      await page
        .locator(`#${key} details`)
        .filter({ has: field(page) })
        .evaluate((details) => details.setAttribute("open", ""));
      await field(page).focus();
      await page.keyboard.press("Control+End");
    },
    settled: (page: Page) => page.locator(`[data-settled]:has([name="${key}--narrative"])`).waitFor({ state: "attached" }),
  };
}

test("what is written before the browser has found the draft stands after it, and both are sent", async () => {
  const browser = await startBrowser();
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const key = "leadership-and-management";
  const { field, open, settled } = narrativeOf(key);
  const first = await context.newPage();
  await open(first);
  await settled(first);
  await first.keyboard.type("Seen on Monday. ");
  await first.waitForTimeout(300);
  await first.close();
  const second = await context.newPage();
  await second.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given: Parameters<IDBFactory["open"]>) {
      const asked = open.apply(this, given);
      let whenOpen: IDBOpenDBRequest["onsuccess"] = null;
      asked.addEventListener("success", (event) => setTimeout(() => whenOpen?.call(asked, event), 2000));
      Object.defineProperty(asked, "onsuccess", {
        set(then: IDBOpenDBRequest["onsuccess"]) {
          whenOpen = then;
        },
      });
      return asked;
    };
  });
  await open(second);
  await second.keyboard.type("Seen on Tuesday. ");
  expect(await field(second).inputValue()).toBe("Seen on Tuesday. ");
  await settled(second);
  expect(await field(second).inputValue()).toBe("Seen on Monday. Seen on Tuesday. ");
  await second.locator(`#${key} .kept-here`, { hasText: /^Kept at/ }).waitFor({ timeout: 30_000 });
  await browser.close();
  const elsewhere = await startBrowser();
  const later = await elsewhere.newContext();
  await later.addCookies(cookies);
  const third = await later.newPage();
  await third.goto(review);
  expect(await field(third).inputValue()).toBe("Seen on Monday. Seen on Tuesday.");
  await elsewhere.close();
});

test("what was sent and never arrived stands, though somebody else has written since", async () => {
  const browser = await startBrowser();
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const key = "curriculum";
  const { field, open, settled } = narrativeOf(key);
  const [mine, theirs] = [await context.newPage(), await context.newPage()];
  await open(mine);
  await settled(mine);
  await field(mine).fill("Seen by the one whose line broke. ");
  await mine.route("**", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await field(mine).evaluate((element: HTMLTextAreaElement) => element.form?.requestSubmit());
  await mine.waitForTimeout(500);
  await mine.close();
  const other = await browser.newContext();
  await other.addCookies(cookies);
  const saved = await other.newPage();
  await open(saved);
  await settled(saved);
  await field(saved).fill("Seen by the other. ");
  await field(saved).evaluate((element: HTMLTextAreaElement) => element.form?.requestSubmit());
  await saved.waitForLoadState();
  await other.close();
  await open(theirs);
  await settled(theirs);
  expect(await field(theirs).inputValue()).toContain("Seen by the one whose line broke.");
  await browser.close();
});

test("a draft that cannot be read yet is not written over", async () => {
  const browser = await startBrowser();
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const key = "staff-development";
  const { field, open, settled } = narrativeOf(key);
  const first = await context.newPage();
  await open(first);
  await settled(first);
  await first.keyboard.type("Before the browser died. ");
  await first.waitForTimeout(300);
  await first.close();
  const second = await context.newPage();
  await second.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given: Parameters<IDBFactory["open"]>) {
      if (performance.now() < 8000) throw new DOMException("Internal error opening backing store", "UnknownError");
      return open.apply(this, given);
    };
  });
  await open(second);
  await second.keyboard.type("After it. ");
  await settled(second);
  expect(await field(second).inputValue()).toContain("Before the browser died.");
  expect(await field(second).inputValue()).toContain("After it.");
  await browser.close();
});
