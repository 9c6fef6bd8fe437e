import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, startApp } from "./app.ts";
import { startBrowser } from "./browser.ts";
import { answerAccurate, choose, dayAhead, indicatorsOf, judge, openAs, press, rowOf, state, unfold } from "./review-steps.ts";

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
type Opened = Awaited<ReturnType<typeof openAs>>;
/** Nothing went wrong in anybody's browser; then it is closed. */
async function leave(...people: Opened[]) {
  for (const { errors, close } of people) {
    expect(errors).toEqual([]);
    await close();
  }
}
/** The row of a table that speaks of a place. */
const lineOf = (page: Page, place: string) => page.getByRole("row").filter({ hasText: place });

test("a self-evaluation campaign across the trust: asked of all, written by two, sent back once, agreed, and read where the trust's view stands", async () => {
  const leader = await as("rosalind.penhale");
  const { page } = leader;
  await page.goto(`${here()}/reviews/campaigns`);
  await page.getByRole("link", { name: "Open a campaign" }).click();
  await page.getByLabel("What is it called?").fill("Autumn self-evaluation");
  await choose(page, "Kind of review", /Self-evaluation/);
  await choose(page, "Framework", /Ten performance indicators/);
  await press(page, "Ask them");
  expect(await page.getByRole("alert").textContent()).toMatch(/Give the day by which it is asked for/);
  expect(await page.getByLabel("What is it called?").inputValue()).toBe("Autumn self-evaluation");
  await page.getByLabel("Handed in by").fill(dayAhead(21));
  await press(page, "Ask them");
  // One academy is evaluating itself already: nobody is asked the same twice.
  expect(await page.getByRole("alert").textContent()).toMatch(/Lanmerrin Primary Academy already has a self-evaluation/);
  await page.getByLabel("Lanmerrin Primary Academy").uncheck();
  await press(page, "Ask them");
  const campaign = page.url();
  expect(await page.getByRole("main").getByRole("row").count()).toBe(16);
  expect(await page.getByText(/^0 of 15/).count()).toBeGreaterThan(0);

  const [first, second] = [await as("kerensa.hollow"), await as("owen.carlyon")];
  const reviews: string[] = [];
  for (const [at, { page: theirs }] of [first, second].entries()) {
    await theirs.goto(`${here()}/reviews`);
    await theirs
      .getByRole("link", { name: /^Self-evaluation: / })
      .first()
      .click();
    reviews.push(theirs.url());
    await press(theirs, /^Begin/);
    const indicators = await indicatorsOf(theirs);
    for (const indicator of indicators)
      await judge(theirs, indicator, { level: at === 0 ? "Strength" : "Expected", seen: `We see it so: ${indicator}.` });
    await press(theirs, "Put the draft together");
    await theirs.getByLabel("The trust looks at it by").fill(dayAhead(28));
    await press(theirs, "Send it to the trust");
    expect(await state(theirs)).toBe("With the trust");
  }
  // One campaign shows a Principal nothing of another academy's answer.
  expect((await first.page.goto(reviews[1] ?? ""))?.status()).toBe(404);
  await page.goto(campaign);
  expect(await page.getByText(/^2 of 15/).count()).toBeGreaterThan(0);
  expect(await lineOf(page, "Porthcarrow Academy").textContent()).toMatch(/With the trust|10 of 10/);

  await page.goto(reviews[0] ?? "");
  await unfold(page.getByRole("main"), /^Ask for changes/);
  await page.getByLabel("What should be changed?").fill("Say what pupils say of it.");
  await press(page, "Send it back");
  await first.page.goto(reviews[0] ?? "");
  expect(await first.page.getByText("Say what pupils say of it.").count()).toBe(1);
  await first.page.getByLabel("The trust looks at it by").fill(dayAhead(28));
  await press(first.page, "Send it to the trust");
  await page.goto(reviews[0] ?? "");
  await press(page, "Say that it is moderated");
  await press(page, "Agree it");
  expect(await state(page)).toBe("Agreed");
  await page.goto(`${here()}?view=academy`);
  expect(await page.getByRole("main").textContent()).toMatch(/academ/i);
  await leave(leader, first, second);
});

test("a charter of the trust's own: written on its own scale, put into use, reviewed, answered and agreed", async () => {
  const [editor, leader, principal] = [await as("petra.dunstone"), await as("rosalind.penhale"), await as("owen.carlyon")];
  const { page } = editor;
  await page.goto(`${here()}/frameworks`);
  await page.getByRole("link", { name: "Charter of Excellence: one of your own" }).click();
  await press(page, "Use this framework");
  await page.getByRole("link", { name: "Go on with the draft of edition 1" }).click();
  const draft = page.url();
  await page.getByRole("link", { name: "Change levels, categories and marks" }).first().click();
  await page.getByLabel("Name of the framework").fill("Charter of the sea");
  await page.getByLabel("Add a level", { exact: true }).fill("Beacon");
  await press(page, "Save");
  for (const [title, short] of [
    ["Every pupil sails", "Sailing"],
    ["The shore is looked after", "Shore"],
  ] as const) {
    await page.goto(draft);
    if (short !== "Sailing") await unfold(page.getByRole("main"), /^Add an indicator/);
    await page.getByLabel("Title", { exact: true }).fill(title);
    await page.getByLabel("Short title").fill(short);
    await press(page, /^Add it/);
    for (const level of ["Signed up", "Working on it", "Met", "Beacon"])
      await page.getByLabel(level, { exact: true }).fill(`${title}: what ${level} looks like.`);
    await press(page, "Save");
  }
  await page
    .getByRole("link", { name: /Put .*into use/i })
    .first()
    .click();
  await page.getByLabel("In use from").fill(dayAhead(0));
  await press(page, "See what this changes");
  await press(page, /^Put /);

  await leader.page.goto(`${here()}/reviews/new`);
  await choose(leader.page, "What is reviewed?", /Tregannock/);
  await press(leader.page, "Choose this place");
  await choose(leader.page, "Kind of review", /Trust monitoring/);
  await choose(leader.page, "Framework", /Charter of the sea/);
  await leader.page.getByLabel(/^Rosalind Penhale/).check();
  await press(leader.page, "Plan it");
  const review = leader.page.url();
  await press(leader.page, /^Begin/);
  const indicators = await indicatorsOf(leader.page);
  expect(indicators).toEqual(["every-pupil-sails", "the-shore-is-looked-after"]);
  for (const indicator of indicators)
    await judge(leader.page, indicator, { level: "Beacon", seen: "Seen from the harbour wall.", evidence: "Photographs of the day" });
  await press(leader.page, "Put the draft together");
  await leader.page.getByLabel("The academy answers by").fill(dayAhead(7));
  await press(leader.page, "Send it to the academy");
  await principal.page.goto(review);
  await answerAccurate(principal.page, indicators);
  expect(await state(principal.page)).toBe("Answered by the academy");
  const director = await as("sunita.bramwell");
  await director.page.goto(review);
  await press(director.page, "Say that it is moderated");
  await press(director.page, "Agree it");
  expect(await state(director.page)).toBe("Agreed");
  expect(await rowOf(director.page, indicators[0] ?? "").textContent()).toMatch(/Beacon/);
  await principal.page.goto(`${here()}/academies/990004`);
  expect(
    await principal.page
      .getByRole("link", { name: /Charter of the sea/ })
      .or(principal.page.getByText(/Charter of the sea/))
      .count(),
  ).toBeGreaterThan(0);
  await leave(editor, leader, principal, director);
});

test("a joiner is diagnosed: planned from the list of joiners, judged, answered and agreed within its time", async () => {
  const [leader, chief, principal] = [await as("rosalind.penhale"), await as("philippa.oakshott"), await as("leila.copplestone")];
  const { page } = leader;
  await page.goto(`${here()}/reviews/joiners`);
  expect(await lineOf(page, "Parrett Water").textContent()).toMatch(/none: plan one/);
  await lineOf(page, "Parrett Water").getByRole("link").click();
  await choose(page, "Kind of review", /Trust monitoring/);
  await choose(page, "Who leads it", /^Philippa Oakshott/);
  await page.getByLabel(/^Philippa Oakshott/).check();
  await page.getByLabel("To be agreed by").fill(dayAhead(30));
  await press(page, "Plan it");
  const review = page.url();

  await chief.page.goto(review);
  await press(chief.page, /^Begin/);
  const indicators = await indicatorsOf(chief.page);
  expect(indicators).toHaveLength(8);
  for (const indicator of indicators)
    await judge(chief.page, indicator, { level: "Plan in the first year", seen: `In the first weeks: ${indicator}.` });
  await press(chief.page, "Put the draft together");
  await chief.page.getByLabel("The academy answers by").fill(dayAhead(7));
  await press(chief.page, "Send it to the academy");
  await principal.page.goto(review);
  await answerAccurate(principal.page, indicators);
  await page.goto(review);
  await press(page, "Say that it is moderated");
  await press(page, "Agree it");
  expect(await state(page)).toBe("Agreed");
  await page.goto(`${here()}/reviews/joiners`);
  expect(await lineOf(page, "Parrett Water").textContent()).toMatch(/Agreed/);
  await leave(leader, chief, principal);
});
