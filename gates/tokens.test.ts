import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { organisationFinder } from "../app/organisation/finder.tsx";
import { testDatabase } from "../app/platform/database/testing.ts";
import { jsonLog } from "../app/platform/log/log.ts";
import { addAccount, findSession } from "../app/platform/sign-in/account.store.ts";
import { plainSettings } from "../app/platform/sign-in/settings.ts";
import { findPeopleWith, makeApp } from "../app/platform/web/route.tsx";
import { sayErrorPage } from "../app/reports/error.route.tsx";
import { sitePages } from "../app/reports/site.route.tsx";
import { routes } from "../app/routes.ts";
import { sayGate } from "./gate.ts";

// The planted fault: the code is exchanged, and whatever token comes back is believed.
vi.mock("openid-client", async (original) => {
  const client = await original<typeof import("openid-client")>();
  // Run before the imports below are there.
  if (process.env.EDDYSTONE_FAULT !== "tokens") return client;
  const believing = async (config: import("openid-client").Configuration) => {
    const answer = (await (await fetch(config.serverMetadata().token_endpoint ?? "", { method: "POST" })).json()) as { id_token: string };
    return { claims: () => JSON.parse(Buffer.from(answer.id_token.split(".")[1] ?? "", "base64url").toString()) as object };
  };
  return { ...client, authorizationCodeGrant: believing };
});
/** What the log was told. */
const logged: string[] = [];

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [ours, another] = [rsa(), rsa()];
const jwkOf = (key: KeyObject, kid: string) => ({ ...key.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const rs256 = (text: string, key: KeyObject) => createSign("RSA-SHA256").update(text).sign(key).toString("base64url");
const hs256 = (text: string, secret: string | Buffer) => createHmac("sha256", secret).update(text).digest("base64url");
const seconds = () => Math.floor(Date.now() / 1000);

type Going = { nonce: string; state: string; issuer: string };
type Claims = Record<string, unknown>;
const rightClaims = ({ nonce, issuer }: Going): Claims => ({
  iss: issuer,
  aud: "eddystone",
  sub: "known",
  iat: seconds(),
  exp: seconds() + 300,
  nonce,
});
const signed = (claims: Claims, header: object = { alg: "RS256", kid: "ours" }, key = ours.privateKey) => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${rs256(text, key)}`;
};

/** What the provider's token endpoint answers next. */
let answers: (going: Going) => { status?: number; body: unknown };
let going: Going;
/** A provider that says whatever a test lets it say. */
function startProvider(options: { issParameter?: boolean } = {}) {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${port}`;
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    if (request.url === "/.well-known/openid-configuration")
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorise`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256", "none", "HS256"],
        authorization_response_iss_parameter_supported: options.issParameter ?? true,
      });
    if (request.url === "/jwks") return json({ keys: [jwkOf(ours.publicKey, "ours")] });
    const { status, body } = answers(going);
    return json(body, status);
  });
  return new Promise<{ issuer: string; stop: () => void }>((done) =>
    server.listen(0, "127.0.0.1", () =>
      done({ issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }),
    ),
  );
}

const database = await testDatabase();
const signIn = database.database("sign_in").pool;
const keeper = database.database("keeper").pool;
let app: ReturnType<typeof makeApp>;
let [one, two]: { issuer: string; stop: () => void }[] = [];

beforeAll(async () => {
  [one, two] = [await startProvider(), await startProvider()];
  const provider = (slug: string, issuer = "") => ({
    slug,
    label: slug,
    issuer: new URL(issuer),
    clientId: "eddystone",
    clientSecret: "a-secret-of-the-client-with-some-length",
    twoFactorAcr: [],
  });
  const house = {
    db: database.database("app"),
    keeper: database.database("keeper"),
    signIn,
    importerUrl: database.urls.importer,
    css: "/x.css",
    signInSettings: { ...plainSettings, providers: [provider("one", one?.issuer), provider("two", two?.issuer)] },
  };
  findPeopleWith({ ...organisationFinder, ...sitePages });
  app = makeApp(routes, house, (status) => sayErrorPage(status, house), { log: jsonLog((line) => logged.push(line)) });
  const account = await addAccount(signIn, { email: "known@x.example", name: "Known", password: "lantern-over-granite" });
  await addAccount(signIn, { email: "victim@x.example", name: "Victim", password: "lantern-over-granite" });
  await keeper.query("insert into sign_in.identity (account_id, issuer, subject, provider) select $1, unnest($2::text[]), 'known', 'one'", [
    account,
    [one?.issuer, two?.issuer],
  ]);
});
afterAll(() => {
  one?.stop();
  two?.stop();
});

const sessions = async () => Number((await keeper.query("select count(*) as n from sign_in.session")).rows[0]?.n);
const cookieIn = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((set) => set.startsWith(`${name}=`) && !set.startsWith(`${name}=;`))
    ?.split(";")[0];

/** Sets out for a provider: what the browser keeps, and what the provider is sent. */
async function setOut(slug = "one") {
  const answer = await app.request(`http://localhost/sign-in/with/${slug}`, { method: "POST", body: new URLSearchParams({ to: "/" }) });
  const href = (await answer.text()).match(/href="(http:\/\/127[^"]*)"/)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const query = new URL(href).searchParams;
  const issuer = (slug === "one" ? one : two)?.issuer ?? "";
  return {
    cookie: cookieIn(answer, "eddystone-way") ?? "",
    going: { nonce: query.get("nonce") ?? "", state: query.get("state") ?? "", issuer },
    query,
  };
}
type Back = { slug?: string; query?: (right: Record<string, string>) => string | Record<string, string>; cookie?: string | undefined };
async function comeBack(out: Awaited<ReturnType<typeof setOut>>, back: Back = {}) {
  going = out.going;
  const right = { code: "code", state: out.going.state, iss: out.going.issuer };
  const query = back.query?.(right) ?? right;
  const search = typeof query === "string" ? query : new URLSearchParams(query).toString();
  const cookie = "cookie" in back ? back.cookie : out.cookie;
  return app.request(`http://localhost/sign-in/with/${back.slug ?? "one"}/return?${search}`, { headers: cookie ? { cookie } : {} });
}
const tokens = (id_token: unknown, more: object = {}) => ({
  body: { access_token: "a", token_type: "Bearer", expires_in: 60, id_token, ...more },
});
const right = (now: Going) => tokens(signed(rightClaims(now)));
const but = (change: Claims) => (now: Going) => tokens(signed({ ...rightClaims(now), ...change }));
const without = (claim: string) => (now: Going) => {
  const { [claim]: _gone, ...rest } = rightClaims(now);
  return tokens(signed(rest));
};
const header = (head: object, sign: (text: string) => string) => (now: Going) => {
  const text = `${part(head)}.${part(rightClaims(now))}`;
  return tokens(`${text}.${sign(text)}`);
};
const pem = ours.publicKey.export({ type: "spki", format: "pem" });

const wrongTokens: [string, (now: Going) => { status?: number; body: unknown }][] = [
  ["another issuer", (now) => but({ iss: "https://evil.example" })(now)],
  ["the other provider as issuer", (now) => but({ iss: two?.issuer })(now)],
  ["an issuer with a slash behind it", (now) => but({ iss: `${now.issuer}/` })(now)],
  ["no issuer", without("iss")],
  ["another audience", but({ aud: "somebody-else" })],
  ["several audiences and not us", but({ aud: ["a", "b"] })],
  ["us among audiences, authorised for another", but({ aud: ["eddystone", "other"], azp: "other" })],
  ["us among audiences, authorised for nobody", but({ aud: ["eddystone", "other"] })],
  ["no audience", without("aud")],
  ["another nonce", but({ nonce: "another" })],
  ["no nonce", without("nonce")],
  ["an empty nonce", but({ nonce: "" })],
  ["an end in the past", but({ exp: seconds() - 3600 })],
  ["no end", without("exp")],
  ["an end that is no number", but({ exp: "tomorrow" })],
  ["a beginning in the future", but({ nbf: seconds() + 3600 })],
  ["no time of issue", without("iat")],
  ["no subject", without("sub")],
  ["an empty subject", but({ sub: "" })],
  ["a subject that is a list", but({ sub: ["known"] })],
  ["another's key under our key's name", (now) => tokens(signed(rightClaims(now), { alg: "RS256", kid: "ours" }, another.privateKey))],
  ["a key nobody published", (now) => tokens(signed(rightClaims(now), { alg: "RS256", kid: "theirs" }, another.privateKey))],
  [
    "its own key inside it",
    (now) => tokens(signed(rightClaims(now), { alg: "RS256", jwk: jwkOf(another.publicKey, "x") }, another.privateKey)),
  ],
  ["alg none and no signature", header({ alg: "none" }, () => "")],
  ["alg none and a signature", header({ alg: "none", kid: "ours" }, (text) => rs256(text, ours.privateKey))],
  ["alg None, in other letters", header({ alg: "nOnE" }, () => "")],
  ["HS256 by the published key", header({ alg: "HS256", kid: "ours" }, (text) => hs256(text, pem))],
  ["HS256 by our own secret", header({ alg: "HS256" }, (text) => hs256(text, "a-secret-of-the-client-with-some-length"))],
  ["another algorithm named than was used", header({ alg: "ES256", kid: "ours" }, (text) => rs256(text, ours.privateKey))],
  ["an extension we must know and do not", header({ alg: "RS256", kid: "ours", crit: ["exp"] }, (text) => rs256(text, ours.privateKey))],
  [
    "claims changed after signing",
    (now) => {
      const [head, , signature] = signed({ ...rightClaims(now), sub: "other" }).split(".");
      return tokens(`${head}.${part(rightClaims(now))}.${signature}`);
    },
  ],
  ["a signature cut short", (now) => tokens(signed(rightClaims(now)).slice(0, -8))],
  ["two parts", (now) => tokens(signed(rightClaims(now)).split(".").slice(0, 2).join("."))],
  ["no ID token", () => tokens(undefined)],
  ["an ID token that is no text", () => tokens({ sub: "known" })],
  ["words instead of a token", () => tokens("let me in")],
  ["a refusal", () => ({ status: 400, body: { error: "invalid_grant" } })],
  ["no JSON", () => ({ body: "<html>" })],
  ["an error with a right token", (now) => ({ status: 500, body: right(now).body })],
  ["a kind of token nobody knows", (now) => tokens(signed(rightClaims(now)), { token_type: "Magic" })],
  ["somebody unknown with a known address", but({ sub: "unknown", email: "victim@x.example", email_verified: true })],
];

const wrongReturns: [string, Back][] = [
  ["another state", { query: (was) => ({ ...was, state: "another" }) }],
  ["no state", { query: ({ code = "", iss = "" }) => ({ code, iss }) }],
  ["the state twice", { query: (was) => `${new URLSearchParams(was)}&state=${was.state}` }],
  ["no code", { query: ({ state = "", iss = "" }) => ({ state, iss }) }],
  ["another provider's name", { query: (was) => ({ ...was, iss: two?.issuer ?? "" }) }],
  ["no provider's name, where one is promised", { query: ({ code = "", state = "" }) => ({ code, state }) }],
  ["a refusal", { query: (was) => ({ ...was, error: "access_denied" }) }],
  ["the other provider's address", { slug: "two" }],
  ["the address of no provider", { slug: "three" }],
  ["a browser that never set out", { cookie: undefined }],
  ["a cookie of somebody's own making", { cookie: "eddystone-way=made-up" }],
];

const believed: string[] = [];
async function expectNobody(what: string, answer: Response, before: number) {
  const page = await answer.text();
  const nobody = (await sessions()) === before && !cookieIn(answer, "eddystone");
  if (!nobody) believed.push(what);
  else {
    expect([what, answer.status]).toEqual([what, 422]);
    expect([what, /role="alert"[\s\S]*(obody was signed in|no such way|linked to no account here)/.test(page)]).toEqual([what, true]);
  }
}
async function expectKnown() {
  answers = right;
  const answer = await comeBack(await setOut());
  expect(answer.status).toBe(303);
  const session = await findSession(signIn, cookieIn(answer, "eddystone")?.split("=")[1] ?? "");
  expect([session?.account.email, session?.factors]).toEqual(["known@x.example", 1]);
}

test("a right token signs its person in; each wrong one is refused in a sentence, and nobody is signed in", async () => {
  await expectKnown();
  for (const [what, answer] of wrongTokens) {
    answers = answer;
    const [out, before] = [await setOut(), await sessions()];
    await expectNobody(what, await comeBack(out), before);
  }
  answers = right;
  for (const [what, back] of wrongReturns) {
    const [out, before] = [await setOut(), await sessions()];
    await expectNobody(`came back with ${what}`, await comeBack(out, back), before);
  }
  // Once used, and once grown old, a way leads nowhere.
  const [again, old, other] = [await setOut(), await setOut(), await setOut()];
  expect((await comeBack(again)).status).toBe(303);
  let before = await sessions();
  await expectNobody("came back twice", await comeBack(again), before);
  await keeper.query("update sign_in.way set ends_at = now() - interval '1 second'");
  await expectNobody("came back after ten minutes", await comeBack(old), before);
  before = await sessions();
  await expectNobody("came back with another browser's cookie", await comeBack(await setOut(), { cookie: other.cookie }), before);
  await expectKnown();
  const all = wrongTokens.length + wrongReturns.length + 3;
  sayGate("tokens", { figure: `${believed.length} of ${all} wrong answers believed`, target: "0 of 50 or more" });
  expect(believed).toEqual([]);
  expect(all).toBeGreaterThanOrEqual(50);
});

test("what is asked of a provider carries state, nonce and PKCE, and no address but ours to come back to", async () => {
  const { query } = await setOut();
  expect(query.get("code_challenge_method")).toBe("S256");
  for (const name of ["state", "nonce", "code_challenge"]) expect(query.get(name)?.length).toBeGreaterThanOrEqual(43);
  expect(query.get("redirect_uri")).toBe("http://localhost:3000/sign-in/with/one/return");
});

test("what a provider says of its failure is not in the log: its code is", async () => {
  logged.length = 0;
  const out = await setOut();
  await comeBack(out, {
    query: ({ state = "" }) => ({ error: "server_error", error_description: "Nia Newcomer is no pupil", state, iss: out.going.issuer }),
  });
  answers = () => ({ status: 400, body: { error: "invalid_grant", error_description: "Nia Newcomer is no pupil" } });
  await comeBack(await setOut());
  const failed = logged.filter((line) => line.includes("signing in with a provider failed"));
  expect(failed).toHaveLength(2);
  for (const line of failed) expect(line).toMatch(/"code":"OAUTH_\w+"/);
  expect(logged.join()).not.toMatch(/Newcomer|pupil/);
});
