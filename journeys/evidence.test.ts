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
const leader = "rosalind.penhale@granite-coast.example";
const academy = (urn: number) => `${app.home}/granite-coast/diagnose/${urn}`;
const judge = async (page: Page, narrative: string) => {
  await page.locator("#level-expected").check();
  await page.locator("#confidence-high").check();
  await page.locator("#direction-steady").check();
  await page.getByLabel("What did you see?").fill(narrative);
};

test("a leader brings evidence once, rests two judgements on it, withdraws it and finds it again, without scripts on a phone", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, leader);
  await page.goto(`${academy(990005)}/behaviour-and-attitudes`);
  await judge(page, "The corridors were calm.");
  await page.getByLabel("Title").first().fill("Corridor walk");
  await page.getByLabel("The note, or the link").first().fill("Seen between lessons three and four.");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  expect(await page.getByText(/Missing:.*All of it is of one kind \(note\).*One person brought all of it/).count()).toBe(1);

  await page.getByRole("link", { name: "Corridor walk" }).first().click();
  await page.getByText("Judge with it").click();
  await page.getByRole("link", { name: /Leadership and management/i }).click();
  expect(await page.getByLabel("Kind").first().inputValue()).toBe("existing");
  await judge(page, "Leaders walk the corridors daily.");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  await page.getByRole("link", { name: "Corridor walk" }).first().click();
  expect(await page.getByRole("link", { name: /the trust's judgement/ }).count()).toBe(2);

  await page.getByText("Withdraw it").click();
  await page.getByRole("button", { name: "Withdraw this evidence" }).click();
  expect(await page.getByRole("alert").textContent()).toMatch(/Say in up to 2,000 characters why/);
  await page.getByLabel("Why is it withdrawn?").fill("It was another corridor.");
  await page.getByRole("button", { name: "Withdraw this evidence" }).click();
  expect(await page.getByRole("heading", { name: /Withdrawn by Rosalind Penhale/ }).count()).toBe(1);
  await page
    .getByRole("link", { name: /the trust's judgement/ })
    .first()
    .click();
  expect(await page.getByText(/Withdrawn on .* by Rosalind Penhale: It was another corridor\./).count()).toBeGreaterThan(0);

  await page.getByRole("link", { name: "Search" }).click();
  await page.getByLabel("Words in evidence, judgements or findings").fill("corridors walked -calm");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "St Issel's Bay Academy: Corridor walk" }).click();
  expect(await page.getByRole("heading", { name: "Corridor walk" }).count()).toBe(1);
  expect(errors).toEqual([]);
  await close();
});

test.each(sights)("evidence that was withdrawn, followed or has changed, and a search, are accessible, %s", async (_, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, leader);
  for (const [urn, indicator, said] of [
    [990003, "behaviour-and-attitudes", /Withdrawn on/],
    [990002, "leadership-and-management", /A newer version was added/],
    [990004, "behaviour-and-attitudes", /when attached; now/],
  ] as const) {
    await page.goto(`${academy(urn)}/${indicator}`);
    expect(await page.getByText(said).count()).toBeGreaterThan(0);
    await expectAccessible(page);
    await page.locator(".since").first().locator("xpath=..").getByRole("link").first().click();
    for (const summary of await page.locator("main summary").all()) await summary.click();
    await expectAccessible(page);
  }
  await page.goto(academy(990003));
  await expectAccessible(page);
  for (const query of ["", "?words=visit", "?words=visit&in=evidence", "?words=zzz", "?words=the"]) {
    await page.goto(`${app.home}/granite-coast/search${query}`);
    await expectAccessible(page);
  }
  expect(errors).toEqual([]);
  await close();
});
