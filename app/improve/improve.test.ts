import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, formIn, type Identity } from "../../gates/demonstration.ts";

const { ask, post, signIn, house, row, database } = await demonstration();
const here = "/granite-coast/plans";
let [leader, regional, principal, stranger, lead]: Identity[] = [];
const count = async (sql: string, values: unknown[] = []) => (await row<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).n;
const planId = async (title: string) =>
  (await row<{ id: string }>("select plan_id as id from improve.plan_version where title = $1 limit 1", [title])).id;
const partId = async (plan: string, title: string) =>
  (
    await row<{ id: string }>(
      "select p.id from improve.part p join improve.part_version v on v.part_id = p.id where p.plan_id = $1 and v.title = $2 limit 1",
      [plan, title],
    )
  ).id;
const personId = async (name: string) => (await row<{ id: string }>("select id from organisation.person where name = $1", [name])).id;
const unitOf = async (urn: number) =>
  (await row<{ id: string }>("select unit_id as id from organisation.academy where urn = $1", [urn])).id;
const today = "2026-11-21";

beforeAll(async () => {
  [leader, regional, principal, stranger, lead] = [
    await signIn("rosalind.penhale"),
    await signIn("morwenna.tallack"),
    await signIn("daniel.pascoe-reid"),
    await signIn("leila.copplestone"),
    await signIn("callum.treve"),
  ];
});

/** A plan of Lanmerrin Primary Academy, begun by its Principal, with a priority and an objective. */
async function newPlan(title: string): Promise<{ id: string; way: string; priority: string; objective: string }> {
  const unit = await unitOf(990002);
  const begun = await post(`${here}/new`, principal as Identity, {
    kind: "academy-improvement",
    unit,
    title,
    begins: "2026-09-01",
    ends: "2027-08-31",
  });
  expect(begun.status).toBe(303);
  const [way = "", id = ""] = [begun.location ?? "", begun.location?.split("/").at(-1)];
  const add = async (fields: Record<string, string>) => {
    const added = await post(`${way}/parts/new`, principal as Identity, { from: today, ...fields });
    expect([added.status, fields.title]).toEqual([303, fields.title]);
    return partId(id, fields.title ?? "");
  };
  const priority = await add({ kind: "priority", title: "Every child a reader", outcome: "Fluent readers.", delivers: "role:principal" });
  const objective = await add({ kind: "objective", under: priority, title: "Phonics in every class" });
  return { id, way, priority, objective };
}

describe("writing a plan", () => {
  test("is a Principal's at their own academy only, and of no other trust's or sibling's unit", async () => {
    const fields = { kind: "academy-improvement", title: "Mine", begins: "2026-09-01", ends: "2027-08-31" };
    const elsewhere = await post(`${here}/new`, principal as Identity, { ...fields, unit: await unitOf(990016) });
    expect([elsewhere.status, /may not write plans there/.test(elsewhere.text)]).toEqual([422, true]);
    const trustPlan = await planId("Trust improvement plan 2026");
    expect((await ask(`${here}/${trustPlan}`, principal)).status).toBe(200);
    expect((await ask(`${here}/${trustPlan}/parts/new`, principal)).status).toBe(404);
    const { id } = await newPlan("Of Lanmerrin alone");
    expect([(await ask(`${here}/${id}`, stranger)).status, (await ask(`${here}/${id}`, regional)).status]).toEqual([404, 200]);
  });
  test("refuses a plan that ends before it starts, and shows everything again", async () => {
    const refused = await post(`${here}/new`, principal as Identity, {
      ...{ kind: "academy-improvement", unit: await unitOf(990002), title: "Kept words", begins: "2027-09-01", ends: "2027-08-31" },
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/would end before it starts/);
    expect(fieldOf(refused.text, "title")).toBe("Kept words");
  });
  test("refuses days that would leave its actions outside, and shows them again", async () => {
    const { way, objective } = await newPlan("To be shortened");
    const action = { kind: "action", under: objective, title: "Read in February", due: "2027-02-01", from: today };
    expect((await post(`${way}/parts/new`, principal as Identity, action)).status).toBe(303);
    const move = (ends: string) =>
      post(`${way}/change`, principal as Identity, { version: "1", title: "To be shortened", begins: "2026-09-01", ends });
    const refused = await move("2026-10-01");
    expect([refused.status, /“Read in February” is due on 1 February 2027/.test(refused.text), fieldOf(refused.text, "ends")]).toEqual([
      ...[422, true],
      "2026-10-01",
    ]);
    expect((await move("2027-02-01")).status).toBe(303);
  });
  test("supports the trust's priority, but not another academy's", async () => {
    const { way, priority } = await newPlan("What it supports");
    const trust = await partId(await planId("Trust improvement plan 2026"), "Outstanding outcomes for every pupil");
    const other = await partId(await planId("Parrett Water Primary Academy improvement plan 2026/27"), "Every child a reader");
    const objective = (supports: string) =>
      post(`${way}/parts/new`, principal as Identity, { kind: "objective", under: priority, title: "Upwards", supports, from: today });
    expect((await objective(trust)).status).toBe(303);
    const refused = await objective(other);
    expect([refused.status, /plans would support each other in a circle/.test(refused.text)]).toEqual([422, true]);
  });
  test("names targets of its own academy and of the trust, and nobody else's", async () => {
    const { objective, plan } = await row<{ objective: string; plan: string }>(
      `select plan_id as plan, p.id as objective from improve.part p where kind = 'objective' and plan_id =
        (select plan_id from improve.plan_version where title = 'Lanmerrin Primary Academy improvement plan 2026/27' limit 1) limit 1`,
    );
    const { mine, theirs } = await row<{ mine: string[]; theirs: string[] }>(
      `with target as (select distinct t.id, u.kind = 'trust' or a.urn = 990002 as mine from measures.target t
        join organisation.unit u on u.id = t.unit_id left join organisation.academy a on a.unit_id = t.unit_id)
       select array_agg(id::text) filter (where mine) as mine, array_agg(id::text) filter (where mine is not true) as theirs from target`,
    );
    const way = `${here}/${plan}/parts/new`;
    const page = (await ask(`${way}?kind=criterion&under=${objective}`, principal)).text;
    expect([mine.filter((id) => page.includes(id)).length > 0, theirs.filter((id) => page.includes(id))]).toEqual([true, []]);
    const fields = { ...formIn(page, way), kind: "criterion", under: objective, title: "Theirs" };
    const forged = await post(way, principal as Identity, { ...fields, target: theirs[0] ?? "" });
    expect([forged.status, /Choose one of the list/.test(forged.text)]).toEqual([422, true]);
  });
  test("keeps a judgement as its reason in the words it had, whatever is judged later", async () => {
    const { id, way, objective } = await newPlan("Why it is written");
    const form = (await ask(`${way}/parts/${objective}`, principal)).text;
    const source = /name="reasons-judgement"[^>]*value="(judgement:[0-9a-f-]+)"/.exec(form)?.[1] ?? "";
    expect(source).toMatch(/^judgement:/);
    const saved = await post(`${way}/parts/${objective}`, principal as Identity, {
      ...{ version: "1", title: "Phonics in every class", "reasons-judgement": source, from: today },
    });
    expect(saved.status).toBe(303);
    const kept = async () =>
      (await row<{ says: string }>("select says from improve.part_reason where part_id = $1 order by version desc limit 1", [objective]))
        .says;
    const before = await kept();
    await house.keeper.pool.query("update diagnose.judgement set narrative = 'Otherwise now.' where id = $1", [source.split(":")[1]]);
    const again = await post(`${way}/parts/${objective}`, principal as Identity, {
      version: "2",
      title: "Phonics",
      "reasons-kept": source,
      from: today,
    });
    expect([again.status, await kept()]).toEqual([303, before]);
    expect((await ask(`${here}/${id}/diagnosis`, principal)).text).toMatch(/Answered \(1\)/);
  });
  test("names the review that it answers, and links it, to who may see that review alone", async () => {
    const review = await row<{ id: string; unit: string }>(
      `select r.id, r.unit_id as unit from diagnose.review r join organisation.academy a on a.unit_id = r.unit_id
       where r.state in ('agreed', 'closed') and r.unit_id not in (
         select o.unit_id from organisation.role o join organisation.person w on w.id = o.person_id where w.name = 'Leila Copplestone')
       order by r.planned_at desc limit 1`,
    );
    const fields = { kind: "review-answer", unit: review.unit, title: "In answer", begins: "2026-09-01", ends: "2027-08-31" };
    const begun = await post(`${here}/new`, leader as Identity, { ...fields, review: review.id });
    expect(begun.status).toBe(303);
    const way = begun.location ?? "";
    for (const page of [way, `${way}/diagnosis`, `${way}/change`]) {
      const { text } = await ask(page, leader);
      expect([page, text.includes(`<a href="/granite-coast/reviews/${review.id}">`)]).toEqual([page, true]);
    }
    await house.keeper.pool.query(
      "update improve.plan set unit_id = (select id from organisation.unit where kind = 'trust' and trust_id = improve.plan.trust_id) where id = $1",
      [way.split("/").at(-1)],
    );
    await post(`${way}/parts/new`, leader as Identity, {
      kind: "priority",
      title: "Answered",
      delivers: "role:managing-director",
      from: today,
    });
    await post(`${way}/approve`, leader as Identity, { revision: fieldOf((await ask(way, leader)).text, "revision") ?? "" });
    const { text, status } = await ask(way, stranger);
    expect([status, /It answers a review that you may not see/.test(text), text.includes(review.id)]).toEqual([200, true, false]);
  });
  test("says under what a new part stands, and asks nothing about who led before where nobody did", async () => {
    const { way, priority, objective } = await newPlan("Where it hangs");
    const add = (await ask(`${way}/parts/new?kind=objective&under=${priority}`, principal)).text;
    expect(add).toMatch(/Under the priority\s*<a [^>]*>Every child a reader<\/a>/);
    expect([/who led until then/.test(add), /A day of the plan, or up to a year before it/.test(add)]).toEqual([false, true]);
    expect((await ask(`${way}/parts/${priority}`, principal)).text).toMatch(/who led until then is kept/);
    const fields = { kind: "action", under: objective, title: "Long ago", delivers: "role:principal" };
    const refused = await post(`${way}/parts/new`, principal as Identity, { ...fields, from: "1900-01-01" });
    expect([refused.status, /from 1 September 2025 to 31 August 2027/.test(refused.text), fieldOf(refused.text, "from")]).toEqual([
      ...[422, true],
      "1900-01-01",
    ]);
  });
  test("takes up what is not answered in a new priority that names it, and says who approves the draft", async () => {
    const { way } = await newPlan("To be answered");
    const diagnosis = (await ask(`${way}/diagnosis`, principal)).text;
    const [, link = "", source = ""] = /href="([^"]*parts\/new\?kind=priority&amp;reason=([^"&]*))"/.exec(diagnosis) ?? [];
    const form = (await ask(link.replaceAll("&amp;", "&"), principal)).text;
    const box = form.split("<input").find((input) => input.includes(`value="${decodeURIComponent(source)}"`)) ?? "";
    expect(box.slice(0, box.indexOf(">"))).toMatch(/checked/);
    expect((await ask(way, principal)).text).toMatch(/This draft waits to be approved\. Morwenna Tallack, Regional CEO, approves it\./);
    expect((await ask(way, regional)).text).not.toMatch(/approves it\./);
  });
  test("of two who write one part at once the second is told, sees both, and loses nothing", async () => {
    const { way, objective } = await newPlan("Two at once");
    const write = (who: Identity | undefined, outcome: string) =>
      post(`${way}/parts/${objective}`, who as Identity, { version: "1", title: "Phonics in every class", outcome, from: today });
    expect((await write(principal, "The first wrote this.")).status).toBe(303);
    const second = await write(regional, "The second wrote that.");
    expect(second.status).toBe(409);
    expect(second.text).toMatch(/The first wrote this\./);
    expect(second.text).toMatch(/The second wrote that\./);
    expect(fieldOf(second.text, "version")).toBe("2");
  });
  test("ends a part with a reason and never deletes it", async () => {
    const { id, way, objective } = await newPlan("What ends");
    const end = (because: string) => post(`${way}/parts/${objective}/end`, principal as Identity, { version: "1", because });
    expect((await end(" ")).status).toBe(422);
    expect((await end("Taken up by the other objective.")).status).toBe(303);
    expect(await count("improve.part where plan_id = $1", [id])).toBe(2);
    expect((await ask(way, principal)).text).toMatch(/Taken up by the other objective/);
    const app = await database.as("app");
    await expect(app.query("delete from improve.part_version")).rejects.toThrow(/permission denied/);
  });
});

describe("approving a plan", () => {
  const revisionOf = async (way: string) => fieldOf((await ask(way, regional)).text, "revision") ?? "";
  test("keeps what was approved, and a later change asks for approval again", async () => {
    const { id, way, objective } = await newPlan("Approved once");
    const revision = await revisionOf(way);
    expect((await post(`${way}/approve`, principal as Identity, { revision })).status).toBe(404);
    const both = await Promise.all([
      post(`${way}/approve`, regional as Identity, { revision }),
      post(`${way}/approve`, leader as Identity, { revision }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    await post(`${way}/parts/${objective}`, principal as Identity, { version: "1", title: "Phonics, and spelling", from: today });
    expect((await ask(way, principal)).text).toMatch(/Changed since it was approved/);
    const approved = (await ask(`${way}/approved`, principal)).text;
    expect([/Phonics in every class/.test(approved), /and spelling/.test(approved)]).toEqual([true, false]);
    const stale = await post(`${way}/approve`, regional as Identity, { revision });
    expect([stale.status, /has changed since you opened it/.test(stale.text)]).toEqual([409, true]);
    expect(await count("improve.approval where plan_id = $1", [id])).toBe(1);
  });
  test("a paused plan can only be read until it is taken up again", async () => {
    const { way, priority } = await newPlan("A paused one");
    await post(`${way}/approve`, regional as Identity, { revision: await revisionOf(way) });
    expect((await post(`${way}/step`, regional as Identity, { step: "pause", because: "" })).status).toBe(422);
    expect((await post(`${way}/step`, regional as Identity, { step: "pause", because: "Flood." })).status).toBe(303);
    const refused = await post(`${way}/parts/${priority}`, principal as Identity, {
      version: "1",
      title: "Written in a flood",
      from: today,
    });
    expect([refused.status, /This plan is paused/.test(refused.text), fieldOf(refused.text, "title")]).toEqual([
      422,
      true,
      "Written in a flood",
    ]);
    expect((await post(`${way}/step`, regional as Identity, { step: "resume", because: "Dry." })).status).toBe(303);
    expect((await ask(way, principal)).text).toMatch(/Approved/);
  });
});

describe("an action", () => {
  test("is seen and told of by whoever leads it, who needs not see the plan; and by nobody else's Principal", async () => {
    const { way, objective, id } = await newPlan("With an action");
    const owner = `person:${await personId("Leila Copplestone")}`;
    await post(`${way}/parts/new`, principal as Identity, {
      kind: "action",
      under: objective,
      title: "Lend a reading lead",
      delivers: owner,
      due: "2026-11-30",
      from: today,
    });
    const action = await partId(id, "Lend a reading lead");
    const mine = `/granite-coast/my-work/${action}`;
    const revision = fieldOf((await ask(way, regional)).text, "revision") ?? "";
    await post(`${way}/approve`, regional as Identity, { revision });
    expect((await ask("/granite-coast/my-work", stranger)).text).toMatch(/Lend a reading lead/);
    expect([(await ask(mine, stranger)).status, (await ask(way, stranger)).status]).toEqual([200, 404]);
    const other = await signIn("farida.trembath");
    expect([(await ask(mine, other)).status, (await post(mine, other, { steps: "0", state: "done", doing: "x" })).status]).toEqual([
      404, 404,
    ]);
    expect((await post(mine, stranger as Identity, { steps: "0", state: "done", doing: "" })).status).toBe(422);
    expect((await post(mine, stranger as Identity, { steps: "0", state: "done", doing: "She came on Monday.", effect: "" })).status).toBe(
      303,
    );
    const crossed = await post(mine, principal as Identity, { steps: "0", state: "doing", doing: "Not yet." });
    expect([crossed.status, /She came on Monday/.test(crossed.text), /Not yet\./.test(crossed.text)]).toEqual([409, true, true]);
    // To say how it goes is no change of what was approved.
    expect((await ask(way, principal)).text).not.toMatch(/Changed since/);
  });
  test("comes to an SLE from the trust's plan by name", async () => {
    expect((await ask("/granite-coast/my-work", lead)).text).toMatch(/Find where GPS is best in the trust/);
  });
  test("of a paused plan is owed by nobody and says why, until the plan is taken up again", async () => {
    const plan = `${here}/${await planId("Trust improvement plan 2026")}`;
    const title = "Find where GPS is best in the trust";
    const action = /href="(\/granite-coast\/my-work\/[0-9a-f-]{36})">Find where GPS is best/.exec(
      (await ask("/granite-coast/my-work", lead)).text,
    );
    const step = (step: string, because: string) => post(`${plan}/step`, leader as Identity, { step, because });
    expect((await step("pause", "The storm has closed three sites")).status).toBe(303);
    expect((await ask("/granite-coast/my-work", lead)).text).not.toContain(title);
    const page = (await ask(action?.[1] ?? "", lead)).text;
    expect(page).toMatch(/Its plan was paused on 21 November 2026: The storm has closed three sites\. The action waits/);
    expect(page).not.toMatch(/Overdue/);
    const shown = (await ask(plan, leader)).text;
    expect([/three sites\. It can only be read/.test(shown), /Overdue/.test(shown)]).toEqual([true, false]);
    expect((await step("resume", "Open again.")).status).toBe(303);
    expect((await ask("/granite-coast/my-work", lead)).text).toContain(title);
  });
  test("is not evaluated by who is behind the role that leads", async () => {
    const { way, priority } = await newPlan("One person twice");
    const fields = { kind: "objective", under: priority, title: "Twice", delivers: "role:principal", from: today };
    const own = `person:${await personId("Daniel Pascoe-Reid")}`;
    const refused = await post(`${way}/parts/new`, principal as Identity, { ...fields, evaluates: own });
    expect([refused.status, /same person is behind both/.test(refused.text)]).toEqual([422, true]);
    expect((await post(`${way}/parts/new`, principal as Identity, { ...fields, evaluates: "role:regional-ceo" })).status).toBe(303);
  });
  test("is not given to somebody whose roles have ended", async () => {
    const { way, objective } = await newPlan("Nobody there");
    const gone = await row<{ id: string }>(
      "insert into organisation.person (trust_id, name, email) select trust_id, 'Gone Away', 'gone@away.example' from organisation.directory where slug = 'granite-coast' returning id",
    );
    const refused = await post(`${way}/parts/new`, principal as Identity, {
      kind: "action",
      under: objective,
      title: "Theirs",
      delivers: `person:${gone.id}`,
      from: today,
    });
    expect([refused.status, /holds no role in the trust any more/.test(refused.text)]).toEqual([422, true]);
  });
});

describe("from the first review of progress to the impact", () => {
  test("two reviews are kept as they were said, the plan closes with its impact, and nothing in it changes after", async () => {
    const { id, way, priority, objective } = await newPlan("To its end");
    await post(`${way}/approve`, regional as Identity, { revision: fieldOf((await ask(way, regional)).text, "revision") ?? "" });
    const review = (reviews: string, on: string, fields: Record<string, string>) =>
      post(`${way}/progress`, principal as Identity, { reviews, on, next: "", ...fields });
    const said = {
      [`rag-${objective}`]: "amber",
      [`narrative-${objective}`]: "Two classes of five.",
      [`decision-${objective}`]: "continue",
    };
    const bare = await review("0", "2026-10-22", { ...said, [`rag-${objective}`]: "" });
    expect([bare.status, /Two classes of five/.test(bare.text), /Choose how this objective goes/.test(bare.text)]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await review("0", "2026-10-22", said)).status).toBe(303);
    expect((await review("0", "2026-10-22", said)).status).toBe(409);
    expect((await review("1", "2026-11-20", { ...said, [`rag-${objective}`]: "green" })).status).toBe(303);
    const form = (await ask(`${way}/progress`, principal)).text;
    expect(form).toMatch(/Every child a reader<\/h2>/);
    // The trust's next half-term begins on Monday 4 January with an INSET day.
    expect([fieldOf(form, "next"), /first school day of the next half-term/.test(form)]).toEqual(["2027-01-05", true]);
    const page = (await ask(way, principal)).text;
    expect([/Review 1, 22 October 2026/.test(page), /Review 2, 20 November 2026/.test(page)]).toEqual([true, true]);
    const app = await database.as("app");
    await expect(app.query("update improve.progress_line set rag = 'green'")).rejects.toThrow(/permission denied/);
    const revision = fieldOf((await ask(`${way}/impact`, regional)).text, "revision") ?? "";
    const impact = {
      revision,
      because: "Its year is over.",
      [`verdict-${priority}`]: "in-part",
      [`happened-${priority}`]: "Three classes of five read fluently.",
    };
    expect((await post(`${way}/impact`, principal as Identity, impact)).status).toBe(404);
    expect((await post(`${way}/impact`, regional as Identity, { ...impact, [`happened-${priority}`]: "" })).status).toBe(422);
    expect((await post(`${way}/impact`, regional as Identity, impact)).status).toBe(303);
    const closed = (await ask(way, principal)).text;
    expect([/Three classes of five read fluently/.test(closed), /is not proven/.test(closed)]).toEqual([true, true]);
    expect((await post(`${way}/parts/${priority}`, principal as Identity, { version: "1", title: "Too late", from: today })).status).toBe(
      422,
    );
    const { detail } = await row<{ detail: object }>(
      "select detail from audit.event where kind = 'improve.plan-closed' order by seq desc limit 1",
    );
    expect(detail).toEqual({ plan: id, priorities: 1 });
  });
});

test("the alignment of the demonstration says which priorities nobody takes up, and asks about them", async () => {
  const { text, status } = await ask(`${here}/alignment`, leader);
  expect(status).toBe(200);
  expect(text).toMatch(/No academy takes up “The standards of excellence”/);
  expect(text).not.toMatch(/No academy takes up “Closing the word gap/);
  expect((await ask(`${here}/alignment`, principal)).status).toBe(404);
  // A target whose time is over is no plan's any more; one still to come is.
  const asked = async () =>
    [...(await ask(`${here}/alignment`, leader)).text.matchAll(/Which plan is meant to reach “([^”]*)”/g)].map(([, name]) => name ?? "");
  expect((await asked()).filter((name) => /20(1\d|2[0-4])\/|2025\/26/.test(name))).toEqual([]);
  const before = (await asked()).length;
  await house.keeper.pool.query(
    "update measures.target set period = 20280 where id = (select id from measures.target where id not in (select target_id from improve.part_version where target_id is not null) limit 1)",
  );
  expect((await asked()).length).toBe(before + 1);
});

test("who leads and holds no role any more is marked on the plan, and the alignment asks who leads now", async () => {
  const { way, objective, id } = await newPlan("Left behind");
  const owner = await personId("Leila Copplestone");
  const action = { kind: "action", under: objective, title: "Hers", delivers: `person:${owner}`, from: today };
  expect((await post(`${way}/parts/new`, principal as Identity, action)).status).toBe(303);
  const marked = async () => {
    const page = (await ask(way, principal)).text;
    const mine = (await ask(`/granite-coast/my-work/${await partId(id, "Hers")}`, principal)).text;
    const asks = (await ask(`${here}/alignment`, leader)).text;
    return [
      ...[page, mine].map((text) => text.includes("Leila Copplestone (holds no role any more)")),
      /Leila Copplestone leads \d+ parts? of plans, and holds no role any more/.test(asks),
    ];
  };
  expect(await marked()).toEqual([false, false, false]);
  await house.keeper.pool.query(
    "update organisation.role set held = tstzrange(lower(held), '2026-11-20') where person_id = $1 and lower(held) < '2026-11-20'",
    [owner],
  );
  expect(await marked()).toEqual([true, true, true]);
});

test("a plan is not approved while whoever leads a priority of it answers no more", async () => {
  const { way, id, priority } = await newPlan("Led by nobody");
  const owner = await personId("Elowen Marchant");
  const kept = await post(`${way}/parts/${priority}`, principal as Identity, {
    ...{ version: "1", title: "Every child a reader", delivers: `person:${owner}`, from: today },
  });
  expect(kept.status).toBe(303);
  await house.keeper.pool.query(
    "update organisation.role set held = tstzrange(lower(held), '2026-11-20') where person_id = $1 and lower(held) < '2026-11-20'",
    [owner],
  );
  const refused = await post(`${way}/approve`, regional as Identity, {
    revision: fieldOf((await ask(way, regional)).text, "revision") ?? "",
  });
  expect([refused.status, /leads “Every child a reader” holds no role any more/.test(refused.text)]).toEqual([422, true]);
  expect(await row("select count(*)::int as n from improve.approval where plan_id = $1", [id])).toEqual({ n: 0 });
});

test("what a review decided to stop goes on until it is ended, and the plan says so; a shorter plan is reviewed at its end", async () => {
  const { way, objective } = await newPlan("Stopped");
  const approve = async () =>
    post(`${way}/approve`, regional as Identity, { revision: fieldOf((await ask(way, regional)).text, "revision") ?? "" });
  expect((await approve()).status).toBe(303);
  const next = async () =>
    (await ask(here, principal)).text
      .match(/>Stopped<\/a>.*?<\/tr>/s)?.[0]
      .match(/next on ([^<.]*)/)?.[1]
      ?.trim();
  expect(await next()).toBeUndefined();
  const reviewed = await post(`${way}/progress`, principal as Identity, {
    ...{ reviews: "0", on: "2026-11-20", next: "2027-01-05", [`rag-${objective}`]: "red" },
    ...{ [`narrative-${objective}`]: "Nobody came.", [`decision-${objective}`]: "stop" },
  });
  expect(reviewed.status).toBe(303);
  const says = async () => /The review of 20 November 2026 decided to stop this/.test((await ask(way, principal)).text);
  expect(await says()).toBe(true);
  await post(`${way}/change`, principal as Identity, { version: "1", title: "Stopped", begins: "2026-09-01", ends: "2026-12-01" });
  expect(await next()).toBe("1 December 2026");
  const impact = await post(`${way}/impact`, regional as Identity, {
    revision: fieldOf((await ask(`${way}/impact`, regional)).text, "revision") ?? "",
    because: "Over.",
  });
  expect([impact.status, /has changed since it was approved/.test(impact.text)]).toEqual([422, true]);
  expect((await post(`${way}/parts/${objective}/end`, principal as Identity, { version: "1", because: "Nobody came." })).status).toBe(303);
  expect(await says()).toBe(false);
});

test("a review of progress tells each target once, with the actions and where each is", async () => {
  const plan = await planId("Trust improvement plan 2026");
  const { text } = await ask(`${here}/${plan}/progress`, leader);
  const { targets } = await row<{ targets: number }>(
    `select count(distinct v.target_id)::int as targets from improve.part p join improve.part_version v on v.part_id = p.id
     where p.plan_id = $1 and v.target_id is not null`,
    [plan],
  );
  const told = [...text.matchAll(/<li>([^<]*\([^<]*\): [^<.]*)\./g)].map(([, name]) => name);
  expect(told.length).toBeGreaterThan(0);
  expect([told.length <= targets, new Set(told).size]).toEqual([true, told.length]);
  expect(text).toMatch(/Find where GPS is best in the trust[^<]*<\/a>: (to do|under way|done)/);
});
test("what was approved before is told by its number and its day", async () => {
  const { way, objective } = await newPlan("Approved twice");
  const approve = async () =>
    post(`${way}/approve`, regional as Identity, { revision: fieldOf((await ask(way, regional)).text, "revision") ?? "" });
  await approve();
  await post(`${way}/parts/${objective}`, principal as Identity, { version: "1", title: "Phonics, twice", from: today });
  expect((await approve()).status).toBe(303);
  expect((await ask(`${way}/approved`, principal)).text).toMatch(/Approval 1, 21 November 2026\s*<\/a>, by Morwenna Tallack/);
});
