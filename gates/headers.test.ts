import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { assetsFrom } from "../app/platform/web/assets.ts";
import { routes } from "../app/routes.ts";
import { openPage, signIn as signInByPage, startBrowser } from "../journeys/browser.ts";
import { type Answer, demonstration, type Identity } from "./demonstration.ts";
import { sayGate } from "./gate.ts";

// The planted fault: the house sends no careful headers of its own. The proof must go red on it.
vi.mock("hono/secure-headers", async (original) =>
  process.env.EDDYSTONE_FAULT === "headers"
    ? { secureHeaders: () => (_c: unknown, next: () => Promise<void>) => next() }
    : await original<typeof import("hono/secure-headers")>(),
);

const root = mkdtempSync(join(tmpdir(), "eddystone-assets-"));
mkdirSync(join(root, "assets"));
writeFileSync(join(root, "assets", "house-4f1c2d3e.css"), "body{}");
afterAll(() => rmSync(root, { recursive: true, force: true }));
const { signIn, ask, listen, row, app } = await demonstration({ assets: assetsFrom(root) });

const who: Record<string, Identity | undefined> = { nobody: undefined };
let ids: Record<string, string>;
beforeAll(async () => {
  who["a leader"] = await signIn("rosalind.penhale");
  who["the site operator"] = await signIn("operator");
  ids = await row<Record<string, string>>(
    "select (select id from organisation.meeting limit 1) as meeting, (select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990001 limit 1) as item, (select id from measures.cycle limit 1) as cycle, (select id from measures.target limit 1) as target, (select id from diagnose.review where state = 'agreed' order by planned_at limit 1) as review, (select id from diagnose.campaign limit 1) as campaign, (select f.id from diagnose.finding f join diagnose.review r on r.id = f.review_id where r.state = 'agreed' limit 1) as finding, (select h.id from inspection.by_hand h join organisation.academy a using (trust_id, unit_id) where a.urn = 990001 limit 1) as inspection, (select id from inspection.point limit 1) as point, (select p.plan_id from improve.part p join improve.plan l on l.trust_id = p.trust_id and l.id = p.plan_id join organisation.academy a on a.unit_id = l.unit_id where a.urn = 990002 and p.kind = 'action' limit 1) as plan, (select id from improve.template limit 1) as template, (select p.id from improve.part p join improve.plan l on l.trust_id = p.trust_id and l.id = p.plan_id join organisation.academy a on a.unit_id = l.unit_id where a.urn = 990002 and p.kind = 'action' limit 1) as action, (select id from strengths.offer limit 1) as offer, (select id from strengths.specialism limit 1) as specialism",
  );
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** An address of a route; what is asked of a thing we do not know is asked of no thing. */
const addressOf = (path: string): string =>
  path
    .replace(/:trust(\{[^}]*\})?(?=$|\/)/, "granite-coast")
    .replace(/:urn(\{[^}]*\}(\})?)?/, "990001")
    .replace(/:indicator/, "behaviour-and-attitudes")
    .replace(/:meeting(?=$|\/)/, ids.meeting ?? "")
    .replace(/:item(?=$|\/)/, ids.item ?? "")
    .replace(/:cycle(\{[^}]*\}\})(?=$|\/)/, ids.cycle ?? "")
    .replace(/:target(\{[^}]*\}\})(?=$|\/)/, ids.target ?? "")
    .replace(/:inspection(\{[^}]*\}\})(?=$|\/)/, ids.inspection ?? "")
    .replace(/:own(\{[^}]*\}\})(?=$|\/)/, ids.point ?? "")
    .replace(/:point(\{[^}]*\}\})(?=$|\/)/, "nominee")
    .replace(/:part(\{[^}]*\}\})(?=$|\/)/, ids.action ?? "")
    .replace(/:(review|finding|campaign|plan|action|template)(\{[^}]*\}\})(?=$|\/)/, (_, name: string) => ids[name] ?? "")
    .replace(/:(offer|specialism)\{[^}]*\}\}(?=$|\/)/, (_all, name: string) => ids[name] ?? "")
    .replace(/:measure(?=$|\/)/, "attendance-term")
    .replace(/:year\{[^/]*\}(?=$|\/)/, "2026-27")
    .replace(/:edition(\{[^}]*\})?(?=$|\/)/, ids.edition ?? "")
    .replace(/:key(?=$|\/)/, "behaviour-and-attitudes")
    .replace(/:framework(?=$|\/)/, "ten-indicators")
    .replace(/:person(\{[^}]*\})(?=$|\/)/, ids.person ?? "")
    .replace(/:[a-z]+(\{(?:[^{}]|\{[^}]*\})*\})?/gi, crypto.randomUUID());

const cspOf = (value: string) =>
  new Map(
    value
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .map(([name = "", ...sources]) => [name, sources]),
  );

/** What is wrong with the headers of an answer, if anything. */
function amiss(answer: { status: number; headers: Headers; text?: string }, https = false): string[] {
  const { headers } = answer;
  const wrong: string[] = [];
  const should = (name: string, fine: (value: string) => boolean) => {
    if (!fine(headers.get(name) ?? "")) wrong.push(`${name}: ${headers.get(name)}`);
  };
  const csp = headers.get("content-security-policy") ?? "";
  const policy = cspOf(csp);
  should(
    "content-security-policy",
    () =>
      policy.get("default-src")?.join() === "'none'" &&
      !/unsafe|\*|data:|http/.test(csp) &&
      (!policy.has("script-src") || policy.get("script-src")?.join() === "'self'"),
  );
  if (headers.get("content-disposition")?.startsWith("attachment")) should("content-security-policy", () => policy.has("sandbox"));
  else
    should(
      "content-security-policy",
      () =>
        policy.get("frame-ancestors")?.join() === "'none'" &&
        policy.get("base-uri")?.join() === "'none'" &&
        policy.get("form-action")?.join() === "'self'",
    );
  should("x-content-type-options", (value) => value === "nosniff");
  should("x-frame-options", (value) => value === "DENY");
  should("referrer-policy", (value) => value === "same-origin" || value === "no-referrer");
  should("cross-origin-opener-policy", (value) => value === "same-origin");
  should("cross-origin-resource-policy", (value) => value === "same-origin");
  should("permissions-policy", (value) => ["camera", "microphone", "geolocation"].every((feature) => value.includes(`${feature}=()`)));
  should("cache-control", (value) => value === "no-store");
  should("strict-transport-security", (value) => (https ? /max-age=\d{8}/.test(value) : value === ""));
  for (const name of ["server", "x-powered-by", "x-runtime", "via", "access-control-allow-origin"]) should(name, (value) => value === "");
  if (/html/.test(headers.get("content-type") ?? "")) {
    should("content-type", (value) => /charset=utf-8/i.test(value));
    // A link to evidence elsewhere is what somebody wrote; nothing else of a page leaves the site.
    const page = answer.text?.replaceAll(/<a href="https?:[^"]*" rel="noreferrer noopener"/g, "<a");
    const inline = page?.match(
      /<script(?! type="module" src="\/assets\/[^"]*"><\/script>)|<style|\sstyle=|<[^>]*\son[a-z]+=|javascript:|<iframe|<object|<base|(?:src|href)="(?:https?:)?\/\//i,
    );
    if (inline) wrong.push(`inline: ${inline[0]}`);
  }
  return wrong;
}

test("every route answers everybody with the headers of a careful site, and no page carries script or style", async () => {
  const wrong: string[] = [];
  let answers = 0;
  const check = (what: string, answer: Answer) => {
    answers++;
    for (const each of amiss(answer)) wrong.push(`${what}: ${each}`);
  };
  const opened = new Set<string>();
  for (const [name, identity] of Object.entries(who)) {
    for (const { method, path } of routes) {
      const address = addressOf(path);
      const answer = await ask(address, identity, { method: method.toUpperCase() });
      check(`${name} ${method} ${path} ${answer.status}`, answer);
      if (answer.status === 200) opened.add(`${method} ${path}`);
      if (answer.status >= 500) wrong.push(`${name} ${method} ${path}: ${answer.status}`);
    }
    for (const [address, method] of [
      ["/no/such/page", "GET"],
      ["/granite-coast/no-such", "GET"],
      ["/assets/none.css", "GET"],
      ["/sign-in", "PUT"],
      ["/sign-in", "DELETE"],
      ["/%00", "GET"],
      ["/%ff", "GET"],
    ] as const)
      check(`${name} ${method} ${address}`, await ask(address, identity, { method }));
  }
  const pages = routes.filter(
    ({ method, path }) =>
      method === "get" && !path.includes(":item") && !/invitation|reset|^\/api\/v1|imports\/|^\/site|\/similar/.test(path),
  ).length;
  sayGate("headers", {
    figure: `${wrong.length} headers missing or things inline in ${answers} answers; ${opened.size} routes opened`,
    target: "0",
  });
  expect(wrong.slice(0, 10)).toEqual([]);
  // The walk saw pages, not only refusals.
  expect(opened.size).toBeGreaterThan(pages * 0.8);
});

test("over a real connection too, with nothing told of the server; the build's own files alone are kept", async () => {
  const port = await listen();
  const over = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: Headers }>((done, fail) => {
      get({ port, host: "127.0.0.1", path, headers, agent: false }, (answer) => {
        answer.resume().on("end", () =>
          done({
            status: answer.statusCode ?? 0,
            headers: new Headers(
              Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
                (values ?? []).map((value) => [name, value] as [string, string]),
              ),
            ),
          }),
        );
      }).on("error", fail);
    });
  for (const path of ["/", "/sign-in", "/granite-coast", "/nothing"]) expect(amiss(await over(path)), path).toEqual([]);
  const asset = await over("/assets/house-4f1c2d3e.css");
  expect([asset.status, asset.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
  expect(amiss(asset)).toEqual(["cache-control: public, max-age=31536000, immutable"]);
  expect((await over("/assets/house-00000000.css")).headers.get("cache-control")).toBe("no-store");
});

const signingIn = (url: string, headers: Record<string, string> = {}) =>
  app.request(url, {
    method: "POST",
    headers,
    body: new URLSearchParams({ email: "rosalind.penhale@granite-coast.example", password: "lantern-over-granite" }),
  });

test("a session's cookie is __Host- and Secure where the visitor came by https, and always HttpOnly and SameSite", async () => {
  const cookie = async (url: string, headers?: Record<string, string>) => {
    const answer = await signingIn(url, headers);
    expect(answer.status).toBe(303);
    const set = answer.headers.getSetCookie().filter((each) => !/Max-Age=0/.test(each));
    expect(set).toHaveLength(1);
    return { cookie: set[0] ?? "", amiss: amiss({ status: 303, headers: answer.headers }, (set[0] ?? "").startsWith("__Host-")) };
  };
  const secured = /^__Host-eddystone=[\w-]{43}; (?=.*Path=\/)(?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Lax)(?!.*Domain)/;
  const plain = /^eddystone=[\w-]{43}; (?=.*Path=\/)(?=.*HttpOnly)(?=.*SameSite=Lax)(?!.*Secure)(?!.*Domain)/;
  const forwarded = { "X-Forwarded-Proto": "https" };
  expect(await cookie("http://localhost/sign-in")).toEqual({ cookie: expect.stringMatching(plain), amiss: [] });
  expect(await cookie("http://localhost/sign-in", forwarded)).toEqual({ cookie: expect.stringMatching(plain), amiss: [] });
  expect(await cookie("https://eddystone.example/sign-in")).toEqual({ cookie: expect.stringMatching(secured), amiss: [] });
  vi.stubEnv("EDDYSTONE_TRUST_PROXY", "1");
  expect(await cookie("http://localhost/sign-in", forwarded)).toEqual({ cookie: expect.stringMatching(secured), amiss: [] });
  expect(await cookie("http://localhost/sign-in", { "X-Forwarded-Proto": "http" })).toEqual({
    cookie: expect.stringMatching(plain),
    amiss: [],
  });
  // The proxy's own word is the last; what stands before it came with the request.
  expect(await cookie("http://localhost/sign-in", { "X-Forwarded-Proto": "https, http" })).toEqual({
    cookie: expect.stringMatching(plain),
    amiss: [],
  });
  // The cookie of the one is not the cookie of the other.
  const secure = (await cookie("http://localhost/sign-in", forwarded)).cookie.split(";")[0] ?? "";
  const opens = async (headers: Record<string, string>) => (await app.request("http://localhost/granite-coast", { headers })).status;
  expect(await opens({ ...forwarded, Cookie: secure })).toBe(200);
  expect(await opens({ ...forwarded, Cookie: secure.replace("__Host-", "") })).toBe(302);
});

test("wrong passwords count for the visitor a trusted proxy names, and for nobody the visitor names", async () => {
  const guess = (forwardedFor: string) =>
    app.request("http://localhost/sign-in", {
      method: "POST",
      headers: { "X-Forwarded-For": forwardedFor },
      body: new URLSearchParams({ email: `${crypto.randomUUID()}@x.example`, password: "wrong" }),
    });
  const networks = async () =>
    (
      await row<{ keys: string[] | null }>(
        "select array_agg(distinct key order by key) as keys from sign_in.attempt where key like 'network:%'",
      )
    ).keys ?? [];
  await row("delete from sign_in.attempt");
  await guess("203.0.113.9");
  expect(await networks()).toEqual(["network:unknown"]);
  vi.stubEnv("EDDYSTONE_TRUST_PROXY", "1");
  await guess("198.51.100.1, 203.0.113.9");
  await guess("2001:db8:1:2:3::9");
  expect(await networks()).toEqual(["network:2001:db8:1:2", "network:203.0.113.9", "network:unknown"]);
  await row("delete from sign_in.attempt");
});

test("right passwords never use up what a network may guess", async () => {
  await row("insert into sign_in.attempt (key) select 'network:unknown' from generate_series(1, 48)");
  for (let turn = 0; turn < 4; turn++) expect((await signingIn("http://localhost/sign-in")).status).toBe(303);
  expect((await row<{ n: number }>("select count(*)::int as n from sign_in.attempt where key like 'network:%'")).n).toBe(48);
  await row("delete from sign_in.attempt");
});

test("a real browser keeps nothing after a walk through the site", async () => {
  const home = `http://localhost:${await listen()}`;
  const browser = await startBrowser();
  try {
    const { page, close } = await openPage(browser);
    await signInByPage(page, home, "rosalind.penhale@granite-coast.example");
    for (const path of [
      "/",
      "/granite-coast",
      "/granite-coast/organisation",
      "/granite-coast/organisation/people",
      "/granite-coast/diagnose/990001",
      "/granite-coast/diagnose/990001/behaviour-and-attitudes",
      `/granite-coast/diagnose/meetings/${ids.meeting}`,
    ]) {
      await page.goto(home + path);
      const kept = await page.evaluate(async () => ({
        local: localStorage.length,
        session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        cookies: document.cookie,
      }));
      expect(kept, path).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookies: "" });
    }
    expect((await page.context().cookies()).map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))).toEqual([
      { name: "eddystone", httpOnly: true, sameSite: "Lax" },
    ]);
    await close();
  } finally {
    await browser.close();
  }
});
