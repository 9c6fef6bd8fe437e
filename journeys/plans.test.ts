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
  await page
    .getByRole("link", { name: /Answer it with a new priority/ })
    .first()
    .click();
  await page.getByLabel("What is it?").fill("Every child a reader");
  expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(1);
  await page.getByLabel("What is the intended outcome?").fill("Fluent readers.");
  await page.getByLabel("Who leads delivery?").selectOption({ label: "Principal (now Daniel Pascoe-Reid)" });
  await page
    .getByLabel("What does it support in a plan above?")
    .selectOption({ label: "Trust improvement plan 2026: The charter of excellence" });
  await press(page, "Add a priority");
  await page.getByText("Known when it was written").waitFor();
  await page.getByRole("link", { name: /Add an objective/ }).click();
  await page.getByLabel("What is it?").fill("Phonics in every class");
  await press(page, "Add an objective");
  await page.getByRole("link", { name: "Add an action to this objective “Phonics in every class”" }).click();
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
  const whole = await openPage(browser, { javaScriptEnabled: false });
  await signIn(whole.page, app.home, leader);
  const takenUp = async () => {
    await whole.page.goto(here());
    await whole.page.getByRole("link", { name: "How the plans hang together" }).click();
    return (await whole.page.getByRole("row", { name: /^The charter of excellence/ }).textContent()) ?? "";
  };
  expect(await takenUp()).toMatch(/1: Lanmerrin Primary Academy/);
  await chief.page.getByRole("link", { name: "Judge impact and close" }).click();
  await chief.page.getByLabel("In part").check();
  await chief.page.getByLabel(/What happened/).fill("Reading rose, as it did elsewhere.");
  await chief.page.getByLabel(/Why does the plan close/).fill("Its aim is reached.");
  await press(chief.page, "Keep this and close the plan");
  expect(await chief.page.getByText(/is not proven/).count()).toBe(1);
  expect(await chief.page.getByRole("link", { name: /^Change the/ }).count()).toBe(0);
  expect(await takenUp()).toMatch(/Nobody/);
  expect([...errors, ...chief.errors, ...whole.errors]).toEqual([]);
  await whole.close();
  await chief.close();
  await close();
});

test("a Regional CEO suggests another text on a phone without scripts; the Principal reads what would change, accepts it, and sees what changed", async () => {
  const phone = { javaScriptEnabled: false, viewport: { width: 320, height: 700 } };
  const [chief, head] = [await openPage(browser, phone), await openPage(browser, phone)];
  await signIn(chief.page, app.home, regional);
  await signIn(head.page, app.home, principal);
  await chief.page.goto(here());
  await chief.page.getByRole("link", { name: "Lanmerrin Primary Academy improvement plan 2026/27" }).click();
  const plan = chief.page.url();
  await chief.page.getByRole("link", { name: /on the priority “Leaders who teach leaders”/ }).click();
  await chief.page.getByLabel("Write a comment").fill("Which subjects come first?");
  await press(chief.page, "Add the comment");
  await chief.page.getByRole("link", { name: "Suggest another text for “What is the intended outcome?”" }).click();
  const text = "Middle leaders judge the quality of education in their subjects as outside reviewers do.";
  await press(chief.page, "Suggest this");
  expect(await chief.page.getByRole("alert").textContent()).toMatch(/what it says already/);
  await chief.page.getByLabel("What is the intended outcome?").fill(text);
  await press(chief.page, "Suggest this");

  await head.page.goto(`${app.home}/granite-coast/my-work`);
  await head.page.getByRole("link", { name: "Leaders who teach leaders" }).click();
  expect(await head.page.locator("ins").textContent()).toMatch(/in their subjects/);
  expect(await head.page.getByText("Which subjects come first?").count()).toBe(1);
  // By the keyboard alone.
  await head.page.getByRole("button", { name: /^Accept/ }).focus();
  await head.page.keyboard.press("Enter");
  await head.page.getByText("Nothing is suggested that waits for an answer.").waitFor();
  await head.page.goto(plan);
  await head.page.getByText(text).waitFor();
  await head.page.getByRole("link", { name: "What has changed" }).click();
  const yesterday = Temporal.Now.plainDateISO("Europe/London").subtract({ days: 1 }).toString();
  await head.page.getByLabel("The plan now, beside what it said on").fill(yesterday);
  await press(head.page, "Compare with that day");
  expect(await head.page.locator("ins").allTextContents()).toEqual([expect.stringMatching(/in their subjects/)]);
  expect([...chief.errors, ...head.errors]).toEqual([]);
  await chief.close();
  await head.close();
});

test.each(sights)("every page of plans is accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  const isWidth = Object.keys(options).length === 1;
  await page.goto(here());
  await expectAccessible(page);
  const way = async (name: string) => (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
  const [trust, academy, porthcarrow, last] = [
    await way("Trust improvement plan 2026"),
    await way("Lanmerrin"),
    await way("Porthcarrow"),
    await way("Porthcarrow improvement plan 2025/26"),
  ];
  await page.goto(`${app.home}${academy}`);
  const [part, action, talk] = [await way("Change the objective"), await way("Coach each teacher"), await way("1 suggestion")];
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
    "/granite-coast/my-work/reminders",
    "/granite-coast/plans/across",
    "/granite-coast/plans/across?indicator=curriculum",
    `${porthcarrow}/compare`,
    talk,
    `${talk}/suggest?field=outcome`,
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
