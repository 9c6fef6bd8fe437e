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
    // How many steps an action took is each plan's own, as a version is: in a new plan the state it has is its first.
    const said = (of: Awaited<ReturnType<typeof rowsOf>>) => of.map(({ step: _, ...one }) => one);
    const expected = said(await rowsOf(bytes));
    for (const [name, least] of [
      ["what was done", 1],
      ["colour", 2],
      ["decision", 2],
    ] as const)
      expect([name, expected.filter((one) => one[name]).length >= least]).toEqual([name, true]);
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
    expect(detail).toEqual({ plan: id, from: "file", added: 1, changed: 1, stepped: 0, reviews: 0, ended: 1 });
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
      "2 to: The plan would end before it starts, or ",
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
    for (const rows of ['[[1,{"nonsense":"x"}]]', '[[2,{"part":"Progress","narrative":"\\u0000"}]]']) {
      const damaged = await post(`${way}/import/confirm`, principal as Identity, { rows, work: "" });
      expect([damaged.status, /This form is damaged/.test(damaged.text)]).toEqual([422, true]);
    }
  });
});

const approve = async (way: string) => {
  const revision = formIn((await ask(way, leader)).text, `${way}/approve`).revision ?? "";
  expect((await post(`${way}/approve`, leader as Identity, { revision })).status).toBe(303);
};
const brought = async () =>
  (
    await row<{ detail: Record<string, unknown> }>(
      "select detail from audit.event where kind = 'improve.plan-brought' order by seq desc limit 1",
    )
  ).detail;
/** A plan's file with one cell of each of these rows written otherwise, each found by its title. */
const withCells = (plan: string, cells: Record<string, Partial<Record<SheetColumn, string>>>) =>
  rewritten(plan, (rows, at) =>
    rows.map((cellsOfRow) =>
      Object.entries(cells[cellsOfRow[at("title")] ?? ""] ?? {}).reduce(
        (row, [column, text]) => row.with(at(column as SheetColumn), text),
        cellsOfRow,
      ),
    ),
  );
const look = async (way: string, csv: string | Uint8Array<ArrayBuffer>) =>
  post(`${way}/import`, principal as Identity, { file: blob(csv) });

describe("where an action is, by a file", () => {
  test("is kept as its next step, by whoever brought it, on the evidence it had; the plan stays approved", async () => {
    const { id, way } = await newPlan("Stepped in a sheet");
    await approve(way);
    const coach = await row<{ id: string }>(
      "select v.part_id as id from improve.part_version v join improve.part p on p.id = v.part_id where p.plan_id = $1 and v.title = 'Coach'",
      [id],
    );
    const evidence = await row<{ id: string }>(
      "select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990002 and not exists (select from evidence.withdrawal w where w.item_id = i.id) and not exists (select from evidence.item n where n.follows = i.id) and not exists (select from diagnose.review_rests_on b where b.item_id = i.id) order by i.id desc limit 1",
    );
    const mine = `/granite-coast/my-work/${coach.id}`;
    expect(
      (await post(mine, principal as Identity, { steps: "0", state: "doing", doing: "", effect: "", "doing-item": evidence.id })).status,
    ).toBe(303);
    const csv = await withCells(id, { Coach: { state: "Done", effect: "Lessons are calmer." } });
    const looked = await look(way, csv);
    expect([looked.status, wrongCells(looked.text)]).toEqual([200, []]);
    expect(looked.text).toMatch(/<dt>State<\/dt><dd[^>]*><del>Under way<\/del> <ins>Done<\/ins>/);
    expect(looked.text).toMatch(/<dt>Effect<\/dt><dd[^>]*><del>–<\/del> <ins>Lessons are calmer\.<\/ins>/);
    expect(looked.text).not.toMatch(/asks for approval again/);
    const saved = await post(`${way}/import/confirm`, principal as Identity, confirm(looked.text, `${way}/import/confirm`));
    expect(saved.status).toBe(303);
    expect(await brought()).toEqual({ plan: id, from: "file", added: 0, changed: 0, stepped: 1, reviews: 0, ended: 0 });
    const kept = await row<object>(
      "select s.number, s.state, s.from_file as file, p.name as by, (select array_agg(e.item_id) from improve.action_step_evidence e where e.part_id = s.part_id and e.number = s.number) as items from improve.action_step s join organisation.person p on p.id = s.taken_by where s.part_id = $1 order by s.number desc limit 1",
      [coach.id],
    );
    expect(kept).toEqual({ number: 2, state: "done", file: true, by: "Daniel Pascoe-Reid", items: [evidence.id] });
    for (const page of [way, mine])
      expect((await ask(page, principal)).text).toMatch(/Brought in from a file by Daniel Pascoe-Reid on 21 November 2026/);
    expect((await ask(way, leader)).text).not.toMatch(/Changed since it was approved/);
    const again = await look(way, await fileOf(id, "xlsx"));
    expect([again.status, /there is nothing to do/.test(again.text)]).toEqual([200, true]);
  });
  test("is not told over somebody who wrote of it meanwhile", async () => {
    const { id, way } = await newPlan("Stepped meanwhile");
    await approve(way);
    const looked = await look(way, await withCells(id, { Coach: { state: "Dropped", "what was done": "Nobody came." } }));
    const coach = await row<{ id: string }>(
      "select v.part_id as id from improve.part_version v join improve.part p on p.id = v.part_id where p.plan_id = $1 and v.title = 'Coach'",
      [id],
    );
    await post(`/granite-coast/my-work/${coach.id}`, leader as Identity, { steps: "0", state: "doing", doing: "She came.", effect: "" });
    const crossed = await post(`${way}/import/confirm`, principal as Identity, confirm(looked.text, `${way}/import/confirm`));
    expect([crossed.status, wrongCells(crossed.text)]).toEqual([422, ["4 step: Somebody has written of this action sinc"]]);
    expect(await count("improve.action_step where part_id = $1", [coach.id])).toBe(1);
  });
  test("is refused before what it waits for, in a plan that was never approved, and in a word that is none", async () => {
    const { id, way } = await newPlan("Refused steps");
    const done = { state: "Done", "what was done": "All of it." };
    expect(wrongCells((await look(way, await withCells(id, { Coach: done }))).text)).toEqual([
      "4 state: Its plan has not been approved yet. Ask ",
    ]);
    await approve(way);
    expect(wrongCells((await look(way, await withCells(id, { "Buy books": { ...done, needs: "P1.A1" } }))).text)).toEqual([
      "5 state: It waits for “Coach”, which is not done.",
    ]);
    expect(wrongCells((await look(way, await withCells(id, { Coach: { state: "Nearly" } }))).text)).toEqual([
      "4 state: “Nearly” is no state of an action. Write",
    ]);
    const both = await look(way, await withCells(id, { Coach: done, "Buy books": { ...done, needs: "P1.A1" } }));
    expect([both.status, wrongCells(both.text)]).toEqual([200, []]);
  });
});

describe("reviews of progress in a file", () => {
  const columns: readonly SheetColumn[] = [
    "ref",
    "part",
    "under",
    "title",
    "delivers",
    "delivers from",
    "state",
    "from",
    "to",
    "review",
    "colour",
    "narrative",
    "decision",
    "targets then",
    "next review",
  ];
  const sheet = (rows: Partial<Record<SheetColumn, string>>[]) =>
    toCsv([[...columns], ...rows.map((cells) => columns.map((column) => cells[column] ?? ""))]);
  const line = { part: "Progress", under: "P1.O1", narrative: "=2 of 6\nteachers", decision: "Continue as planned" };
  const past = sheet([
    { part: "Plan", title: "Kept in a spreadsheet", from: "2026-09-01", to: "2027-08-31" },
    { ref: "P1", part: "Priority", title: "Reading", delivers: "Principal (role)", "delivers from": "2026-09-01" },
    { ref: "P1.O1", part: "Objective", under: "P1", title: "Every class reads aloud" },
    { ref: "P1.O1.A1", part: "Action", under: "P1.O1", title: "Train everybody", state: "done" },
    { ref: "R1", part: "Review of progress", from: "23/10/2026", "next review": "2026-11-20" },
    { ...line, review: "R1", colour: "amber" },
    { ref: "R2", part: "Review of progress", from: "2026-11-20" },
    { ...line, review: "R2", colour: "Green", decision: "continue", "targets then": "Attendance: 94%.\nFluent at seven: 61%." },
  ]);
  test("come with a new plan as its past, marked as such; it is approved and reviewed a third time, and goes out with all three", async () => {
    const looked = await post(`${here}/import`, principal as Identity, {
      unit: await unitOf(990002),
      kind: "academy-improvement",
      file: blob(past),
    });
    expect([looked.status, wrongCells(looked.text)]).toEqual([200, []]);
    for (const words of [
      /2 reviews of progress come with it/,
      /Review of progress, 20 November 2026: 1 objective/,
      /Train everybody \(done\)/,
    ])
      expect(looked.text).toMatch(words);
    const begun = await post(`${here}/import/confirm`, principal as Identity, confirm(looked.text, `${here}/import/confirm`));
    const way = begun.location ?? "";
    const id = way.split("/").at(-1) ?? "";
    expect(await brought()).toEqual({ plan: id, from: "file", added: 3, changed: 0, stepped: 1, reviews: 2, ended: 0 });
    const page = (await ask(way, principal)).text;
    expect(page.match(/Brought in from a file by Daniel Pascoe-Reid on 21 November 2026/g)).toHaveLength(3);
    expect(page).toMatch(/Fluent at seven: 61%/);
    await approve(way);
    const objective = await row<{ id: string }>("select id from improve.part where plan_id = $1 and kind = 'objective'", [id]);
    const third = {
      on: "2026-11-21",
      next: "",
      reviews: "2",
      [`rag-${objective.id}`]: "red",
      [`narrative-${objective.id}`]: "Two left.",
      [`decision-${objective.id}`]: "change",
    };
    expect((await ask(`${way}/progress`, principal)).text).toMatch(/On 20 November 2026: Green.*Brought in from a file by/s);
    expect((await post(`${way}/progress`, principal as Identity, third)).status).toBe(303);
    const rows = await rowsOf(await fileOf(id, "xlsx"));
    expect(
      rows
        .filter(({ part }) => part === "Review of progress" || part === "Progress")
        .map(({ ref, review, from, colour, narrative }) => [ref || review, from || colour, narrative]),
    ).toEqual([
      ["R1", "2026-10-23", ""],
      ["R1", "Amber", "=2 of 6\nteachers"],
      ["R2", "2026-11-20", ""],
      ["R2", "Green", "=2 of 6\nteachers"],
      ["R3", "2026-11-21", ""],
      ["R3", "Red", "Two left."],
    ]);
    const [again, numbers] = [
      await look(way, await fileOf(id, "csv")),
      await count("improve.progress where plan_id = $1 and from_file", [id]),
    ];
    expect([again.status, /there is nothing to do/.test(again.text), numbers]).toEqual([200, true, 2]);
  });
  test("that the plan has are never written anew, and none is added by a file", async () => {
    const id = await planCalled("Trust improvement plan 2026");
    const way = `${here}/${id}`;
    const lookAt = (csv: string) => post(`${way}/import`, leader as Identity, { file: blob(csv) });
    const before = await count("improve.progress_line where plan_id = $1", [id]);
    const colours = await rewritten(id, (rows, at) => {
      const first = rows.findIndex((cells) => cells[at("colour")]);
      return rows.map((cells, nth) => (nth === first ? cells.with(at("colour"), "red").with(at("narrative"), "Never said.") : cells));
    });
    const refused = await lookAt(colours);
    expect([refused.status, wrongCells(refused.text).map((one) => one.replace(/^\d+ /, ""))]).toEqual([
      422,
      [expect.stringMatching(/^(colour|narrative): What was reviewed is kept as it was said/)],
    ]);
    const more = await rewritten(id, (rows, at) => {
      const last = rows.at(-1) ?? [];
      const number = Number(last[at("review")]?.slice(1)) + 1;
      const review = last
        .map(() => "")
        .with(at("part"), "Review of progress")
        .with(at("ref"), `R${number}`)
        .with(at("from"), "2026-11-21");
      return [...rows, review, last.with(at("review"), `R${number}`)];
    });
    const added = await lookAt(more);
    expect([added.status, wrongCells(added.text).map((one) => one.replace(/^\d+ /, ""))]).toEqual([
      422,
      ["ref: The plan has no such review. Write it on"],
    ]);
    const left = await lookAt(
      await rewritten(id, (rows, at) => rows.filter((cells) => !["Progress", "Review of progress"].includes(cells[at("part")] ?? ""))),
    );
    expect([left.status, /there is nothing to do/.test(left.text)]).toEqual([200, true]);
    expect(await count("improve.progress_line where plan_id = $1", [id])).toBe(before);
  });
});
