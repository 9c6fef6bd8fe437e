import { beforeAll, describe, expect, test } from "vitest";
import { demonstration } from "../../gates/demonstration.ts";
import { findPerson } from "../organisation/index.server.ts";
import { makeToken } from "../organisation/tokens/make-token.ts";
import { inOneLook } from "../platform/database/change.ts";

const { app, house, row } = await demonstration();
const tokens: Record<string, string> = {};
const here = "/api/v1/granite-coast/plans";
beforeAll(async () => {
  const { id: trustId } = await row<{ id: string }>("select trust_id as id from organisation.directory where slug = 'granite-coast'");
  for (const name of ["rosalind.penhale", "daniel.pascoe-reid", "leila.copplestone"]) {
    const { account } = await row<{ account: string }>("select account_id as account from organisation.person where email = $1", [
      `${name}@granite-coast.example`,
    ]);
    const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, account));
    if (!person) throw new Error(name);
    const made = await makeToken(house.db, person, { name: "test", scopes: ["read", "write"], days: 30 });
    tokens[name] = (made.ok && made.value.token) || "";
  }
});
const ask = (path: string, who: string, init: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) =>
  app.request(`http://localhost${path}`, {
    method: init.method ?? "GET",
    headers: { authorization: `Bearer ${tokens[who]}`, ...(init.body ? { "content-type": "application/json" } : {}), ...init.headers },
    ...(init.body ? { body: JSON.stringify(init.body) } : {}),
  });
const [leader, principal, stranger] = ["rosalind.penhale", "daniel.pascoe-reid", "leila.copplestone"];
const lanmerrin = async () =>
  (
    await row<{ id: string }>(
      "select plan_id as id from improve.plan_version where title = 'Lanmerrin Primary Academy improvement plan 2026/27' limit 1",
    )
  ).id;
type Plan = { id: string; parts: { id: string; kind: string; version: number; title: string }[] };

describe("plans by the API", () => {
  test("are seen by who sees them, and answer everybody else as what is not there", async () => {
    const ids = async (who = "") => ((await (await ask(here, who)).json()) as { items: { id: string }[] }).items.map(({ id }) => id);
    const id = await lanmerrin();
    expect([(await ids(leader)).includes(id), (await ids(principal)).includes(id), (await ids(stranger)).includes(id)]).toEqual([
      true,
      true,
      false,
    ]);
    const absent = await ask(`${here}/${crypto.randomUUID()}`, stranger);
    for (const path of [`${here}/${id}`, `${here}/${id}/progress`, `${here}/${id}?format=csv`]) {
      const theirs = await ask(path, stranger);
      expect([path, theirs.status, await theirs.text()]).toEqual([
        path,
        404,
        await (await ask(`${here}/${crypto.randomUUID()}`, stranger)).text(),
      ]);
    }
    expect(absent.status).toBe(404);
    const csv = await ask(`${here}/${id}?format=csv`, principal);
    expect([csv.status, csv.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    expect((await csv.text()).split("\r\n")[1]).toMatch(/^,"Plan",,"Lanmerrin/);
  });
  test("take a part, and write it anew as it was seen", async () => {
    const way = `${here}/${await lanmerrin()}`;
    const plan = (await (await ask(way, principal)).json()) as Plan;
    const priority = plan.parts.find(({ kind }) => kind === "priority");
    const add = (body: object, headers = {}) => ask(`${way}/parts`, principal, { method: "POST", body, headers });
    const action = {
      kind: "action",
      under: priority?.id,
      title: "By program",
      due: "2027-03-12",
      delivers: { role: "principal" },
      from: "2026-11-21",
      days: 2.5,
    };
    const key = { "Idempotency-Key": "part-1" };
    const [first, again] = await Promise.all([add(action, key), add(action, key)]);
    const made = (await first.json()) as { id: string };
    expect([first.status, again.status, (await again.json()) as object]).toEqual([201, 201, made]);
    const refused = await add({ ...action, due: "2031-01-01" });
    expect([refused.status, ((await refused.json()) as { errors: { field: string }[] }).errors[0]?.field]).toEqual([422, "due"]);
    expect((await add({ ...action, colour: "red" })).status).toBe(400);
    expect((await add({ ...action, delivers: { person: crypto.randomUUID() } })).status).toBe(422);
    const write = (version: string | undefined, title: string) =>
      ask(`${way}/parts/${made.id}`, principal, {
        method: "PUT",
        body: { ...action, kind: undefined, under: undefined, title },
        ...(version ? { headers: { "If-Match": `"${version}"` } } : {}),
      });
    expect((await write(undefined, "None")).status).toBe(428);
    const written = await write("1", "Written");
    expect([written.status, written.headers.get("etag")]).toEqual([200, '"2"']);
    const crossed = await write("1", "Crossed");
    expect([crossed.status, ((await crossed.json()) as { current: { title: string } }).current.title]).toEqual([412, "Written"]);
    expect((await ask(`${way}/parts`, stranger, { method: "POST", body: action })).status).toBe(404);
  });
  test("take a review of progress, once as it was seen", async () => {
    const way = `${here}/${await lanmerrin()}`;
    const plan = (await (await ask(way, principal)).json()) as Plan;
    const before = await ask(`${way}/progress`, principal);
    const etag = before.headers.get("etag") ?? "";
    const lines = plan.parts.flatMap(({ id, kind }) =>
      kind === "objective" ? [{ part: id, rag: "green", narrative: "Done.", decision: "continue" }] : [],
    );
    const review = (body: object, match = etag) =>
      ask(`${way}/progress`, principal, { method: "POST", body, headers: { "If-Match": match } });
    const few = await review({ on: "2026-11-20", lines: lines.slice(1) });
    expect([few.status, ((await few.json()) as { errors: object[] }).errors.length]).toEqual([422, 3]);
    expect((await review({ on: "2026-11-20", lines: [{ ...lines[0], part: plan.id }] })).status).toBe(422);
    expect((await review({ on: "2026-11-20", lines })).status).toBe(201);
    expect((await review({ on: "2026-11-20", lines })).status).toBe(412);
    const now = (await (await ask(`${way}/progress`, principal)).json()) as { items: { on: string; lines: object[] }[] };
    expect([now.items[0]?.on, now.items[0]?.lines.length]).toEqual(["2026-11-20", lines.length]);
  });
});
