import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, type Identity } from "../../gates/demonstration.ts";
import { rebuildBenchmarks } from "../national/index.server.ts";
import { findPerson } from "../organisation/index.server.ts";
import { makeToken } from "../organisation/tokens/make-token.ts";
import { inOneLook } from "../platform/database/change.ts";

const { ask, post, signIn, house, row, editionInUse, database } = await demonstration();
const here = "/granite-coast/measures";
let [leader, principal]: Identity[] = [];
const bearer = { leader: "", principal: "" };
const unit = async (sql: string) => (await row<{ id: string }>(sql)).id;
const national = (sql: string, values: unknown[] = []) => house.keeper.pool.query(sql, values);

async function tokenOf(email: string): Promise<string> {
  const { trust_id: trustId, account_id: account } = await row<{ trust_id: string; account_id: string }>(
    "select trust_id, account_id from organisation.person where email = $1",
    [`${email}@granite-coast.example`],
  );
  const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, account));
  const made = person && (await makeToken(house.db, person, { name: "values", scopes: ["read", "write"], days: 30 }));
  if (!made?.ok) throw new Error("no token");
  return made.value.token ?? "";
}
const read = async (path: string, who: keyof typeof bearer) => {
  const answer = await ask(`/api/v1/granite-coast/measures/${path}`, undefined, { headers: { Authorization: `Bearer ${bearer[who]}` } });
  return { ...answer, json: () => JSON.parse(answer.text) };
};

beforeAll(async () => {
  const name = (
    await row<{ name: string }>(
      "select split_part(p.email, '@', 1) as name from organisation.role r join organisation.person p on p.id = r.person_id join organisation.academy a on a.unit_id = r.unit_id where r.kind = 'principal' and a.urn = 990001 and upper_inf(r.held)",
    )
  ).name;
  [leader, principal] = [await signIn("rosalind.penhale"), await signIn(name)];
  bearer.leader = await tokenOf("rosalind.penhale");
  bearer.principal = await tokenOf(name);
  // A published figure of one academy among those of five schools: what the importer leaves behind.
  await national("insert into national.measure (id, code) values (50, 'ks4-attainment8') on conflict do nothing");
  await national("insert into national.pupil_group (id, code) values (1, 'all') on conflict do nothing");
  const { rows } = await national(
    "insert into national.result_import (dataset, periods, version, released_on, tier, file_name, sha256, reading, report) values ('ks4', '{20230}', 'final', '2024-02-01', 1, 'ks4.csv', repeat('a', 64), 'x', '{}') returning id",
  );
  const schools = [
    [990001, 48.5],
    [100001, 40],
    [100002, 44],
    [100003, 48],
    [100004, 52.7],
  ];
  for (const [urn, value] of schools) {
    await national("insert into national.fact_school (import, urn, stratum) values ($1, $2, 2)", [rows[0].id, urn]);
    await national(
      "insert into national.fact (org_kind, org_key, period, measure, pupil_group, value, import, denominator) values ('s', $1, 20230, 50, 1, $2, $3, 180)",
      [urn, value, rows[0].id],
    );
  }
  await rebuildBenchmarks(await database.as("keeper"));
});

describe("values", () => {
  test("are the trust's own beside the published ones, each with its source", async () => {
    const own = (await read("values?academy=990002&measure=attendance-term&group=all", "leader")).json();
    expect(own.items.map((item: { period: string; from: string }) => [item.period, item.from])).toEqual([
      ["2025/26 half-term 5", "own"],
      ["2025/26 half-term 6", "own"],
      ["2026/27 half-term 1", "own"],
    ]);
    expect(own.items[0]).toMatchObject({ missing: null, source: expect.stringMatching(/^the trust's own, from a file/) });
    const [published] = (await read("values?academy=990001&measure=ks4-attainment8", "leader")).json().items;
    expect(published).toMatchObject({
      value: 48.5,
      denominator: 180,
      from: "published",
      source: "published: ks4, final, released 1 February 2024",
    });
  });
  test("are those of one's own scope, and come as a table too", async () => {
    const items = (await read("values?limit=500", "principal")).json().items as { academy: number }[];
    expect(new Set(items.map(({ academy }) => academy))).toEqual(new Set([990001]));
    const csv = await read("values?measure=attendance-term&format=csv", "leader");
    expect(csv.text).toMatch(/"attendance-term",990002,"Lanmerrin Primary Academy","2026\/27 half-term 1","all",9\d\.\d+,\d+,\d+,"own"/);
    expect((await read("values?period=soon", "leader")).status).toBe(400);
  });
  test("come page by page, each once and in the order of their keys, whatever the pages' size", async () => {
    const pages = async (query: string) => {
      const keys: string[] = [];
      for (let next: string | null = ""; next !== null; ) {
        const page = (await read(`values?${query}&after=${encodeURIComponent(next)}`, "leader")).json();
        keys.push(...page.items.map(({ key }: { key: string }) => key));
        next = page.next;
      }
      return keys;
    };
    const all = await pages("limit=500");
    expect(all.length).toBeGreaterThan(60);
    expect(all).toEqual([...new Set(all)].sort());
    expect(await pages("limit=7")).toEqual(all);
    expect(await pages("limit=7&from=published")).toEqual(all.filter((key) => key.endsWith("/published")));
    const table = (await read("values?format=csv", "leader")).text.trim().split("\n");
    expect(table).toHaveLength(all.length + 1);
  });
});

describe("targets", () => {
  const draft = async (over: Record<string, string> = {}) => ({
    unit: await unit("select unit_id as id from organisation.academy where urn = 990001"),
    measure: "ks4-attainment8",
    period: "2022/23",
    group: "all",
    basis: "national-percentile",
    figure: "80",
    reference: "2022/23",
    other: "",
    source: "The trust's strategy",
    owner: await unit("select id from organisation.person where email = 'rosalind.penhale@granite-coast.example'"),
    ...over,
  });

  test("of the demonstration are met, missed, or such that nobody can say, each with its reason", async () => {
    const page = (await ask(`${here}/targets`, leader)).text;
    expect(page).toMatch(/Attendance of the half-term.*94\.0% or higher.*(Met|Not met).*The value is 9\d\.\d+%/s);
    expect(page).toMatch(/top 20% nationally, by the schools of 2017\/18.*Cannot say.*have not been imported/s);
    const items = (await read("targets", "leader")).json().items;
    expect(items).toHaveLength(5);
    expect(new Set(items.map(({ standing }: { standing: string }) => standing)).has("cannot-say")).toBe(true);
  });
  test("of the top 20% show the boundary of their year, and whether the published value reaches it", async () => {
    const set = await post(`${here}/targets/new`, leader as Identity, await draft());
    expect(set.status).toBe(303);
    const page = (await ask(set.location ?? "", leader)).text;
    expect(page).toMatch(
      /Not met.*The value is 48\.5; 48\.5 or higher is needed|Met.*The value is 48\.5; 48\.5 or higher is needed \(among 5 state-funded mainstream secondary schools, 2022\/23\)/s,
    );
    expect(page).toContain("published: ks4, final");
  });
  test("that cannot be are refused with everything that was written", async () => {
    const refused = await post(`${here}/targets/new`, leader as Identity, await draft({ figure: "a lot", source: "Minute 7" }));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("Give the percentile from 1 to 99")]);
    expect(fieldOf(refused.text, "source")).toBe("Minute 7");
    expect((await post(`${here}/targets/new`, leader as Identity, await draft({ period: "soon" }))).status).toBe(422);
    expect((await post(`${here}/targets/new`, leader as Identity, await draft({ measure: "pupils-on-roll" }))).status).toBe(422);
  });
  test("that nobody could ever meet or judge are refused, each in a sentence", async () => {
    const told = async (over: Record<string, string>) => {
      const refused = await post(`${here}/targets/new`, leader as Identity, await draft(over));
      return [refused.status, /class="govuk-error-message"[^>]*>(?:<span[^>]*>[^<]*<\/span>)?([^<]*)/.exec(refused.text)?.[1]?.trim()];
    };
    const attendance = { measure: "attendance-term", period: "2026/27 HT1", reference: "2025/26 HT6" };
    expect(await told({ ...attendance })).toEqual([422, expect.stringMatching(/publishes no school.s figure of this measure/)]);
    expect(await told({ ...attendance, basis: "change", figure: "30" })).toEqual([
      422,
      expect.stringMatching(/1[12]\d(\.\d+)?% would be needed, and a percentage lies from 0 to 100/),
    ]);
    expect(await told({ measure: "ks2-rwm-exp", period: "2026/27" })).toEqual([422, expect.stringMatching(/pupils in primary years/)]);
  });
  test("change as versions, shown to who comes second, and end with their history kept", async () => {
    const set = await post(`${here}/targets/new`, leader as Identity, await draft({ basis: "absolute", figure: "50", reference: "" }));
    const place = set.location ?? "";
    expect(
      (await post(place, leader as Identity, { ...(await draft({ basis: "absolute", figure: "51", reference: "" })), version: "1" }))
        .status,
    ).toBe(303);
    const late = await post(place, leader as Identity, {
      ...(await draft({ basis: "absolute", figure: "55", reference: "" })),
      version: "1",
    });
    expect([late.status, late.text]).toEqual([409, expect.stringContaining("Somebody changed this target")]);
    expect(fieldOf(late.text, "figure")).toBe("55");
    expect((await post(`${place}/end`, leader as Identity, { version: "2" })).status).toBe(303);
    const page = (await ask(place, leader)).text;
    expect(page).toMatch(/This target has ended.*Ended.*51\.0 or higher.*50\.0 or higher/s);
    expect((await ask(`${here}/targets`, leader)).text).not.toContain("51.0 or higher");
    expect((await post(place, leader as Identity, { ...(await draft()), version: "3" })).text).toContain("This target has ended");
  });
  test("of another academy are not a Principal's to see, the trust's as a whole are", async () => {
    const of = (urn: number) =>
      unit(`select t.id from measures.target t join organisation.academy a on a.unit_id = t.unit_id where a.urn = ${urn} limit 1`);
    expect((await ask(`${here}/targets/${await of(990002)}`, principal)).status).toBe(404);
    expect((await ask(`${here}/targets/${await of(990001)}`, principal)).status).toBe(200);
    expect((await read("targets", "principal")).json().items.map(({ of }: { of: { name: string } }) => of.name)).not.toContain(
      "Lanmerrin Primary Academy",
    );
    const wholes = await unit(
      "select t.id from measures.target t join organisation.unit u on u.id = t.unit_id where u.kind = 'trust' limit 1",
    );
    expect((await ask(`${here}/targets/${wholes}`, principal)).text).not.toContain("Change it");
  });
});

describe("a figure as evidence", () => {
  const indicator = "/granite-coast/diagnose/990002/behaviour-and-attitudes";
  const key = "attendance-term|20266|all|own";
  const ofAcademy = "evidence.item i join organisation.academy a using (trust_id, unit_id) where kind = 'value' and urn = 990002";
  const judgement = async (over: Record<string, string> = {}) => {
    const page = (await ask(indicator, leader)).text;
    return {
      ...{
        edition: await editionInUse(),
        replacing: fieldOf(page, "replacing") ?? "",
        level: "expected",
        confidence: "high",
        direction: "steady",
        narrative: "Seen.",
      },
      ...{ "evidence-1-kind": "value", "evidence-1-figure": key, "evidence-1-dated": "2026-11-20" },
      ...over,
    };
  };
  test("is kept as it stood, whatever it becomes", async () => {
    expect((await ask(indicator, leader)).text).toContain(`value="${key}"`);
    expect((await post(indicator, leader as Identity, await judgement())).status).toBe(303);
    const kept = await row<{ text: string; value: { value: number; numerator: number; source: string; frozenOn: string } }>(
      `select text, value from ${ofAcademy}`,
    );
    expect(kept.text).toMatch(
      /^Attendance of the half-term, all pupils, 2025\/26, summer 2: 9\d\.\d% \([\d,]+ of [\d,]+; the trust's own, from a file, .*As it stood on 21 November 2026\.$/,
    );
    const file = new File(
      ["measure,academy,period,pupil group,value,numerator,denominator\nattendance-term,990002,2025/26 half-term 6,all,50,,\n"],
      "late.csv",
    );
    const shown = await post(`${here}/own/import`, leader as Identity, { file });
    const hidden = (name: string) => (fieldOf(shown.text, name) ?? "").replaceAll("&quot;", '"');
    expect(
      (await post(`${here}/own/import/confirm`, leader as Identity, { rows: hidden("rows"), plan: hidden("plan"), kind: "file" })).status,
    ).toBe(200);
    const page = (await ask(indicator, leader)).text;
    expect(page).toContain(kept.text.replaceAll("'", "&#39;").slice(0, 40));
    expect((await row<{ value: unknown }>(`select value from ${ofAcademy}`)).value).toEqual(kept.value);
    expect(page).toMatch(/50\.0% \(the trust/);
  });
  test("that is not there, or not chosen, is refused and nothing is recorded", async () => {
    const gone = await post(indicator, leader as Identity, await judgement({ "evidence-1-figure": "attendance-term|20256|all|own" }));
    expect([gone.status, gone.text]).toEqual([422, expect.stringContaining("is not there any more")]);
    const none = await post(indicator, leader as Identity, await judgement({ "evidence-1-figure": "" }));
    expect(none.status).toBe(303);
    expect((await row<{ n: string }>(`select count(*) as n from ${ofAcademy}`)).n).toBe("1");
  });
});

test("the page of measures says what is due, what is collected and whether targets are met", async () => {
  const page = (await ask(here, leader)).text;
  expect(page).toMatch(
    /What is due.*Autumn 1 figures<\/strong>, due within a week, on 27 November 2026:.*Brannelcombe Academy.*not started.*Autumn 1 figures.*8 of 16 academies signed off.*Targets.*met.*figures of 2 measures/s,
  );
  const own = (await ask(here, principal)).text;
  expect(own).not.toContain("What is due");
  const [first] = (await read("collections", "principal")).json().items;
  expect(first).toMatchObject({ name: "Autumn 1 figures", academy: 990001, state: "signed-off", figures: 6, of: 6, reminder: null });
});
