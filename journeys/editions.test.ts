import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, startApp } from "./app.ts";
import { expectAccessible, openPage, sights, signIn, startBrowser } from "./browser.ts";

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  if (app) forget(app);
});
const email = (name: string) => `${name}@granite-coast.example`;
const press = async (page: Page, name: string | RegExp, lands: RegExp) => {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name }).click();
  await answered;
  await page.waitForURL(lands);
};
const levels = ["Early", "Nearly", "Secure", "Leading"];
let draft = "";

test("an administrator writes edition 2 over several pages, without JavaScript, and it says what is still to be done", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, email("petra.dunstone"));
  await page.getByRole("link", { name: "Framework", exact: true }).click();
  await press(page, "Make a new edition", /\/edit$/);
  draft = page.url();

  await page.getByRole("link", { name: "Change levels, categories and marks" }).click();
  for (const [at, name] of levels.entries()) await page.getByLabel(`Name of level ${at + 1}`).fill(name);
  await page.locator("#need-emerging-1-count").fill("6");
  await press(page, "Save", /\/levels$/);
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/“Aspiring” stands above “Emerging”/);
  expect(await page.getByLabel("Name of level 3").inputValue()).toBe("Secure");
  await page.locator("#need-emerging-1-count").fill("5");
  await page.getByLabel("The words are the trust's own").check();
  await press(page, "Save", /\/edit$/);

  await page.getByRole("link", { name: "8 Innovation and creativity" }).click();
  await page.getByText("Remove this indicator from the draft").click();
  await press(page, "Remove Innovation and creativity", /\/edit$/);
  await page.getByText("Add an indicator").click();
  await page.getByLabel("Title", { exact: true }).fill("Reading");
  await page.getByLabel("Short title").fill("Reading");
  await press(page, /^Add it/, /\/indicators\/reading$/);
  await page.goto(draft);
  await expect(page.getByText("10 Reading: write what “Early”, “Nearly”, “Secure” and “Leading” looks like.").count()).resolves.toBe(1);
  await press(page, "Move Reading up", /\/edit/);
  await page.getByRole("link", { name: "9 Reading", exact: true }).click();
  for (const name of levels) await page.getByLabel(name, { exact: true }).fill(`What reading looks like when it is ${name}.`);
  await press(page, "Save", /\/edit$/);
  await expect(page.getByRole("heading", { name: "It is finished" }).count()).resolves.toBe(1);
  expect(errors).toEqual([]);
  await close();
});

test("two who write one indicator of the draft both see both texts, and neither loses a word", async () => {
  const [one, two] = [await openPage(browser), await openPage(browser)];
  await signIn(one.page, app.home, email("petra.dunstone"));
  await signIn(two.page, app.home, email("rosalind.penhale"));
  const reading = draft.replace(/\/edit$/, "/indicators/reading");
  for (const { page } of [one, two]) await page.goto(reading);
  await one.page.getByLabel("Secure").fill("Every pupil reads aloud each week.");
  await two.page.getByLabel("Secure").fill("Every pupil finishes a book each month.");
  await press(one.page, "Save", /\/edit$/);
  await press(two.page, "Save", /\/reading$/);
  await expect(two.page.getByRole("alert").textContent()).resolves.toMatch(/Somebody else changed this/);
  await expect(two.page.getByText("Every pupil reads aloud each week.").count()).resolves.toBeGreaterThan(0);
  expect(await two.page.getByLabel("Secure").inputValue()).toBe("Every pupil finishes a book each month.");
  await expectAccessible(two.page);
  await press(two.page, "Save", /\/edit$/);
  await two.page.goto(reading);
  expect(await two.page.getByLabel("Secure").inputValue()).toBe("Every pupil finishes a book each month.");
  await one.close();
  await two.close();
});

test.each(sights)("every page of the framework is accessible and fits its window: %s", async (_name, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, email("petra.dunstone"));
  const edition = draft.replace(/\/edit$/, "");
  for (const path of [
    `${app.home}/granite-coast/frameworks`,
    `${app.home}/granite-coast/frameworks/of/ofsted-2025`,
    `${app.home}/granite-coast/frameworks/import`,
    edition,
    draft,
    `${edition}/indicators/reading`,
    `${edition}/levels`,
    `${edition}/put-into-use`,
    `${edition}/put-into-use?from=2099-01-01`,
  ]) {
    await page.goto(path);
    for (const summary of await page.locator("details:not([open]) > summary").all()) await summary.click();
    await expectAccessible(page);
  }
  expect(errors).toEqual([]);
  await close();
});

test("put into use, it is shown honestly; a form opened before is refused and keeps its text", async () => {
  const judge = await openPage(browser, { javaScriptEnabled: false });
  await signIn(judge.page, app.home, email("sunita.bramwell"));
  const indicator = (urn: number, key: string) => `${app.home}/granite-coast/diagnose/${urn}/${key}`;
  const write = async (page: Page, words: string) => {
    await page.getByRole("radio", { name: "Expected" }).check();
    await page.getByRole("radio", { name: "High" }).check();
    await page.getByRole("radio", { name: "Steady" }).check();
    await page.getByLabel("What did you see?").fill(words);
  };
  const dropped = await judge.page.context().newPage();
  await judge.page.goto(indicator(990002, "behaviour-and-attitudes"));
  await write(judge.page, "Corridors were calm on three visits.");
  await dropped.goto(indicator(990002, "innovation-and-creativity"));
  await write(dropped, "Two trials were stopped on evidence.");

  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, email("petra.dunstone"));
  await page.goto(draft);
  await page.getByRole("link", { name: "Put edition 2 into use" }).click();
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/London" });
  await page.getByLabel("In use from").fill(today);
  await page.getByRole("button", { name: "See what this changes" }).click();
  await page.waitForURL(/from=/);
  await expect(page.getByText("Innovation and creativity: its judgements in 16 academies stay in the history").count()).resolves.toBe(1);
  await expect(page.getByRole("row", { name: /9 Reading new 0.* 16/ }).count()).resolves.toBe(1);
  await expect(page.getByText("0 of 16 academies would have another recommendation, and of 3 none is certain until").count()).resolves.toBe(1);
  await press(page, /^Put edition 2 into use from/, /\/frameworks$/);
  await expect(page.getByRole("row", { name: /Edition 2, in use/ }).count()).resolves.toBe(1);

  await page.getByRole("link", { name: "Overview" }).click();
  const lanmerrin = page.getByRole("row", { name: /Lanmerrin/ });
  await expect(lanmerrin.getByRole("link", { name: /9 Reading: not judged/ }).count()).resolves.toBe(1);
  await expect(
    lanmerrin.getByRole("link", { name: /2 Behaviour and attitudes: Nearly,.*carried over from edition 1/ }).count(),
  ).resolves.toBe(1);
  await expect(page.getByText("Innovation", { exact: true }).count()).resolves.toBe(0);
  await expect(lanmerrin.getByText("Aspiring, whatever the other one says.").count()).resolves.toBe(1);

  await judge.page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(judge.page.getByRole("alert").textContent()).resolves.toMatch(
    /Edition 2 of the framework came into use after you opened this form/,
  );
  expect(await judge.page.getByLabel("What did you see?").inputValue()).toBe("Corridors were calm on three visits.");
  await expect(judge.page.getByText(/Carried over from edition 1, judged on .*; it counts as “Nearly” in edition 2/).count()).resolves.toBe(
    1,
  );
  await judge.page.getByRole("radio", { name: "Secure" }).check();
  await judge.page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(judge.page.getByRole("heading", { name: "The trust's judgement: Secure" }).count()).resolves.toBe(1);
  await expect(
    judge.page.locator("tr", { hasText: /Working towards\s*on edition 1\s*Behaviour and attitudes: Routines/ }).count(),
  ).resolves.toBe(1);

  await dropped.getByRole("button", { name: "Record this judgement" }).click();
  await expect(dropped.getByRole("heading", { name: "This indicator ended with edition 1" }).count()).resolves.toBe(1);
  await expect(dropped.getByText("Two trials were stopped on evidence.").count()).resolves.toBe(1);
  await expect(dropped.getByRole("button", { name: "Record this judgement" }).count()).resolves.toBe(0);

  for (const path of ["behaviour-and-attitudes", "innovation-and-creativity", "reading"]) {
    await page.goto(indicator(990002, path));
    await expectAccessible(page);
  }
  expect([...errors, ...judge.errors]).toEqual([]);
  await judge.close();
  await close();
});

test("everybody of the trust reads an edition as a whole, and a Principal changes nothing", async () => {
  const { page, errors, close } = await openPage(browser, { viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, email("kerensa.hollow"));
  await page.getByRole("link", { name: "Framework", exact: true }).click();
  await expect(page.getByRole("button", { name: "Make a new edition" }).count()).resolves.toBe(0);
  await page.getByRole("link", { name: "Edition 2" }).click();
  await expect(page.getByText("What reading looks like when it is Leading.").count()).resolves.toBe(1);
  await expect(
    page
      .getByText(
        "Lighthouse: secure or better in all ten indicators, and leading that can be shared in at least one of the ten indicators.",
      )
      .count(),
  ).resolves.toBe(1);
  await expect(page.getByText("a full disc with a star in it, on the strongest tone of blue").count()).resolves.toBe(1);
  await expectAccessible(page);
  const answer = await page.goto(draft);
  expect(answer?.status()).toBe(404);
  expect(errors).toEqual([]);
  await close();
});
