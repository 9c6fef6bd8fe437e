import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}), args: flags });

/** The ways in which every page is looked at for its accessibility: between them both widths, both schemes and a system's own colours. */
export const sights: [string, BrowserContextOptions][] = [
  ["wide", { viewport: { width: 1280, height: 900 } }],
  ["narrow and dark", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
  ["forced colours", { viewport: { width: 1280, height: 900 }, forcedColors: "active" }],
];

/** A page on which any console error or failed request of its own counts. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    // A refused form answers 4xx, which Chromium reports as an error of its own.
    if (message.type() === "error" && !/status of (401|403|404|409|422|429)/.test(message.text())) errors.push(message.text());
  });
  return { page, errors, close: () => context.close() };
}

export async function signIn(page: Page, home: string, email: string, password = "lantern-over-granite"): Promise<void> {
  await page.goto(`${home}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** No axe violation, and nothing wider than the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // axe needs scripting in the page, which our pages' own policy and contexts without JavaScript do not give.
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3)}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, "the page is wider than its window").toBeLessThanOrEqual(0);
}
