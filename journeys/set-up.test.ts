import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, startApp } from "./app.ts";
import { expectAccessible, openPage, signIn, startBrowser } from "./browser.ts";

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ env: { EDDYSTONE_DEMO: "0" } }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  if (app) forget(app);
});

test("from an empty site to a trust with regions, a meeting, a judge and a first judgement, without JavaScript", async () => {
  const password = app.said().match(/operator@localhost\.localdomain\s+(\S+)/)?.[1] ?? "";
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, "operator@localhost.localdomain", password);

  for (const file of ["allgroupsdata_2026-08.csv", "alllinks_group_links_2022-07.csv", "edubase_search_extract_20220420.csv"]) {
    await page.goto(`${app.home}/register/import`);
    await page.getByLabel("The file").setInputFiles(`app/national/register/fixtures/${file}`);
    await page.getByRole("button", { name: "Import" }).click();
    await expect(page.getByRole("status").textContent()).resolves.toMatch(/rows/);
  }
  await page.goto(`${app.home}/register/import`);
  await page
    .getByLabel("The file")
    .setInputFiles({ name: "page.csv", mimeType: "text/csv", buffer: Buffer.from("<!DOCTYPE html><html><body>Sign in</body></html>") });
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/web page/i);

  await page.goto(`${app.home}/trusts/new`);
  await page.getByLabel("The trust").fill("lantern");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("button", { name: "Set up LANTERN LEARNING TRUST" }).click();
  await expect(page.locator("tr.academy").count()).resolves.toBeGreaterThan(1);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Regions" }).click();
  await page.getByLabel("Add a region").fill("London");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Harbour Academy", { exact: true }).selectOption({ label: "London" });
  await page.getByRole("button", { name: "Place the academies from today" }).click();
  await page.getByRole("link", { name: "Meetings" }).click();
  await page.getByRole("button", { name: "Add the meeting" }).click();

  await page.getByRole("link", { name: "People" }).click();
  await page.getByLabel("Name").fill("Site operator");
  await page.getByLabel("E-mail address").fill("operator@localhost.localdomain");
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "National Director of Education & Standards" });
  await page.getByRole("button", { name: "Give the role" }).click();

  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("link", { name: "Harbour Academy", exact: true }).click();
  await page.getByRole("link", { name: /^1 / }).click();
  await page.getByRole("radio", { name: "Working towards" }).check();
  await page.getByRole("radio", { name: "Medium" }).check();
  await page.getByRole("radio", { name: "Steady" }).check();
  await page.getByLabel("What did you see?").fill("Books show gains in Year 8.");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(page.getByRole("heading", { name: /The trust's judgement: Working towards/ }).count()).resolves.toBe(1);
  expect(errors).toEqual([]);
  await close();

  const second = await openPage(browser, { viewport: { width: 320, height: 700 } });
  await signIn(second.page, app.home, "operator@localhost.localdomain", password);
  for (const path of [
    "/",
    "/trusts/new?words=lantern",
    "/register/import",
    "/lantern-learning-trust",
    "/lantern-learning-trust/organisation",
    "/lantern-learning-trust/organisation/regions?suggest=2",
    "/lantern-learning-trust/organisation/calendar",
  ]) {
    await second.page.goto(app.home + path);
    await expectAccessible(second.page);
  }
  expect(second.errors).toEqual([]);
  await second.close();
});
