import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, startApp } from "./app.ts";
import { openPage, signIn, startBrowser } from "./browser.ts";

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
const leader = "rosalind.penhale@granite-coast.example";
const here = () => `${app.home}/granite-coast`;
const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

test("a title of one long word makes no page of a plan wider than a phone, nor than a screen", async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, leader);
  const word = "Unbreakable".repeat(26);
  await page.goto(`${here()}/plans/new`);
  await page.getByLabel("Which kind of plan?").selectOption({ label: "Trust improvement plan" });
  await page.getByLabel("What is it called?").fill(word.slice(0, 150));
  await page.getByLabel("Its first day").fill("2026-09-01");
  await page.getByLabel("Its last day").fill("2027-08-31");
  await press(page, "Begin this plan");
  await page.getByRole("link", { name: "Paste from Word" }).click();
  const plan = page.url().replace(/\/paste$/, "");
  await page
    .getByLabel("The text of the plan")
    .fill(`Priority 1: ${word}\n• Why: ${word}\n• KPIs: ${word}\n•\tObjective: ${word}\no\tAction: ${word} (12/03/2027)`);
  await press(page, "Show what it says");
  await press(page, "Save all of it");
  await page.getByRole("heading", { name: /^1\.1/ }).waitFor();
  const pages = [plan, `${plan}/one-page`, `${plan}/compare`, `${here()}/plans`, `${here()}/plans/alignment`, `${app.home}/api`];
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    for (const address of pages) {
      expect((await page.goto(address))?.status()).toBe(200);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([address, wide]).toEqual([address, width]);
    }
  }
  await close();
});

test("on a phone each cell of the plans says what it is, and the thread is told by its table", async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, leader);
  const unsaid = () =>
    page
      .locator("table.plain tbody td")
      .evaluateAll((cells) => cells.filter((cell) => getComputedStyle(cell, "::before").content === "none").length);
  for (const address of ["plans", "plans/alignment"]) {
    await page.goto(`${here()}/${address}`);
    expect([address, await unsaid()]).toEqual([address, 0]);
  }
  expect(await page.locator("svg.thread").isVisible()).toBe(false);
  await close();
});

test("the words above the overview stay whole, and the trust's plan on one page is two sheets at most", async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
  await signIn(page, app.home, leader);
  const broken = await page.locator("th.pi").evaluateAll((heads) => {
    const texts = heads.flatMap((head) => [...head.querySelectorAll("*"), head].flatMap((one) => [...one.childNodes]));
    return texts.flatMap((node) =>
      [...(node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "").matchAll(/\S+/g) : [])].flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : [];
      }),
    );
  });
  expect(broken).toEqual([]);
  await page.goto(`${here()}/plans`);
  await page.getByRole("link", { name: "Trust improvement plan 2026" }).click();
  await page.getByRole("link", { name: "On one page" }).click();
  await page.locator("table.one-page").waitFor();
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect([...paper.matchAll(/\/Type ?\/Page\b/g)].length).toSatisfy((sheets: number) => sheets >= 1 && sheets <= 2);
  await close();
});
