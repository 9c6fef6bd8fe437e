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
const email = (name: string) => `${name}@granite-coast.example`;

test("a National Director judges an indicator with evidence, without JavaScript, and a refusal loses nothing", async () => {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, email("sunita.bramwell"));
  await page.getByRole("link", { name: "Exmarsh School", exact: true }).click();
  await page.getByRole("link", { name: /8 Innovation/ }).click();
  await page.getByLabel("What did you see?").fill("Two teachers tried oral rehearsal and wrote down what changed.");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/Choose a level/);
  expect(await page.getByLabel("What did you see?").inputValue()).toMatch(/oral rehearsal/);
  await page.getByRole("radio", { name: "Expected" }).check();
  await page.getByRole("radio", { name: "High" }).check();
  await page.getByRole("radio", { name: "Improving" }).check();
  await page.getByLabel("Title").first().fill("Trial notes");
  await page.getByLabel("The note, or the link").first().fill("Read on the visit.");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(page.getByRole("heading", { name: /The trust's judgement: Expected/ }).count()).resolves.toBe(1);
  await expect(page.getByText("Trial notes").count()).resolves.toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await close();
});

test("two people who judge at once both see both texts, and neither loses a word", async () => {
  const [one, two] = [await openPage(browser), await openPage(browser)];
  await signIn(one.page, app.home, email("sunita.bramwell"));
  await signIn(two.page, app.home, email("gareth.oyelaran"));
  const write = async (page: typeof one.page, words: string) => {
    await page.getByRole("radio", { name: "Working towards" }).check();
    await page.getByRole("radio", { name: "Low" }).check();
    await page.getByRole("radio", { name: "Steady" }).check();
    await page.getByLabel("What did you see?").fill(words);
  };
  for (const { page } of [one, two]) await page.goto(`${app.home}/granite-coast/diagnose/990012/staff-development`);
  await write(one.page, "First: the coaching diary is thin.");
  await write(two.page, "Second: the coaching diary is full.");
  await one.page.getByRole("button", { name: "Record this judgement" }).click();
  await two.page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(two.page.getByText("First: the coaching diary is thin.").count()).resolves.toBeGreaterThan(0);
  expect(await two.page.getByLabel("What did you see?").inputValue()).toBe("Second: the coaching diary is full.");
  await expectAccessible(two.page);
  await two.page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(two.page.getByText("Second: the coaching diary is full.").count()).resolves.toBeGreaterThan(0);
  await one.close();
  await two.close();
});

test("the board's decision that differs needs its reason, and is then shown with what the board saw", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, email("rosalind.penhale"));
  await page.getByRole("link", { name: "Meetings" }).click();
  await page.getByRole("link", { name: /9 July 2026/ }).click();
  const academy = page.locator("#academy-990006");
  await academy.getByText("Supersede this meeting's decision").click();
  await academy.getByLabel("The EOB decides").selectOption({ label: "Emerging" });
  await academy.getByRole("button", { name: "Record the decision" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/Say why the EOB decides otherwise/);
  const again = page.locator("#academy-990006");
  await again.getByLabel("Reason").fill("The new Principal asked for the closer programme.");
  await again.getByRole("button", { name: "Record the decision" }).click();
  await page.goto(`${app.home}/granite-coast/diagnose/990006`);
  await expect(page.getByRole("heading", { name: /Emerging decided by the EOB on 9 July 2026/ }).count()).resolves.toBe(1);
  await expect(page.getByText("The new Principal asked for the closer programme.").count()).resolves.toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await close();
});

test("a Principal sees one academy, a Regional CEO their region, and nothing tells of the rest", async () => {
  const { page, close } = await openPage(browser);
  await signIn(page, app.home, email("kerensa.hollow"));
  await page.goto(`${app.home}/granite-coast`);
  await expect(page.locator("tr.academy").count()).resolves.toBe(1);
  const csv = await page.request.get(`${app.home}/granite-coast/standing.csv`);
  expect((await csv.text()).trim().split("\r\n")).toHaveLength(2);
  await close();
  const second = await openPage(browser);
  await signIn(second.page, app.home, email("morwenna.tallack"));
  await second.page.goto(`${app.home}/granite-coast`);
  await expect(second.page.locator("tr.academy").count()).resolves.toBe(5);
  await second.close();
});

test.each(sights)("every page is accessible and fits its window: %s", async (_name, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await page.goto(`${app.home}/sign-in`);
  await expectAccessible(page);
  await signIn(page, app.home, email("rosalind.penhale"));
  const here = "/granite-coast";
  for (const path of [
    here,
    `${here}/diagnose/990002`,
    `${here}/diagnose/990002/behaviour-and-attitudes`,
    `${here}/organisation/people`,
    `${here}/organisation`,
    `${here}/organisation/meetings`,
    `${here}/organisation/regions?suggest=3`,
    `${here}/organisation/words`,
    `${here}/organisation/calendar`,
    `${here}/organisation/calendar/years/2027-28`,
    `${here}/organisation/calendar/990015`,
    "/nowhere-at-all/x",
  ]) {
    await page.goto(app.home + path);
    await expectAccessible(page);
  }
  await page.goto(`${app.home}${here}/organisation/meetings`);
  await page.getByRole("link", { name: /9 July 2026/ }).click();
  await expectAccessible(page);
  expect(errors).toEqual([]);
  await close();
});

test("the overview prints whole: on its side, nothing cut off, without what only a screen needs", async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 1040, height: 720 } });
  await signIn(page, app.home, email("rosalind.penhale"));
  await page.goto(`${app.home}/granite-coast`);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...paper.matchAll(/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
  expect(boxes.length).toBeGreaterThan(0);
  expect(boxes.length).toBeLessThanOrEqual(4);
  for (const [width = 0, height = 0] of boxes) expect(width).toBeGreaterThan(height);
  await page.emulateMedia({ media: "print" });
  const { wider, shown } = await page.evaluate(() => ({
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    shown: [...document.querySelectorAll("nav, form, .govuk-skip-link")].filter((part) => part.getClientRects().length > 0).length,
  }));
  expect({ wider, shown }).toEqual({ wider: 0, shown: 0 });
  await expect(page.locator("tr.total").first().isVisible()).resolves.toBe(true);
  await close();
});
