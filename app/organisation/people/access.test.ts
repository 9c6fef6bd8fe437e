import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUpDemonstration } from "../../demo/set-up.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { openPools } from "../../platform/database/open.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { addAccount, findSession, trySignIn } from "../../platform/sign-in/account.store.ts";
import { findReset } from "../../platform/sign-in/reset.store.ts";
import { endAccount } from "../../platform/sign-in/site-accounts.store.ts";
import { findPeopleWith, makeApp } from "../../platform/web/route.tsx";
import { Unchanged } from "../../platform/web/unchanged.ts";
import { sayErrorPage } from "../../reports/error.route.tsx";
import { sitePages } from "../../reports/site.route.tsx";
import { routes } from "../../routes.ts";
import { createTrust } from "../create-trust.ts";
import { organisationFinder } from "../finder.tsx";
import { makeToken } from "../tokens/make-token.ts";
import { findPerson, findTrust } from "../trust.store.ts";
import { endAccess, endLinkedAccountOf, endSessionOf } from "./end-access.ts";
import { findInvitation, invite } from "./invite.ts";
import { loadPerson } from "./people.store.ts";
import { makeResetLink, trustsOf } from "./reset-link.ts";

const database = await testDatabase();
const password = "lantern-over-granite";
findPeopleWith({ ...organisationFinder, ...sitePages });

/** A process of the app: pools and kept answers of its own, over the one database. */
async function process() {
  const unchanged = await new Unchanged(database.urls.app).open();
  const pools = openPools(database.urls, undefined, (trustId) => unchanged.changed(trustId));
  const house = { ...pools, unchanged, importerUrl: database.urls.importer, css: "/x.css" };
  const app = makeApp(routes, house, (status) => sayErrorPage(status, house));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  afterAll(async () => {
    server.close();
    await unchanged.close();
    await pools.close();
  });
  return { house, unchanged, home: `http://127.0.0.1:${port}` };
}
const one = await process();
const two = await process();
const { house } = one;
beforeAll(() => setUpDemonstration(house.keeper, house.signIn));

const row = async (sql: string, ...values: unknown[]) => (await house.keeper.pool.query(sql, values)).rows[0];
const email = (name: string) => `${name}@granite-coast.example`;
const idOf = async (name: string): Promise<string> => (await row("select id from organisation.person where email = $1", email(name))).id;
const accountOf = async (name: string): Promise<string> => (await row("select id from sign_in.account where email = $1", email(name))).id;

async function personNamed(name: string, slug = "granite-coast"): Promise<Person> {
  const trust = await findTrust(house.db, slug);
  if (!trust) throw new Error("no such trust");
  const found = await inOneLook(house.db, { ...trust, personId: undefined }, async (look) => findPerson(look, await accountOf(name)));
  if (!found) throw new Error(`${name} holds no role`);
  return found;
}
async function signIn(name: string) {
  const signedIn = await trySignIn(house.signIn, email(name), password, name, "Firefox on Linux");
  if (signedIn.kind !== "signed-in") throw new Error(signedIn.kind);
  const session = await findSession(house.signIn, signedIn.token);
  return { cookie: `eddystone=${signedIn.token}`, token: session?.formToken ?? "", id: session?.id ?? "" };
}
const link = (name: string) =>
  row(
    "insert into sign_in.identity (account_id, issuer, subject, provider) select id, 'https://one.example', $1, 'one' from sign_in.account where email = $1 returning id",
    email(name),
  );

describe("what lets a person in", () => {
  test("is ended at once, and opens nothing in another process within five seconds: page, token and session", async () => {
    const administrator = await signIn("petra.dunstone");
    const name = "callum.treve";
    const [session, person] = [await signIn(name), await personNamed(name)];
    const made = await makeToken(house.db, person, { name: "Sheet", scopes: ["read"], days: 30 });
    const headers = { authorization: `Bearer ${made.ok ? made.value.token : ""}` };
    await link(name);
    const reset = await makeResetLink(house, await personNamed("petra.dunstone"), { id: person.personId, accountId: person.accountId });
    const ask = (path: string, how: Record<string, string>) => fetch(`${two.home}${path}`, { headers: how, redirect: "manual" });
    const opens = async () => [
      (await ask("/granite-coast", { cookie: session.cookie })).status,
      (await ask("/account", { cookie: session.cookie })).status,
      (await ask("/api/v1/granite-coast/dashboard", headers)).status,
    ];
    // Asked before, so that the other process has answers to give again.
    expect(await opens()).toEqual([200, 200, 200]);
    expect(await opens()).toEqual([200, 200, 200]);

    const way = `${one.home}/granite-coast/organisation/people/${person.personId}/access`;
    const shown = await (await fetch(way, { headers: { cookie: administrator.cookie } })).text();
    for (const said of ["SLE", "Sheet", "Firefox on Linux", "Linked accounts", "End everything now"]) expect(shown).toContain(said);
    const began = performance.now();
    const ended = await fetch(`${way}/end`, {
      method: "POST",
      headers: { cookie: administrator.cookie },
      body: new URLSearchParams({ token: administrator.token, once: crypto.randomUUID() }),
    });
    expect([ended.status, (await ended.text()).includes("Ended: 1 role, 1 token, 1 session, 1 linked account and 1 reset link.")]).toEqual([
      200,
      true,
    ]);
    let last = await opens();
    while (last.some((status) => status === 200) && performance.now() - began < 10_000) last = await opens();
    expect(last).toEqual([302, 302, 401]);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(reset.ok && reset.value && (await findReset(house.signIn, reset.value, trustsOf(house.keeper)))).toBe(undefined);
    expect((await house.signIn.query("select from sign_in.identity where account_id = $1", [person.accountId])).rowCount).toBe(0);
  });

  test("opens nothing within five seconds even in a process whose line to the database is down", async () => {
    const person = await personNamed("jory.lidgate");
    const made = await makeToken(house.db, person, { name: "Sheet", scopes: ["read"], days: 30 });
    const ask = () =>
      fetch(`${two.home}/api/v1/granite-coast/dashboard`, { headers: { authorization: `Bearer ${made.ok ? made.value.token : ""}` } });
    expect((await ask()).status).toBe(200);
    // Nothing is heard of the change: what was kept lives only as long as it may.
    const deaf = two.unchanged as unknown as { changed: (trustId: string) => void };
    const heard = deaf.changed;
    deaf.changed = () => {};
    const began = performance.now();
    expect((await endAccess(house, await personNamed("petra.dunstone"), person.personId)).ok).toBe(true);
    let status = (await ask()).status;
    while (status === 200 && performance.now() - began < 10_000) {
      await new Promise((done) => setTimeout(done, 50));
      status = (await ask()).status;
    }
    deaf.changed = heard;
    expect(status).toBe(401);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("ends with roles to come and the invitation of somebody who has no account yet", async () => {
    const by = await personNamed("petra.dunstone");
    const { id } = await row(
      "insert into organisation.person (trust_id, name, email) select trust_id, 'Ada', 'ada@granite-coast.example' from organisation.directory where slug = 'granite-coast' returning id",
    );
    await row(
      "insert into organisation.role (trust_id, person_id, kind, unit_id, held) select trust_id, $1, 'trustee', id, tstzrange('2090-01-01', null) from organisation.unit where kind = 'trust' and trust_id = $2 returning id",
      id,
      by.trustId,
    );
    const invited = await invite(house.db, by, id);
    expect(await findInvitation(house.db, (invited.ok && invited.value) || "")).toBeDefined();
    expect(await endAccess(house, by, id)).toEqual({ ok: true, value: { roles: 1, tokens: 0, invitations: 1, account: null } });
    expect(await findInvitation(house.db, (invited.ok && invited.value) || "")).toBeUndefined();
    expect((await inOneLook(house.db, by, (look) => loadPerson(look, id)))?.roles).toEqual([]);
    expect(await endAccess(house, by, id)).toEqual({ ok: false, refusal: { kind: "nothing" } });
  });

  test("of the trust's only administrator is not ended", async () => {
    const by = await personNamed("petra.dunstone");
    expect(await endAccess(house, by, by.personId)).toEqual({ ok: false, refusal: { kind: "last-administrator" } });
    expect((await personNamed("petra.dunstone")).roles).toHaveLength(1);
  });
});

describe("an account that is somebody in another trust too", () => {
  test("keeps its sessions, linked accounts and what it opens there; only this trust's part is seen and ended", async () => {
    const name = "lowenna.szabo";
    const person = await personNamed(name);
    const elsewhere = await createTrust(house.keeper, {
      slug: "second-trust",
      name: "Second Trust",
      uid: 990003,
      fictional: true,
      academies: [
        {
          urn: 990201,
          name: "Afar",
          phase: "Primary",
          lowAge: 4,
          highAge: 11,
          town: null,
          easting: null,
          northing: null,
          joined: null,
          predecessors: [],
        },
      ],
      administrator: { accountId: person.accountId, name: "Lowenna Szabo", email: email(name) },
    });
    if (!elsewhere.ok) throw new Error("no second trust");
    const there = await personNamed(name, "second-trust");
    const token = await makeToken(house.db, there, { name: "Theirs", scopes: ["read"], days: 30 });
    const session = await signIn(name);
    const { id: identity } = await link(name);
    const by = await personNamed("petra.dunstone");
    const whose = { id: person.personId, accountId: person.accountId };

    const shown = await (
      await fetch(`${one.home}/granite-coast/organisation/people/${person.personId}/access`, {
        headers: { cookie: (await signIn("petra.dunstone")).cookie },
      })
    ).text();
    expect(shown).toContain("used in another trust too");
    for (const hidden of ["Signed in now", "Linked accounts", "Theirs", "Second Trust"]) expect(shown).not.toContain(hidden);
    const refused = { ok: false, refusal: { kind: "account", why: { kind: "other-trust" } } };
    expect(await endSessionOf(house, by, whose, session.id)).toEqual(refused);
    expect(await endLinkedAccountOf(house, by, whose, identity)).toEqual(refused);

    expect(await endAccess(house, by, person.personId)).toEqual({
      ok: true,
      value: { roles: 1, tokens: 0, invitations: 0, account: null },
    });
    const page = (slug: string) =>
      fetch(`${two.home}/${slug}/organisation/tokens`, { headers: { cookie: session.cookie }, redirect: "manual" });
    expect((await page("granite-coast")).status).toBe(404);
    expect((await page("second-trust")).status).toBe(200);
    const bearer = { authorization: `Bearer ${token.ok ? token.value.token : ""}` };
    expect((await fetch(`${two.home}/api/v1/second-trust`, { headers: bearer })).status).toBe(200);
  });

  test("of a site operator is likewise not this trust's to end", async () => {
    const trust = (await findTrust(house.db, "granite-coast"))?.trustId;
    const { id: account } = await row("select id from sign_in.account where site_operator");
    const { id } = await row(
      "insert into organisation.person (trust_id, name, email, account_id) values ($1, 'Opal', 'opal@granite-coast.example', $2) returning id",
      trust,
      account,
    );
    const by = await personNamed("petra.dunstone");
    expect(await endSessionOf(house, by, { id, accountId: account }, crypto.randomUUID())).toEqual({
      ok: false,
      refusal: { kind: "account", why: { kind: "site-operator" } },
    });
  });

  test("is ended whole by the site operator: then nothing of it opens anywhere", async () => {
    const account = await addAccount(house.signIn, { email: email("soon.gone"), name: "Soon Gone", password });
    const session = await signIn("soon.gone");
    const { id: operator } = await row("select id from sign_in.account where site_operator");
    expect((await endAccount(house.signIn, account ?? "", operator)).ok).toBe(true);
    expect((await fetch(`${two.home}/account`, { headers: { cookie: session.cookie }, redirect: "manual" })).status).toBe(302);
  });
});

test("one session or token of a person is ended alone, and each leaves its event", async () => {
  const name = "winifred.castellan";
  const by = await personNamed("petra.dunstone");
  const person = await personNamed(name);
  const [ending, staying] = [await signIn(name), await signIn(name)];
  expect(await endSessionOf(house, by, { id: await idOf(name), accountId: person.accountId }, ending.id)).toEqual({ ok: true, value: 1 });
  expect(await findSession(house.signIn, ending.cookie.slice(10))).toBeUndefined();
  expect(await findSession(house.signIn, staying.cookie.slice(10))).toBeDefined();
  expect(await endSessionOf(house, by, { id: await idOf(name), accountId: person.accountId }, ending.id)).toEqual({
    ok: false,
    refusal: { kind: "gone" },
  });
  const { kinds } = await row(
    "select array_agg(kind order by kind) as kinds from audit.event where detail ->> 'person' = $1 or detail ->> 'session' = $2 and detail ->> 'how' = 'by-administrator'",
    person.personId,
    ending.id,
  );
  expect(kinds).toEqual(["organisation.session-ended", "sign-in.session-ended"]);
});
