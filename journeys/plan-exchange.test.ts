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
const leader = "rosalind.penhale@granite-coast.example";
const here = () => `${app.home}/granite-coast/plans`;
const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
const asFile = (text: string) => ({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const pasted = [
  "Priority\tAction\tLead\tBy when\tCost",
  "Writing\tModel a text each week\tPrincipal\tSpring 1 2027\t£400",
  "\tRead each other’s books\tthe office\tsoon\t",
].join("\n");

test("a Principal begins with the trust's template, pastes from Word and changes the rest in a spreadsheet, on a phone without scripts", async () => {
  const phone = { javaScriptEnabled: false, viewport: { width: 320, height: 700 } };
  const { page, errors, close } = await openPage(browser, phone);
  await signIn(page, app.home, principal);
  await page.goto(here());
  await page.getByRole("link", { name: "Begin a plan", exact: true }).click();
  await page.getByLabel("Which kind of plan?").selectOption({ label: "Improvement plan" });
  await page
    .getByLabel("Does it begin with a template?")
    .selectOption({ label: "Improvement plan: Granite Coast: one year, two priorities (our own)" });
  await page.getByLabel("What is it called?").fill("From everywhere");
  await page.getByLabel("Its first day").fill("2026-09-01");
  await page.getByLabel("Its last day").fill("2027-08-31");
  await press(page, "Begin this plan");
  await page.getByRole("heading", { name: /What we ourselves need most/ }).waitFor();
  const plan = page.url();

  await page.getByRole("link", { name: "Paste from Word" }).click();
  await page.getByLabel("The text of the plan").fill(pasted);
  await press(page, "Show what it says");
  expect(await page.getByText("“Spring 1 2027” was read as").count()).toBe(1);
  expect(await page.getByText(/line 3: its first cell is empty, as where cells were merged/).count()).toBe(1);
  await press(page, "Save all of it");
  expect(await page.getByRole("alert").textContent()).toMatch(/Part 3: Give the day it is due/);
  await page.getByRole("link", { name: /Part 3: Give the day/ }).click();
  await page.getByRole("group", { name: "Part 3 of 3" }).getByLabel("When is it due?").fill("12 March 2027");
  await press(page, "Save all of it");
  await page.getByRole("link", { name: "Model a text each week", exact: true }).waitFor();
  expect(await page.getByText("12 March 2027").count()).toBe(1);

  const file = await (await page.request.get(`${plan}/plan.csv`)).text();
  await page.getByRole("link", { name: "From a spreadsheet" }).click();
  const choose = async (text: string) => {
    await page.getByLabel("The file", { exact: true }).setInputFiles(asFile(text));
    await press(page, "Show what it would do");
  };
  await choose(file.replace("2027-03-12", "31/12/2030"));
  expect(await page.getByRole("row", { name: /due.*The plan covers 1 September 2026 to 31 August 2027/s }).count()).toBe(1);
  await choose(file.replace("Model a text each week", "Model two texts each week"));
  await page.getByText("1 part changes").waitFor();
  await press(page, "Save all of it");
  await page.getByRole("link", { name: "Model two texts each week", exact: true }).waitFor();
  expect(errors).toEqual([]);
  await close();
});

test("a leader takes the plan home as a spreadsheet, says there how far its actions have come, and brings it in again, without scripts", async () => {
  const phone = { javaScriptEnabled: false, viewport: { width: 320, height: 700 } };
  const { page, errors, close } = await openPage(browser, phone);
  await signIn(page, app.home, leader);
  await page.goto(here());
  await page.getByRole("link", { name: "Lanmerrin" }).first().click();
  await page.getByRole("link", { name: "From a spreadsheet" }).click();
  const way = page.url();
  const plan = way.replace(/\/import$/, "");
  const file = await (await page.request.get(`${plan}/plan.csv`)).text();
  const [header = "", ...lines] = file.split("\r\n");
  const row = lines.find((line) => line.includes('"To do"') && !line.includes(";")) ?? "";
  const title = /"Action","[^"]*","([^"]*)"/.exec(row)?.[1] ?? "";
  expect([title.length > 5, header.includes('"what was done","effect","step"')]).toEqual([true, true]);
  const bring = async (from: string, to: string) => {
    await page.goto(way);
    await page.getByLabel("The file", { exact: true }).setInputFiles(asFile(file.replace(row, row.replace(from, to))));
    await press(page, "Show what it would do");
  };
  await bring('"To do"', '"Nearly there"');
  expect(
    await page.getByRole("row", { name: /state.*is no state of an action. Write one of: To do, Under way, Done, Dropped/s }).count(),
  ).toBe(1);
  await bring('"To do"', '"Under way"');
  await page.getByText("1 part changes").waitFor();
  expect(await page.locator("dl", { hasText: "State" }).textContent()).toMatch(/To do\s*Under way/);
  await press(page, "Save all of it");
  await page.waitForURL(plan);
  const saved = page.getByRole("row", { name: title });
  expect(await saved.textContent()).toMatch(/Under way.*Brought in from a file by Rosalind Penhale on/s);
  expect(errors).toEqual([]);
  await close();
});

test.each(sights)("every page by which plans come and go is accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  await page.goto(here());
  const way = async (name: string) => (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
  const plan = `${app.home}${await way("Lanmerrin")}`;
  await page.goto(`${here()}/templates`);
  const template = `${app.home}${await way("Granite Coast: one year")}`;
  for (const path of [`${here()}/import`, `${here()}/templates`, template, `${plan}/template`, `${plan}/import`, `${plan}/paste`]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await page.getByLabel("The text of the plan").fill(pasted);
  await press(page, "Show what it says");
  await expectAccessible(page);
  await press(page, "Save all of it");
  await page.getByRole("alert").waitFor();
  await expectAccessible(page);
  const file = await (await page.request.get(`${plan}/plan.csv`)).text();
  for (const text of [
    file.replace("2027-02-12", "by Easter"),
    file.replace('"To do"', '"Under way"'),
    file.replace("Joint review", "A joint review").replace(/\r\n[^\r]*Daily catch-up[^\r]*/, ""),
  ]) {
    await page.goto(`${plan}/import`);
    await page.getByLabel("The file", { exact: true }).setInputFiles(asFile(text));
    await press(page, "Show what it would do");
    await page.getByRole("heading", { name: "This is what the file would do" }).waitFor();
    await expectAccessible(page);
  }
  const past = ["ref,part,under,title,from,to,state,review,colour,narrative,decision", "P,Plan,,Kept elsewhere,2026-09-01,2027-08-31,,,,,"];
  past.push("P1,Priority,,Reading,,,,,,,", "O1,Objective,P1,Every class reads aloud,,,,,,,", "A1,Action,O1,Train everybody,,,Done,,,,");
  past.push("R1,Review of progress,,,2026-10-23,,,,,,", ",Progress,O1,,,,,R1,Amber,Two of six teachers.,Continue as planned");
  await page.goto(`${here()}/import`);
  await page.getByLabel("The file", { exact: true }).setInputFiles(asFile(past.join("\r\n")));
  await press(page, "Show what it would do");
  await page.getByRole("heading", { name: "What was reviewed before" }).waitFor();
  await page.getByText("How the file is read").click();
  await expectAccessible(page);
  await press(page, "Begin this plan");
  await page.getByRole("heading", { name: "Reviews of progress" }).waitFor();
  await expectAccessible(page);
  expect(errors).toEqual([]);
  await close();
});
