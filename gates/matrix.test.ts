import { beforeAll, expect, test } from "vitest";
import { demoTrust } from "../app/demo/index.ts";
import { setUpDemonstration } from "../app/demo/set-up.ts";
import { mayDecide } from "../app/diagnose/index.ts";
import { giveFramework } from "../app/frameworks/index.server.ts";
import { organisationFinder } from "../app/organisation/finder.tsx";
import { createTrust, findPerson, findTrust } from "../app/organisation/index.server.ts";
import { invite } from "../app/organisation/people/invite.ts";
import { makeToken } from "../app/organisation/tokens/make-token.ts";
import { inOneLook } from "../app/platform/database/change.ts";
import { testDatabase } from "../app/platform/database/testing.ts";
import { addAccount, findSession, trySignIn } from "../app/platform/sign-in/account.store.ts";
import { makeReset } from "../app/platform/sign-in/reset.store.ts";
import { findPeopleWith, makeApp } from "../app/platform/web/route.tsx";
import { sayErrorPage } from "../app/reports/error.route.tsx";
import { sitePages } from "../app/reports/site.route.tsx";
import { routes } from "../app/routes.ts";
import { faultIn, sayGate } from "./gate.ts";

// Who may do what, written again by hand: the matrix compares the running app with this page, not with its own rules.
const everybody = [
  "managing-director",
  "deputy-managing-director",
  "national-director",
  "regional-ceo",
  "principal",
  "sle",
  "central-team",
  "eob-member",
  "trustee",
  "administrator",
];
const trustWide = everybody.filter((role) => !["regional-ceo", "principal"].includes(role));
const leaders = ["managing-director", "deputy-managing-director", "national-director"];
const arrangers = [...leaders, "administrator"];
const administrators = ["administrator", "managing-director"];
const figureBringers = [...leaders, "central-team", "administrator"];
type Reach = "trust" | "own" | "sibling";
const may: Record<string, { [reach in Reach]?: string[] }> = {
  "get /:trust{[a-z][a-z0-9-]+}": { trust: everybody },
  "get /:trust/standing": { trust: everybody },
  "get /:trust/standing.csv": { trust: everybody },
  "get /:trust/standing.xlsx": { trust: everybody },
  "get /:trust/organisation/people": { trust: administrators },
  "post /:trust/organisation/people": { trust: administrators },
  "post /:trust/organisation/people/roles/:role{[0-9a-f-]{36}}/end": { trust: administrators },
  "get /:trust/organisation/people.csv": { trust: administrators },
  "get /:trust/organisation/people/import": { trust: administrators },
  "post /:trust/organisation/people/import": { trust: administrators },
  "post /:trust/organisation/people/import/confirm": { trust: administrators },
  "get /:trust/organisation/people/:person{[0-9a-f-]{36}}": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/roles": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/invitation": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/invitation/withdraw": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/reset": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/reset/withdraw": { trust: administrators },
  "get /:trust/organisation/meetings": { trust: everybody },
  "get /:trust/organisation": { trust: arrangers },
  "get /:trust/organisation/regions": { trust: arrangers },
  "get /:trust/organisation/words": { trust: arrangers },
  "post /:trust/organisation/words": { trust: arrangers },
  "get /:trust/organisation/sign-in": { trust: administrators },
  "post /:trust/organisation/sign-in": { trust: administrators },
  "get /:trust/organisation/calendar": { trust: everybody },
  "get /:trust/organisation/calendar/calendar.csv": { trust: everybody },
  "get /:trust/organisation/calendar/calendar.yaml": { trust: everybody },
  "post /:trust/organisation/calendar/import": { trust: arrangers },
  "get /:trust/organisation/calendar/years/:year{20[0-9]{2}-[0-9]{2}}": { trust: arrangers },
  "post /:trust/organisation/calendar/years/:year{20[0-9]{2}-[0-9]{2}}": { trust: arrangers },
  "post /:trust/organisation/calendar/years/:year{20[0-9]{2}-[0-9]{2}}/remove": { trust: arrangers },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}/calendar.csv": { own: everybody, sibling: trustWide },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}/calendar.yaml": { own: everybody, sibling: trustWide },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/import": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/own": { own: arrangers, sibling: arrangers },
  // These stand before the one that lets the academies follow the trust's again: a year is changed in a calendar of its own.
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}/years/:year{20[0-9]{2}-[0-9]{2}}": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/years/:year{20[0-9]{2}-[0-9]{2}}": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/years/:year{20[0-9]{2}-[0-9]{2}}/remove": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/follow": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/regions": { trust: arrangers },
  "post /:trust/organisation/placements": { trust: arrangers },
  "post /:trust/organisation/suggested": { trust: arrangers },
  "post /:trust/organisation/meetings": { trust: arrangers },
  "get /:trust/measures/own": { trust: everybody },
  "get /:trust/measures/own.csv": { trust: everybody },
  "get /:trust/measures/own.xlsx": { trust: everybody },
  "get /:trust/measures/own/of/:measure": { trust: everybody },
  "get /:trust/measures/to-publish.csv": { trust: everybody },
  "get /:trust/measures/own/template.csv": { trust: figureBringers },
  "get /:trust/measures/own/template.xlsx": { trust: figureBringers },
  "get /:trust/measures/own/pupils-template.csv": { trust: figureBringers },
  "post /:trust/measures/own/import": { trust: figureBringers },
  "post /:trust/measures/own/import/confirm": { trust: figureBringers },
  "post /:trust/measures/own/pupils": { trust: figureBringers },
  "get /:trust/measures": { trust: everybody },
  "get /:trust/measures/collections": { trust: everybody },
  "get /:trust/measures/collections/new": { trust: leaders },
  "post /:trust/measures/collections/new": { trust: leaders },
  "get /:trust/measures/collections/:cycle{[0-9a-f-]{36}}": { trust: everybody },
  "get /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/change": { trust: leaders },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/change": { trust: leaders },
  "get /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}": {
    own: [...leaders, "regional-ceo", "principal", "central-team"],
    sibling: [...leaders, "central-team"],
  },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}/sign-off": { own: ["principal"], sibling: [] },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}/reopen": { own: leaders, sibling: leaders },
  "get /:trust/measures/targets": { trust: everybody },
  "get /:trust/measures/targets/new": { trust: leaders },
  "post /:trust/measures/targets/new": { trust: leaders },
  // The one asked for is the trust's as a whole; an academy's is tested beside its pages.
  "get /:trust/measures/targets/:target{[0-9a-f-]{36}}": { trust: everybody },
  "post /:trust/measures/targets/:target{[0-9a-f-]{36}}": { trust: leaders },
  "post /:trust/measures/targets/:target{[0-9a-f-]{36}}/end": { trust: leaders },
  "get /:trust/frameworks": { trust: everybody },
  "post /:trust/frameworks": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition": { trust: everybody },
  "get /:trust/frameworks/editions/:edition/edit": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/indicators/:key": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators/:key": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators/:key/move": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators/:key/remove": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/levels": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/levels": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/put-into-use": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/put-into-use": { trust: arrangers },
  "get /:trust/diagnose/meetings/:meeting": { trust: trustWide },
  "post /:trust/diagnose/meetings/:meeting": { trust: leaders },
  // Own lies in the West with the Regional CEO and Principal asked about; the sibling in the East.
  "get /:trust/diagnose/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /:trust/diagnose/:urn{[0-9]{6}}/:indicator": { own: everybody, sibling: trustWide },
  "post /:trust/diagnose/:urn{[0-9]{6}}/:indicator": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "get /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item": { own: [], sibling: [] },
  "get /:trust/organisation/tokens": { trust: everybody },
  "post /:trust/organisation/tokens": { trust: everybody },
  "post /:trust/organisation/tokens/:token{[0-9a-f-]{36}}/end": { trust: everybody },
  "get /api/v1/:trust": { trust: everybody },
  "get /api/v1/:trust/dashboard": { trust: everybody },
  "get /api/v1/:trust/academies": { trust: everybody },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /api/v1/:trust/people": { trust: administrators },
  "get /api/v1/:trust/editions": { trust: everybody },
  "get /api/v1/:trust/measures/values": { trust: everybody },
  "get /api/v1/:trust/measures/targets": { trust: everybody },
  "get /api/v1/:trust/measures/collections": { trust: everybody },
  "get /api/v1/:trust/judgements": { trust: everybody },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/judgements/:indicator": { own: everybody, sibling: trustWide },
  "post /api/v1/:trust/academies/:urn{[0-9]{6}}/judgements/:indicator": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "get /api/v1/:trust/meetings": { trust: everybody },
  "get /api/v1/:trust/decisions": { trust: everybody },
  "post /api/v1/:trust/meetings/:meeting/decisions": { trust: leaders },
};
const siteRoutes: Record<string, "everybody" | "signed-in" | "site-operator"> = {
  "get /": "everybody",
  "get /healthz": "everybody",
  "get /readyz": "everybody",
  "get /sign-in": "everybody",
  "post /sign-in": "everybody",
  "get /api": "everybody",
  "get /api/openapi.json": "everybody",
  "post /sign-out": "signed-in",
  "get /invitation/:token": "everybody",
  "post /invitation/:token": "everybody",
  "get /reset/:token": "everybody",
  "post /reset/:token": "everybody",
  "get /account": "signed-in",
  "post /account/password": "signed-in",
  "post /account/sessions/end-others": "signed-in",
  "post /account/sessions/:session{[0-9a-f-]{36}}/end": "signed-in",
  "get /sign-in/code": "everybody",
  "post /sign-in/code": "everybody",
  "get /sign-in/passkey": "everybody",
  "post /sign-in/passkey": "everybody",
  "post /sign-in/with/:provider": "everybody",
  "get /sign-in/with/:provider/return": "everybody",
  "post /invitation/:token/with/:provider": "everybody",
  "get /account/factors": "signed-in",
  "post /account/factors/app": "signed-in",
  "get /account/factors/app": "signed-in",
  "post /account/factors/app/confirm": "signed-in",
  "get /account/factors/app/remove": "signed-in",
  "post /account/factors/app/remove": "signed-in",
  "post /account/factors/recovery-codes": "signed-in",
  "get /account/factors/passkeys/new": "signed-in",
  "post /account/factors/passkeys": "signed-in",
  "post /account/factors/passkeys/:passkey{[0-9a-f-]{36}}/remove": "signed-in",
  "post /account/factors/link/:provider": "signed-in",
  "post /account/factors/identities/:identity{[0-9a-f-]{36}}/remove": "signed-in",
  "get /site/accounts": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/factors/remove": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/reset": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/reset/withdraw": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/end": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/reopen": "site-operator",
  "get /trusts/new": "site-operator",
  "post /trusts/new": "site-operator",
  "get /register/import": "site-operator",
  "post /register/import": "site-operator",
  "get /register/imports/:import{[0-9a-f-]{36}}": "site-operator",
};

// The planted fault: a trustee may record the board's decision. The matrix must go red on it.
if (faultIn("matrix")) (mayDecide.roles as string[]).push("trustee");

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
const app = makeApp(routes, house, (status) => sayErrorPage(status, house));
const identities = new Map<string, { cookie: string; token: string; bearer: string }>();
const id: Record<string, string> = {};

beforeAll(async () => {
  await setUpDemonstration(house.keeper, house.signIn);
  const other = await createTrust(house.keeper, {
    slug: "other-trust",
    name: "Other Trust",
    uid: 990002,
    fictional: true,
    academies: [
      {
        urn: 990101,
        name: "Elsewhere",
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
  });
  if (other.ok) await giveFramework(house.keeper, other.value.trustId, "2025-09-01");
  const ask = async (sql: string) => (await house.keeper.pool.query(sql)).rows[0]?.id as string;
  id.meeting = await ask("select id from organisation.meeting where held_on = '2026-07-09'");
  id.cycle = await ask("select id from measures.cycle");
  id.target = await ask("select t.id from measures.target t join organisation.unit u on u.id = t.unit_id where u.kind = 'trust' limit 1");
  id.import = await ask(
    `insert into national.import (file_name, kind, as_at, sha256, report) values ('groups.csv', 'groups', '2026-08-01', repeat('0', 64),
       '{"kind": "groups", "asAt": "2026-08-01", "rowsRead": 1, "imported": 1, "changed": 0, "unchanged": 0, "skipped": [], "unknownColumns": [], "unknownValues": [], "damagedRows": 0, "seconds": 1, "encoding": "utf-8"}') returning id`,
  );
  id.draft = await ask(
    "insert into frameworks.edition (trust_id, framework_id, number, content) select e.trust_id, e.framework_id, 2, e.content from frameworks.edition e join organisation.directory d on d.trust_id = e.trust_id and d.slug = 'granite-coast' returning id",
  );
  // A person who can sign in already: no invitation of theirs is made, and only their own links are.
  id.person = await ask("select p.id from organisation.person p where email = 'clare.vosper@granite-coast.example'");
  id.ended = await ask("select p.account_id as id from organisation.person p where email = 'harriet.moyle@granite-coast.example'");
  await addAccount(house.signIn, { email: "nobody@nowhere.example", name: "Nobody", password: "lantern-over-granite" });
  // Open links that nobody signed in here is meant by: the page opens to whoever holds one, and a post without a password uses none up.
  const trustId = await ask("select trust_id as id from organisation.directory where slug = 'granite-coast'");
  const invited = await ask(
    `insert into organisation.person (trust_id, name, email) values ('${trustId}', 'Ines Invited', 'ines@granite-coast.example') returning id`,
  );
  const by = { trustId, personId: id.person, accountId: "", name: "", roles: [] };
  const invitation = await invite(house.db, by, invited);
  const lost = await ask("select id from sign_in.account where email = 'hugh.lanyon@granite-coast.example'");
  const reset = await makeReset(house.signIn, { accountId: lost, for: "site", by: lost }, async () => []);
  if (!invitation.ok || !invitation.value || !reset.ok) throw new Error("the links were not made");
  [id.invitation, id.reset] = [invitation.value, reset.value];
  const people = [
    ...everybody.map((role) => [role, demoTrust().people.find((person) => person.role === role)?.email ?? ""] as const),
    ["no-role", "nobody@nowhere.example"] as const,
    ["site-operator", "operator@granite-coast.example"] as const,
    ["ended", "bethany.akintola@granite-coast.example"] as const,
  ];
  for (const [name, email] of people) {
    const signedIn = await trySignIn(house.signIn, email, "lantern-over-granite", name);
    if (signedIn.kind !== "signed-in") throw new Error(`${email}: ${signedIn.kind}`);
    const session = await findSession(house.signIn, signedIn.token);
    const trust = await findTrust(house.db, "granite-coast");
    const person =
      session && trust && (await inOneLook(house.db, { ...trust, personId: undefined }, (look) => findPerson(look, session.account.id)));
    const made = person && (await makeToken(house.db, person, { name: "matrix", scopes: ["read", "write"], days: 30 }));
    const bearer = (made?.ok && made.value.token) || "edd_none";
    identities.set(name, { cookie: `eddystone=${signedIn.token}`, token: session?.formToken ?? "", bearer });
  }
  // Ended after signing in: the session lives, what it opened does not.
  await house.keeper.pool.query(
    "update organisation.role r set held = tstzrange(lower(held), '2026-11-20') from organisation.person p where p.trust_id = r.trust_id and p.id = r.person_id and p.email = 'bethany.akintola@granite-coast.example'",
  );
});

const random = "01900000-0000-7000-8000-000000000000";
const fill = (path: string, trust: string, urn: string, meeting: string) =>
  path
    .replace(/:trust(\{[^}]*\}(?=$|\/))?/, trust)
    .replace(/:urn\{\[0-9\]\{6\}\}/, urn)
    .replace(/:year\{[^/]*\}(?=$|\/)/, "2026-27")
    .replace(":indicator", "behaviour-and-attitudes")
    .replace(":meeting", meeting)
    .replace(":measure", "phonics-year1")
    .replace(/:cycle\{\[0-9a-f-\]\{36\}\}/, id.cycle ?? "")
    .replace(/:target\{\[0-9a-f-\]\{36\}\}/, id.target ?? "")
    .replace(":edition", id.draft ?? "")
    .replace(":key", "behaviour-and-attitudes")
    .replace(/:person\{\[0-9a-f-\]\{36\}\}/, id.person ?? "")
    .replace(/:(role|session|token|passkey|identity)\{\[0-9a-f-\]\{36\}\}/, random)
    .replace(/:account\{[^/]*(?=\/)/, random)
    .replace("/invitation/:token", `/invitation/${id.invitation}`)
    .replace(":provider", "none")
    .replace("/reset/:token", `/reset/${id.reset}`)
    .replace(":item", random);

/** A page without its own address and without the key that every form has of its own. */
const withoutWhatDiffers = (body: string, place: string) => body.replaceAll(place, "").replaceAll(/(?<=name="once" value=")[^"]*/g, "");

async function ask(method: string, path: string, who: string | undefined) {
  const identity = who ? identities.get(who) : undefined;
  const byToken = path.startsWith("/api/");
  const headers: Record<string, string> = byToken
    ? {
        ...(identity ? { authorization: `Bearer ${identity.bearer}` } : {}),
        ...(method === "get" ? {} : { "content-type": "application/json" }),
      }
    : identity
      ? { cookie: identity.cookie }
      : {};
  const body = new FormData();
  body.set("token", identity?.token ?? "");
  body.set("urn", "990001");
  const answer = await app.request(`http://localhost${path}`, {
    method: method.toUpperCase(),
    headers,
    ...(method === "get" ? {} : { body: byToken ? "{}" : body }),
  });
  // Each form carries a new key of its own.
  return { status: answer.status, body: answer.status === 404 ? (await answer.text()).replace(/name="once" value="[^"]*"/g, "") : "" };
}

test("every route is in the matrix, and the matrix names no other", () => {
  const declared = routes.map(({ method, path }) => `${method} ${path}`).sort();
  expect(declared).toEqual([...Object.keys(may), ...Object.keys(siteRoutes)].sort());
  for (const { method, path, guard } of routes) {
    const site = siteRoutes[`${method} ${path}`];
    expect(guard.kind, `${method} ${path}`).toBe(site ?? (path.startsWith("/api/") ? "token" : "allow"));
  }
});

test("every role, and those with none, may open exactly what they should: at least 1,000 requests", async () => {
  const wrong: string[] = [];
  let requests = 0;
  const bodies = new Map<string, Set<string>>();
  for (const [route, reaches] of Object.entries(may)) {
    const [method = "", path = ""] = route.split(" ");
    for (const who of [undefined, ...identities.keys()]) {
      const check = async (label: string, place: string, allowed: boolean) => {
        requests++;
        const { status, body } = await ask(method, place, who);
        const open = ![302, 401, 403, 404, 500].includes(status);
        const fine = who === undefined ? status === (place.startsWith("/api/") ? 401 : 302) : open === allowed && status !== 500;
        if (!fine) wrong.push(`${who ?? "anonymous"} ${route} [${label}]: ${status}, ${allowed ? "should be open" : "should be absent"}`);
        const asked = `${who} by ${place.startsWith("/api/") ? "token" : "page"}`;
        if (who && status === 404) bodies.set(asked, (bodies.get(asked) ?? new Set()).add(withoutWhatDiffers(body, place)));
      };
      const of = (reach: Reach) => (reaches[reach] ?? []).includes(who ?? "");
      if (reaches.trust) await check("trust", fill(path, "granite-coast", "", id.meeting ?? ""), of("trust"));
      if (reaches.own) await check("own", fill(path, "granite-coast", "990001", ""), of("own"));
      if (reaches.sibling) await check("sibling", fill(path, "granite-coast", "990015", ""), of("sibling"));
      await check("other trust", fill(path, "other-trust", "990101", id.meeting ?? ""), false);
      await check("other trust, our academy", fill(path, "other-trust", "990001", id.meeting ?? ""), false);
      if (reaches.own) await check("our trust, their academy", fill(path, "granite-coast", "990101", ""), false);
      await check("no such trust", fill(path, "no-such-trust", "990001", random), false);
      if (path.includes(":meeting")) await check("random meeting", fill(path, "granite-coast", "", random), false);
    }
  }
  sayGate("matrix", { figure: `${wrong.length} wrong answers in ${requests} requests`, target: "0 wrong in 1,000 or more" });
  expect(wrong).toEqual([]);
  expect(requests).toBeGreaterThan(1000);
  // "Absent" and "not yours" answer alike, to the letter.
  for (const [who, said] of bodies) expect([who, said.size]).toEqual([who, 1]);
});

test("the site's own addresses open to whom they should", async () => {
  const wrong: string[] = [];
  for (const [route, guard] of Object.entries(siteRoutes)) {
    if (route === "post /sign-out" || route === "post /sign-in") continue;
    const [method = "", pattern = ""] = route.split(" ");
    const path = pattern.replace(":import{[0-9a-f-]{36}}", id.import ?? "");
    for (const who of [undefined, ...identities.keys()]) {
      const { status } = await ask(method, fill(path, "", "", ""), who);
      const open = status !== 404 && status !== 500 && !(status === 302 && !who);
      const should =
        guard === "everybody" ? who !== undefined || path !== "/" : guard === "site-operator" ? who === "site-operator" : who !== undefined;
      if (open !== should) wrong.push(`${who} ${route}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a form without the session's token changes nothing", async () => {
  const { cookie = "" } = identities.get("managing-director") ?? {};
  const answer = await app.request("http://localhost/granite-coast/organisation/regions", {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams({ region: "Forged" }),
  });
  expect(answer.status).toBe(403);
  const { rowCount } = await house.keeper.pool.query("select 1 from organisation.unit where name = 'Forged'");
  expect(rowCount).toBe(0);
});

test("the eleventh guess in five minutes is refused, even the right one, and an array for an address is no address", async () => {
  const guess = (body: URLSearchParams) => app.request("http://localhost/sign-in", { method: "POST", body });
  const email = "tobias.nancekivell@granite-coast.example";
  for (let tries = 0; tries < 10; tries++) expect((await guess(new URLSearchParams({ email, password: "wrong" }))).status).toBe(422);
  expect((await guess(new URLSearchParams({ email, password: "lantern-over-granite" }))).status).toBe(429);
  expect(
    (
      await guess(
        new URLSearchParams([
          ["email", email],
          ["email", "x@y.example"],
          ["password", "lantern-over-granite"],
        ]),
      )
    ).status,
  ).toBe(400);
});

test("every page carries the headers of a careful site", async () => {
  const answer = await app.request("http://localhost/granite-coast", { headers: { cookie: identities.get("trustee")?.cookie ?? "" } });
  expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(answer.headers.get("content-security-policy")).not.toMatch(/unsafe/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});
