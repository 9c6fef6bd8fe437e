import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, formIn, type Identity } from "../../../gates/demonstration.ts";

const { ask, post, signIn, row } = await demonstration();
let [principal, regional, stranger, lead]: Identity[] = [];
const as = (who: Identity | undefined) => who as Identity;
let at: { plan: string; priority: string; action: string };
const talk = (part = at.priority) => `/granite-coast/plans/${at.plan}/parts/${part}/talk`;
const count = async (sql: string) => (await row<{ n: number }>(`select count(*)::int as n from ${sql}`)).n;
const outcome = async () =>
  (
    await row<{ text: string }>("select outcome as text from improve.part_version where part_id = $1 order by version desc limit 1", [
      at.priority,
    ])
  ).text;

beforeAll(async () => {
  [principal, regional, stranger, lead] = [
    await signIn("daniel.pascoe-reid"),
    await signIn("morwenna.tallack"),
    await signIn("leila.copplestone"),
    await signIn("callum.treve"),
  ];
  const { unit } = await row<{ unit: string }>("select unit_id as unit from organisation.academy where urn = 990002");
  const begun = await post("/granite-coast/plans/new", as(principal), {
    ...{ kind: "academy-improvement", unit, title: "Written by two", begins: "2026-09-01", ends: "2027-08-31" },
  });
  const way = begun.location ?? "";
  const plan = way.split("/").at(-1) ?? "";
  const { person } = await row<{ person: string }>("select id as person from organisation.person where email like 'callum.treve@%'");
  const partOf = async (title: string) =>
    (
      await row<{ id: string }>(
        "select p.id from improve.part p join improve.part_version v on v.part_id = p.id where p.plan_id = $1 and v.title = $2",
        [plan, title],
      )
    ).id;
  await post(`${way}/parts/new`, as(principal), {
    kind: "priority",
    title: "Every child a reader",
    outcome: "Children read well.",
    from: "2026-09-01",
  });
  const priority = await partOf("Every child a reader");
  await post(`${way}/parts/new`, as(principal), {
    ...{ kind: "action", under: priority, title: "Coach each teacher", delivers: `person:${person}`, from: "2026-09-01" },
  });
  at = { plan, priority, action: await partOf("Coach each teacher") };
});

describe("a comment on a part of a plan", () => {
  test("is written by whoever writes the plan or answers for the part, and by nobody else", async () => {
    expect((await post(`${talk()}/comments`, as(regional), { text: "Which year groups first?" })).status).toBe(303);
    expect((await post(`${talk(at.action)}/comments`, as(lead), { text: "I begin in Year 2." })).status).toBe(303);
    expect((await ask(talk(at.action), lead)).text).toContain("I begin in Year 2.");
    for (const who of [lead, stranger]) {
      expect((await ask(talk(), who)).status).toBe(404);
      expect((await post(`${talk()}/comments`, as(who), { text: "Not mine to say" })).status).toBe(404);
    }
    expect(await count("improve.comment where text = 'Not mine to say'")).toBe(0);
  });
  test("that says nothing, or too much, is refused and shown again", async () => {
    expect((await post(`${talk()}/comments`, as(principal), { text: "  " })).status).toBe(422);
    const long = await post(`${talk()}/comments`, as(principal), { text: `Long ${"x".repeat(4000)}` });
    expect([long.status, /up to 4,000 characters/.test(long.text), long.text.includes("Long xxxx")]).toEqual([422, true, true]);
  });
  test("is resolved once, by its writer or by who writes the plan, and can still be read", async () => {
    const { id } = await row<{ id: string }>("select id from improve.comment where text = 'I begin in Year 2.'");
    expect((await post(`${talk(at.action)}/comments/${id}`, as(stranger), {})).status).toBe(404);
    // Of another part than the one it was written on it is nothing.
    expect((await post(`${talk()}/comments/${id}`, as(principal), {})).status).toBe(404);
    expect((await post(`${talk(at.action)}/comments/${id}`, as(lead), {})).status).toBe(303);
    const again = await post(`${talk(at.action)}/comments/${id}`, as(principal), {});
    expect([again.status, /resolved this comment already/.test(again.text)]).toEqual([409, true]);
    expect((await ask(talk(at.action), principal)).text).toMatch(/I begin in Year 2\..*Resolved by Callum/s);
  });
});

describe("a suggestion for a text of a part", () => {
  const suggest = async (who: Identity | undefined, text: string, version?: string) => {
    const form = formIn((await ask(`${talk()}/suggest?field=outcome`, who)).text, `${talk()}/suggest`);
    return post(`${talk()}/suggest`, as(who), { ...form, text, ...(version ? { version } : {}) });
  };
  const newest = async () => (await row<{ id: string }>("select id from improve.suggestion order by made_at desc, id desc limit 1")).id;
  const change = async (text: string) => {
    const page = `/granite-coast/plans/${at.plan}/parts/${at.priority}`;
    const form = formIn((await ask(page, principal)).text, page);
    expect((await post(page, as(principal), { ...form, outcome: text })).status).toBe(303);
  };
  const answer = (id: string, fields: Record<string, string>) => post(`${talk()}/suggestions/${id}`, as(principal), fields);
  const version = async () => formIn((await ask(`${talk()}/suggest?field=outcome`, principal)).text, `${talk()}/suggest`).version ?? "";

  test("shows what would change word by word, and is taken over as the part's next version", async () => {
    expect((await suggest(regional, "Children read fluently.")).status).toBe(303);
    const page = (await ask(talk(), principal)).text;
    expect(page).toMatch(/Children read .*<del>.*well\..*<\/del>.*<ins>.*fluently\./s);
    const before = Number(await version());
    expect((await answer(await newest(), { verdict: "accepted", version: String(before) })).status).toBe(303);
    expect([await outcome(), Number(await version())]).toEqual(["Children read fluently.", before + 1]);
    const second = await answer(await newest(), { verdict: "accepted", version: String(before + 1) });
    expect([second.status, /answered this suggestion already/.test(second.text)]).toEqual([409, true]);
  });
  test("is not taken over a text that changed since it was read: both stand, and nothing is lost", async () => {
    await suggest(regional, "Children read fluently and often.");
    const seen = await version();
    await change("Children read fluently by May.");
    const id = await newest();
    const crossed = await answer(id, { verdict: "accepted", version: seen });
    expect([crossed.status, /has changed since/.test(crossed.text), await outcome()]).toEqual([
      409,
      true,
      "Children read fluently by May.",
    ]);
    expect(crossed.text).toMatch(/fluently .*<del>.*by May\..*<ins>.*and often\./s);
    expect((await answer(id, { verdict: "accepted", version: await version() })).status).toBe(303);
    expect(await outcome()).toBe("Children read fluently and often.");
  });
  test("made on a text that changed meanwhile is refused with what was written", async () => {
    const seen = await version();
    await change("Children read for pleasure.");
    const crossed = await suggest(regional, "Children read daily.", seen);
    expect([crossed.status, crossed.text.includes("Children read daily."), crossed.text.includes("for pleasure")]).toEqual([
      409,
      true,
      true,
    ]);
    // Another field may change meanwhile without harm.
    expect((await suggest(regional, "Children read daily.")).status).toBe(303);
  });
  test("is declined with a reason, and only then", async () => {
    const id = await newest();
    expect((await answer(id, { verdict: "declined", version: "1" })).status).toBe(422);
    expect((await answer(id, { verdict: "declined", [`because-${id}`]: "Too little.", version: "1" })).status).toBe(303);
    expect((await ask(talk(), regional)).text).toMatch(/Declined by Daniel.*Too little\./s);
  });
  test("that changes nothing, names no field, or is sent by who may not is refused", async () => {
    expect((await suggest(regional, await outcome())).text).toMatch(/what it says already/);
    expect((await post(`${talk()}/suggest`, as(regional), { field: "cost", text: "9", version: "1" })).status).toBe(422);
    expect((await post(`${talk()}/suggest`, as(regional), { field: "outcome", text: "x", version: "99999999999" })).status).toBe(409);
    const id = await newest();
    expect((await post(`${talk()}/suggestions/${id}`, as(lead), { verdict: "accepted", version: "1" })).status).toBe(404);
  });
  test("waits in a plan that is approved, and taking it over asks for approval again", async () => {
    const way = `/granite-coast/plans/${at.plan}`;
    await change("Children read a lot.");
    const page = `${way}/parts/${at.priority}`;
    await post(page, as(principal), { ...formIn((await ask(page, principal)).text, page), delivers: "role:principal", from: "2026-11-21" });
    const approve = formIn((await ask(way, regional)).text, `${way}/approve`);
    expect((await post(`${way}/approve`, as(regional), approve)).status).toBe(303);
    await suggest(regional, "Children read a lot more.");
    expect((await ask(way, regional)).text).toMatch(/1 suggestion.*Every child a reader/s);
    await answer(await newest(), { verdict: "accepted", version: await version() });
    expect((await ask(way, regional)).text).toMatch(/Changed since it was approved/);
    await suggest(regional, "Children read most of all.");
    const waits = async () => (await ask("/granite-coast/my-work", principal)).text.includes(`href="${talk()}"`);
    expect(await waits()).toBe(true);
    await post(`${way}/step`, as(regional), { step: "pause", because: "Flood." });
    // Nothing can be answered in a paused plan, so nobody owes it.
    expect(await waits()).toBe(false);
    expect((await post(`${talk()}/comments`, as(principal), { text: "And now?" })).text).toMatch(/This plan is paused/);
  });
});
