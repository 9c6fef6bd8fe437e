import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, formIn, type Identity } from "../../gates/demonstration.ts";
import { findPerson } from "../organisation/index.server.ts";
import { makeToken } from "../organisation/tokens/make-token.ts";
import { inOneLook } from "../platform/database/change.ts";

const { ask, post, signIn, house, row, editionInUse } = await demonstration();
const home = "/granite-coast/strengths";
let leader: Identity;
let principal: Identity;
let trustee: Identity;
const directory = async (query: Record<string, string> = {}, who = leader) =>
  (await ask(`${home}?${new URLSearchParams(query)}`, who)).text;
const offersIn = (page: string) =>
  [...page.matchAll(/href="\/granite-coast\/strengths\/offers\/[^"]*">([^<]*)/g)].map(([, says = ""]) => says.slice(0, 20));

beforeAll(async () => {
  [leader, principal, trustee] = [await signIn("rosalind.penhale"), await signIn("kerensa.hollow"), await signIn("winifred.castellan")];
});

describe("the directory", () => {
  test("is everybody's, of the whole trust, by the academies' names", async () => {
    const page = await directory({}, principal);
    expect(offersIn(page)).toEqual([
      "Coaching for teacher",
      "Come and see how sup",
      "Two science leads sh",
      "Employers' panels fo",
      "Our pupil council ru",
    ]);
    expect(page).toContain("nobody is ranked");
  });

  test("finds by words in any form, phase, subject, indicator, nearness and the day of the judgement", async () => {
    const found = async (query: Record<string, string>) => offersIn(await directory(query)).length;
    expect(await found({ words: "coach" })).toBe(1);
    expect(await found({ words: "coached mathematical" })).toBe(1);
    expect(await found({ words: "Lanmerrin" })).toBe(2);
    expect(await found({ phase: "primary" })).toBe(3);
    expect(await found({ subject: "science" })).toBe(1);
    expect(await found({ indicator: "staff-development" })).toBe(1);
    expect(await found({ subject: "music" })).toBe(0);
    expect(await found({ since: "2026-11-22" })).toBe(0);
    const near = await directory({ near: "990001", within: "30" });
    expect(offersIn(near)).not.toContain("Employers' panels fo");
    expect(near).toMatch(/Estimated: the straight line, a third longer by road \(× 1\.3\), at 25 miles an hour/);
    expect(near).toMatch(/\d+ miles in a straight line, about \d+ minutes/);
    expect(await directory({ subject: "music" })).toContain("Nobody offers that");
    const nowhere = await directory({ within: "15" });
    expect([offersIn(nowhere), nowhere]).toEqual([[], expect.stringContaining("Choose from where")]);
    const noDay = await directory({ since: "2026-02-31" });
    expect([offersIn(noDay), noDay]).toEqual([[], expect.stringContaining("no day “2026-02-31”")]);
    expect(await directory({ words: "🎉" })).toContain("There is no word in this that can be looked for");
  });
});

describe("an offer", () => {
  const science = "Two science leads";
  const openOf = async (says: string) =>
    (await row<{ id: string }>("select id from strengths.offer where says like $1 || '%' order by version desc limit 1", [says])).id;

  test("is made by a Principal of their own academy alone, on a strength that stands", async () => {
    expect((await ask(`${home}/990002/offer`, principal)).status).toBe(404);
    const form = formIn((await ask(`${home}/990001/offer`, principal)).text, `${home}/990001/offer`);
    const wordless = await post(`${home}/990001/offer`, principal, { ...form, says: "" });
    expect([wordless.status, wordless.text]).toEqual([422, expect.stringContaining("Say in one sentence")]);
    const made = await post(`${home}/990001/offer`, principal, {
      ...form,
      says: "A morning with our <lab> technicians.",
      subject: "science",
    });
    expect(made.status).toBe(303);
    const page = (await ask(made.location ?? "", trustee)).text;
    expect(page).toContain("A morning with our &lt;lab>");
    expect(page).toContain("Backed by a judgement that stands.");
    expect(page).not.toContain("Change it");
  });

  test("changes as a version; who comes second sees both texts and loses nothing", async () => {
    const id = await openOf(science);
    const way = `${home}/offers/${id}`;
    const form = formIn((await ask(way, principal)).text, way);
    expect((await post(way, principal, { ...form, says: "Two science leads share it all." })).status).toBe(303);
    const second = await post(way, leader, { ...form, says: "Mine about science." });
    expect(second.status).toBe(409);
    expect(second.text).toMatch(/Theirs[\s\S]*Two science leads share it all\.[\s\S]*Yours[\s\S]*Mine about science\./);
    expect(
      (await post(way, leader, { ...form, says: "Two science leads and a third.", version: fieldOf(second.text, "version") ?? "" })).status,
    ).toBe(303);
    expect((await row<{ n: number }>("select count(*)::int as n from strengths.offer where id = $1", [id])).n).toBe(3);
    expect((await ask("/granite-coast/academies/990001", leader)).text).toContain("Two science leads and a third.");
  });

  test("is no longer backed when its strength is judged anew, and left out of the directory until it is asked for", async () => {
    const id = await openOf(science);
    const indicator = "/granite-coast/diagnose/990001/curriculum";
    const judge = async (fields: Record<string, string>) => {
      const page = (await ask(indicator, leader)).text;
      return post(indicator, leader, {
        ...{
          edition: await editionInUse(),
          replacing: fieldOf(page, "replacing") ?? "",
          confidence: "high",
          direction: "steady",
          narrative: "Seen.",
        },
        ...fields,
      });
    };
    expect((await judge({ level: "strength", canShare: "yes" })).status).toBe(303);
    expect((await ask(`${home}/offers/${id}`, leader)).text).toMatch(/No longer backed: judged anew on 21 November 2026, and still one/);
    expect((await judge({ level: "expected" })).status).toBe(303);
    expect((await ask(`${home}/offers/${id}`, leader)).text).toContain("No longer backed: what stands now does not say");
    expect((await ask("/granite-coast/academies/990001", leader)).text).not.toContain("Two science leads and a third.");
    const page = await directory({ subject: "science" });
    expect(page).toContain("more offers that no judgement backs any longer");
    expect(offersIn(page)).toEqual([]);
    expect(await directory({ subject: "science", backed: "all" })).toContain("Two science leads and a third.");
    const none = await ask(`${home}/990001/offer`, principal);
    expect(none.text).toContain("so there is nothing to offer");
  });

  test("is withdrawn with a reason, once, and stays readable", async () => {
    const id = await openOf("Our pupil council");
    const way = `${home}/offers/${id}`;
    const { version = "" } = formIn((await ask(way, leader)).text, `${way}/withdraw`);
    expect((await post(`${way}/withdraw`, leader, { version, reason: " " })).status).toBe(422);
    expect((await post(`${way}/withdraw`, leader, { version, reason: "The council has a new teacher." })).status).toBe(303);
    const again = await post(`${way}/withdraw`, leader, { version, reason: "Mine." });
    expect([again.status, again.text]).toEqual([409, expect.stringContaining("Rosalind Penhale withdrew this offer")]);
    expect(again.text).toContain("Mine.");
    expect((await ask(way, trustee)).text).toContain("The council has a new teacher.");
    expect(await directory({})).not.toContain("Our pupil council");
  });
});

describe("a specialism", () => {
  const evidence = async (urn: number) =>
    (
      await house.keeper.pool.query<{ id: string }>(
        "select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) join diagnose.rests_on r on r.item_id = i.id where a.urn = $1 and not exists (select from evidence.withdrawal w where w.item_id = i.id) group by i.id limit 4",
        [urn],
      )
    ).rows.map(({ id }) => id);
  const written = (items: readonly string[], over: Record<string, string> = {}) => ({
    ...{
      kind: "specialism",
      subject: "mathematics",
      indicator: "",
      reach: "trust",
      decidedOn: "2026-11-20",
      reviewBy: "2027-11-20",
      meeting: "",
    },
    ...Object.fromEntries(
      ["strength", "support", "cpd", "success"].flatMap((test, at) => [
        [`${test}-says`, `Seen of ${test}.`],
        [`${test}-item`, items[at] ?? ""],
        [`${test}-more`, ""],
      ]),
    ),
    ...over,
  });
  const way = `${home}/990006/award`;

  test("is awarded by leaders alone, when each of the four tests has its evidence, and once", async () => {
    const items = await evidence(990006);
    expect((await ask(way, principal)).status).toBe(404);
    const lacking = await post(way, leader, written(items, { "cpd-item": "" }));
    expect([lacking.status, lacking.text]).toEqual([422, expect.stringContaining("choose the evidence that bears it out")]);
    expect(lacking.text).toContain("Seen of success.");
    const [foreign = ""] = await evidence(990015);
    expect((await post(way, leader, written(items, { "cpd-item": foreign }))).status).toBe(422);
    expect(
      (
        await row<{ n: number }>(
          "select count(*)::int as n from strengths.specialism s join organisation.academy a using (trust_id, unit_id) where a.urn = 990006",
        )
      ).n,
    ).toBe(0);
    const made = await post(way, leader, written(items));
    expect(made.status).toBe(303);
    const page = (await ask(made.location ?? "", trustee)).text;
    expect(page).toMatch(/Lighthouse specialism: Mathematics/);
    expect(page).toMatch(/Held; to be reviewed by 20 November 2027/);
    const again = await post(way, leader, written(items));
    expect([again.status, again.text]).toEqual([409, expect.stringContaining("holds that already")]);
    const about = await ask(`/granite-coast/diagnose/990006/evidence/${items[0]}/about`, leader);
    expect(about.text).toContain("Lighthouse specialism: a real strength");
  });

  test("tells nothing of its evidence to who may not see where the academy stands", async () => {
    const { id } = await row<{ id: string }>(
      "select s.id from strengths.specialism s join organisation.academy a using (trust_id, unit_id) where a.urn = 990006",
    );
    const page = (await ask(`${home}/specialisms/${id}`, principal)).text;
    expect(page).toContain("Seen of support.");
    expect(page).toContain("there, and not yours to open");
    expect(page).not.toMatch(/\/evidence\/[0-9a-f-]{36}\/about/);
  });

  test("is renewed with its tests told anew, withdrawn with a reason, and awarded again; all of it stays in its history", async () => {
    const { id } = await row<{ id: string }>(
      "select s.id from strengths.specialism s join organisation.academy a using (trust_id, unit_id) where a.urn = 990006",
    );
    const one = `${home}/specialisms/${id}`;
    const items = await evidence(990006);
    const form = formIn((await ask(one, leader)).text, `${one}/renew`);
    expect(form["strength-item"]).toBe(items[0]);
    const renewed = await post(`${one}/renew`, leader, { ...form, reviewBy: "2028-11-20", "success-says": "It has worked again." });
    expect(renewed.status).toBe(303);
    const second = await post(`${one}/renew`, leader, { ...form, reviewBy: "2028-11-21", "success-says": "Mine of success." });
    expect([second.status, second.text]).toEqual([409, expect.stringContaining("Rosalind Penhale renewed it while you were writing")]);
    expect(second.text).toContain("Mine of success.");
    expect((await post(`${one}/withdraw`, leader, { number: "2", reason: "" })).status).toBe(422);
    expect((await post(`${one}/withdraw`, leader, { number: "2", reason: "Both leads have left." })).status).toBe(303);
    expect((await ask(one, trustee)).text).toMatch(
      /Withdrawn on 21 November 2026[\s\S]*Both leads have left\.[\s\S]*It has worked again\./,
    );
    expect((await post(way, leader, written(items))).location).toBe(one);
    expect((await ask(one, trustee)).text).toMatch(
      /Awarded on 20 November 2026[\s\S]*Withdrawn on[\s\S]*Renewed on[\s\S]*Awarded on 20 November 2026/,
    );
  });

  test("whose evidence is withdrawn says that it must be reviewed", async () => {
    const { id, item } = await row<{ id: string; item: string }>(
      "select s.id, r.item_id as item from strengths.specialism s join strengths.test_rests_on r on r.specialism_id = s.id join organisation.academy a using (unit_id) where a.urn = 990006 order by r.number desc limit 1",
    );
    expect((await post(`/granite-coast/diagnose/990006/evidence/${item}/withdraw`, leader, { reason: "Of another year." })).status).toBe(
      303,
    );
    expect((await ask(`${home}/specialisms/${id}`, trustee)).text).toContain("Evidence behind it was withdrawn: review it.");
  });

  test("of the demonstration is due for review", async () => {
    expect(await directory({})).toMatch(/Satellite: Science, Curriculum[\s\S]*its review is due by 15 December 2026/);
  });
});

test("the API gives offers and specialisms, and both as tables", async () => {
  const { trust_id: trustId, account_id: account } = await row<{ trust_id: string; account_id: string }>(
    "select trust_id, account_id from organisation.person where email = 'kerensa.hollow@granite-coast.example'",
  );
  const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, account));
  const made = person && (await makeToken(house.db, person, { name: "strengths", scopes: ["read"], days: 1 }));
  const bearer = (made?.ok && made.value.token) || "";
  const read = async (path: string) =>
    (await ask(`/api/v1/granite-coast/${path}`, undefined, { headers: { Authorization: `Bearer ${bearer}` } })).text;
  const offers = JSON.parse(await read("strengths?backed=yes&phase=primary")).items as { says: string; backing: string }[];
  expect(offers.map(({ backing }) => backing)).toEqual(["backed", "backed"]);
  expect(JSON.parse(await read("strengths?indicator=no-such")).items).toEqual([]);
  expect(await read("strengths?format=csv")).toMatch(/990002,"Lanmerrin Primary Academy","Coaching for teachers/);
  const [first] = JSON.parse(await read("specialisms?limit=1")).items;
  expect(first.tests).toHaveLength(4);
  expect(await read("specialisms?format=csv")).toMatch(/"satellite","Science","Curriculum/);
});
