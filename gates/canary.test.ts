import { inspect } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { demoTrust } from "../app/demo/index.ts";
import { setUpDemonstration } from "../app/demo/set-up.ts";
import { organisationFinder } from "../app/organisation/finder.tsx";
import { findPerson, findTrust } from "../app/organisation/index.server.ts";
import { invite } from "../app/organisation/people/invite.ts";
import { makeToken } from "../app/organisation/tokens/make-token.ts";
import { inOneLook } from "../app/platform/database/change.ts";
import { testDatabase } from "../app/platform/database/testing.ts";
import { askForJob, describeJob } from "../app/platform/jobs/job.store.ts";
import { startJobs } from "../app/platform/jobs/jobs.ts";
import { jsonLog, type Log, plainLog } from "../app/platform/log/log.ts";
import { addAccount, findSession, trySignIn } from "../app/platform/sign-in/account.store.ts";
import { makeReset } from "../app/platform/sign-in/reset.store.ts";
import { patternOf } from "../app/platform/web/request.ts";
import { findPeopleWith, makeApp, openRoute } from "../app/platform/web/route.tsx";
import { sayErrorPage } from "../app/reports/error.route.tsx";
import { sitePages } from "../app/reports/site.route.tsx";
import { routes } from "../app/routes.ts";
import { faultIn, sayGate } from "./gate.ts";

// What must never stand in a log, each under a name that is found wherever it turns up.
const canary = {
  password: "kanari-secret-password",
  email: "kanari.mailbox@granite-coast.example",
  words: "kanari words of a judgement",
  token: "kanari-token-of-a-link",
  cookie: "kanari-cookie-of-somebody",
  bearer: "edd_kanari-bearer",
  query: "kanari-query",
  file: "kanari-file-of-evidence.txt",
  agent: "kanari-browser",
};
const secrets = new Set<string>(Object.values(canary));

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const house = {
  db: database.database("app", now),
  keeper: database.database("keeper", now),
  signIn: database.database("sign_in").pool,
  importerUrl: database.urls.importer,
  css: "/x.css",
};
findPeopleWith({ ...organisationFinder, ...sitePages });

// Errors as they really come, each quoting what it was given.
const broken = {
  "a row": () =>
    house.signIn.query("insert into sign_in.account (email, name, password_hash) values ($1, 'x', 'x'), ($1, 'x', 'x')", [canary.email]),
  "a field": () => house.db.pool.query("select $1::text::uuid", [canary.words]),
  json: async () => JSON.parse(`${canary.words} "no" json`),
  number: async () => BigInt(canary.words),
  "a cause": async () => {
    throw new Error("it failed", { cause: new Error(`for ${canary.email} "${canary.words}"`) });
  },
} satisfies Record<string, () => Promise<unknown>>;
const breaks = openRoute("get", "/broken/:how/:token", async (c) => {
  await broken[c.req.param("how") as keyof typeof broken]();
  return c.text("not broken");
});

const lines: string[] = [];
const write = (line: string) => lines.push(line);
const [json, plain] = [jsonLog(write), plainLog(write, write)];
const both: Log = {
  request: (facts) => {
    json.request(facts);
    plain.request(facts);
  },
  say: json.say,
  // The planted fault: errors are logged as a console would, with all that they quote.
  error: (what, error, facts) => {
    if (faultIn("canary")) write(`${what} ${inspect(error)}`);
    json.error(what, error, facts);
    plain.error(what, error, facts);
  },
};
const app = makeApp([breaks, ...routes], house, (status, upTo, request) => sayErrorPage(status, house, upTo, request), { log: both });

/** A line as it stands, and as it would read with its escapes resolved. */
const readings = (line: string) =>
  `${line} ${line.replaceAll(/%[0-9a-f]{2}/gi, (hex) => String.fromCharCode(Number.parseInt(hex.slice(1), 16)))}`.toLowerCase();

const id: Record<string, string> = {};
const people: { name: string; cookie: string; token: string; bearer: string }[] = [];
beforeAll(async () => {
  await setUpDemonstration(house.keeper, house.signIn);
  const trust = await findTrust(house.db, "granite-coast");
  if (!trust) throw new Error("there is no trust");
  const one = async (sql: string) => (await house.keeper.pool.query(sql)).rows[0]?.id as string;
  await addAccount(house.signIn, { email: canary.email, name: "Kanari", password: canary.password });
  const invited = await one(
    `insert into organisation.person (trust_id, name, email) values ('${trust.trustId}', 'Kanari', 'kanari.invited@x.example') returning id`,
  );
  id.person = invited;
  id.meeting = await one("select id from organisation.meeting where held_on = '2026-07-09'");
  const administrator = demoTrust().people.find(({ role }) => role === "administrator")?.email ?? "";
  for (const [name, email] of [
    ["managing-director", demoTrust().people.find(({ role }) => role === "managing-director")?.email ?? ""],
    ["administrator", administrator],
    ["site-operator", "operator@granite-coast.example"],
  ] as const) {
    const signedIn = await trySignIn(house.signIn, email, "lantern-over-granite", name);
    const session = signedIn.kind === "signed-in" ? await findSession(house.signIn, signedIn.token) : undefined;
    if (!session || signedIn.kind !== "signed-in") throw new Error(`${email} could not sign in`);
    const person = await inOneLook(house.db, { ...trust, personId: undefined }, (look) => findPerson(look, session.account.id));
    const made = person && (await makeToken(house.db, person, { name: "canary", scopes: ["read", "write"], days: 30 }));
    const bearer = (made?.ok && made.value.token) || canary.bearer;
    people.push({ name, cookie: signedIn.token, token: session.formToken, bearer });
    for (const secret of [signedIn.token, session.formToken, bearer]) secrets.add(secret);
    if (name === "administrator" && person) {
      const made = await invite(house.db, person, invited);
      if (!made.ok || !made.value) throw new Error("no invitation was made");
      id.invitation = made.value;
    }
  }
  const account = await one(`select id from sign_in.account where email = '${canary.email}'`);
  const reset = await makeReset(house.signIn, { accountId: account, for: "site", by: account }, async () => []);
  if (!reset.ok || !reset.value || !id.invitation) throw new Error("a link was not made");
  id.reset = reset.value;
  secrets.add(id.invitation).add(id.reset);
});

const fill = (path: string) =>
  path
    .replace(/:trust(\{[^}]*\}(?=$|\/))?/, "granite-coast")
    .replace(/:urn\{\[0-9\]\{6\}\}/, "990001")
    .replace(/:year\{[^/]*\}(?=$|\/)/, "2026-27")
    .replace(/:(indicator|key)/, "behaviour-and-attitudes")
    .replace(":meeting", id.meeting ?? "")
    .replace(/:person\{[^/]*\}(?=$|\/)/, id.person ?? "")
    .replace("/invitation/:token", `/invitation/${id.invitation}`)
    .replace("/reset/:token", `/reset/${id.reset}`)
    .replaceAll(/:[a-z]+(\{[^/]*\}(?=$|\/))?/g, "01900000-0000-7000-8000-000000000000");

function formOf(token: string, edition: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    token,
    edition,
    level: "expected",
    confidence: "high",
    direction: "steady",
    narrative: canary.words,
    reason: canary.words,
    why: canary.words,
    name: canary.words,
    email: canary.email,
    password: canary.password,
    present: canary.password,
    again: canary.password,
    "evidence-1-kind": "file",
    "evidence-1-title": canary.words,
    "evidence-1-dated": "2026-11-20",
    to: "/",
    once: crypto.randomUUID(),
  }))
    form.set(name, value);
  form.set("evidence-1-file", new File([canary.words], canary.file, { type: "text/plain" }));
  return form;
}

let asked = 0;
const statuses = new Map<number, number>();
async function ask(method: string, path: string, headers: Record<string, string>, body?: FormData | string) {
  asked++;
  // The API refuses a parameter it does not know, so who asks it by a token sends none.
  const query = headers["content-type"] ? "" : `?q=${canary.query}&email=${encodeURIComponent(canary.email)}`;
  const answer = await app.request(`http://localhost${path}${query}`, {
    method: method.toUpperCase(),
    headers: {
      "user-agent": canary.agent,
      referer: `http://localhost/reset/${canary.token}`,
      "x-request-id": canary.token,
      origin: "http://localhost",
      host: "localhost",
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  await answer.arrayBuffer();
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  return answer;
}

test("no password, token, cookie, address or word that somebody wrote reaches the log, on any route, however it is answered", async () => {
  const edition = (
    await house.keeper.pool.query(
      "select e.id from frameworks.edition e join organisation.directory d on d.trust_id = e.trust_id where d.slug = 'granite-coast'",
    )
  ).rows[0]?.id as string;
  // What is recorded before the forms below change what it stands on.
  const [session] = people;
  const cell = "/api/v1/granite-coast/academies/990001/judgements/behaviour-and-attitudes";
  const byToken = { authorization: `Bearer ${session?.bearer}`, "content-type": "application/json" };
  const seen = (await ask("get", cell, byToken)).headers.get("etag") ?? "";
  const judged = { level: "expected", confidence: "high", direction: "steady", narrative: canary.words };
  // A form of a session that is gone: it is held, and shown again.
  await ask(
    "post",
    "/granite-coast/diagnose/990001/behaviour-and-attitudes",
    { cookie: `eddystone=${session?.cookie}` },
    formOf("old", edition),
  );
  await ask("post", cell, { ...byToken, "if-match": seen }, JSON.stringify(judged));
  // Signing out, signing in anew, ending sessions, and asking a second factor of everybody would leave nobody to ask with.
  const last = /sign-out|end-others|account\/password/;
  const lateRoutes = ({ path }: { path: string }) => Number(/^\/sign-in$|^\/:trust\/organisation\/sign-in$/.test(path));
  const everyRoute = routes.filter((route) => !last.test(route.path)).toSorted((a, b) => lateRoutes(a) - lateRoutes(b));
  for (const { method, path } of everyRoute) {
    const body = (token: string) => (method === "get" ? undefined : formOf(token, edition));
    const sent =
      method === "get"
        ? undefined
        : JSON.stringify({ level: "expected", confidence: "high", direction: "steady", narrative: canary.words });
    await ask(method, fill(path), { cookie: `eddystone=${canary.cookie}`, authorization: `Bearer ${canary.bearer}` }, body(""));
    for (const { cookie, token, bearer } of people)
      if (path.startsWith("/api/"))
        await ask(
          method,
          fill(path),
          { authorization: `Bearer ${bearer}`, "content-type": "application/json", "if-match": '"none"', "idempotency-key": canary.token },
          sent,
        );
      else await ask(method, fill(path), { cookie: `eddystone=${cookie}` }, body(token));
  }
  for (const path of [`/${canary.token}`, `/reset/${canary.token}`, `/invitation/${canary.token}`, `/${canary.token}/standing`])
    await ask("get", path, {});
  // What the database cannot read was wrongly asked; everything else is ours.
  for (const how of Object.keys(broken))
    expect((await ask("get", `/broken/${encodeURIComponent(how)}/${canary.token}`, {})).status).toBe(how === "a field" ? 400 : 500);
  await ask("post", "/sign-in", {}, formOf("", edition));
  await ask("post", "/sign-out", { cookie: `eddystone=${session?.cookie}` }, formOf(session?.token ?? "", edition));

  // A job that fails tells so too.
  const importer = await database.as("importer");
  const job = await askForJob(importer, "canary", { id: crypto.randomUUID(), name: "Kanari" });
  await describeJob(importer, job, { once: canary.token, bytes: 0, detail: canary.words });
  const jobs = startJobs(
    database.urls.importer,
    [
      {
        kind: "canary",
        run: async ({ connection }) => void (await connection.query("select $1::text::uuid", [canary.words])),
      },
    ],
    { poll: 20, beat: 1000 },
    both,
  );
  while (!lines.some((line) => line.includes("a job failed"))) await new Promise((done) => setTimeout(done, 20));
  await jobs.stop();

  const found = lines.filter((line) => {
    const read = readings(line);
    return read.includes("kanari") || /@[a-z]/.test(read) || [...secrets].some((secret) => read.includes(secret.toLowerCase()));
  });
  const told = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Record<string, unknown>);
  const requests = told.filter(({ event }) => event === "request");
  sayGate("canary", {
    figure: `${found.length} lines with a secret, of ${lines.length} lines on ${asked} requests`,
    target: "0, and a line for each request",
  });
  expect(found).toEqual([]);
  // The log must have been written, and each kind of answer seen, or its silence would prove nothing.
  const quiet = 2 * (people.length + 1);
  expect(requests.length).toBe(asked - quiet);
  for (const status of [200, 201, 302, 303, 400, 401, 403, 404, 422, 500])
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  expect(told.filter(({ event }) => event === "error").length).toBeGreaterThanOrEqual(Object.keys(broken).length + 1);
  const written = new Set(requests.map(({ method, route }) => `${method} ${route}`.toLowerCase()));
  const unwritten = everyRoute
    .map(({ method, path }) => `${method} ${patternOf(path)}`.toLowerCase())
    .filter((route) => !written.has(route));
  expect(unwritten).toEqual(["get /healthz", "get /readyz"]);
  const page = requests.find(({ route, status }) => route === "/:trust/diagnose/:urn" && status === 200);
  expect(page).toMatchObject({ method: "GET", trust: "granite-coast", person: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(Object.keys(page ?? {}).sort()).toEqual(
    ["account", "event", "level", "method", "ms", "person", "request", "route", "status", "time", "trust"].sort(),
  );
});

test("a page that fails shows the number under which the log holds what happened", async () => {
  const answer = await app.request("http://localhost/broken/json/x");
  const number = answer.headers.get("x-request-id") ?? "";
  expect(await answer.text()).toContain(number);
  const error = lines
    .map((line) => (line.startsWith("{") ? JSON.parse(line) : {}))
    .find((line) => line.request === number && line.level === "error");
  expect(error).toMatchObject({ route: "/broken/:how/:token", error: { name: "SyntaxError", stack: expect.any(Array) } });
});
