import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
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
const here = () => `${app.home}/granite-coast/inspection`;
const today = () => Temporal.Now.plainDateISO("Europe/London").toString();

test("a Principal keeps the log of an inspection on a phone without scripts, and writes down what came of it", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, principalOf(990014));
  await page.getByRole("link", { name: "Inspection" }).click();
  await page.getByRole("link", { name: "Culverleigh Primary Academy" }).click();
  await page.getByRole("link", { name: "Open a log" }).click();
  await page.getByLabel("On which day does it begin?").fill(today());
  await page.getByLabel("What was said in the call?").fill("Two inspectors, both days.");
  await page.getByRole("button", { name: "Open the log" }).click();
  const began = performance.now();
  await page.getByLabel("What was asked?").fill("How is phonics taught?");
  await page.getByLabel("To do").fill("Bring the tracker");
  await page.getByRole("button", { name: "Write it down" }).click();
  expect(await page.getByRole("region", { name: "To do" }).textContent()).toMatch(/Bring the tracker/);
  // The form stands at the top of a phone, filled in but for what happened.
  expect((await page.getByLabel("What was asked?").boundingBox())?.y).toBeLessThan(700);
  await page.getByLabel("Does this settle something?").selectOption("Bring the tracker");
  await page.getByRole("button", { name: "Write it down" }).click();
  expect(await page.getByRole("region", { name: "To do" }).count()).toBe(0);
  expect(performance.now() - began).toBeLessThan(60_000);
  await page.getByLabel("What was asked?").fill("Later than now?");
  await page.getByLabel("Time").fill("half past");
  await page.getByRole("button", { name: "Write it down" }).click();
  expect(await page.getByRole("alert").textContent()).toMatch(/Give the time as 9:40/);
  expect(await page.getByLabel("What was asked?").inputValue()).toBe("Later than now?");
  await page.getByText("Close the log").first().click();
  await page.getByLabel("What did inspectors say at the end?").fill("Expected standard, they said.");
  await page.getByRole("button", { name: "Close the log" }).click();
  await page.getByRole("link", { name: "Write it down as an inspection" }).click();
  await page.getByLabel("Inclusion").selectOption("Expected standard");
  await page.getByLabel("Safeguarding").selectOption("Met");
  await page.getByRole("button", { name: "Write it down" }).click();
  expect(await page.getByText(/not published: provisional/).count()).toBe(1);
  expect(errors).toEqual([]);
  await close();
});

test("a leader writes an older inspection down in its own words, corrects it and withdraws it, by keyboard alone", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, leader);
  await page.goto(`${here()}/990016`);
  expect(await page.getByRole("heading", { name: "The next inspection cannot be estimated" }).count()).toBe(1);
  await page.getByRole("link", { name: "Write an inspection down" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("On which day did the inspection begin?").fill("2023-05-16");
  await page.getByLabel("Graded, or full").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Go on" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Quality of education").waitFor();
  const words = await page.getByLabel("Quality of education").locator("option").allTextContents();
  expect(words).toEqual(["Not judged", "Outstanding", "Good", "Requires improvement", "Inadequate"]);
  await page.getByLabel("Quality of education").selectOption("Good");
  await page.getByLabel("Address of the report").fill("reports.ofsted");
  await page.getByRole("button", { name: "Write it down" }).focus();
  await page.keyboard.press("Enter");
  expect(await page.getByRole("alert").textContent()).toMatch(/Give the whole address of the report/);
  expect(await page.getByLabel("Quality of education").inputValue()).toBe("good");
  await expectAccessible(page);
  await page.getByLabel("Address of the report").fill("");
  await page.getByLabel("When was the report published?").fill("2023-06-27");
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("heading", { name: /Next inspection: School year 2026\/27/ }).waitFor();
  await page.getByText("Why, step by step").click();
  expect(await page.getByText(/The last inspection that counts began on 16 May 2023/).count()).toBe(1);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Correct or withdraw it" }).click();
  await page.getByLabel("Quality of education").selectOption("Requires improvement");
  await page.getByRole("button", { name: "Save as the next version" }).click();
  expect(await page.getByRole("row").count()).toBe(3);
  await page.getByLabel("Why is it withdrawn?").fill("It was another school.");
  await page.getByRole("button", { name: "Withdraw it" }).click();
  await page.getByRole("heading", { name: "The next inspection cannot be estimated" }).waitFor();
  await page.getByText("Withdrawn (1)").click();
  expect(await page.getByText("It was another school.").isVisible()).toBe(true);
  expect(errors).toEqual([]);
  await close();
});

test("an owner checks a point of readiness; a leader adds a point; the pack holds both, and prints", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, leader);
  await page.goto(`${here()}/points`);
  await page.getByLabel("What should be ready?").fill("Boats moored");
  await page.getByRole("button", { name: "Add this point" }).click();
  await page.goto(`${here()}/990001/readiness`);
  await page.getByRole("link", { name: "Boats moored" }).click();
  await page.getByLabel("What did you see?").fill("All of them.");
  await page.getByRole("button", { name: "Save" }).click();
  expect(await page.getByRole("alert").textContent()).toMatch(/say too whether it is ready/);
  await page.getByLabel("Ready", { exact: true }).check();
  await page.getByLabel("Who owns it?").selectOption("Kerensa Hollow");
  await page.getByRole("button", { name: "Save" }).click();
  expect(await page.getByRole("row", { name: /Boats moored.*Ready.*Kerensa Hollow.*All of them/s }).count()).toBe(1);
  await page.goto(`${here()}/990001`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "as a ZIP of tables" }).click()]);
  const files = unzipSync(readFileSync(await download.path()));
  expect(strFromU8(files["readiness.csv"] ?? new Uint8Array())).toMatch(/"Boats moored","Ready","Kerensa Hollow"/);
  await page.getByRole("link", { name: "to read or print" }).click();
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  expect(await page.getByRole("link", { name: /as a ZIP/ }).isVisible()).toBe(false);
  expect(await page.getByRole("heading", { name: "Readiness" }).isVisible()).toBe(true);
  expect((await page.pdf()).length).toBeGreaterThan(20_000);
  expect(errors).toEqual([]);
  await close();
});

test.each(sights)("every page of inspection is accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  // The forms are the same in every colour: they are looked at in the two widths.
  const isWidth = Object.keys(options).length === 1;
  const forms = ["/points", "/990002/new", "/990002/new?on=2026-10-06&kind=graded", "/990002/deferral", "/990002/log"];
  for (const path of [
    "",
    "/990005",
    "/990001/readiness",
    "/990001/readiness/single-central-record",
    "/990005/pack",
    ...(isWidth ? forms : []),
  ]) {
    await page.goto(`${here()}${path}`);
    await expectAccessible(page);
  }
  await page.goto(`${here()}/990008`);
  const written = (await page.getByRole("link", { name: "Correct or withdraw it" }).first().getAttribute("href")) ?? "";
  await page.getByRole("link", { name: /4 entries/ }).click();
  await expectAccessible(page);
  if (isWidth) {
    await page.goto(`${app.home}${written}`);
    await expectAccessible(page);
    await page.goto(`${here()}/points`);
    await page.getByRole("link", { name: "Applied learning on show" }).click();
    await expectAccessible(page);
  }
  expect(errors).toEqual([]);
  await close();
});
