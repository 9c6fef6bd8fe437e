import { rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, runCommand, startApp } from "./app.ts";
import { expectAccessible, openPage, sights, signIn, startBrowser } from "./browser.ts";
import { smallEngland } from "./england.ts";

let app: RunningApp;
let browser: Browser;
const files = smallEngland();
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), startBrowser()]);
  const imported = await runCommand(app.dataHome, ["national", "import", ...files]);
  if (imported.code !== 0) throw new Error(imported.err || imported.out);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  if (app) forget(app);
  rmSync(dirname(files[0] ?? ""), { recursive: true, force: true });
});
const leader = "rosalind.penhale@granite-coast.example";
const regionalLeader = "morwenna.tallack@granite-coast.example";
const here = () => `${app.home}/granite-coast/measures`;

/** Every page of numbers by a name for it. */
async function numbersPages(page: Page): Promise<Record<string, string>> {
  await page.goto(here());
  const region = await page.getByRole("link", { name: "West", exact: true }).getAttribute("href");
  return {
    overview: here(),
    "the overview of a group": `${here()}?group=disadvantaged&period=2018%2F19`,
    region: `${app.home}${region}`,
    measure: `${here()}/of/ks4-attainment8`,
    "a measure with intervals": `${here()}/of/ks4-progress8?period=2017%2F18`,
    academy: `${here()}/academies/990001`,
    "an academy, every measure": `${here()}/academies/990001?show=all`,
    "an academy with nothing published": `${here()}/academies/990002`,
    "similar schools": `${here()}/academies/990001/similar?measure=ks4-attainment8`,
    "similar schools of one without a figure": `${here()}/academies/990015/similar`,
  };
}

test("a leader sees the trust over the years, goes to a region, to an academy and to the schools like it, by keyboard and without scripts", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, leader);
  await page.goto(here());
  const line = page.getByRole("table", { name: /^The trust against England/ }).getByRole("row", { name: /^Attainment 8/ });
  expect(await line.getByRole("img").getAttribute("aria-label")).toMatch(
    /^The trust went from \d\d\.\d in 2016\/17 to \d\d\.\d in 2018\/19: [+−]\d+\.\d\.$/,
  );
  expect(await page.getByText("A pooled figure has no national percentile").count()).toBe(1);
  const ofTrust = await line.textContent();
  await page.getByRole("link", { name: "West", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "How do the academies’ numbers stand in West?" }).waitFor();
  const region = page.getByRole("table", { name: /^West against England/ }).getByRole("row", { name: /^Attainment 8/ });
  expect(await region.textContent()).not.toBe(ofTrust);
  expect(await page.getByText(/West’s figures are calculated from rounded school figures, pooled by pupils/).count()).toBe(1);
  expect(await page.getByRole("link", { name: "Exmarsh School" }).count()).toBe(0);
  await page.getByRole("link", { name: "Porthcarrow Academy" }).first().click();
  await page.getByRole("link", { name: /Who are the 50 schools like it/ }).click();
  expect(
    await page
      .getByText(/^Attainment 8, 2018\/19: Porthcarrow Academy has \d\d\.\d and does better than \d+ of the \d+ schools like it/)
      .count(),
  ).toBe(1);
  expect(await page.getByRole("row").count()).toBe(52);
  expect(errors).toEqual([]);
  await close();
});

test("a Regional CEO opens the numbers of their own region, and of no other", async () => {
  const { page, close } = await openPage(browser);
  await signIn(page, app.home, leader);
  await page.goto(here());
  const [west, east] = await Promise.all(
    ["West", "East"].map((name) => page.getByRole("link", { name, exact: true }).getAttribute("href")),
  );
  await close();
  const { page: theirs, close: closeTheirs } = await openPage(browser);
  await signIn(theirs, app.home, regionalLeader);
  await theirs.goto(here());
  await theirs.getByRole("link", { name: "West", exact: true }).click();
  expect(theirs.url()).toBe(`${app.home}${west}`);
  expect((await theirs.goto(`${app.home}${east}`))?.status()).toBe(404);
  await closeTheirs();
});

test.each(sights)("every page of numbers is accessible with England’s figures on it, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  for (const address of Object.values(await numbersPages(page))) {
    await page.goto(address);
    await expectAccessible(page);
    // Where a row has become a list, each of its figures says what it is.
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll("table.numbers td")]
        .filter((cell) => getComputedStyle(cell).display === "block" && cell.textContent?.trim())
        .filter((cell) => !cell.getAttribute("data-label"))
        .map((cell) => cell.textContent),
    );
    expect([address, unnamed]).toEqual([address, []]);
  }
  expect(errors).toEqual([]);
  await close();
});

test("every page of numbers is printed whole, without what is only for a screen", async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 1040, height: 720 } });
  await signIn(page, app.home, leader);
  for (const [name, address] of Object.entries(await numbersPages(page))) {
    await page.goto(address);
    await page.emulateMedia({ media: "print" });
    const { wider, cut, shown } = await page.evaluate(() => ({
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      // What scrolls on a screen is cut off on paper.
      cut: [...document.querySelectorAll(".wide-table, .chart-scroll")].filter((part) => part.scrollWidth > part.clientWidth).length,
      shown: [...document.querySelectorAll("nav, form, .govuk-skip-link")].filter((part) => part.getClientRects().length > 0).length,
    }));
    expect({ name, wider, cut, shown }).toEqual({ name, wider: 0, cut: 0, shown: 0 });
    await page.emulateMedia({ media: "screen" });
  }
  await close();
});
