import type { Browser, Locator, Page } from "playwright-core";
import type { RunningApp } from "./app.ts";
import { openPage, signIn } from "./browser.ts";

export const email = (name: string) => `${name}@granite-coast.example`;
export const dayAhead = (days: number) => Temporal.Now.plainDateISO("Europe/London").add({ days }).toString();

/** Somebody with a page of their own, without JavaScript. */
export async function openAs(browser: Browser, app: RunningApp, name: string) {
  const opened = await openPage(browser, { javaScriptEnabled: false });
  await signIn(opened.page, app.home, email(name));
  return opened;
}
/** Presses a button by keyboard and waits for the page that comes of it. */
export async function press(page: Page, name: string | RegExp, within: Page | Locator = page) {
  await within.getByRole("button", { name }).first().focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}
/** Unfolds what is folded away, by keyboard. */
export async function unfold(within: Locator, words: RegExp) {
  const summary = within.locator("summary", { hasText: words }).first();
  await summary.focus();
  await summary.press("Enter");
}
export async function choose(page: Page, label: string, option: RegExp) {
  const field = page.getByLabel(label, { exact: true });
  const text = await field.locator("option", { hasText: option }).first().textContent();
  await field.selectOption({ label: text ?? "" });
}
export const rowOf = (page: Page, indicator: string) => page.locator(`section[id="${indicator}"]`);
/** The keys of the review's indicators, in their order. */
export const indicatorsOf = (page: Page) =>
  page
    .getByRole("navigation", { name: "Indicators" })
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => (link.getAttribute("href") ?? "").slice(1)));
export const state = (page: Page) => page.locator(".life [aria-current=step] .life-state").textContent();

/** Judges one indicator of the review that the page shows. */
export async function judge(page: Page, indicator: string, words: { level: string; seen: string; evidence?: string }) {
  const row = rowOf(page, indicator);
  await unfold(row, /^Judge it/);
  await row.getByRole("radio", { name: words.level, exact: true }).check();
  await row.getByRole("radio", { name: "High" }).check();
  await row.getByRole("radio", { name: "Steady" }).check();
  await row.getByLabel("What did you see?").fill(words.seen);
  if (words.evidence) {
    await unfold(row, /Add evidence/);
    await row.getByLabel("Title").fill(words.evidence);
    await row.getByLabel("The note, or the link").fill("Two pages of notes.");
  }
  await press(page, "It is judged", row);
}

/** The academy says of every indicator that it is accurate, and sends its answer. */
export async function answerAccurate(page: Page, indicators: readonly string[]) {
  for (const indicator of indicators) {
    const row = rowOf(page, indicator);
    await row.getByRole("radio", { name: "Accurate", exact: true }).check();
    await press(page, "Keep this answer", row);
  }
  await press(page, "Send the academy's answer");
}
