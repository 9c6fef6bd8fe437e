import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { demoTrust } from "../demo/index.ts";
import { setUpDemonstration } from "../demo/set-up.ts";
import { organisationFinder } from "../organisation/finder.tsx";
import { findPerson, findTrust } from "../organisation/index.server.ts";
import { endToken, makeToken } from "../organisation/tokens/make-token.ts";
import { inOneLook } from "../platform/database/change.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { isApiRoute } from "../platform/web/api.ts";
import { openApiDocument, openApiPath } from "../platform/web/openapi.ts";
import { findPeopleWith, makeApp } from "../platform/web/route.tsx";
import { routes } from "../routes.ts";
import { sayErrorPage } from "./error.route.tsx";
import { sitePages } from "./site.route.tsx";

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
const tokens: Record<string, string> = {};

async function personWith(role: string) {
  const trustId = (await findTrust(house.db, "granite-coast"))?.trustId ?? "";
  const email = demoTrust().people.find((person) => person.role === role)?.email ?? "";
  const { rows } = await house.keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, rows[0].account_id));
  if (!person) throw new Error(`nobody is ${role}`);
  return person;
}
beforeAll(async () => {
  await setUpDemonstration(house.keeper, house.signIn);
  for (const role of ["managing-director", "principal", "administrator"]) {
    const made = await makeToken(house.db, await personWith(role), { name: "test", scopes: ["read", "write"], days: 30 });
    tokens[role] = (made.ok && made.value.token) || "";
  }
  const made = await makeToken(house.db, await personWith("managing-director"), { name: "reading", scopes: ["read"], days: 1 });
  tokens.reading = (made.ok && made.value.token) || "";
});
const ask = (path: string, who: string | undefined, headers: Record<string, string> = {}) =>
  app.request(`http://localhost${path}`, { headers: { ...(who ? { authorization: `Bearer ${tokens[who] ?? who}` } : {}), ...headers } });

describe("a token", () => {
  test("opens what its person may, and nothing without it, ended, of another trust, or with a scope it lacks", async () => {
    expect((await ask("/api/v1/granite-coast/dashboard", "managing-director")).status).toBe(200);
    expect((await ask("/api/v1/granite-coast/dashboard", undefined)).status).toBe(401);
    expect((await ask("/api/v1/granite-coast/dashboard", "edd_forged")).status).toBe(401);
    expect((await ask("/api/v1/no-such-trust/dashboard", "managing-director")).status).toBe(401);
    expect((await ask("/api/v1/granite-coast/people", "principal")).status).toBe(404);
    const person = await personWith("managing-director");
    const made = await makeToken(house.db, person, { name: "short", scopes: ["read"], days: 1 });
    const token = (made.ok && made.value.token) || "";
    expect((await ask("/api/v1/granite-coast", token)).status).toBe(200);
    const { rows } = await house.keeper.pool.query("select id from organisation.token where name = 'short'");
    expect((await endToken(house.db, person, rows[0].id)).ok).toBe(true);
    expect((await ask("/api/v1/granite-coast", token)).status).toBe(401);
  });

  test("ends with its account", async () => {
    const person = await personWith("trustee");
    const made = await makeToken(house.db, person, { name: "ending", scopes: ["read"], days: 1 });
    const token = (made.ok && made.value.token) || "";
    expect((await ask("/api/v1/granite-coast", token)).status).toBe(200);
    await house.signIn.query("update sign_in.account set ended_at = now() where id = $1", [person.accountId]);
    expect((await ask("/api/v1/granite-coast", token)).status).toBe(401);
  });

  test("is no session: it opens no page and sets no cookie", async () => {
    const answer = await ask("/granite-coast", "managing-director");
    expect(answer.status).toBe(302);
    expect((await ask("/api/v1/granite-coast/dashboard", "managing-director")).headers.get("set-cookie")).toBeNull();
  });

  test("is sent by a spreadsheet as the password of Basic", async () => {
    const basic = `Basic ${Buffer.from(`any:${tokens["managing-director"]}`).toString("base64")}`;
    const answer = await app.request("http://localhost/api/v1/granite-coast/dashboard?format=csv", { headers: { authorization: basic } });
    expect(answer.headers.get("content-type")).toMatch(/text\/csv/);
    expect((await answer.text()).trim().split("\r\n")).toHaveLength(17);
  });

  test("is refused without a name, a scope or an end within a year", async () => {
    const person = await personWith("principal");
    const refusal = async (draft: { name: string; scopes: string[]; days: number }) => {
      const made = await makeToken(house.db, person, draft);
      return made.ok ? "made" : made.refusal.kind;
    };
    expect(await refusal({ name: " ", scopes: ["read"], days: 1 })).toBe("name-needed");
    expect(await refusal({ name: "x", scopes: ["admin"], days: 1 })).toBe("scope-needed");
    expect(await refusal({ name: "x", scopes: ["read"], days: 367 })).toBe("days-out-of-range");
  });
});

describe("what is read", () => {
  test("a Principal reads one academy, and the others answer as if they were not there", async () => {
    const mine = (await (await ask("/api/v1/granite-coast/academies", "principal")).json()) as { items: { urn: number }[] };
    expect(mine.items.map(({ urn }) => urn)).toEqual([990001]);
    const [theirs, absent] = [
      await ask("/api/v1/granite-coast/academies/990015", "principal"),
      await ask("/api/v1/granite-coast/academies/999999", "principal"),
    ];
    expect([theirs.status, await theirs.text()]).toEqual([404, await absent.text()]);
  });

  test("comes in pages that join without a gap", async () => {
    const urns: number[] = [];
    let next: string | null = "";
    while (next !== null) {
      const answer = await ask(`/api/v1/granite-coast/academies?limit=5${next ? `&after=${next}` : ""}`, "managing-director");
      const page = (await answer.json()) as { items: { urn: number }[]; next: string | null };
      urns.push(...page.items.map(({ urn }) => urn));
      next = page.next;
    }
    expect(urns).toEqual(Array.from({ length: 16 }, (_, at) => 990001 + at));
  });

  test("unchanged is not sent again", async () => {
    const first = await ask("/api/v1/granite-coast/dashboard", "managing-director");
    const again = await ask("/api/v1/granite-coast/dashboard", "managing-director", { "If-None-Match": first.headers.get("etag") ?? "" });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("with a parameter twice, an unknown one or one out of range is refused in words", async () => {
    for (const query of ["limit=1&limit=2", "colour=red", "limit=0", "limit=many"]) {
      const answer = await ask(`/api/v1/granite-coast/academies?${query}`, "managing-director");
      expect([query, answer.status, answer.headers.get("content-type")]).toEqual([query, 400, "application/problem+json"]);
    }
  });
});

const send = (path: string, who: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`http://localhost${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokens[who] ?? who}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const indicator = "/api/v1/granite-coast/academies/990003/judgements/innovation-and-creativity";
const judged = {
  level: "expected",
  confidence: "high",
  direction: "steady",
  narrative: "Two trials were written down.",
  evidence: [{ kind: "note", title: "Trial log", dated: "2026-11-20", text: "Read on the visit." }],
};
const stateOf = async (path: string) => (await ask(path, "managing-director")).headers.get("etag") ?? "";

describe("what is written", () => {
  test("names what it replaces: 428 without, 412 when somebody was quicker, with what stands now", async () => {
    expect((await send(indicator, "managing-director", judged)).status).toBe(428);
    const before = await stateOf(indicator);
    expect((await send(indicator, "managing-director", judged, { "If-Match": before })).status).toBe(201);
    const late = await send(indicator, "managing-director", { ...judged, narrative: "Late." }, { "If-Match": before });
    expect([late.status, late.headers.get("content-type")]).toEqual([412, "application/problem+json"]);
    expect(((await late.json()) as { current: { narrative: string } }).current.narrative).toBe("Two trials were written down.");
    const now = (await (await ask(indicator, "managing-director")).json()) as {
      trust: { narrative: string };
      evidence: { title: string }[];
    };
    expect(now.trust.narrative).toBe("Two trials were written down.");
    expect(now.evidence.map(({ title }) => title)).toContain("Trial log");
  });

  test("with a key has one effect and one answer; the key of another request is refused", async () => {
    const headers = { "If-Match": await stateOf(indicator), "Idempotency-Key": "walk-1" };
    const again = { ...judged, narrative: "Sent by a shaky line." };
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(indicator, "managing-director", again, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect((await send(indicator, "managing-director", { ...again, level: "strength" }, headers)).status).toBe(422);
    const all = (await (await ask("/api/v1/granite-coast/judgements?academy=990003&limit=500", "managing-director")).json()) as {
      items: { narrative: string }[];
    };
    expect(all.items.filter(({ narrative }) => narrative === again.narrative)).toHaveLength(1);
  });

  test("is refused in words: not JSON, an unknown field, a future day, a script as evidence, a reading token, another's academy", async () => {
    const headers = { "If-Match": await stateOf(indicator) };
    const refused = async (body: unknown, who = "managing-director", extra = headers) => (await send(indicator, who, body, extra)).status;
    expect(await refused({ ...judged, __proto__: { siteOperator: true }, colour: "red" })).toBe(400);
    expect(await refused({ ...judged, narrative: ["an", "array"] })).toBe(400);
    expect(await refused({ ...judged, level: "superb" })).toBe(422);
    expect(await refused({ ...judged, evidence: [{ ...judged.evidence[0], dated: "2027-01-01" }] })).toBe(422);
    const script = Buffer.from("<svg onload=alert(1)>").toString("base64");
    expect(
      await refused({ ...judged, evidence: [{ kind: "file", title: "x", dated: "2026-11-01", file: { name: "x.svg", content: script } }] }),
    ).toBe(422);
    expect(await refused(judged, "reading")).toBe(401);
    expect(await refused(judged, "principal")).toBe(404);
    const plain = await app.request(`http://localhost${indicator}`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens["managing-director"]}` },
      body: "level=expected",
    });
    expect(plain.status).toBe(415);
  });

  test("a decision that differs needs its reason, and is held from its day", async () => {
    const { items } = (await (await ask("/api/v1/granite-coast/meetings", "managing-director")).json()) as {
      items: { id: string; heldOn: string }[];
    };
    const meeting = items.find(({ heldOn }) => heldOn === "2026-07-09")?.id ?? "";
    const path = `/api/v1/granite-coast/meetings/${meeting}/decisions`;
    const decisions = async () =>
      (
        (await (await ask("/api/v1/granite-coast/decisions?limit=500", "managing-director")).json()) as {
          items: { id: string; academy: number; held: { from: string; until: string | null } | null; category: string }[];
        }
      ).items.filter(({ academy }) => academy === 990006);
    const last = (await decisions()).find(({ held }) => held && held.until === null)?.id ?? "";
    const draft = { academy: 990006, category: "emerging", effectiveFrom: "2026-09-01" };
    expect((await send(path, "managing-director", draft, { "If-Match": `"${last}"` })).status).toBe(422);
    const reasoned = { ...draft, reason: "The new Principal asked for it." };
    expect((await send(path, "managing-director", reasoned, { "If-Match": `"${last}"` })).status).toBe(201);
    expect((await send(path, "managing-director", reasoned, { "If-Match": `"${last}"` })).status).toBe(412);
    const after = await decisions();
    expect(after.find(({ id }) => id === last)?.held?.until).toBe("2026-09-01");
    expect(after.find(({ held }) => held?.until === null)?.category).toBe("emerging");
    expect((await send(path, "principal", reasoned, { "If-Match": "none" })).status).toBe(404);
  });
});

const row = async (sql: string) => (await house.keeper.pool.query(sql)).rows[0];
const put = (path: string, who: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`http://localhost${path}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${tokens[who] ?? who}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("people and roles", () => {
  const people = "/api/v1/granite-coast/people";
  const unitNamed = async (kind: string) => {
    const { items } = (await (await ask("/api/v1/granite-coast/units", "administrator")).json()) as {
      items: { id: string; kind: string }[];
    };
    return items.find((unit) => unit.kind === kind)?.id ?? "";
  };

  test("are added, given and ended as on the pages: in words where refused, once with a key", async () => {
    const [academy, trust] = [await unitNamed("academy"), await unitNamed("trust")];
    const newcomer = { name: "Api Newcomer", email: "api@newcomer.example", kind: "principal", unit: academy, from: "2026-09-01" };
    const wrong = await send(people, "administrator", { ...newcomer, unit: trust });
    expect([wrong.status, ((await wrong.json()) as { detail: string }).detail]).toEqual([
      422,
      expect.stringMatching(/Principal is held on an academy/),
    ]);
    const headers = { "Idempotency-Key": "newcomer-1" };
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(people, "administrator", newcomer, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const given = (await answers[0]?.json()) as { person: string; role: string };
    const again = await send(`${people}/${given.person}/roles`, "administrator", {
      kind: "sle",
      unit: trust,
      from: "2026-09-01",
      to: "2027-07-31",
    });
    expect(again.status).toBe(201);
    const { role } = (await again.json()) as { role: string };
    const read = async () =>
      (await (await ask(`${people}/${given.person}`, "administrator")).json()) as {
        roles: { id: string; kind: string; state: string; to: string | null }[];
      };
    expect((await read()).roles.map(({ kind, state, to }) => [kind, state, to]).sort()).toEqual([
      ["principal", "held", null],
      ["sle", "held", "2027-07-31"],
    ]);
    const end = (id: string, how: object) => send(`${people}/${given.person}/roles/${id}/end`, "administrator", how);
    expect((await end(role, { how: "on", day: "2026-12-31" })).status).toBe(201);
    expect((await read()).roles.find(({ id }) => id === role)?.to).toBe("2026-12-31");
    expect((await end(role, { how: "now" })).status).toBe(201);
    expect((await end(role, { how: "now" })).status).toBe(422);
    expect((await read()).roles.find(({ id }) => id === role)?.state).toBe("ended");
    const { n } = await row("select count(*)::int as n from organisation.person where email = 'api@newcomer.example'");
    expect(n).toBe(1);
  });

  test("are corrected by who names what they read: 428 without, 412 for who was slower, with what stands", async () => {
    const { id } = await row("select id from organisation.person where email = 'hugh.lanyon@granite-coast.example'");
    const before = await (await ask(`${people}/${id}`, "administrator")).headers.get("etag");
    const draft = { name: "Hugh P. Lanyon", email: "hugh.lanyon@granite-coast.example" };
    expect((await put(`${people}/${id}`, "administrator", draft)).status).toBe(428);
    expect((await put(`${people}/${id}`, "administrator", draft, { "If-Match": before ?? "" })).status).toBe(200);
    const late = await put(`${people}/${id}`, "administrator", { ...draft, name: "Late" }, { "If-Match": before ?? "" });
    expect([late.status, ((await late.json()) as { current: object }).current]).toEqual([412, draft]);
    const taken = { ...draft, email: "annis.roach@granite-coast.example" };
    const now = (await ask(`${people}/${id}`, "administrator")).headers.get("etag") ?? "";
    expect((await put(`${people}/${id}`, "administrator", taken, { "If-Match": now })).status).toBe(422);
    expect((await put(`${people}/${id}`, "administrator", { ...draft, siteOperator: true }, { "If-Match": now })).status).toBe(400);
  });

  test("are written by a token with that scope only, of who administers people", async () => {
    const body = { name: "No", email: "no@newcomer.example", kind: "trustee", unit: await unitNamed("trust"), from: "2026-09-01" };
    expect((await send(people, "reading", body)).status).toBe(401);
    expect((await send(people, "principal", body)).status).toBe(404);
    expect((await row("select count(*)::int as n from organisation.person where email = 'no@newcomer.example'")).n).toBe(0);
  });
});

describe("the framework", () => {
  test("is drafted, written and put into use by the same acts as on the pages", async () => {
    const editions = "/api/v1/granite-coast/editions";
    const made = await send(editions, "administrator", {});
    const { id } = (await made.json()) as { id: string };
    expect(made.status).toBe(201);
    const twice = await send(editions, "administrator", {});
    expect([twice.status, ((await twice.json()) as { current: object }).current]).toEqual([409, { id }]);

    const read = async () => {
      const answer = await ask(`${editions}/${id}`, "administrator");
      return {
        etag: answer.headers.get("etag") ?? "",
        ...((await answer.json()) as { indicators: { key: string; title: string; short: string; descriptors: object }[] }),
      };
    };
    const draft = await read();
    const [first, second] = draft.indicators;
    const words = { title: "Tides", short: "Tides", descriptors: first?.descriptors };
    const way = (key: string | undefined) => `${editions}/${id}/indicators/${key}`;
    expect((await put(way(first?.key), "administrator", words)).status).toBe(428);
    expect((await put(way(first?.key), "administrator", words, { "If-Match": draft.etag })).status).toBe(200);
    const late = await put(way(first?.key), "administrator", { ...words, title: "Moons", short: "Moons" }, { "If-Match": draft.etag });
    expect([late.status, ((await late.json()) as { current: { title: string } }).current.title]).toEqual([412, "Tides"]);
    // Another indicator does not cross with it.
    const other = { title: "Winds", short: "Winds", descriptors: second?.descriptors };
    expect((await put(way(second?.key), "administrator", other, { "If-Match": draft.etag })).status).toBe(200);
    const now = (await read()).etag;
    const refused = async (body: object) => (await put(way(second?.key), "administrator", body, { "If-Match": now })).status;
    expect(await refused({ ...other, title: "Tides" })).toBe(422);
    expect(await refused({ ...other, title: "" })).toBe(422);
    expect(await refused({ ...other, descriptors: { superb: "None such" } })).toBe(422);

    const use = (from: string, etag: string) => send(`${editions}/${id}/put-into-use`, "administrator", { from }, { "If-Match": etag });
    expect((await use("2027-01-04", draft.etag)).status).toBe(412);
    expect((await use("2020-01-01", now)).status).toBe(422);
    expect((await send(`${editions}/${id}/put-into-use`, "principal", { from: "2027-01-04" }, { "If-Match": now })).status).toBe(404);
    expect((await use("2027-01-04", now)).status).toBe(201);
    expect(await row(`select in_use_from::text as day from frameworks.edition where id = '${id}'`)).toEqual({ day: "2027-01-04" });
    expect((await put(way(first?.key), "administrator", words, { "If-Match": (await read()).etag })).status).toBe(422);
  });
});

describe("the document", () => {
  const documented = openApiDocument(routes, "1") as { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };

  test("holds every address under /api/v1, and each is made with its guard", () => {
    const ours = routes.filter(({ path }) => path.startsWith("/api/v1"));
    expect(ours.length).toBeGreaterThan(4);
    expect(ours.every(isApiRoute)).toBe(true);
    const declared = ours.map(({ method, path }) => `${method} ${openApiPath(path)}`).sort();
    const said = Object.entries(documented.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(said.sort()).toEqual(declared);
    const ids = Object.values(documented.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is what /api/openapi.json answers", async () => {
    expect(await (await app.request("http://localhost/api/openapi.json")).json()).toEqual({ ...documented, info: expect.anything() });
    expect((await app.request("http://localhost/api")).status).toBe(200);
  });

  test("is kept by every answer: no field that is not declared, none missing", async () => {
    let checked = 0;
    const { id: person } = await row("select id from organisation.person where email = 'clare.vosper@granite-coast.example'");
    const { id: edition } = await row("select id from frameworks.edition where in_use_from is not null order by number limit 1");
    const { id: review } = await row("select id from diagnose.review where state = 'agreed' order by planned_at limit 1");
    const { id: inspection } = await row(
      "select h.id from inspection.by_hand h join organisation.academy a using (trust_id, unit_id) where a.urn = 990001 limit 1",
    );
    const { id: item } = await row(
      "select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990001 limit 1",
    );
    const { id: plan } = await row("select plan_id as id from improve.plan_version where title = 'Trust improvement plan 2026' limit 1");
    for (const route of routes.filter(isApiRoute).filter(({ method }) => method === "get")) {
      const path = route.path
        .replace(":trust", "granite-coast")
        .replace(/:urn\{.*?\}(\})?/, "990001")
        .replace(/:person\{.*?\}(\})?/, person)
        .replace(/:edition\{.*?\}(\})?/, edition)
        .replace(/:item/, item)
        .replace(/:plan\{.*?\}(\})?/, plan)
        .replace(/:inspection\{.*?\}(\})?/, inspection)
        .replace(/:review\{.*?\}(\})?/, review)
        .replace(/:[a-z]+(\{[^/]*\})?/, "behaviour-and-attitudes")
        .replace(/search$/, "search?words=visit&in=evidence");
      const answer = await ask(path, "managing-director");
      const read = (route.api.answer as z.ZodType).safeParse(await answer.json());
      expect([path, answer.status, read.error?.issues ?? []]).toEqual([path, 200, []]);
      checked++;
    }
    expect(checked).toBeGreaterThan(4);
  });
});
