import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, startApp } from "./app.ts";
import { expectAccessible, openPage, sights, signIn, startBrowser } from "./browser.ts";
import { choose, dayAhead, email, indicatorsOf, judge, openAs, press, rowOf, state, unfold } from "./review-steps.ts";

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
const here = () => `${app.home}/granite-coast`;
const as = (name: string) => openAs(browser, app, name);
const inAWeek = () => dayAhead(7);

test("a monitoring review goes from its plan to its close, in the hands of five people and without JavaScript", async () => {
  const leader = await as("rosalind.penhale");
  const principal = await as("precious.medland");
  const { page } = leader;
  await page.getByRole("link", { name: "Reviews" }).click();
  await page.getByRole("link", { name: "Plan a review" }).click();
  await choose(page, "What is reviewed?", /Exmarsh School/);
  await press(page, "Choose this place");
  await choose(page, "Kind of review", /Trust monitoring/);
  await choose(page, "Framework", /Ten performance indicators/);
  await page.getByLabel(/^Precious Medland/).check();
  await press(page, "Plan it");
  expect(await page.getByRole("alert").textContent()).toMatch(/Precious Medland belongs to this academy, and nobody reviews at home/);
  await page.getByLabel(/^Precious Medland/).uncheck();
  await page.getByLabel(/^Callum Treve/).check();
  await choose(page, "Who moderates it", /^Gareth Oyelaran/);
  await press(page, "Plan it");
  expect(await state(page)).toBe("Planned");
  const review = page.url();
  await press(page, /^Begin/);
  const indicators = await indicatorsOf(page);
  expect(indicators).toHaveLength(10);

  const sle = await as("callum.treve");
  await sle.page.getByRole("link", { name: "Reviews" }).click();
  await sle.page.getByRole("listitem").filter({ hasText: "judge 10 indicators" }).getByRole("link").click();
  expect(sle.page.url()).toBe(review);
  const first = rowOf(sle.page, indicators[0] ?? "");
  await unfold(first, /^Judge it/);
  await first.getByLabel("What did you see?").fill("Half of a sentence.");
  await press(sle.page, "It is judged", first);
  expect(await sle.page.getByRole("alert").textContent()).toMatch(/still needs a level, how sure you are and which way it is going/);
  expect(await first.getByLabel("What did you see?").inputValue()).toBe("Half of a sentence.");
  await sle.page.goto(review);
  for (const [at, indicator] of indicators.entries())
    await judge(sle.page, indicator, {
      level: at === 1 ? "Strength" : "Expected",
      seen: `Seen on two days: ${indicator}.`,
      ...(at < 2 ? { evidence: `Notes of visit ${at + 1}` } : {}),
    });
  expect(await sle.page.getByRole("heading", { name: "10 indicators, 10 judged" }).count()).toBe(1);
  expect(
    await rowOf(sle.page, indicators[1] ?? "")
      .getByText("Notes of visit 2")
      .count(),
  ).toBeGreaterThan(0);

  // Until it is sent the academy knows nothing of it.
  expect((await principal.page.goto(review))?.status()).toBe(404);
  await page.goto(review);
  await press(page, "Put the draft together");
  await press(page, "Send it to the academy");
  expect(await page.getByRole("alert").textContent()).toMatch(/Give the last day for an answer/);
  await page.getByLabel("The academy answers by").fill(inAWeek());
  await press(page, "Send it to the academy");
  expect(await state(page)).toBe("With the academy");

  const theirs = principal.page;
  await theirs.goto(`${here()}/reviews`);
  await theirs.getByRole("listitem").filter({ hasText: "say whether it is accurate" }).getByRole("link").click();
  await press(theirs, "Send the academy's answer");
  expect(await theirs.getByRole("alert").textContent()).toMatch(/Say of .* whether it is accurate/);
  for (const [at, indicator] of indicators.entries()) {
    const row = rowOf(theirs, indicator);
    await row.getByRole("radio", { name: at === 1 ? "Not accurate" : "Accurate", exact: true }).check();
    if (at === 1) await row.getByLabel("Not accurate, because").fill("the lunch hour was not looked at.");
    await press(theirs, "Keep this answer", row);
  }
  await press(theirs, "Send the academy's answer");
  expect(await state(theirs)).toBe("Answered by the academy");

  const moderator = await as("gareth.oyelaran");
  await moderator.page.goto(`${here()}/reviews`);
  await moderator.page.getByRole("listitem").filter({ hasText: "moderate it" }).getByRole("link").click();
  expect(
    await rowOf(moderator.page, indicators[1] ?? "")
      .getByText("the lunch hour was not looked at.")
      .count(),
  ).toBe(1);
  await press(moderator.page, "Say that it is moderated");
  await page.goto(review);
  // Who led it is not offered what would be refused, and reads whom it waits for.
  expect(await page.getByRole("button", { name: "Agree it" }).count()).toBe(0);
  expect(await page.locator("#step").textContent()).toMatch(/You led this review or judged in it.* This step is for .*Sunita Bramwell/);
  const director = await as("sunita.bramwell");
  await director.page.goto(review);
  await press(director.page, "Agree it");
  await page.goto(review);
  await press(page, "Close it for ever");
  expect(await page.getByText("The review is closed, and stays as it was agreed.").count()).toBe(1);
  expect(await page.getByRole("main").locator("form").count()).toBe(0);

  await page.goto(`${here()}/diagnose/990013/${indicators[1]}`);
  expect(await page.getByRole("heading", { name: /The trust's judgement: Strength/ }).count()).toBe(1);
  expect(await page.getByText(`Seen on two days: ${indicators[1]}.`).count()).toBeGreaterThan(0);
  expect(await page.getByText("Notes of visit 2").count()).toBeGreaterThan(0);
  for (const { errors, close } of [leader, principal, sle, moderator, director]) {
    expect(errors).toEqual([]);
    await close();
  }
});

test("a Principal evaluates the academy, keeps what is half written, and sends it to the trust", async () => {
  const { page, errors, close } = await as("owen.carlyon");
  await page.goto(`${here()}/reviews/new`);
  await choose(page, "Framework", /Phonics/);
  await page.getByLabel(/^Owen Carlyon/).check();
  await press(page, "Plan it");
  const review = page.url();
  await press(page, /^Begin/);
  const indicators = await indicatorsOf(page);
  const first = rowOf(page, indicators[0] ?? "");
  await unfold(first, /^Judge it/);
  await first.getByLabel("What did you see?").fill("One programme, kept to.");
  await press(page, "Keep it to go on with", first);
  expect(
    await rowOf(page, indicators[0] ?? "")
      .getByText("One programme, kept to.")
      .count(),
  ).toBeGreaterThan(0);
  await unfold(rowOf(page, indicators[0] ?? ""), /^Go on writing/);
  const row = rowOf(page, indicators[0] ?? "");
  for (const name of ["Expected", "High", "Steady"]) await row.getByRole("radio", { name, exact: true }).check();
  await press(page, "It is judged", row);
  await press(page, "Put the draft together");
  await page.getByLabel("The trust looks at it by").fill(inAWeek());
  await press(page, "Send it to the trust");
  expect(await page.getByRole("alert").textContent()).toMatch(/are not judged yet/);
  for (const indicator of indicators.slice(1)) await judge(page, indicator, { level: "Expected", seen: `We see it so: ${indicator}.` });
  await page.getByLabel("The trust looks at it by").fill(inAWeek());
  await press(page, "Send it to the trust");
  expect(await state(page)).toBe("With the trust");

  const leader = await as("rosalind.penhale");
  await leader.page.goto(review);
  await press(leader.page, "Say that it is moderated");
  await press(leader.page, "Agree it");
  expect(await state(leader.page)).toBe("Agreed");
  await page.goto(review);
  expect(await page.getByText("We see it so: teaching.").count()).toBe(1);
  expect([...errors, ...leader.errors]).toEqual([]);
  await leader.close();
  await close();
});

const sitesOf = async (page: Page, path: string, words: RegExp) => {
  await page.goto(`${here()}${path}`);
  return (await page.getByRole("main").getByRole("link", { name: words }).first().getAttribute("href")) ?? "";
};
/** What is folded away of the first row is looked at too; the others are like it. */
const expectAllAccessible = async (page: Page) => {
  await page.evaluate(() => {
    for (const part of [...document.querySelectorAll("details")].slice(0, 4)) part.open = true;
  });
  await expectAccessible(page);
};
test.each(sights)("every page of reviews is accessible and fits its window: %s", async (_name, options) => {
  const leader = await openPage(browser, options);
  await signIn(leader.page, app.home, email("rosalind.penhale"));
  const agreed = await sitesOf(leader.page, "/reviews", /Porthcarrow/);
  await expectAccessible(leader.page);
  const finding = await sitesOf(leader.page, "/findings", /lower gate/);
  await expectAccessible(leader.page);
  await leader.page.goto(`${here()}/reviews/new`);
  await choose(leader.page, "What is reviewed?", /Exmarsh School/);
  await press(leader.page, "Choose this place");
  await expectAccessible(leader.page);
  for (const path of [agreed, finding, `${agreed}/reviewers?person=`]) {
    await leader.page.goto(app.home + path);
    await expectAllAccessible(leader.page);
  }
  for (const [who, words] of [
    ["victor.stenhouse", /Quantock Gate/],
    ["callum.treve", /St Issel/],
    ["daniel.pascoe-reid", /Self-evaluation/],
  ] as const) {
    const { page, errors, close } = await openPage(browser, options);
    await signIn(page, app.home, email(who));
    await page.goto(app.home + (await sitesOf(page, "/reviews", words)));
    await expectAllAccessible(page);
    expect(errors).toEqual([]);
    await close();
  }
  expect(leader.errors).toEqual([]);
  await leader.close();
});

test("a review prints whole, without what only a screen needs", async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 760, height: 1000 } });
  await signIn(page, app.home, email("rosalind.penhale"));
  await page.goto(app.home + (await sitesOf(page, "/reviews", /Porthcarrow/)));
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect([...paper.matchAll(/\/Type ?\/Page\b/g)].length).toBeLessThanOrEqual(7);
  await page.emulateMedia({ media: "print" });
  const { wider, shown } = await page.evaluate(() => ({
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    shown: [...document.querySelectorAll("nav.nav, form, .govuk-skip-link")].filter((part) => part.getClientRects().length > 0).length,
  }));
  expect({ wider, shown }).toEqual({ wider: 0, shown: 0 });
  expect(await page.getByText("The academy: not accurate, because").isVisible()).toBe(true);
  await close();
});
