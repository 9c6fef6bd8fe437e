import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, formIn, type Identity } from "../../gates/demonstration.ts";
import { findPerson } from "../organisation/index.server.ts";
import { makeToken } from "../organisation/tokens/make-token.ts";
import { inOneLook } from "../platform/database/change.ts";

const { app, ask, post, signIn, house, row } = await demonstration();
const here = "/granite-coast/inspection";
let [leader, principal]: Identity[] = [];
const tokens = { leader: "", principal: "" };
const unitOf = async (urn: number) =>
  (await row<{ id: string }>("select unit_id as id from organisation.academy where urn = $1", [urn])).id;
const count = async (sql: string, values: unknown[] = []) => (await row<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).n;

async function tokenOf(name: string): Promise<string> {
  const { trust_id: trustId, account_id: account } = await row<{ trust_id: string; account_id: string }>(
    "select trust_id, account_id from organisation.person where email = $1",
    [`${name}@granite-coast.example`],
  );
  const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, account));
  const made = person && (await makeToken(house.db, person, { name: "inspections", scopes: ["read", "write"], days: 30 }));
  if (!made?.ok) throw new Error("no token");
  return made.value.token ?? "";
}
const api = async (method: string, path: string, who: keyof typeof tokens, body?: unknown, headers: Record<string, string> = {}) => {
  const answer = await ask(`/api/v1/granite-coast/${path}`, undefined, {
    method,
    headers: { Authorization: `Bearer ${tokens[who]}`, ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...answer, json: () => JSON.parse(answer.text) };
};

beforeAll(async () => {
  [leader, principal] = [await signIn("rosalind.penhale"), await signIn("kerensa.hollow")];
  tokens.leader = await tokenOf("rosalind.penhale");
  tokens.principal = await tokenOf("kerensa.hollow");
  // England's file has a report card of one academy, an older one under the URN it had before, and the same again under its own.
  const keeper = house.keeper.pool;
  await keeper.query("update organisation.academy set predecessors = '{120370}' where urn = 990010");
  const { rows } = await keeper.query(
    "insert into national.result_import (dataset, periods, version, released_on, tier, file_name, sha256, reading, report) values ('ofsted-latest', '{20260}', 'final', '2026-04-30', 1, 'latest.csv', repeat('b', 64), 'x', '{}') returning id",
  );
  const tell = (urn: number, era: string, on: string, outcomes: object, then: number | null = null) =>
    keeper.query(
      "insert into national.inspection (urn, era, inspected_on, published_on, kind, outcomes, urn_then, import) values ($1, $2, $3, $4, 'S5 Inspection', $5, $6, $7)",
      [urn, era, on, era === "report-card" ? "2026-04-20" : null, JSON.stringify(outcomes), then, rows[0].id],
    );
  await tell(990010, "report-card", "2026-03-10", { inclusion: "expected-standard", achievement: "needs-attention", safeguarding: "met" });
  await tell(120370, "graded", "2017-05-16", { "overall-effectiveness": "good", "quality-of-teaching": "good" });
  await tell(990010, "graded", "2017-05-16", { "overall-effectiveness": "good", "quality-of-teaching": "good" }, 120370);
});

describe("an academy's page", () => {
  test("shows England's file and what was written down, each era apart, with before and since joining", async () => {
    const { text } = await ask(`${here}/990010`, leader);
    const [cards = "", older = ""] = text.split('id="older"');
    expect(cards).toMatch(/10 March 2026/);
    expect(cards).toMatch(/Ofsted(?:'|&#39;)s file \(ofsted-latest, as of 30 April 2026\)/);
    expect(cards).toMatch(/Needs attention/);
    expect(older).not.toMatch(/Needs attention|Expected standard/);
    expect(older).toMatch(/Standards maintained/);
    // Told under both URNs it is one inspection, of the school it was made at.
    expect(older.match(/before joining, as URN 120370/g)).toHaveLength(1);
  });
  test("says when the next may come, by which rules, and that a monitoring inspection may come before", async () => {
    const { text } = await ask(`${here}/990010`, leader);
    expect(text).toMatch(/Next inspection: School year 2029\/30/);
    expect(text).toMatch(/A monitoring inspection may come before/);
    expect(text).toMatch(/as of 1 December 2025/);
    expect(text).toMatch(/Achievement: needs attention at the inspection of 10 March 2026/);
    expect((await ask(`${here}/990016`, leader)).text).toMatch(/cannot be estimated.*because no inspection is known/s);
  });
  test("asks the register when a school opened, and of which kind it is", async () => {
    await house.keeper.pool.query(
      "insert into national.school (urn, name, type, opened, as_at) values (990016, 'Parrett Water', 'Free schools', '2026-09-01', '2026-11-01')",
    );
    const { text } = await ask(`${here}/990016`, leader);
    await house.keeper.pool.query("delete from national.school where urn = 990016");
    expect(text).toMatch(/First inspection: School year 2028\/29/);
  });
  test("of another region is not a Regional CEO's, and the overview has only what their role covers", async () => {
    const regional = await signIn("morwenna.tallack");
    expect((await ask(`${here}/990010`, regional)).status).toBe(404);
    const { text } = await ask(here, regional);
    expect([/Porthcarrow Academy/.test(text), /Kingsmoor/.test(text)]).toEqual([true, false]);
  });
});

describe("an inspection written down by hand", () => {
  const way = `${here}/990001/new`;
  const card = {
    on: "2026-05-12",
    kind: "graded",
    "area-inclusion": "strong-standard",
    "area-safeguarding": "met",
    published: "2026-06-20",
  };
  const id = async () =>
    (await row<{ id: string }>("select id from inspection.by_hand where inspected_on = '2026-05-12' order by id desc limit 1")).id;

  test("is kept, shown, and its audit event tells no free text", async () => {
    expect((await post(way, leader as Identity, { ...card, note: "Asks for reading to be mended." })).status).toBe(303);
    const { detail } = await row<{ detail: object }>(
      "select detail from audit.event where kind = 'inspection.recorded' order by seq desc limit 1",
    );
    expect(detail).toMatchObject({ on: "2026-05-12", framework: "report-card-2025", version: 1 });
    expect(JSON.stringify(detail)).not.toMatch(/reading/);
    expect((await ask(`${here}/990001`, leader)).text).toMatch(/Asks for reading to be mended/);
  });
  test("is refused a second time, and in words of another framework, with everything shown again", async () => {
    const twice = await post(way, leader as Identity, card);
    expect([twice.status, /written down here already/.test(twice.text)]).toEqual([422, true]);
    const wrong = await post(way, leader as Identity, {
      ...card,
      on: "2026-10-06",
      "area-inclusion": "good",
      published: "",
      note: "Kept words.",
    });
    expect([wrong.status, /is no word of this framework for Inclusion/.test(wrong.text), /Kept words/.test(wrong.text)]).toEqual([
      422,
      true,
      true,
    ]);
  });
  test("stands beside England's file only knowingly, with what differs named", async () => {
    const same = {
      on: "2026-03-11",
      kind: "graded",
      "area-inclusion": "strong-standard",
      "area-safeguarding": "met",
      published: "2026-04-20",
    };
    const warned = await post(`${here}/990010/new`, leader as Identity, same);
    expect([warned.status, /file has this inspection already, on 10 March 2026/.test(warned.text)]).toEqual([422, true]);
    expect((await post(`${here}/990010/new`, leader as Identity, { ...same, beside: "yes" })).status).toBe(303);
    const { text } = await ask(`${here}/990010`, leader);
    expect(text).toMatch(/Inclusion: written down Strong standard, in the file Expected standard/);
    expect(text).toMatch(/First day: written down 11 March 2026, in the file 10 March 2026/);
  });
  test("is corrected by a new version; who saw the one before is told, and loses no word", async () => {
    const one = `${here}/990001/written/${await id()}`;
    const opened = formIn((await ask(one, leader)).text, one);
    expect(opened).toMatchObject({ on: "2026-05-12", "area-inclusion": "strong-standard", version: "1" });
    expect((await post(one, leader as Identity, { ...opened, "area-inclusion": "exceptional" })).status).toBe(303);
    const crossed = await post(one, leader as Identity, { ...opened, note: "My own words." });
    expect([crossed.status, /What stands now/.test(crossed.text), /My own words/.test(crossed.text)]).toEqual([409, true, true]);
    expect(fieldOf(crossed.text, "version")).toBe("2");
    expect(await count("inspection.by_hand where id = $1", [await id()])).toBe(2);
  });
  test("is withdrawn with a reason and no longer counts, but stays to be read", async () => {
    const one = `${here}/990001/written/${await id()}`;
    expect((await post(`${one}/withdraw`, leader as Identity, { version: "2", reason: " " })).status).toBe(422);
    expect((await post(`${one}/withdraw`, leader as Identity, { version: "2", reason: "It was another school." })).status).toBe(303);
    const { text } = await ask(`${here}/990001`, leader);
    expect([/It was another school/.test(text), /Strong standard|Exceptional/.test(text)]).toEqual([true, false]);
    expect((await post(one, leader as Identity, { ...card, version: "3" })).text).toMatch(/was withdrawn\. Write it down anew/);
  });
  test("is found at its own academy and at no other", async () => {
    expect((await ask(`${here}/990002/written/${await id()}`, leader)).status).toBe(404);
  });
});

describe("the API", () => {
  test("lists inspections with their scale, page by page, and as a table", async () => {
    const first = (await api("GET", "inspections?limit=5", "leader")).json();
    expect(first.items).toHaveLength(5);
    const next = (await api("GET", `inspections?limit=500&after=${encodeURIComponent(first.next)}`, "leader")).json();
    const keys = [...first.items, ...next.items].map(({ key }: { key: string }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const [card] = (await api("GET", "inspections?academy=990010&scale=report-card", "leader")).json().items;
    expect(card).toMatchObject({ from: "national", scale: "report-card", joined: "after", outcomes: { achievement: "needs-attention" } });
    expect((await api("GET", "inspections?format=csv", "leader")).text).toMatch(
      /990010,"Kingsmoor Middle Academy","2026-03-10","graded","report-card"/,
    );
    const theirs = (await api("GET", "inspections?limit=500", "principal")).json().items as { academy: number }[];
    expect(new Set(theirs.map(({ academy }) => academy))).toEqual(new Set([990001]));
  });
  test("writes one down once however often it is sent, and corrects it by its version", async () => {
    const body = { on: "2026-09-22", kind: "graded", outcomes: { inclusion: "expected-standard" } };
    const path = "academies/990001/inspections";
    const key = { "Idempotency-Key": "one" };
    const made = await api("POST", path, "principal", body, key);
    expect([made.status, made.json()]).toEqual([201, (await api("POST", path, "principal", body, key)).json()]);
    const one = `${path}/${made.json().id}`;
    expect((await api("GET", one, "principal")).headers.get("etag")).toBe('"1"');
    expect((await api("PUT", one, "principal", body)).status).toBe(428);
    const better = { ...body, outcomes: { inclusion: "strong-standard" } };
    expect((await api("PUT", one, "principal", better, { "If-Match": '"1"' })).json()).toEqual({ id: made.json().id, version: 2 });
    expect((await api("PUT", one, "principal", body, { "If-Match": '"1"' })).status).toBe(412);
    const wrong = await api("POST", path, "principal", { ...body, on: "2026-10-20", outcomes: { inclusion: "good" } });
    expect([wrong.status, wrong.json().errors[0].field]).toEqual([422, "area-inclusion"]);
    expect((await api("POST", "academies/990002/inspections", "principal", body)).status).toBe(404);
  });
});

describe("readiness", () => {
  const way = `${here}/990001/readiness/nominee`;
  test("is checked with a day, what was seen and whose it is; a second who saw the same state is told", async () => {
    const opened = formIn((await ask(way, leader)).text, way);
    const check = { ...opened, check: "ready", on: "2026-11-20", seen: "Both have been told." };
    expect((await post(way, leader as Identity, check)).status).toBe(303);
    const { text } = await ask(`${here}/990001/readiness`, leader);
    expect(text).toMatch(/20 November 2026, Rosalind Penhale/);
    const crossed = await post(way, leader as Identity, { ...check, seen: "I saw it too." });
    expect([crossed.status, /I saw it too/.test(crossed.text)]).toEqual([409, true]);
    const lost = await post(way, leader as Identity, {
      ...opened,
      version: fieldOf(crossed.text, "version") ?? "",
      check: "none",
      seen: "Words without a state.",
    });
    expect([lost.status, /Words without a state/.test(lost.text)]).toEqual([422, true]);
  });
  test("rests on evidence of its own academy alone, and restricted evidence is told only to those who may open it", async () => {
    const keep = async (urn: number, title: string, sensitivity: string) => {
      const { id: by, trust_id: trust } = await row<{ id: string; trust_id: string }>(
        "select id, trust_id from organisation.person where email = 'petra.dunstone@granite-coast.example'",
      );
      return (
        await row<{ id: string }>(
          "insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at) values ($1, $2, 'note', $3, 'x', '2026-11-20', $4, $5, '2026-11-20') returning id",
          [trust, await unitOf(urn), title, sensitivity, by],
        )
      ).id;
    };
    const [open, closed, elsewhere] = [
      await keep(990001, "An open note", "ordinary"),
      await keep(990001, "A closed note", "restricted"),
      await keep(990002, "Elsewhere", "ordinary"),
    ];
    const at = `${here}/990001/readiness/website`;
    const version = async (who: Identity | undefined) => fieldOf((await ask(at, who)).text, "version") ?? "";
    const send = async (who: Identity, items: readonly string[], seen: string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({
        token: who.token,
        once: crypto.randomUUID(),
        version: await version(who),
        check: "ready",
        on: "2026-11-21",
        seen,
      }))
        form.append(name, value);
      for (const item of items) form.append("evidence", item);
      return (await app.request(`http://localhost${at}`, { method: "POST", headers: { Cookie: who.cookie }, body: form })).status;
    };
    expect(await send(leader as Identity, [elsewhere], "No.")).toBe(422);
    expect(await send(leader as Identity, [open, closed], "Both seen.")).toBe(303);
    const central = await signIn("harriet.moyle");
    const { text } = await ask(at, central);
    expect([/An open note/.test(text), /A closed note/.test(text), /One restricted piece, not yours to open/.test(text)]).toEqual([
      true,
      false,
      true,
    ]);
    // Who may not see it can neither add it nor take it away.
    expect(await send(central, [open, closed], "Guessed.")).toBe(422);
    expect(await send(central, [open], "Seen again.")).toBe(303);
    expect(await count("inspection.rests_on where item_id = $1", [closed])).toBe(2);
    // And whoever asks, the pack has none of it.
    const zip = await app.request(`http://localhost${here}/990001/pack.zip`, { headers: { Cookie: leader?.cookie ?? "" } });
    const files = Object.entries(unzipSync(new Uint8Array(await zip.arrayBuffer()))).map(
      ([name, bytes]) => [name, strFromU8(bytes)] as const,
    );
    expect(files.some(([, content]) => content.includes("An open note"))).toBe(true);
    expect(files.filter(([, content]) => content.includes("A closed note") || content.includes(closed))).toEqual([]);
    expect((await ask(`${here}/990001/pack`, leader)).text).not.toMatch(/A closed note/);
  });
  test("has the points that the trust adds, and keeps what was checked of one that it takes off", async () => {
    const points = `${here}/points`;
    expect((await post(points, leader as Identity, { title: "Boats", what: "", days: "30" })).status).toBe(303);
    expect((await post(points, leader as Identity, { title: "boats", what: "Mine.", days: "30" })).text).toMatch(/on the list already/);
    const { id } = await row<{ id: string }>("select id from inspection.point where title = 'Boats'");
    const of = `${here}/990001/readiness/${id}`;
    expect(
      (await post(of, leader as Identity, { version: "0", check: "ready", on: "2026-11-20", seen: "Moored.", owner: "" })).status,
    ).toBe(303);
    expect((await post(`${points}/${id}/remove`, leader as Identity, { version: "1" })).status).toBe(303);
    expect((await ask(of, leader)).status).toBe(404);
    expect(await count("inspection.checked where point = $1", [id])).toBe(1);
  });
});

describe("a deferral", () => {
  test("moves the window, is lifted by an empty day, and a second who saw the same state is told", async () => {
    const way = `${here}/990014/deferral`;
    expect((await post(way, leader as Identity, { version: "0", until: "2027-02-28", reason: "A fire. Agreed with Ofsted." })).status).toBe(
      303,
    );
    expect((await ask(`${here}/990014`, leader)).text).toMatch(/Next inspection: 1 March 2027 to 31 August 2027/);
    const crossed = await post(way, leader as Identity, { version: "0", until: "2027-03-31", reason: "My own reason." });
    expect([crossed.status, /My own reason/.test(crossed.text)]).toEqual([409, true]);
    expect((await post(way, leader as Identity, { version: "1", until: "", reason: "The school is open again." })).status).toBe(303);
    expect((await ask(`${here}/990014`, leader)).text).toMatch(/Next inspection: School year 2026\/27/);
  });
});

describe("a log", () => {
  test("is opened with the call, written to its end, closed once, and becomes an inspection", async () => {
    const way = `${here}/990001/log`;
    const opened = await post(way, principal as Identity, { kind: "graded", begins: "2026-11-21", called: "They come tomorrow." });
    const log = opened.location ?? "";
    expect(log).toMatch(/\/log\/[0-9a-f-]{36}$/);
    expect((await post(way, leader as Identity, { kind: "graded", begins: "2026-11-24", called: "" })).text).toMatch(
      /open for this school already/,
    );
    const entry = { time: "11:20", day: "2026-11-21", who: "lead", asked: "Reading?", shown: "", todo: "Find the plan", settles: "" };
    expect((await post(log, principal as Identity, entry)).status).toBe(303);
    const refused = await post(log, principal as Identity, { ...entry, time: "23:59", shown: "What I showed." });
    expect([refused.status, /What I showed/.test(refused.text)]).toEqual([422, true]);
    const { id } = await row<{ id: string }>("select id from inspection.log_entry where to_do = 'Find the plan'");
    expect((await post(log, principal as Identity, { ...entry, asked: "", todo: "", settles: id })).status).toBe(303);
    expect((await ask(log, principal)).text).not.toMatch(/id="to-do"/);
    expect((await post(`${log}/close`, principal as Identity, { said: "Expected standard." })).status).toBe(303);
    const late = await post(log, principal as Identity, { ...entry, asked: "Too late?" });
    expect([late.status, /This log was closed/.test(late.text), /Too late\?/.test(late.text)]).toEqual([422, true, true]);
    const form = await ask(
      /href="([^"]*\/new\?log=[^"]*)"/.exec((await ask(log, principal)).text)?.[1]?.replaceAll("&amp;", "&") ?? "",
      principal,
    );
    const from = formIn(form.text, `${here}/990001/new`);
    expect(from).toMatchObject({ on: "2026-11-21", kind: "graded", log: log.split("/").at(-1) });
    expect((await post(`${here}/990001/new`, principal as Identity, { ...from, "area-inclusion": "expected-standard" })).status).toBe(303);
    expect((await ask(log, principal)).text).toMatch(/The inspection that was written down from it/);
    expect((await ask(`${here}/990001`, principal)).text).toMatch(/not published: provisional/);
  });
  test("cannot be changed or taken back by the app, whatever it asks", async () => {
    for (const table of ["log", "log_entry", "log_closing", "by_hand", "checked", "point", "deferral", "rests_on"])
      for (const statement of [`update inspection.${table} set trust_id = trust_id`, `delete from inspection.${table}`])
        await expect(house.db.pool.query(statement), statement).rejects.toThrow(/permission denied/);
  });
  test("is not for those who only look", async () => {
    const trustee = await signIn("winifred.castellan");
    expect((await ask(`${here}/990001/log`, trustee)).status).toBe(404);
    expect((await ask(`${here}/990001`, trustee)).text).not.toMatch(/Logs of inspections/);
  });
});

test("the pack has each era in a file of its own, readiness, judgements and figures", async () => {
  const answer = await app.request(`http://localhost${here}/990007/pack.zip`, { headers: { Cookie: leader?.cookie ?? "" } });
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="inspection-pack-990007-2026-11-21.zip"');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual([
    ...["inspections-older-framework.csv", "inspections-report-cards.csv", "judgements.csv", "key-figures.csv", "next-inspection.csv"],
    ...["pack.html", "readiness.csv"],
  ]);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  expect(text("inspections-older-framework.csv")).not.toMatch(/Expected standard|Strong standard/);
  expect(text("inspections-report-cards.csv")).not.toMatch(/"Good"|"Outstanding"|"Requires improvement"/);
  expect(text("judgements.csv").trim().split("\r\n")).toHaveLength(11);
  expect(text("key-figures.csv")).toMatch(/"Attendance of the half-term","2026\/27, autumn 1"/);
  expect(text("pack.html")).toMatch(/^<!doctype html>.*Hallowdown Academy/s);
});
