import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, formIn, type Identity } from "../../../gates/demonstration.ts";
import { toCsv, toXlsx } from "../../platform/web/spreadsheet.ts";
import { readPlanFile } from "./read-plan-file.ts";
import { type SheetColumn, sheetColumns } from "./sheet.rules.ts";

const { ask, app, post, signIn, row } = await demonstration();
const here = "/granite-coast/plans";
let [leader, principal, stranger]: Identity[] = [];
beforeAll(async () => {
  [leader, principal, stranger] = [await signIn("rosalind.penhale"), await signIn("daniel.pascoe-reid"), await signIn("leila.copplestone")];
});
const planCalled = async (title: string) =>
  (await row<{ id: string }>("select plan_id as id from improve.plan_version where title = $1 order by plan_id limit 1", [title])).id;
const unitOf = async (urn: number | null) =>
  urn === null
    ? (
        await row<{ id: string }>(
          "select u.id from organisation.unit u join organisation.directory d using (trust_id) where u.kind = 'trust' and d.slug = 'granite-coast'",
        )
      ).id
    : (await row<{ id: string }>("select unit_id as id from organisation.academy where urn = $1", [urn])).id;
const count = async (sql: string, values: unknown[] = []) => (await row<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).n;

async function fileOf(plan: string, kind: "csv" | "xlsx", who = leader): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await app.request(`http://localhost${here}/${plan}/plan.${kind}`, { headers: { Cookie: who?.cookie ?? "" } });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}
/** What a file says of a plan, but for what is each plan's own: the ids and versions. */
async function rowsOf(bytes: Uint8Array) {
  const file = await readPlanFile(bytes);
  if (!file.ok) throw new Error(file.refusal);
  return file.value.rows.map(({ row, cells: { id: _id, version: _version, ...cells } }) => ({ row, ...cells }));
}
const blob = (bytes: Uint8Array<ArrayBuffer> | string) => new File([bytes], "plan.csv");
const confirm = (html: string, action: string, more: Record<string, string> = {}) => ({ ...formIn(html, action), ...more });

/** The cells that a page names as wrong. */
const wrongCells = (html: string) =>
  [...html.matchAll(/<th scope="row"><span class="line-word">Row <\/span>(\d+)<\/th><td>([^<]*)<\/td><td class="break">([^<]*)</g)].map(
    ([, at, column, why]) => `${at} ${column}: ${why?.slice(0, 40)}`,
  );
/** A plan's file as rows of cells, its columns first. */
async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  const file = await readPlanFile(bytes);
  if (!file.ok) throw new Error(file.refusal);
  return [[...sheetColumns], ...file.value.rows.map(({ cells }) => sheetColumns.map((column) => cells[column] ?? ""))];
}
/** A plan's file with some of its rows changed, as CSV. */
async function rewritten(plan: string, change: (rows: string[][], at: (column: SheetColumn) => number) => string[][]): Promise<string> {
  const [header = [], ...rows] = await cellsOf(await fileOf(plan, "csv"));
  return toCsv([header, ...change(rows, (column) => sheetColumns.indexOf(column))]);
}
async function newPlan(title: string) {
  const begun = await post(`${here}/new`, principal as Identity, {
    ...{ kind: "academy-improvement", unit: await unitOf(990002), title, begins: "2026-09-01", ends: "2027-08-31" },
  });
  const way = begun.location ?? "";
  const add = (fields: Record<string, string>) => post(`${way}/parts/new`, principal as Identity, { from: "2026-11-21", ...fields });
  await add({ kind: "priority", title: "Reading", delivers: "role:principal", outcome: "Readers." });
  const id = way.split("/").at(-1) ?? "";
  const part = await row<{ id: string }>("select id from improve.part where plan_id = $1", [id]);
  await add({ kind: "action", under: part.id, title: "Coach", due: "2027-01-15" });
  await add({ kind: "action", under: part.id, title: "Buy books", cost: "1200" });
  return { id, way, priority: part.id };
}

describe("a plan as a file", () => {
  test.each(["csv", "xlsx"] as const)("of nine priorities, as %s, begins a new plan that says the same in every row", async (kind) => {
    const original = await planCalled("Trust improvement plan 2026");
    const look = async (bytes: Uint8Array<ArrayBuffer>) =>
      post(`${here}/import`, leader as Identity, { unit: await unitOf(null), kind: "trust-improvement", file: blob(bytes) });
    // One of its criteria is measured by a target of which there is no value yet: a new plan may not begin with that.
    const refused = await look(await fileOf(original, kind));
    expect([refused.status, wrongCells(refused.text)]).toEqual([422, ["5 target: There is no value of “Expected standard "]]);
    const rows = await cellsOf(await fileOf(original, kind));
    const [header = []] = rows;
    for (const column of ["target", "target now"]) (rows[4] ?? [])[header.indexOf(column)] = "";
    const bytes = kind === "csv" ? new TextEncoder().encode(toCsv(rows)) : toXlsx("Plan", rows);
    const looked = await look(bytes);
    expect([looked.status, wrongCells(looked.text)]).toEqual([200, []]);
    const before = await count("improve.plan");
    const begun = await post(`${here}/import/confirm`, leader as Identity, confirm(looked.text, `${here}/import/confirm`));
    expect([begun.status, await count("improve.plan")]).toEqual([303, before + 1]);
    const copy = begun.location?.split("/").at(-1) ?? "";
    expect(copy).not.toBe(original);
    const told = ["state", "what was done", "effect"] as const;
    const said = (of: Awaited<ReturnType<typeof rowsOf>>) =>
      of.map((one) => ({ ...one, ...Object.fromEntries(told.map((name) => [name, ""])) }));
    const expected = said(await rowsOf(bytes));
    expect(expected.filter(({ part }) => part === "Priority").length).toBeGreaterThanOrEqual(9);
    expect(said(await rowsOf(await fileOf(copy, kind)))).toEqual(expected);
  });
  test("is saved by who sees the plan, and brought in by who writes it", async () => {
    const { id, way } = await newPlan("Whose file");
    expect((await ask(`${way}/plan.csv`, stranger)).status).toBe(404);
    expect((await ask(`${way}/import`, stranger)).status).toBe(404);
    expect((await post(`${way}/import`, stranger as Identity, { file: blob(await fileOf(id, "csv")) })).status).toBe(404);
    const elsewhere = await post(`${here}/import`, principal as Identity, {
      unit: await unitOf(990016),
      kind: "academy-improvement",
      file: blob(await fileOf(id, "csv")),
    });
    expect([elsewhere.status, /may not write plans there/.test(elsewhere.text)]).toEqual([422, true]);
  });
});

describe("a file brought into its plan", () => {
  test("shows what is new, what changes and what is gone, and saves all of it as one change once it is confirmed", async () => {
    const { id, way } = await newPlan("Changed in a sheet");
    const csv = await rewritten(id, (rows, at) => {
      const [plan = [], priority = [], coach = []] = rows;
      coach[at("due")] = "12/03/2027";
      const fresh = plan.map(() => "");
      Object.assign(fresh, { [at("part")]: "Action", [at("title")]: "Read aloud daily", [at("under")]: "P1", [at("needs")]: "P1.A1" });
      return [plan, priority, coach, fresh];
    });
    const looked = await post(`${way}/import`, principal as Identity, { file: blob(csv) });
    expect(looked.status).toBe(200);
    for (const words of [
      /1 part is new/,
      /1 part changes/,
      /15 January 2027.*12 March 2027/s,
      /Action: Read aloud daily/,
      /not in the file[\s\S]*Buy books/,
    ])
      expect(looked.text).toMatch(words);
    expect(await count("improve.part where plan_id = $1", [id])).toBe(3);
    const form = confirm(looked.text, `${way}/import/confirm`);
    const noReason = await post(`${way}/import/confirm`, principal as Identity, { ...form, end: "yes", because: " " });
    expect([noReason.status, /why the parts that were left out end/.test(noReason.text)]).toEqual([422, true]);
    const saved = await post(`${way}/import/confirm`, principal as Identity, { ...form, end: "yes", because: "Given by the library." });
    expect(saved.status).toBe(303);
    const page = (await ask(way, principal)).text;
    for (const words of [/Read aloud daily/, /12 March 2027/, /Given by the library/]) expect(page).toMatch(words);
    const { detail } = await row<{ detail: object }>(
      "select detail from audit.event where kind = 'improve.plan-brought' order by seq desc limit 1",
    );
    expect(detail).toEqual({ plan: id, from: "file", added: 1, changed: 1, ended: 1 });
    const needs = await row<{ title: string }>(
      "select v.title from improve.part_needs n join improve.part p on p.id = n.part_id join improve.part_version v on v.part_id = n.needs_id where p.plan_id = $1 limit 1",
      [id],
    );
    expect(needs.title).toBe("Coach");
  });
  test("is not saved when somebody has changed the plan since it was shown, and shows what it would do now", async () => {
    const { id, way, priority } = await newPlan("Changed meanwhile");
    const csv = await rewritten(id, (rows, at) =>
      rows.map((cells) => (cells[at("title")] === "Coach" ? cells.with(at("title"), "Coach twice") : cells)),
    );
    const looked = await post(`${way}/import`, principal as Identity, { file: blob(csv) });
    await post(`${way}/parts/new`, leader as Identity, { kind: "action", under: priority, title: "Meanwhile", from: "2026-11-21" });
    const crossed = await post(`${way}/import/confirm`, principal as Identity, confirm(looked.text, `${way}/import/confirm`));
    expect([crossed.status, /changed the plan since you looked/.test(crossed.text), /Coach twice/.test(crossed.text)]).toEqual([
      409,
      true,
      true,
    ]);
    expect(
      await count("improve.part_version v join improve.part p on p.id = v.part_id where p.plan_id = $1 and v.title = 'Coach twice'", [id]),
    ).toBe(0);
  });
  test("names every wrong cell by its row and column, and saves nothing until all are right", async () => {
    const { id, way } = await newPlan("Wrong cells");
    const gone = await row<{ id: string }>(
      "insert into organisation.person (trust_id, name, email) select trust_id, 'Gone Awaye', 'gone@awaye.example' from organisation.directory where slug = 'granite-coast' returning id",
    );
    expect(gone.id).toBeTruthy();
    const csv = await rewritten(id, (rows, at) => {
      const [plan = [], priority = [], coach = [], books = []] = rows;
      plan[at("to")] = "2026-08-31";
      priority[at("supports")] = "Another trust’s plan: Reading";
      coach[at("delivers")] = "Gone Awaye";
      coach[at("delivers from")] = "2026-11-21";
      books[at("due")] = "by Easter";
      return rows;
    });
    const refused = await post(`${way}/import`, principal as Identity, { file: blob(csv) });
    expect(refused.status).toBe(422);
    const cells = wrongCells(refused.text);
    expect(cells).toEqual([
      "2 to: The plan would end before it starts. Giv",
      "3 supports: “Another trust’s plan: Reading” is no pr",
      "4 delivers: This person holds no role in the trust a",
      "5 due: “by Easter” is no day. Write it as 2027-",
    ]);
    expect(fieldOf(refused.text, "rows")).toBeUndefined();
  });
  test("that is no table, or is empty, is refused in a sentence", async () => {
    const { way } = await newPlan("No table");
    for (const [bytes, words] of [
      ["", /Choose the file/],
      ["\u0000\u0001\u0002", /neither a CSV nor an Excel/],
      ["part;title\r\n", /a header and no rows/],
      ["name,what\r\na,b\r\n", /missing: part, title/],
    ] as const) {
      const refused = await post(`${way}/import`, principal as Identity, { file: blob(bytes) });
      expect([bytes, refused.status, words.test(refused.text)]).toEqual([bytes, 422, true]);
    }
    const damaged = await post(`${way}/import/confirm`, principal as Identity, { rows: '[[1,{"nonsense":"x"}]]', work: "" });
    expect([damaged.status, /This form is damaged/.test(damaged.text)]).toEqual([422, true]);
  });
});
