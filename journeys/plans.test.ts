import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, startApp } from "./app.ts";
import { expectAccessible, openPage, signIn, startBrowser } from "./browser.ts";

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
const principal = "daniel.pascoe-reid@granite-coast.example";
const regional = "morwenna.tallack@granite-coast.example";
const leader = "rosalind.penhale@granite-coast.example";
const here = () => `${app.home}/granite-coast/plans`;
const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

test("a Principal writes a plan from its diagnosis on a phone without scripts; the Regional CEO approves it, and closes it with its impact", async () => {
  const phone = { javaScriptEnabled: false, viewport: { width: 320, height: 700 } };
  const { page, errors, close } = await openPage(browser, phone);
  await signIn(page, app.home, principal);
  await page.getByRole("link", { name: "Plans", exact: true }).click();
  await page.getByRole("link", { name: "Begin a plan" }).click();
  await page.getByLabel("What is it called?").fill("From our diagnosis");
  await page.getByLabel("Its first day").fill("2026-09-01");
  await page.getByLabel("Its last day").fill("2026-08-31");
  await press(page, "Begin this plan");
  expect(await page.getByRole("alert").textContent()).toMatch(/would end before it starts/);
  expect(await page.getByLabel("What is it called?").inputValue()).toBe("From our diagnosis");
  await page.getByLabel("Its last day").fill("2027-08-31");
  await press(page, "Begin this plan");
  const plan = page.url();
  await page.getByRole("link", { name: "What it should answer" }).click();
  await page.getByRole("heading", { name: /Not answered/ }).waitFor();
  await page.getByRole("link", { name: "Add a priority" }).click();
  await page.getByLabel("What is it?").fill("Every child a reader");
  await page.getByText(/^Judgements \(/).click();
  const reason = page.getByRole("checkbox").first();
  await reason.check();
  await page.getByLabel("What is the intended outcome?").fill("Fluent readers.");
  await page.getByLabel("Who leads delivery?").selectOption({ label: "Principal (now Daniel Pascoe-Reid)" });
  await page
    .getByLabel("What does it support in a plan above?")
    .selectOption({ label: "Trust improvement plan 2026: Closing the word gap and the disadvantage gap" });
  await press(page, "Add a priority");
  await page.getByText("Known when it was written").waitFor();
  await page.getByRole("link", { name: /Add an objective/ }).click();
  await page.getByLabel("What is it?").fill("Phonics in every class");
  await press(page, "Add an objective");
  await page.getByRole("link", { name: "Add an action to “Phonics in every class”" }).click();
  await page.getByLabel("What is it?").fill("Coach each teacher");
  await page.getByLabel("When is it due?").fill("2028-01-01");
  await press(page, "Add an action");
  expect(await page.getByRole("alert").textContent()).toMatch(/The plan covers 1 September 2026 to 31 August 2027/);
  await page.getByLabel("When is it due?").fill("2027-01-15");
  await page.getByLabel("Who leads delivery?").selectOption({ label: "Principal (now Daniel Pascoe-Reid)" });
  await press(page, "Add an action");
  expect(await page.getByRole("row", { name: /Coach each teacher.*15 January 2027.*To do/s }).count()).toBe(1);

  const chief = await openPage(browser, { javaScriptEnabled: false });
  await signIn(chief.page, app.home, regional);
  await chief.page.goto(plan);
  await press(chief.page, "Approve the plan as it stands");
  await chief.page.getByText("What was approved").waitFor();

  await page.goto(`${app.home}/granite-coast/my-work`);
  await page.getByRole("link", { name: "Coach each teacher", exact: true }).click();
  await page.getByLabel("Done", { exact: true }).check();
  await press(page, "Save");
  expect(await page.getByRole("alert").textContent()).toMatch(/Say what shows that it was done/);
  await page.getByLabel(/What shows that it is being done/).fill("Six visits since October.");
  await press(page, "Save");
  await page.goto(plan);
  for (const [colour, words] of [
    ["Amber", "Two classes of five."],
    ["Green", "All five classes."],
  ] as const) {
    await page.getByRole("link", { name: "Review progress" }).click();
    expect(await page.getByText(/Behind, but it can still be there in time/).count()).toBe(1);
    await page.getByLabel(colour, { exact: true }).check();
    await page.getByLabel(/What is behind that/).fill(words);
    await page.getByLabel("Continue as planned").check();
    await press(page, "Keep this review");
    await page.getByText(words).waitFor();
  }
  await chief.page.getByRole("link", { name: "Judge impact and close" }).click();
  await chief.page.getByLabel("In part").check();
  await chief.page.getByLabel(/What happened/).fill("Reading rose, as it did elsewhere.");
  await chief.page.getByLabel(/Why does the plan close/).fill("Its aim is reached.");
  await press(chief.page, "Keep this and close the plan");
  expect(await chief.page.getByText(/is not proven/).count()).toBe(1);
  expect(await chief.page.getByRole("link", { name: /^Change the/ }).count()).toBe(0);
  expect([...errors, ...chief.errors]).toEqual([]);
  await chief.close();
  await close();
});

test.each([
  ["wide", { viewport: { width: 1280, height: 900 } }],
  ["narrow", { viewport: { width: 320, height: 700 } }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" as const }],
  ["forced colours", { viewport: { width: 1280, height: 900 }, forcedColors: "active" as const }],
])("every page of plans is accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  const isWidth = Object.keys(options).length === 1;
  await page.goto(here());
  await expectAccessible(page);
  const way = async (name: string) => (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
  const [trust, academy, last] = [
    await way("Trust improvement plan 2026"),
    await way("Lanmerrin"),
    await way("Porthcarrow improvement plan 2025/26"),
  ];
  await page.goto(`${app.home}${academy}`);
  const [part, action] = [await way("Change the objective"), await way("Coach each teacher")];
  const forms = [
    `${academy}/progress`,
    `${academy}/impact`,
    `${academy}/change`,
    `${academy}/diagnosis`,
    part,
    `${academy}/parts/new?kind=priority`,
  ];
  const pages = [
    trust,
    last,
    "/granite-coast/plans/alignment",
    "/granite-coast/my-work",
    action,
    `${trust}/one-page`,
    ...(isWidth ? [...forms, "/granite-coast/plans/new", `${academy}/approved`] : []),
  ];
  for (const path of pages) {
    await page.goto(`${app.home}${path}`);
    await expectAccessible(page);
  }
  expect(errors).toEqual([]);
  await close();
});
