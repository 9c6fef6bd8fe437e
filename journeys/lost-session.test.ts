import type { Browser } from "playwright-core";
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

test("an opened form survives a lost session: what was written is kept through signing in, and sent once", async () => {
  const { page, errors, close } = await openPage(browser, { viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, "sunita.bramwell@granite-coast.example");
  await page.goto(`${app.home}/granite-coast/diagnose/990012/leadership-and-management`);
  const words = 'The diary says <b>"every week"</b>;\nthe teachers say otherwise.';
  await page.getByRole("radio", { name: "Working towards" }).check();
  await page.getByRole("radio", { name: "Low" }).check();
  await page.getByRole("radio", { name: "Steady" }).check();
  await page.getByLabel("What did you see?").fill(words);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Record this judgement" }).click();
  await expect(page.getByText("What you wrote is kept").count()).resolves.toBe(1);
  await expectAccessible(page);
  await page.getByLabel("E-mail address").fill("sunita.bramwell@granite-coast.example");
  await page.getByLabel("Password").fill("not-the-password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Password").fill("lantern-over-granite");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "What you wrote is kept" }).count()).resolves.toBe(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send it now" }).click();
  await expect(page.getByRole("heading", { name: /The trust's judgement: Working towards/ }).count()).resolves.toBe(1);
  expect(await page.locator("p.narrative").first().textContent()).toBe(words);
  expect(errors).toEqual([]);
  await close();
});

test("a form left open in one tab while its person signed in again in another loses nothing", async () => {
  const { page, close } = await openPage(browser);
  await signIn(page, app.home, "sunita.bramwell@granite-coast.example");
  await page.goto(`${app.home}/granite-coast/diagnose/990012/innovation-and-creativity`);
  await page.getByLabel("What did you see?").fill("Written before signing in again.");
  const other = await page.context().newPage();
  await signIn(other, app.home, "sunita.bramwell@granite-coast.example");
  await page.getByRole("button", { name: "Record this judgement" }).click();
  await page.getByRole("button", { name: "Send it now" }).click();
  // The level was never chosen: the form comes back as always, with its words.
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/Choose a level/);
  expect(await page.getByLabel("What did you see?").inputValue()).toBe("Written before signing in again.");
  await close();
});

test("a button pressed twice records one judgement, and both are answered alike", async () => {
  const { page, close } = await openPage(browser);
  await signIn(page, app.home, "gareth.oyelaran@granite-coast.example");
  const address = `${app.home}/granite-coast/diagnose/990011/innovation-and-creativity`;
  await page.goto(address);
  const fields = await page
    .locator("main form")
    .evaluate((form) => Object.fromEntries(new FormData(form as HTMLFormElement)) as Record<string, string>);
  const form = { ...fields, level: "expected", confidence: "high", direction: "steady", narrative: "Sent many times over." };
  delete (form as Record<string, unknown>)["evidence-1-file"];
  const multipart = Object.fromEntries(Object.entries(form).filter(([name]) => !name.endsWith("-file")));
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      page.request.post(address, { multipart, maxRedirects: 0, headers: { Origin: app.home } }).then((answer) => answer.status()),
    ),
  );
  expect(answers).toEqual(Array(8).fill(303));
  await page.goto(address);
  expect(await page.getByRole("cell", { name: "Sent many times over." }).count()).toBe(1);
  await close();
});
