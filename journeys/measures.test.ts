import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoTrust } from "../app/demo/index.ts";
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
const principalOf = (urn: number) =>
  demoTrust().people.find(({ role, scope }) => role === "principal" && scope.kind === "academy" && scope.urn === urn)?.email ?? "";
const here = () => `${app.home}/granite-coast/measures`;
const csv = (text: string, name = "figures.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const header = "measure,academy,period,pupil group,value,numerator,denominator";

test("a Principal enters an academy's figures on a phone without scripts and signs them off; a leader opens them again", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, principalOf(990007));
  await page.getByRole("link", { name: "Measures" }).click();
  await page.getByRole("region", { name: "What is due" }).getByRole("link", { name: "Hallowdown Academy" }).click();
  const group = (name: string) =>
    page.getByRole("region", { name: "Teacher assessment: reading" }).getByRole("group", { name, exact: true });
  const fill = async (name: string, top: string, of: string) => {
    await group(name).getByLabel("How many pupils", { exact: true }).fill(top);
    await group(name).getByLabel("Of how many pupils").fill(of);
  };
  await fill("All pupils", "900", "800");
  await page.getByRole("button", { name: "Save" }).click();
  expect(await page.getByRole("alert").textContent()).toMatch(/Reading on track: 900 of 800 cannot be/);
  expect(await group("All pupils").getByLabel("How many pupils", { exact: true }).inputValue()).toBe("900");
  await fill("All pupils", "600", "800");
  await fill("Disadvantaged pupils", "90", "180");
  await page.getByRole("button", { name: "Save" }).click();
  expect(await page.getByText("5 of 6 figures stand").count()).toBe(1);
  await group("Pupils who are not disadvantaged").getByLabel("or no figure, because").selectOption("it is not known");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Sign these figures off" }).click();
  expect(await page.getByText("These figures are signed off.").count()).toBe(1);
  expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);

  const { page: theirs, close: closeTheirs } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(theirs, app.home, leader);
  await theirs.goto(page.url());
  await theirs.getByLabel("Why are they opened again?").fill("The disadvantaged pupils are of another year.");
  await theirs.getByRole("button", { name: "Open these figures again" }).click();
  expect(await theirs.getByText(/Opened again by Rosalind Penhale.*another year/).count()).toBe(1);
  expect(errors).toEqual([]);
  await closeTheirs();
  await close();
});

test("a file with a wrong row brings nothing in and says which; corrected it is shown, confirmed and kept, by keyboard alone", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, leader);
  await page.goto(`${here()}/own`);
  await page
    .getByLabel("The file of figures")
    .setInputFiles(csv(`${header}\nphonics-year1,990002,2025/26,all,,41,52\nphonics-year1,990003,2025/26,all,140,,\n`));
  await page.getByRole("button", { name: "Show what it would do" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "This is what the file would do" }).waitFor();
  expect(await page.getByRole("row", { name: /Row 3 value 140 is not a percentage/ }).count()).toBe(1);
  expect(await page.getByRole("button", { name: "Bring these figures in" }).count()).toBe(0);
  await expectAccessible(page);
  await page
    .getByLabel("The file of figures")
    .setInputFiles(csv(`${header}\nphonics-year1,990002,2025/26,all,,41,52\nphonics-year1,990003,2025/26,all,80,,\n`));
  await page.getByRole("button", { name: "Show what it would do" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Bring these figures in" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").waitFor();
  expect(await page.getByRole("status").textContent()).toMatch(/brought in as one change.*2 figures new/s);
  await page.getByRole("link", { name: "Phonics screening check in Year 1" }).click();
  expect(await page.getByText("(41 of 52)").count()).toBe(1);
  await expectAccessible(page);
  expect(errors).toEqual([]);
  await close();
});

test("a file of pupils is counted, and only its counts go on", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, leader);
  await page.goto(`${here()}/own`);
  await page.getByLabel("What is counted").selectOption("Multiplication tables check");
  await page.getByLabel("For which period").selectOption("2025/26, the whole year");
  await page.getByLabel("Where the pupils are").selectOption("Lanmerrin Primary Academy");
  await page
    .getByLabel("The file of pupils")
    .setInputFiles(csv("name,sex,score\nZebedee,boy,25\nFlorence,girl,22\nDougal,boy,\n", "year 4.csv"));
  await page.getByRole("button", { name: "Count them" }).click();
  const main = (await page.getByRole("main").textContent()) ?? "";
  expect(main).toMatch(/2 pupils counted into 3 groups; their rows are gone.*1 pupil without an outcome/s);
  expect(await page.content()).not.toMatch(/Zebedee|Florence|Dougal/);
  await page.getByRole("button", { name: "Bring these figures in" }).click();
  expect(await page.getByRole("status").textContent()).toMatch(/3 figures new/);
  expect(errors).toEqual([]);
  await close();
});

test("a leader sets a target, sees how it stands, and rests a judgement on the figure as it stood", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, leader);
  await page.goto(`${here()}/targets`);
  await page.getByRole("link", { name: "Set a target" }).click();
  await page.getByLabel("Which measure?").selectOption("Attendance of the half-term");
  await page.getByLabel("Whose target is it?").selectOption("Lanmerrin Primary Academy (academy)");
  await page.getByLabel("When should it be met?").selectOption("2025/26, summer 2 (half-term 6)");
  await page.getByLabel("What is it measured by?").selectOption("A value");
  await page.getByLabel("The number").fill("99.5");
  await page.getByRole("button", { name: "Set this target" }).click();
  expect(await page.getByRole("alert").textContent()).toMatch(/where this target comes from/);
  expect(await page.getByLabel("The number").inputValue()).toBe("99.5");
  await page.getByLabel("Where does it come from?").fill("The board's minute of 9 July");
  await page.getByRole("button", { name: "Set this target" }).click();
  expect(await page.getByText(/^The value is 9\d\.\d+%; 99\.5% or higher is needed\.$/).count()).toBe(1);

  await page.goto(`${app.home}/granite-coast/diagnose/990002/behaviour-and-attitudes`);
  await page.locator("#level-expected").check();
  await page.locator("#confidence-high").check();
  await page.locator("#direction-steady").check();
  await page.getByLabel("What did you see?").fill("Attendance holds.");
  await page.getByLabel("Kind").first().selectOption("A figure");
  const figures = page.getByLabel("The figure").first();
  const label = await figures.locator("option", { hasText: "Attendance of the half-term, all pupils, 2025/26, summer 2" }).textContent();
  await figures.selectOption(label ?? "");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  expect(
    await page.getByText(/Attendance of the half-term, all pupils, 2025\/26, summer 2: 9\d\.\d%.*As it stood on/).count(),
  ).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await close();
});

test.each(sights)("every page of measures is accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  // The forms are the same in every colour: they are looked at in the two widths.
  const forms = "viewport" in options && Object.keys(options).length === 1 ? ["/collections", "/collections/new", "/targets/new"] : [];
  for (const path of ["", "/own", "/own/of/attendance-term", "/targets", ...forms]) {
    await page.goto(`${here()}${path}`);
    await expectAccessible(page);
  }
  await page.goto(`${here()}/collections`);
  await page.getByRole("link", { name: "Autumn 1 figures" }).click();
  await expectAccessible(page);
  const cycle = page.url();
  for (const academy of ["Brannelcombe Academy", "Porthcarrow Academy"]) {
    await page.getByRole("link", { name: academy }).click();
    await expectAccessible(page);
    await page.goto(cycle);
  }
  await page.goto(`${here()}/targets`);
  await page
    .getByRole("row", { name: /Expected standard in reading, writing and maths/ })
    .getByRole("link")
    .click();
  await expectAccessible(page);
  expect(errors).toEqual([]);
  await close();
});
