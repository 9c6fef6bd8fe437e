import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, type Identity } from "../../../gates/demonstration.ts";
import { findPerson } from "../../organisation/index.server.ts";
import { makeToken } from "../../organisation/tokens/make-token.ts";
import { inOneLook } from "../../platform/database/change.ts";

const { ask, post, signIn, house, row, editionInUse, database } = await demonstration();
const here = "/granite-coast/diagnose/990001";
let leader: Identity;
let sle: Identity;
let trustee: Identity;
let principal: Identity;
let bearer = "";
let keys: string[] = [];
const way = (key: string) => `${here}/${key}`;

beforeAll(async () => {
  [leader, sle, trustee, principal] = [
    await signIn("rosalind.penhale"),
    await signIn("callum.treve"),
    await signIn("winifred.castellan"),
    await signIn("kerensa.hollow"),
  ];
  keys = (
    await row<{ keys: string[] }>(
      "select array(select i ->> 'key' from frameworks.edition e, jsonb_array_elements(e.content -> 'indicators') i where e.id = $1) as keys",
      [await editionInUse()],
    )
  ).keys;
  const { trust_id: trustId, account_id: account } = await row<{ trust_id: string; account_id: string }>(
    "select trust_id, account_id from organisation.person where email = 'rosalind.penhale@granite-coast.example'",
  );
  const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, account));
  const made = person && (await makeToken(house.db, person, { name: "evidence", scopes: ["read", "write"], days: 30 }));
  bearer = (made?.ok && made.value.token) || "";
});

const judge = async (key: string, who: Identity, fields: Record<string, string | Blob>) => {
  const page = (await ask(way(key), who)).text;
  return post(way(key), who, {
    ...{ edition: await editionInUse(), replacing: fieldOf(page, "replacing") ?? "", level: "expected", confidence: "high" },
    ...{ direction: "steady", narrative: "Seen on the day." },
    ...fields,
  });
};
const note = (title: string, over: Record<string, string> = {}) => ({
  ...{ "evidence-1-kind": "note", "evidence-1-title": title, "evidence-1-text": "Read it.", "evidence-1-dated": "2026-11-01" },
  ...over,
});
const itemOf = async (title: string) =>
  (await row<{ id: string }>("select id from evidence.item where title = $1 order by id desc", [title])).id;
const existing = (id: string, over: Record<string, string> = {}) => ({ "evidence-1-kind": "existing", "evidence-1-existing": id, ...over });
const about = (id: string) => `${here}/evidence/${id}/about`;
const read = async (path: string, init: RequestInit = {}) =>
  ask(`/api/v1/granite-coast${path}`, undefined, {
    ...init,
    headers: {
      Authorization: `Bearer ${bearer}`,
      ...(init.body ? { "Content-Type": "application/json" } : {}),
      ...(init.headers as object),
    },
  });

describe("evidence stands once", () => {
  test("and serves many judgements: from it to each of them, and back", async () => {
    expect((await judge(keys[0] ?? "", leader, note("Trust walk"))).status).toBe(303);
    const id = await itemOf("Trust walk");
    const form = (await ask(way(keys[1] ?? ""), leader)).text;
    expect(form).toContain(`<option value="${id}">Trust walk (note, 1 November 2026)</option>`);
    expect((await judge(keys[1] ?? "", leader, existing(id, { "evidence-1-stance": "contradicts" }))).status).toBe(303);
    expect((await row<{ n: number }>("select count(*)::int as n from evidence.item where title = 'Trust walk'")).n).toBe(1);
    const page = (await ask(about(id), leader)).text;
    for (const key of [keys[0], keys[1]]) expect(page).toContain(`href="${way(key ?? "")}"`);
    expect(page).toMatch(/supports it[\s\S]*yes[\s\S]*|speaks against it/);
    expect((await ask(way(keys[1] ?? ""), leader)).text).toContain(`href="${about(id)}"`);
    expect((await judge(keys[1] ?? "", leader, {})).status).toBe(303);
    expect((await ask(about(id), leader)).text).toContain("no: superseded on 21 November 2026");
  });

  test("a link from it opens the judgement with it chosen already", async () => {
    const id = await itemOf("Trust walk");
    const page = (await ask(`${way(keys[2] ?? "")}?with=${id}`, leader)).text;
    expect(page).toContain(`<option value="${id}" selected>`);
  });

  test("another academy's is none of this one's, and the same is not chosen twice", async () => {
    const { id: elsewhere } = await row<{ id: string }>(
      "select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990015 limit 1",
    );
    const refused = await judge(keys[0] ?? "", leader, existing(elsewhere));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("is not this academy's")]);
    const id = await itemOf("Trust walk");
    const twice = await judge(keys[0] ?? "", leader, { ...existing(id), "evidence-2-kind": "existing", "evidence-2-existing": id });
    expect([twice.status, twice.text]).toEqual([422, expect.stringContaining("was chosen twice")]);
    expect(twice.text).toContain(`<option value="${id}" selected>`);
  });

  test("is chosen by the API by its id", async () => {
    const id = await itemOf("Trust walk");
    const path = `/academies/990001/judgements/${keys[3]}`;
    const before = await read(path);
    const sent = await read(path, {
      method: "POST",
      headers: { "If-Match": before.headers.get("etag") ?? "" },
      body: JSON.stringify({
        ...{ level: "expected", confidence: "high", direction: "steady", narrative: "Seen." },
        evidence: [{ kind: "existing", item: id }],
      }),
    });
    expect(sent.status).toBe(201);
    const one = JSON.parse((await read(`/academies/990001/evidence/${id}`)).text);
    expect(one.restsOnIt.map(({ until }: { until: string | null }) => until === null)).toContain(true);
    expect(one.restsOnIt.length).toBeGreaterThanOrEqual(3);
    const list = JSON.parse((await read("/academies/990001/evidence?limit=500")).text);
    expect(list.items.filter((item: { id: string }) => item.id === id)).toHaveLength(1);
    expect((await read("/academies/990001/evidence?format=csv")).text).toMatch(/"note","Trust walk","Read it\."/);
  });
});

describe("withdrawing", () => {
  test("is never deleting: the app's role has no right to, and what rests on it holds it", async () => {
    const app = await database.as("app");
    const { trust_id: trustId } = await row<{ trust_id: string }>(
      "select trust_id from organisation.directory where slug = 'granite-coast'",
    );
    await app.query("select set_config('eddystone.trust', $1, false)", [trustId]);
    for (const table of ["item", "chunk", "withdrawal"]) {
      await expect(app.query(`delete from evidence.${table}`)).rejects.toThrow(/permission denied/);
      await expect(app.query(`update evidence.${table} set trust_id = trust_id`)).rejects.toThrow(/permission denied/);
    }
    await expect(house.keeper.pool.query("delete from evidence.item where title = 'Trust walk'")).rejects.toThrow(/foreign key/);
  });

  test("marks it everywhere with its reason, and nothing new rests on it", async () => {
    expect((await judge(keys[4] ?? "", leader, note("Wrong notes"))).status).toBe(303);
    const id = await itemOf("Wrong notes");
    const without = await post(`${here}/evidence/${id}/withdraw`, leader, { reason: " " });
    expect([without.status, without.text]).toEqual([422, expect.stringContaining("Say in up to 2,000 characters why")]);
    expect((await post(`${here}/evidence/${id}/withdraw`, leader, { reason: "Of <another> year." })).status).toBe(303);
    const said = /Withdrawn on 21 November 2026 by Rosalind Penhale: Of &lt;another> year\./;
    const page = (await ask(way(keys[4] ?? ""), trustee)).text;
    expect(page).toMatch(said);
    expect(page).toContain("It rests on evidence that was withdrawn on 21 November 2026: Wrong notes.");
    expect(page).toContain("Read it.");
    expect((await ask(about(id), trustee)).text).toMatch(/Withdrawn by Rosalind Penhale on 21 November 2026/);
    expect((await ask(here, trustee)).text).toContain("1 withdrawn");
    expect((await ask(way(keys[5] ?? ""), leader)).text).not.toContain(`<option value="${id}"`);
    const anew = await judge(keys[5] ?? "", leader, existing(id));
    expect([anew.status, anew.text]).toEqual([422, expect.stringContaining("was withdrawn on 21 November 2026")]);
    expect(
      (await row<{ detail: object }>("select detail from audit.event where kind = 'evidence.withdrawn' order by seq desc")).detail,
    ).toMatchObject({ item: id });
  });

  test("is done once; who comes second is told who did and why, with their own words", async () => {
    const again = await post(`${here}/evidence/${await itemOf("Wrong notes")}/withdraw`, sle, { reason: "Mine is another reason." });
    expect(again.status).toBe(409);
    expect(again.text).toMatch(/Rosalind Penhale withdrew this/);
    expect(again.text).toContain("Mine is another reason.");
  });

  test("a Principal withdraws what they brought, and not what the trust did", async () => {
    expect((await judge(keys[6] ?? "", principal, note("Own notes"))).status).toBe(303);
    const refused = await post(`${here}/evidence/${await itemOf("Trust walk")}/withdraw`, principal, { reason: "I disagree." });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("Rosalind Penhale brought this evidence")]);
    expect((await post(`${here}/evidence/${await itemOf("Own notes")}/withdraw`, principal, { reason: "Replaced." })).status).toBe(303);
  });

  test("by the API too, once", async () => {
    await judge(keys[7] ?? "", leader, note("By program"));
    const path = `/academies/990001/evidence/${await itemOf("By program")}`;
    const send = () => read(`${path}/withdraw`, { method: "POST", body: JSON.stringify({ reason: "Test." }) });
    expect([(await send()).status, (await send()).status]).toEqual([200, 409]);
    expect(JSON.parse((await read(path)).text).withdrawn).toEqual({ on: "2026-11-21", by: "Rosalind Penhale", reason: "Test." });
  });
});

describe("a newer version", () => {
  const pdf = (text: string, name = "walk.pdf") => new File([`%PDF-1.7\n${text}`], name);
  test("of a file follows the old one, which keeps serving its judgement and says so", async () => {
    const file = { "evidence-1-kind": "file", "evidence-1-title": "Plan", "evidence-1-dated": "2026-11-01", "evidence-1-file": pdf("one") };
    expect((await judge(keys[8] ?? "", leader, file)).status).toBe(303);
    const old = await itemOf("Plan");
    const added = await post(`${here}/evidence/${old}/newer`, sle, { title: "Plan, corrected", dated: "2026-11-20", file: pdf("two") });
    expect(added.status).toBe(303);
    const id = await itemOf("Plan, corrected");
    expect(added.location).toBe(about(id));
    const page = (await ask(way(keys[8] ?? ""), trustee)).text;
    expect(page).toMatch(/A newer version was added on 21 November 2026: <a href="[^"]*">Plan, corrected<\/a>/);
    expect((await ask(`${here}/evidence/${old}`, trustee)).text).toContain("one");
    expect((await ask(`${here}/evidence/${id}`, trustee)).text).toContain("two");
    expect((await ask(about(id), trustee)).text).toMatch(/It follows the version of Rosalind Penhale/);
    const second = await post(`${here}/evidence/${old}/newer`, leader, { title: "Mine", dated: "2026-11-20", file: pdf("three") });
    expect([second.status, second.text]).toEqual([409, expect.stringContaining("Callum Treve added a newer version")]);
    expect(second.text).toContain('value="Mine"');
  });

  test("is refused where a script hides in it or it is too large, and nothing is kept", async () => {
    const id = await itemOf("Plan, corrected");
    const send = (file: File) => post(`${here}/evidence/${id}/newer`, leader, { title: "Worse", dated: "2026-11-20", file });
    const drawing = await send(new File(["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"], "plan.svg"));
    expect([drawing.status, drawing.text]).toEqual([422, expect.stringContaining("This is not a kind of file that can be evidence")]);
    const large = await send(new File([new Uint8Array(26 * 1024 * 1024)], "plan.pdf"));
    expect([large.status, large.text]).toEqual([422, expect.stringContaining("over 25 MB")]);
    expect((await row<{ n: number }>("select count(*)::int as n from evidence.item where title = 'Worse'")).n).toBe(0);
  });

  test("of a figure keeps it as it stands now; until then the page tells both", async () => {
    const { id } = await row<{ id: string }>(
      "select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990004 and i.kind = 'value'",
    );
    const page = (await ask("/granite-coast/diagnose/990004/behaviour-and-attitudes", trustee)).text;
    const changed = /9\d\.\d% when attached; now 9\d\.\d% \(the trust(&#39;|')s own, from a file, /;
    expect(page).toMatch(changed);
    const one = "/granite-coast/diagnose/990004/evidence";
    const kept = await post(`${one}/${id}/newer`, leader, {});
    expect(kept.status).toBe(303);
    expect((await ask(kept.location ?? "", trustee)).text).not.toMatch(changed);
    expect((await ask(`${one}/${id}/about`, trustee)).text).toMatch(changed);
  });
});

describe("restricted evidence", () => {
  test("is opened, listed and found by those who may judge here alone", async () => {
    const secret = note("Letter of a parent", { "evidence-1-sensitivity": "restricted", "evidence-1-text": "About quixotry." });
    expect((await judge(keys[9] ?? "", leader, secret)).status).toBe(303);
    const id = await itemOf("Letter of a parent");
    expect((await ask(about(id), sle)).status).toBe(200);
    const absent = await ask(about("01900000-0000-7000-8000-000000000000"), trustee);
    expect([(await ask(about(id), trustee)).status, absent.status]).toEqual([404, 404]);
    const page = (await ask(way(keys[9] ?? ""), trustee)).text;
    expect(page).toContain("Restricted evidence");
    expect(page).not.toMatch(/Letter of a parent|quixotry/);
    expect((await ask("/granite-coast/search?words=quixotry", sle)).text).toContain("<mark>quixotry</mark>");
    const [found, never] = [
      await ask("/granite-coast/search?words=quixotry", trustee),
      await ask("/granite-coast/search?words=xyzzyish", trustee),
    ];
    const plain = (text: string) => text.replace(/name="once" value="[^"]*"/g, "");
    expect(plain(found.text.replaceAll("quixotry", "…"))).toBe(plain(never.text.replaceAll("xyzzyish", "…")));
  });
});

describe("evidence brought into a review that is not agreed", () => {
  test("is nobody's else outside it, until the review is agreed or a judgement rests on it", async () => {
    const keeper = house.keeper.pool;
    const { review, unit, urn, indicator } = await row<{ review: string; unit: string; urn: number; indicator: string }>(
      "select r.id as review, r.unit_id as unit, a.urn, w.indicator from diagnose.review r join diagnose.review_row w on w.review_id = r.id join organisation.academy a on a.unit_id = r.unit_id where r.state = 'gathering' limit 1",
    );
    const { id } = await row<{ id: string }>(
      `insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
       select r.trust_id, r.unit_id, 'note', 'Half a thought', 'A zoetrope stood in the hall.', '2026-11-02', 'ordinary', p.id, now()
       from diagnose.review r join organisation.person p on p.trust_id = r.trust_id and p.name = 'Callum Treve' where r.id = $1 returning id`,
      [review],
    );
    await keeper.query(
      "insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance) select trust_id, id, $2, $3, 'supports' from diagnose.review where id = $1",
      [review, indicator, id],
    );
    const there = `/granite-coast/diagnose/${urn}`;
    const seen = async (who: Identity) => [
      (await ask(`${there}/evidence/${id}/about`, who)).status,
      (await ask("/granite-coast/search?words=zoetrope", who)).text.includes("<mark>zoetrope</mark>"),
      (await ask(`${there}/behaviour-and-attitudes`, who)).text.includes("Half a thought"),
    ];
    expect(await seen(leader)).toEqual([404, false, false]);
    expect((await read(`/academies/${urn}/evidence?limit=500`)).text).not.toContain("Half a thought");
    expect((await read(`/academies/${urn}/evidence/${id}`)).status).toBe(404);
    expect((await post(`${there}/evidence/${id}/withdraw`, leader, { reason: "Mine." })).status).toBe(404);
    const chosen = await post(`${there}/behaviour-and-attitudes`, leader, {
      ...{ edition: await editionInUse(), level: "expected", confidence: "high", direction: "steady", narrative: "Seen." },
      ...{ replacing: fieldOf((await ask(`${there}/behaviour-and-attitudes`, leader)).text, "replacing") ?? "", ...existing(id) },
    });
    expect([chosen.status, chosen.text]).toEqual([422, expect.stringContaining("is not this academy's")]);
    expect(await seen(sle)).toEqual([200, true, true]);
    await keeper.query(
      "insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance) select trust_id, id, $2, 'supports' from diagnose.judgement where unit_id = $1 limit 1",
      [unit, id],
    );
    expect(await seen(leader)).toEqual([200, true, true]);
  });
});
