import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, formIn, type Identity } from "../../../gates/demonstration.ts";
import { planKinds, plannedFor } from "../plans/plan.rules.ts";
import { shippedTemplates } from "./shipped.ts";
import { considerTemplate, dueAfter, rowsFor, rowsOf } from "./template.rules.ts";

const { ask, post, signIn, row, house } = await demonstration();
const here = "/granite-coast/plans";
let [leader, principal]: Identity[] = [];
beforeAll(async () => {
  [leader, principal] = [await signIn("rosalind.penhale"), await signIn("daniel.pascoe-reid")];
});
const unitOf = (kind: string) =>
  kind === "academy"
    ? row<{ id: string }>("select unit_id as id from organisation.academy where urn = 990002")
    : row<{ id: string }>(
        "select u.id from organisation.unit u join organisation.directory d using (trust_id) where u.kind = $1 and d.slug = 'granite-coast' limit 1",
        [kind],
      );
const partsOf = async (plan: string) =>
  (
    await house.keeper.pool.query<{ kind: string; title: string; due: string | null; role: string | null }>(
      `select p.kind, v.title, v.due::text as due, o.role from improve.part p join improve.part_version v on v.part_id = p.id
       left join improve.part_owner o on o.part_id = p.id and o.version = v.version and o.duty = 'delivers' where p.plan_id = $1 order by p.id`,
      [plan],
    )
  ).rows;
const begin = async (who: Identity, kind: string, template: string, unit: string) =>
  post(`${here}/new`, who, { kind, unit, template, title: `Begun with ${template}`, begins: "2026-09-01", ends: "2027-08-31" });

describe("the templates that are shipped", () => {
  test("are one for each kind of plan", () => {
    expect([...shippedTemplates().keys()].sort()).toEqual(Object.keys(planKinds).sort());
  });
  test("each begin a plan of their kind with every part of theirs, led by the roles that somebody holds", async () => {
    for (const [kind, template] of shippedTemplates()) {
      const unit = plannedFor[template.kind].includes("academy") ? "academy" : plannedFor[template.kind][0];
      // A plan that answers a review needs one, and the demonstration has no network yet: their parts are read by the same rule.
      if (kind === "review-answer" || unit === "network") continue;
      const begun = await begin(leader as Identity, kind, `shipped:${kind}`, (await unitOf(unit ?? "trust")).id);
      expect([kind, begun.status]).toEqual([kind, 303]);
      const parts = await partsOf(begun.location?.split("/").at(-1) ?? "");
      expect(parts.map(({ title }) => title).sort()).toEqual(template.parts.map(({ title }) => title).sort());
      expect(parts.every(({ due }) => due === null || (due >= "2026-09-01" && due <= "2027-08-31"))).toBe(true);
    }
    const academy = await begin(principal as Identity, "academy-improvement", "shipped:academy-improvement", (await unitOf("academy")).id);
    const [first] = await partsOf(academy.location?.split("/").at(-1) ?? "");
    expect(first?.role).toBe("principal");
  });
  test("are of their own kind alone", async () => {
    const refused = await begin(principal as Identity, "academy-improvement", "shipped:team", (await unitOf("academy")).id);
    expect([refused.status, /another kind of plan: Team plan/.test(refused.text), fieldOf(refused.text, "title")]).toEqual([
      422,
      true,
      "Begun with shipped:team",
    ]);
    const none = await begin(principal as Identity, "academy-improvement", "no-such", (await unitOf("academy")).id);
    expect([none.status, /not offered any more/.test(none.text)]).toEqual([422, true]);
  });
});

describe("a template of the trust's own", () => {
  async function made(title: string): Promise<{ way: string; id: string }> {
    const { id } = await row<{ id: string }>(
      "select plan_id as id from improve.plan_version where title = 'Trust improvement plan 2026' order by plan_id limit 1",
    );
    const done = await post(`${here}/${id}/template`, leader as Identity, { title, says: "For every year." });
    expect([title, done.status]).toEqual([title, 303]);
    return { way: done.location ?? "", id: done.location?.split("/").at(-1) ?? "" };
  }
  test("is made of a plan by a leader, keeps roles and months and nobody's name, and begins another plan", async () => {
    const { way, id } = await made("Our year");
    const { content } = await row<{ content: { parts: { kind: string; leads?: string; after?: number }[] } }>(
      "select content from improve.template_version where template_id = $1",
      [id],
    );
    expect(content.parts.filter(({ kind }) => kind === "priority").length).toBeGreaterThanOrEqual(9);
    expect(JSON.stringify(content)).not.toMatch(/Jory Lidgate|person/);
    expect(content.parts.some(({ after }) => (after ?? 0) > 0)).toBe(true);
    expect((await ask(way, principal)).status).toBe(200);
    expect((await post(way, principal as Identity, { version: "1", title: "Mine now", says: "" })).status).toBe(404);
    const begun = await begin(leader as Identity, "trust-improvement", id, (await unitOf("trust")).id);
    expect((await partsOf(begun.location?.split("/").at(-1) ?? "")).length).toBe(content.parts.length);
    const again = await post(
      way.replace(
        /templates\/.*/,
        `${(await row<{ id: string }>("select plan_id as id from improve.plan_version where title = 'Trust improvement plan 2026' order by plan_id limit 1")).id}/template`,
      ),
      leader as Identity,
      { title: "our YEAR", says: "" },
    );
    expect([again.status, /There is a template of this name/.test(again.text)]).toEqual([422, true]);
  });
  test("is written anew as it was seen, refused with everything that was written, and retired", async () => {
    const { way, id } = await made("To be written");
    const form = formIn((await ask(way, leader)).text, way);
    expect(form["0-title"]).toBeTruthy();
    const due = (Object.entries(form).find(([name, value]) => name.endsWith("-kind") && value === "action")?.[0] ?? "").replace(
      "kind",
      "due",
    );
    const wrong = await post(way, leader as Identity, { ...form, [due]: "soon", "0-title": "Kept words" });
    expect([wrong.status, /whole number from 0 to 120/.test(wrong.text), /Kept words/.test(wrong.text)]).toEqual([422, true, true]);
    const nowhere = await post(way, leader as Identity, { ...form, "0-kind": "action" });
    expect([nowhere.status, /Part 1: An action has no “Why\?”/.test(nowhere.text)]).toEqual([422, true]);
    expect((await post(way, leader as Identity, { ...form, "0-title": "Read first" })).status).toBe(303);
    const crossed = await post(way, leader as Identity, { ...form, "0-title": "Read second" });
    expect([crossed.status, /Read first/.test(crossed.text), /Read second/.test(crossed.text)]).toEqual([409, true, true]);
    expect((await post(`${way}/retire`, leader as Identity, { version: "2", retired: "yes" })).status).toBe(303);
    const refused = await begin(leader as Identity, "trust-improvement", id, (await unitOf("trust")).id);
    expect([refused.status, /not offered any more/.test(refused.text)]).toEqual([422, true]);
    expect((await post(way, leader as Identity, { ...form, version: "3" })).status).toBe(422);
  });
});

test("what a template would have due before the day on which a plan is begun has no day, unless that plan is over", () => {
  const template = { parts: [0, 1, 11].map((after) => ({ kind: "action" as const, title: String(after), after })) };
  const due = (today: string) => rowsFor(template, { begins: "2026-09-01", ends: "2027-08-31" }, new Set(), today).map((row) => row.due);
  expect(due("2026-09-01")).toEqual(["2026-09-01", "2026-10-01", "2027-08-01"]);
  expect(due("2026-11-21")).toEqual(["", "", "2027-08-01"]);
  expect(due("2027-09-01")).toEqual(["2026-09-01", "2026-10-01", "2027-08-01"]);
});

test("every template that can be chosen can be read where it is chosen", async () => {
  const { text } = await ask(`${here}/new`, principal);
  const options = [...text.matchAll(/<option value="shipped:[^"]*"[^>]*>([^<]*)</g)].map(([, name]) => name);
  expect(options.length).toBeGreaterThan(2);
  for (const name of options) expect(text).toContain(`<summary>${name}</summary>`);
});

test("a template says where each part hangs by its place alone, and is never due after its plan has ended", () => {
  const template = shippedTemplates().get("academy-improvement");
  const considered = considerTemplate(
    { kind: "academy-improvement", title: "T", says: "", rows: rowsOf(template?.parts ?? []) },
    new Set(["principal", "regional-ceo"]),
  );
  expect(considered.ok && considered.value.parts).toEqual(template?.parts);
  expect([dueAfter("2026-08-31", "2027-08-31", 6), dueAfter("2026-09-01", "2026-12-01", 6)]).toEqual(["2027-02-28", "2026-12-01"]);
});
