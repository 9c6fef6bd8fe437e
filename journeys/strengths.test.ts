import type { Browser } from "playwright-core";
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
const leader = "rosalind.penhale@granite-coast.example";
const here = () => `${app.home}/granite-coast/strengths`;

test("a Principal on a phone without scripts finds help near by, and offers a strength of their own", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, "kerensa.hollow@granite-coast.example");
  await page.getByRole("link", { name: "Strengths" }).click();
  await page.getByLabel("Words").fill("coached");
  await page.getByLabel("Phase").selectOption("Primary");
  await page.getByLabel(/Distance from/).selectOption("Porthcarrow Academy");
  await page.getByLabel("At most").selectOption("60 minutes");
  await page.getByRole("button", { name: "Look" }).click();
  expect(await page.getByRole("heading", { name: "1 offer", exact: true }).count()).toBe(1);
  expect(await page.getByText(/miles in a straight line, about \d+ minutes/).count()).toBe(1);
  await page.getByRole("link", { name: /Coaching for teachers of mathematics/ }).click();
  expect(await page.getByText("Backed by a judgement that stands.").count()).toBe(1);
  expect(await page.getByText("Change it").count()).toBe(0);

  await page.goto(`${here()}/990001`);
  await page.getByRole("link", { name: "Offer a strength" }).click();
  await page.getByRole("button", { name: "Offer this" }).click();
  expect(await page.getByRole("alert").textContent()).toMatch(/Say in one sentence/);
  await page.getByLabel("What is offered?").fill("An afternoon in our laboratories.");
  await page.getByLabel("In which subject?").selectOption("Science");
  await page.getByRole("button", { name: "Offer this" }).click();
  expect(await page.getByRole("heading", { name: "An afternoon in our laboratories." }).count()).toBe(1);
  await page.getByText("Withdraw it").click();
  await page.getByLabel("Why is it withdrawn?").fill("The laboratories are being rebuilt.");
  await page.getByRole("button", { name: "Withdraw this offer" }).click();
  expect(await page.getByText("The laboratories are being rebuilt.").count()).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await close();
});

test("a leader awards a specialism by keyboard when all four tests have their evidence, and not before", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, leader);
  await page.goto(`${here()}/990012`);
  await page.getByRole("link", { name: "Award a specialism" }).click();
  await page.locator("#kind-satellite").check();
  await page.getByLabel("In which subject?").selectOption("History");
  const review = Temporal.Now.plainDateISO().add({ months: 6 }).toString();
  await page.getByLabel("To be reviewed by").fill(review);
  for (const at of [1, 2, 3, 4]) await page.getByLabel(`What was seen of test ${at}?`).fill("Seen in four classes.");
  for (const at of [1, 2, 3]) await page.getByLabel(`Evidence of test ${at}`, { exact: true }).selectOption({ index: at });
  await page.getByRole("button", { name: "Award it" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toMatch(/Evidence that this has worked.*Without it nothing is awarded/);
  await expectAccessible(page);
  await page.getByLabel("Evidence of test 4", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Award it" }).click();
  await page.getByRole("heading", { name: "Satellite: History" }).waitFor();
  expect(await page.getByText(/Held; to be reviewed by/).count()).toBe(1);
  await page.getByRole("definition").getByRole("link").first().click();
  expect(await page.getByRole("link", { name: /Satellite: a real strength/ }).count()).toBe(1);
  expect(errors).toEqual([]);
  await close();
});

test.each(sights)("every page of strengths is accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  for (const path of [
    "",
    "?near=990001&within=60",
    "?words=nothing+like+it",
    "/990002",
    "/990005",
    "/990002/offer",
    "/990005/offer",
    "/990002/award",
  ]) {
    await page.goto(here() + path);
    await expectAccessible(page);
  }
  for (const name of [/Coaching for teachers/, /Satellite: Science/]) {
    await page.goto(here());
    await page.getByRole("link", { name }).click();
    for (const summary of await page.locator("main summary").all()) await summary.click();
    await expectAccessible(page);
  }
  expect(errors).toEqual([]);
  await close();
});
