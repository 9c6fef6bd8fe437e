import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, formIn, type Identity } from "../../../gates/demonstration.ts";

const { ask, post, signIn, row, house } = await demonstration();
const here = "/granite-coast/plans";
let principal: Identity;
let stranger: Identity;
beforeAll(async () => {
  [principal, stranger] = [await signIn("daniel.pascoe-reid"), await signIn("leila.copplestone")];
});
async function newPlan(title: string): Promise<{ id: string; way: string }> {
  const unit = (await row<{ id: string }>("select unit_id as id from organisation.academy where urn = 990002")).id;
  const begun = await post(`${here}/new`, principal, {
    kind: "academy-improvement",
    unit,
    title,
    begins: "2026-09-01",
    ends: "2027-08-31",
  });
  return { way: begun.location ?? "", id: begun.location?.split("/").at(-1) ?? "" };
}
const partsOf = async (plan: string) =>
  (
    await house.keeper.pool.query<{ says: string }>(
      `select p.kind || ': ' || v.title || coalesce(' under ' || u.title, '') || coalesce(' by ' || v.due, '') || coalesce(' £' || v.cost, '') || coalesce(' led by ' || n.name, ' led by ' || o.role, '') as says
       from improve.part p join improve.part_version v on v.part_id = p.id left join improve.part_version u on u.part_id = p.under_id
       left join improve.part_owner o on o.part_id = p.id and o.duty = 'delivers' left join organisation.person n on n.id = o.person_id where p.plan_id = $1 order by p.id`,
      [plan],
    )
  ).rows.map(({ says }) => says);

const text = `Priority\tAction\tLead\tBy when\tCost\tSuccess criteria
Every child a reader\tCoach each teacher\tPrincipal\tSummer 2 2027\t£1,200\tFluent at seven
\tBuy books\tdaniel pascoe-reid\t12/03/2027\t300\t
Attendance\tA merged cell about everything`;

describe("a plan pasted from Word", () => {
  test("is shown in fields to be checked, saved as one change, and asks about what has no place", async () => {
    const { id, way } = await newPlan("Pasted");
    const shown = await post(`${way}/paste`, principal, { text });
    expect(shown.status).toBe(200);
    expect(shown.text).toMatch(/line 4: this row has 2 of 6 cells/);
    expect(shown.text).toMatch(/“Summer 2 2027” was read as 31 August 2027/);
    expect(await partsOf(id)).toEqual([]);
    const form = formIn(shown.text, `${way}/paste/confirm`);
    const left = await post(`${way}/paste/confirm`, principal, form);
    expect([left.status, /Part 5: some text has no place yet/.test(left.text), /A merged cell about everything/.test(left.text)]).toEqual([
      422,
      true,
      true,
    ]);
    for (const asked of [/To check:<\/strong> line 4: this row has 2 of 6 cells/, /To check:<\/strong> “Summer 2 2027” was read/])
      expect(left.text).toMatch(asked);
    const field = Object.entries(form).find(([, value]) => value === "A merged cell about everything")?.[0] ?? "";
    const saved = await post(`${way}/paste/confirm`, principal, {
      ...form,
      [field]: "",
      [field.replace("left", "why")]: "A merged cell about everything",
    });
    expect(saved.status).toBe(303);
    expect(await partsOf(id)).toEqual([
      "priority: Every child a reader",
      "action: Coach each teacher under Every child a reader by 2027-08-31 £1200 led by principal",
      "criterion: Fluent at seven under Every child a reader",
      "action: Buy books under Every child a reader by 2027-03-12 £300 led by Daniel Pascoe-Reid",
      "priority: Attendance",
    ]);
    const { detail } = await row<{ detail: object }>(
      "select detail from audit.event where kind = 'improve.plan-brought' order by seq desc limit 1",
    );
    expect(detail).toEqual({ plan: id, from: "paste", added: 5, changed: 0, stepped: 0, reviews: 0, ended: 0 });
  });
  test("is refused part by part with everything that was written, and saves nothing", async () => {
    const { id, way } = await newPlan("Refused");
    const form = formIn((await post(`${way}/paste`, principal, { text })).text, `${way}/paste/confirm`);
    const bad = { ...form, "0-kind": "action", "1-due": "by the end", "3-due": "12/03/2031", "4-left": "", "4-title": "Kept words" };
    const refused = await post(`${way}/paste/confirm`, principal, bad);
    expect(refused.status).toBe(422);
    for (const words of [/Part 1: There is nothing above/, /Part 2: /, /Part 4: /, /Kept words/]) expect(refused.text).toMatch(words);
    const due = await post(`${way}/paste/confirm`, principal, { ...bad, "0-kind": "priority" });
    for (const words of [/Part 2: Give the day it is due/, /Part 4: The plan covers 1 September 2026 to 31 August 2027/])
      expect(due.text).toMatch(words);
    expect(await partsOf(id)).toEqual([]);
  });
  test("is read for nobody else, and only where there is something to read", async () => {
    const { way } = await newPlan("Whose paste");
    expect((await post(`${way}/paste`, stranger, { text })).status).toBe(404);
    const empty = await post(`${way}/paste`, principal, { text: "  " });
    expect([empty.status, /Paste the text of the plan/.test(empty.text)]).toEqual([422, true]);
    const long = await post(`${way}/paste`, principal, { text: "x\n".repeat(120_000) });
    expect([long.status, /longer than any plan/.test(long.text)]).toEqual([422, true]);
    expect((await ask(`${way}/paste`, principal)).status).toBe(200);
  });
});
