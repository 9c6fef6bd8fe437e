import { createServer, type Server } from "node:http";
import { Provider } from "oidc-provider";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeAt, stepAt } from "../app/platform/sign-in/totp.ts";
import { forget, freePort, type RunningApp, startApp } from "./app.ts";
import { expectAccessible, openPage, signIn, startBrowser } from "./browser.ts";

let app: RunningApp;
let browser: Browser;
let provider: Server;
const email = (name: string) => `${name}@granite-coast.example`;
const password = "lantern-over-granite";

beforeAll(async () => {
  const [port, providerPort] = [await freePort(), await freePort()];
  const issuer = `http://localhost:${providerPort}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: "eddystone",
        client_secret: "a-secret-of-the-client-with-some-length",
        redirect_uris: [`http://localhost:${port}/sign-in/with/county/return`],
      },
    ],
    pkce: { required: () => true },
  });
  provider = createServer(oidc.callback()).listen(providerPort);
  const env = {
    EDDYSTONE_OIDC_COUNTY_ISSUER: issuer,
    EDDYSTONE_OIDC_COUNTY_CLIENT_ID: "eddystone",
    EDDYSTONE_OIDC_COUNTY_CLIENT_SECRET: "a-secret-of-the-client-with-some-length",
  };
  [app, browser] = await Promise.all([startApp({ port, env }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  provider?.closeAllConnections();
  provider?.close();
  await app?.stop();
  if (app) forget(app);
});

const expectHeading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const code = (secret: string, ahead: number) => codeAt(secret, stepAt(Temporal.Now.instant()) + ahead);

/** Sets an app up on the open page, from the button on; answers its secret and the recovery codes. The picture says what the text says. */
async function setUpApp(page: Page, look = expectAccessible) {
  await press(page, "Set up an app");
  await expectHeading(page, "Set up an app");
  await look(page);
  const secret = ((await page.locator("strong.break").textContent()) ?? "").replaceAll(" ", "");
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(await page.getByRole("img").getAttribute("viewBox")).toMatch(/^0 0 (\d+) \1$/);
  await page.getByLabel("Code").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/This code is not right/);
  await page.getByLabel("Code").fill(code(secret, -1));
  await page.keyboard.press("Enter");
  await expectHeading(page, "Your recovery codes");
  await look(page);
  const codes = await page.locator(".codes li").allTextContents();
  expect(codes).toHaveLength(10);
  return { secret, codes };
}
async function startSignIn(page: Page, name: string) {
  await page.goto(`${app.home}/sign-in`);
  await page.getByLabel("E-mail address").fill(email(name));
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expectHeading(page, "Your second factor");
}

test("a trust asks a role for a second factor; its holder is led to set one up, signs in with it, and what was written survives the question", async () => {
  const administrator = await openPage(browser);
  await signIn(administrator.page, app.home, email("petra.dunstone"));
  await administrator.page.goto(`${app.home}/granite-coast/organisation/sign-in`);
  await expectAccessible(administrator.page);
  await administrator.page.getByLabel("Administrator").check();
  await press(administrator.page, "Save");
  await expect(administrator.page.getByRole("alert").textContent()).resolves.toMatch(/Set up a second factor of your own first/);
  await administrator.page.getByLabel("Administrator").uncheck();
  await administrator.page.getByLabel("National Director of Education & Standards").check();
  await press(administrator.page, "Save");
  await expect(administrator.page.getByRole("status").textContent()).resolves.toMatch(/Saved/);
  expect(administrator.errors).toEqual([]);

  // At 320 px.
  const { page, errors, close } = await openPage(browser, { viewport: { width: 320, height: 700 } });
  await signIn(page, app.home, email("sunita.bramwell"));
  expect(new URL(page.url()).pathname).toBe("/account/factors");
  await expectAccessible(page);
  const { secret, codes } = await setUpApp(page);
  await page.getByRole("link", { name: "I have kept them: go on" }).click();
  expect(new URL(page.url()).pathname).toBe("/granite-coast");

  // The session is lost with a judgement half written: password and code, and it is still there.
  await page.goto(`${app.home}/granite-coast/diagnose/990012/leadership-and-management`);
  await page.getByLabel("What did you see?").fill("Written before the code.");
  await page.context().clearCookies();
  await press(page, "Record this judgement");
  await page.getByLabel("E-mail address").fill(email("sunita.bramwell"));
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expectHeading(page, "Your second factor");
  await expectAccessible(page);
  await page.getByLabel("Code").fill("not a code");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/This code is not right/);
  // Between password and code nothing opens.
  const inside = await page.request.get(`${app.home}/granite-coast`, { maxRedirects: 0 });
  expect(inside.status()).toBe(302);
  await page.getByLabel("Code").fill(code(secret, 0));
  await page.keyboard.press("Enter");
  await expectHeading(page, "What you wrote is kept");
  await press(page, "Send it now");
  expect(await page.getByLabel("What did you see?").inputValue()).toBe("Written before the code.");

  // A recovery code opens once.
  await press(page, "Sign out");
  for (const opens of [true, false]) {
    await startSignIn(page, "sunita.bramwell");
    await page.getByLabel("Code").fill(codes[0] ?? "");
    await page.keyboard.press("Enter");
    if (!opens) await expect(page.getByRole("alert").textContent()).resolves.toMatch(/has been used/);
    else {
      await page.waitForURL((url) => url.pathname === "/granite-coast");
      await press(page, "Sign out");
    }
  }
  await page.getByLabel("Code").fill(codes[1] ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/granite-coast");

  // Her role changes: the session with two factors is asked for them once more, and then shows what she holds now.
  await administrator.page.goto(`${app.home}/granite-coast/organisation/people?words=sunita`);
  await administrator.page.getByRole("link", { name: "Sunita Bramwell" }).click();
  await administrator.page.getByLabel("Role", { exact: true }).selectOption({ label: "Trustee" });
  await administrator.page.getByLabel("Held for").selectOption({ index: 0 });
  await press(administrator.page, "Give the role");
  await page.goto(`${app.home}/granite-coast`);
  await expectHeading(page, "Sign in to go on");
  await expect(page.getByRole("status").textContent()).resolves.toMatch(/Your roles changed/);
  await expectAccessible(page);
  await page.getByLabel("E-mail address").fill(email("sunita.bramwell"));
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByLabel("Code").fill(codes[2] ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/granite-coast");

  // The factor is taken away with both once more; then the trust's pages are shut again.
  await page.goto(`${app.home}/account/factors/app/remove`);
  await expectAccessible(page);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await press(page, "Remove the app");
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/has been used/);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Code").fill(codes[3] ?? "");
  await press(page, "Remove the app");
  await expect(page.getByRole("status").textContent()).resolves.toMatch(/The app is removed/);
  await page.goto(`${app.home}/granite-coast`);
  expect(new URL(page.url()).pathname).toBe("/account/factors");
  expect(errors).toEqual([]);
  await close();
  await administrator.close();
});

test("a token of somebody whose role needs a second factor answers nothing until they have one", async () => {
  // Without JavaScript, which axe would need.
  const { page, close } = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, app.home, email("callum.treve"));
  await page.goto(`${app.home}/granite-coast/organisation/tokens`);
  await page.getByLabel("What will use it?").fill("a spreadsheet");
  await press(page, "Make the token");
  const token = (await page.getByRole("status").locator("strong").textContent()) ?? "";
  const ask = () => fetch(`${app.home}/api/v1/granite-coast`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  const administrator = await openPage(browser);
  await signIn(administrator.page, app.home, email("petra.dunstone"));
  await administrator.page.goto(`${app.home}/granite-coast/organisation/sign-in`);
  await administrator.page.getByLabel("SLE", { exact: true }).check();
  await press(administrator.page, "Save");
  const refused = await ask();
  expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([403, expect.stringMatching(/second factor/)]);
  await page.goto(`${app.home}/granite-coast`);
  expect(new URL(page.url()).pathname).toBe("/account/factors");
  const { codes } = await setUpApp(page, async () => {});
  expect((await ask()).status).toBe(200);
  await press(page, "Sign out");
  await startSignIn(page, "callum.treve");
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/granite-coast");
  await administrator.page.goto(`${app.home}/granite-coast/organisation/sign-in`);
  await administrator.page.getByLabel("SLE", { exact: true }).uncheck();
  await press(administrator.page, "Save");

  // The site operator removes a factor that is lost.
  const operator = await openPage(browser);
  await signIn(operator.page, app.home, email("operator"));
  await operator.page.goto(`${app.home}/site/accounts?words=callum.treve`);
  await press(operator.page, /Remove the lost factors/);
  await operator.page.goto(`${app.home}/site/accounts?words=callum.treve`);
  expect(await operator.page.getByText("Has a second factor").count()).toBe(0);
  await page.goto(`${app.home}/granite-coast`);
  await expectHeading(page, "Sign in");
  await Promise.all([close(), administrator.close(), operator.close()]);
});

async function usePasskey(page: Page, look = async (_page: Page) => {}) {
  await press(page, "Use a passkey");
  await expectHeading(page, "Sign in with a passkey");
  await look(page);
  await press(page, "Use a passkey");
}

/** A security key of the browser's own making, which verifies its owner, or does not. */
async function virtualKey(page: Page, verified = true): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verified,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

test("a passkey is added, signs its owner in without a password, carries what was written, and is removed", async () => {
  const { page, errors, close } = await openPage(browser);
  const { cdp, id } = await virtualKey(page);
  await signIn(page, app.home, email("gareth.oyelaran"));
  await page.goto(`${app.home}/account`);
  await page.getByRole("link", { name: "Second factor, passkeys and recovery codes" }).click();
  await page.getByRole("link", { name: "Add a passkey" }).click();
  const policy = (await page.request.get(page.url())).headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self'$/);
  await page.getByLabel("What will you know it by?").fill("The blue key");
  await press(page, "Add a passkey");
  await expectHeading(page, "Your recovery codes");
  await page.getByRole("link", { name: "I have kept them: go on" }).click();
  await expect(page.getByText("The blue key").first().textContent()).resolves.toBe("The blue key");
  await expectAccessible(page);

  // Signing in with nothing else.
  await press(page, "Sign out");
  await usePasskey(page, expectAccessible);
  await page.waitForURL((url) => url.pathname === "/granite-coast");

  // The password alone now asks for the passkey, and a judgement half written comes through.
  await page.goto(`${app.home}/granite-coast/diagnose/990012/innovation-and-creativity`);
  await page.getByLabel("What did you see?").fill("Written before the passkey.");
  await page.context().clearCookies();
  await press(page, "Record this judgement");
  await page.getByLabel("E-mail address").fill(email("gareth.oyelaran"));
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expectHeading(page, "Your second factor");
  await usePasskey(page);
  await page.getByRole("heading", { name: "What you wrote is kept" }).waitFor();
  await press(page, "Send it now");
  expect(await page.getByLabel("What did you see?").inputValue()).toBe("Written before the passkey.");

  // A key that cannot tell its owner from anybody is not asked to be one.
  await press(page, "Sign out");
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: false });
  await usePasskey(page, async () => expect(await page.getByText("The browser gave no passkey").isVisible()).toBe(false));
  await page.getByText("The browser gave no passkey").waitFor();
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: true });
  await press(page, "Use a passkey");
  await page.waitForURL((url) => url.pathname === "/granite-coast");

  await page.goto(`${app.home}/account/factors`);
  await expect(page.getByText(/last used on/).count()).resolves.toBe(1);
  await press(page, /Remove the passkey The blue key/);
  await expect(page.getByRole("status").textContent()).resolves.toMatch(/The passkey is removed/);
  await press(page, "Sign out");
  await usePasskey(page);
  await expect(page.getByRole("alert").first().textContent()).resolves.toMatch(/The passkey did not open this/);
  expect(errors).toEqual([]);
  await close();
});

test("an account elsewhere is linked by its owner, signs in, joins an invited person, and by an equal address nobody", async () => {
  const { page, errors, close } = await openPage(browser);
  // The provider's own pages ask for a typeface elsewhere.
  await page.route(
    (url) => url.hostname !== "localhost",
    (route) => route.fulfill({ body: "" }),
  );
  const atProvider = async (login: string) => {
    await page.waitForURL((url) => url.pathname.startsWith("/interaction/"));
    if (await page.locator("input[name=login]").count()) {
      await page.locator("input[name=login]").fill(login);
      await page.locator("input[name=password]").fill("any");
      await page.locator("button[type=submit]").click();
    }
    await page.locator("button[type=submit]", { hasText: /continue/i }).click();
  };
  // Nobody is linked yet: the subject is even the address of somebody here.
  await page.goto(`${app.home}/sign-in`);
  await press(page, "Sign in with County");
  await atProvider(email("tobias.nancekivell"));
  await page.waitForURL((url) => url.pathname.endsWith("/return"));
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/linked to no account here/);
  await page.goto(`${app.home}/`);
  await expectHeading(page, "Sign in");

  await signIn(page, app.home, email("tobias.nancekivell"));
  await page.goto(`${app.home}/account/factors`);
  await press(page, "Link County");
  await page.waitForURL((url) => url.origin === app.home && url.search.includes("done=linked"));
  await expect(page.getByRole("status").textContent()).resolves.toMatch(/It is linked/);
  await expectAccessible(page);
  await press(page, "Sign out");
  await press(page, "Sign in with County");
  await page.waitForURL((url) => url.pathname === "/granite-coast");
  expect(await page.locator(".bar-person a").textContent()).toBe("Tobias Nancekivell");
  await press(page, "Sign out");

  // An invitation accepted with it makes an account without a password.
  const administrator = await openPage(browser);
  await signIn(administrator.page, app.home, email("petra.dunstone"));
  await administrator.page.goto(`${app.home}/granite-coast/organisation/people`);
  await administrator.page.getByLabel("Name", { exact: true }).fill("Ida Identity");
  await administrator.page.getByLabel("E-mail address").fill("ida@county.example");
  await administrator.page.getByLabel("Role", { exact: true }).selectOption({ label: "Trustee" });
  await press(administrator.page, "Give the role");
  await press(administrator.page, "Make an invitation");
  const link = ((await administrator.page.getByRole("status").textContent()) ?? "").match(/http:\S+/)?.[0] ?? "";
  await administrator.close();
  await page.context().clearCookies();
  await page.goto(link);
  await expectAccessible(page);
  await press(page, "Join with County");
  await atProvider("ida-at-the-county");
  await page.waitForURL((url) => url.pathname === "/granite-coast");
  expect(await page.locator(".bar-person a").textContent()).toBe("Ida Identity");
  await page.goto(`${app.home}/account/factors`);
  await press(page, /Remove the link to County/);
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/your only way in/);
  expect(errors).toEqual([]);
  await close();
});

test.each([
  ["wide", "annis.roach", { viewport: { width: 1280, height: 900 } }],
  ["320 px, dark", "jago.wetherby", { viewport: { width: 320, height: 700 }, colorScheme: "dark" as const }],
  ["forced colours", "clare.vosper", { viewport: { width: 1280, height: 900 }, forcedColors: "active" as const }],
])("every page of signing in is accessible and fits its window: %s", async (_name, who, options) => {
  const { page, errors, close } = await openPage(browser, options);
  const open = async (path: string) => {
    await page.goto(app.home + path);
    await expectAccessible(page);
  };
  for (const path of ["/sign-in?why=not-fresh", "/sign-in/passkey", "/sign-in/with/county/return"]) await open(path);
  await signIn(page, app.home, email(who));
  for (const path of ["/account", "/account/factors?to=/granite-coast", "/account/factors/passkeys/new"]) await open(path);
  await page.goto(`${app.home}/account/factors`);
  await setUpApp(page);
  for (const path of ["/account/factors?to=/granite-coast", "/account/factors/app/remove"]) await open(path);
  await press(page, "Sign out");
  await startSignIn(page, who);
  await expectAccessible(page);
  await signIn(page, app.home, email("rosalind.penhale"));
  for (const path of ["/granite-coast/organisation/sign-in", "/granite-coast/organisation"]) await open(path);
  expect(errors).toEqual([]);
  await close();
});

test("a password on the way when the session is lost is not carried through a page", async () => {
  const { page, close } = await openPage(browser);
  await signIn(page, app.home, email("winifred.castellan"));
  await page.goto(`${app.home}/account`);
  await page.getByLabel("Present password").fill(password);
  await page.getByLabel("New password").fill("kettle under the stairs");
  await page.context().clearCookies();
  await press(page, "Change the password");
  await expectHeading(page, "Sign in to go on");
  expect(await page.content()).not.toMatch(/kettle under|lantern-over/);
  await close();
});
