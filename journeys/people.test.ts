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
const email = (name: string) => `${name}@granite-coast.example`;
const people = "/granite-coast/organisation/people";
const linkOn = async (page: Page) => ((await page.getByRole("status").textContent()) ?? "").match(/http:\S+/)?.[0] ?? "";
const roleForm = async (page: Page, role: string, unit: string) => {
  await page.getByLabel("Role", { exact: true }).selectOption({ label: role });
  await page.getByLabel("Held for").selectOption({ label: unit });
};

test("an administrator gives a role and invites; the invited person chooses a password and is in, without JavaScript", async () => {
  const administrator = await openPage(browser, { javaScriptEnabled: false });
  const { page } = administrator;
  await signIn(page, app.home, email("petra.dunstone"));
  await page.goto(app.home + people);
  await page.getByLabel("Name", { exact: true }).fill("Nia Newcomer");
  await page.getByLabel("E-mail address").fill("nia@newcomer.example");
  await roleForm(page, "Principal", "Executive Operational Board (EOB)");
  await page.getByRole("button", { name: "Give the role" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/The role Principal is held on an academy, not on the EOB/);
  expect(await page.getByLabel("E-mail address").inputValue()).toBe("nia@newcomer.example");
  await roleForm(page, "EOB member", "Executive Operational Board (EOB)");
  await page.getByRole("button", { name: "Give the role" }).click();
  await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe("Nia Newcomer");
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const link = await linkOn(page);
  expect(link).toContain("/invitation/");
  // It is shown once: the page itself does not have it.
  await page.goto(`${app.home}${people}?words=nia`);
  await page.getByRole("link", { name: "Nia Newcomer" }).click();
  await expect(page.getByText(/invitation is open until/).count()).resolves.toBe(1);
  expect(await page.content()).not.toContain("/invitation/0");

  const newcomer = await openPage(browser, { javaScriptEnabled: false });
  await newcomer.page.goto(link);
  await newcomer.page.getByLabel("Choose a password").fill("nia-newcomer");
  await newcomer.page.getByRole("button", { name: "Join" }).click();
  await expect(newcomer.page.getByRole("alert").textContent()).resolves.toMatch(/may not hold your name/);
  await newcomer.page.getByLabel("Choose a password").fill("kettle under the stairs");
  await newcomer.page.keyboard.press("Enter");
  await newcomer.page.waitForURL(`${app.home}/granite-coast`);
  await expect(newcomer.page.locator("tr.academy").count()).resolves.toBe(16);
  await newcomer.page.goto(link);
  await expect(newcomer.page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe("This link opens nothing");

  // The administrator resets; the newcomer's session ends at once, and the new password opens.
  await page.goto(`${app.home}${people}?words=nia`);
  await page.getByRole("link", { name: "Nia Newcomer" }).click();
  await page.getByRole("button", { name: "Make a reset link" }).click();
  const reset = await linkOn(page);
  await newcomer.page.goto(reset);
  await newcomer.page.getByLabel("New password").fill("kettle over the stairs");
  await newcomer.page.getByRole("button", { name: "Keep this password" }).click();
  await newcomer.page.goto(`${app.home}/granite-coast`);
  expect(new URL(newcomer.page.url()).pathname).toBe("/sign-in");
  await signIn(newcomer.page, app.home, "nia@newcomer.example", "kettle over the stairs");
  await newcomer.close();

  // The role ends on a chosen day, then at once; the ended one stays as history.
  await page.goto(`${app.home}${people}?words=nia`);
  await page.getByRole("link", { name: "Nia Newcomer" }).click();
  await page.locator("summary").first().click();
  await page.getByLabel("Last day").first().fill("2020-01-01");
  await page.getByRole("button", { name: "Save the last day" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/The last day lies before the first day/);
  expect(await page.getByLabel("Last day").first().inputValue()).toBe("2020-01-01");
  await page.getByRole("button", { name: "End it now" }).click();
  await expect(page.getByRole("heading", { name: "Roles ended" }).count()).resolves.toBe(1);
  expect(administrator.errors).toEqual([]);
  await administrator.close();
});

test("an administrator sees all that lets a person in on one page, ends one by one and then all, without JavaScript", async () => {
  const administrator = await openPage(browser, { javaScriptEnabled: false });
  const { page } = administrator;
  const person = await openPage(browser);
  await signIn(person.page, app.home, email("jory.lidgate"));
  await person.page.goto(`${app.home}/granite-coast/organisation/tokens`);
  await person.page.getByLabel("What will use it?").fill("A spreadsheet");
  await person.page.getByRole("button", { name: "Make the token" }).click();

  await signIn(page, app.home, email("petra.dunstone"));
  await page.goto(`${app.home}${people}?words=jory`);
  await page.getByRole("link", { name: "Jory Lidgate" }).click();
  await page.getByRole("link", { name: "Everything that lets Jory Lidgate in, and how to end it" }).click();
  await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe("What lets Jory Lidgate in");
  await page.getByRole("button", { name: /^End it\s+the token A spreadsheet/ }).press("Enter");
  await expect(page.getByText("A spreadsheet").count()).resolves.toBe(0);
  await page.locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "End everything now" }).press("Enter");
  await expect(page.getByRole("status").textContent()).resolves.toBe("Ended: 1 role and 1 session.");
  await expect(page.getByText("None: without a role no page of this trust opens.").count()).resolves.toBe(1);
  await person.page.goto(`${app.home}/granite-coast`);
  expect(new URL(person.page.url()).pathname).toBe("/sign-in");
  expect([...administrator.errors, ...person.errors]).toEqual([]);
  await administrator.close();
  await person.close();
});

test("two who correct one person at once both see both texts", async () => {
  const [one, two] = [await openPage(browser), await openPage(browser)];
  await signIn(one.page, app.home, email("petra.dunstone"));
  await signIn(two.page, app.home, email("rosalind.penhale"));
  for (const { page } of [one, two]) {
    await page.goto(`${app.home}${people}?words=harriet`);
    await page.getByRole("link", { name: "Harriet Moyle" }).click();
  }
  await one.page.getByLabel("Name", { exact: true }).fill("Harriet Moyle-Trevanion");
  await one.page.getByRole("button", { name: "Save", exact: true }).click();
  await two.page.getByLabel("Name", { exact: true }).fill("Harriet M. Moyle");
  await two.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(two.page.getByText("Harriet Moyle-Trevanion").count()).resolves.toBeGreaterThan(0);
  expect(await two.page.getByLabel("Name", { exact: true }).inputValue()).toBe("Harriet M. Moyle");
  await expectAccessible(two.page);
  await two.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(two.page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe("Harriet M. Moyle");
  await one.close();
  await two.close();
});

test("what is exported is imported without a change, and a changed file is shown before it is done", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, email("petra.dunstone"));
  const exported = await (await page.request.get(`${app.home}/granite-coast/organisation/people.csv`)).text();
  const choose = async (text: string) => {
    await page.goto(`${app.home}${people}/import`);
    await page.getByLabel("The file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Show what it would do" }).click();
  };
  await choose(exported);
  await expect(page.getByText("there is nothing to do").count()).resolves.toBe(1);
  await choose(`${exported}Mads Many,mads@many.example,King,West (region),2026-09-01,\r\n`);
  await expect(page.getByRole("cell", { name: /There is no role “King”/ }).count()).resolves.toBe(1);
  await expect(page.getByRole("button", { name: "Do this now" }).count()).resolves.toBe(0);
  await choose(`${exported}Mads Many,mads@many.example,SLE,West (region),2026-09-01,2027-07-31\r\n`);
  await expect(page.getByText("1 person added").count()).resolves.toBe(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Do this now" }).click();
  await expect(page.getByRole("status").textContent()).resolves.toMatch(/imported as one change.*1 person added.*1 role given/);
  await page.goto(`${app.home}${people}?words=mads`);
  await expect(page.getByText("SLE, West, 1 September 2026 to 31 July 2027").count()).resolves.toBe(1);
  expect(errors).toEqual([]);
  await close();
});

test("a person sees their sessions, ends another, and changes their password", async () => {
  const [phone, desk] = [await openPage(browser), await openPage(browser)];
  for (const { page } of [phone, desk]) await signIn(page, app.home, email("callum.treve"));
  await desk.page.getByRole("link", { name: "Callum Treve" }).click();
  await expect(desk.page.getByText("(this one)").count()).resolves.toBe(1);
  await desk.page.getByRole("button", { name: /^End it\s+Chrome on Linux/ }).click();
  await phone.page.goto(`${app.home}/account`);
  expect(new URL(phone.page.url()).pathname).toBe("/sign-in");
  await desk.page.getByLabel("Present password").fill("lantern-over-granite");
  await desk.page.getByLabel("New password").fill("granite under lantern");
  await desk.page.getByRole("button", { name: "Change the password" }).click();
  await expect(desk.page.getByRole("status").textContent()).resolves.toMatch(/Your password is changed/);
  await signIn(phone.page, app.home, email("callum.treve"), "granite under lantern");
  await phone.close();
  await desk.close();
});

test("the site operator ends an account, opens it again and resets its password", async () => {
  const { page, errors, close } = await openPage(browser);
  await signIn(page, app.home, email("operator"));
  await page.getByRole("link", { name: "Accounts of this site" }).click();
  await page.getByLabel("Find an account").fill("jory");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("button", { name: `End the account of ${email("jory.lidgate")}` }).click();
  await page.goto(`${app.home}/site/accounts?words=jory`);
  await page.getByRole("button", { name: `Open the account again of ${email("jory.lidgate")}` }).click();
  await page.goto(`${app.home}/site/accounts?words=jory`);
  await page.getByRole("button", { name: `Make a reset link of ${email("jory.lidgate")}` }).click();
  expect(await linkOn(page)).toContain("/reset/");
  expect(errors).toEqual([]);
  await close();
});

test("an invited address that has an account is accepted by signing in with it, and a trust cannot reset who runs the site", async () => {
  const [administrator, operator] = [await openPage(browser), await openPage(browser, { javaScriptEnabled: false })];
  const { page } = administrator;
  await signIn(page, app.home, email("petra.dunstone"));
  await page.goto(app.home + people);
  await page.getByLabel("Name", { exact: true }).fill("Oona Operator");
  await page.getByLabel("E-mail address").fill(email("operator"));
  await roleForm(page, "Trustee", "Granite Coast Learning Trust (trust)");
  await page.getByRole("button", { name: "Give the role" }).click();
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const link = await linkOn(page);
  // Whoever else holds the link, signed in as another, joins nothing by it.
  await page.goto(link);
  await expect(page.getByText(/which is not the address invited/).count()).resolves.toBe(1);
  await expect(page.getByLabel(/password/i).count()).resolves.toBe(0);
  await operator.page.goto(link);
  await operator.page.getByRole("link", { name: "Sign in" }).click();
  await operator.page.getByLabel("E-mail address").fill(email("operator"));
  await operator.page.getByLabel("Password").fill("lantern-over-granite");
  await operator.page.keyboard.press("Enter");
  await operator.page.getByRole("button", { name: "Accept the invitation" }).click();
  await operator.page.waitForURL(`${app.home}/granite-coast`);
  await page.goto(`${app.home}${people}?words=oona`);
  await page.getByRole("link", { name: "Oona Operator" }).click();
  await expect(page.getByText("Only the site operator can make a reset link for it.").count()).resolves.toBe(1);
  await expect(page.getByRole("button", { name: "Make a reset link" }).count()).resolves.toBe(0);
  expect([...administrator.errors, ...operator.errors]).toEqual([]);
  await administrator.close();
  await operator.close();
});

test.each(sights)("every page of people and accounts is accessible and fits its window: %s", async (name, options) => {
  const { page, errors, close } = await openPage(browser, options);
  await signIn(page, app.home, email("petra.dunstone"));
  for (const path of [people, `${people}?words=nobody-at-all`, `${people}/import`, "/account"]) {
    await page.goto(app.home + path);
    await expectAccessible(page);
  }
  await page.goto(app.home + people);
  await page.getByLabel("Name", { exact: true }).fill(`Ivo ${name}`);
  await page.getByLabel("E-mail address").fill(`ivo-${name.replaceAll(" ", "-")}@invited.example`);
  await roleForm(page, "SLE", "West (region)");
  await page.getByLabel("Last day").fill("2030-07-31");
  await page.getByRole("button", { name: "Give the role" }).click();
  const invited = page.url();
  await page.getByText("Change its end").click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  await expectAccessible(page);
  const link = await linkOn(page);
  await page.goto(`${invited}/access`);
  await page.getByText("End everything at once").click();
  await expectAccessible(page);
  await page.goto(`${app.home}${people}?words=petra`);
  await page.getByRole("main").getByRole("link", { name: "Petra Dunstone" }).click();
  await page.getByRole("link", { name: /^Everything that lets/ }).click();
  await expectAccessible(page);
  await page.getByText("End everything at once").click();
  await page.getByRole("button", { name: "End everything now" }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/left without an administrator/);
  await expectAccessible(page);
  await page.goto(link);
  await expectAccessible(page);
  await page.goto(`${link}x`);
  await expectAccessible(page);
  await close();
  const operator = await openPage(browser, options);
  await operator.page.goto(link);
  await expectAccessible(operator.page);
  await signIn(operator.page, app.home, email("operator"));
  await operator.page.goto(`${app.home}/site/accounts`);
  await expectAccessible(operator.page);
  await operator.page.getByRole("button", { name: `Make a reset link of ${email("owen.carlyon")}` }).click();
  const reset = await linkOn(operator.page);
  await expectAccessible(operator.page);
  await operator.page.goto(reset);
  await expectAccessible(operator.page);
  expect([...errors, ...operator.errors]).toEqual([]);
  await operator.close();
});
