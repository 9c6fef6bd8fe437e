import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv, toXlsx } from "../../platform/web/spreadsheet.ts";
import { keyOfOwner, type OwnerPeriod } from "../parts/owner.rules.ts";
import type { PartKind, Reason } from "../parts/part.rules.ts";
import { saysOf } from "../parts/part.rules.ts";
import type { Decision, Rag } from "../progress/progress.rules.ts";
import type { ActionState } from "../work/action.rules.ts";
import { type BroughtFacts, type BroughtWork, considerBrought } from "./brought.rules.ts";
import { readCellDay } from "./cell-day.rules.ts";
import { labelsOf, ownerLabels } from "./labels.rules.ts";
import { readPlanFile } from "./read-plan-file.ts";
import { readSheet } from "./read-sheet.rules.ts";
import { reportOf } from "./report.rules.ts";
import { inOrder, type SheetLabels, type SheetPart, type SheetReview, sheetColumns, sheetOf } from "./sheet.rules.ts";

const plan = { title: "Every child a reader", begins: "2026-09-01", ends: "2027-08-31", version: 1, id: "plan" };
const people = { ann: "Ann Ashe", bob: "Bob Beer", bob2: "bob  beer", eve: "=1+1", sly: "Role (role)" };
const labels: SheetLabels = {
  owners: labelsOf([
    ...Object.entries(people).map(([id, name]) => ({ id: `person:${id}`, name })),
    { id: "role:principal", name: "Principal (role)" },
    { id: "role:sle", name: "SLE (role)" },
  ]),
  supports: labelsOf([
    { id: "aim", name: 'Trust plan: Outcomes; and more, "quoted"' },
    { id: "aim2", name: 'Trust plan: Outcomes; and more, "quoted"' },
  ]),
  targets: labelsOf([
    { id: "attendance", name: "-Attendance, all pupils, 2025/26 (Trust): 95%" },
    { id: "reading", name: "Reading [odd]" },
  ]),
};
const factsOf = (parts: readonly SheetPart[], over: Partial<BroughtFacts> = {}): BroughtFacts => ({
  ...{ state: "draft", people: new Set(Object.keys(people)), roles: new Set(["principal", "sle"]), above: new Set(["aim", "aim2"]) },
  targets: new Map(["attendance", "reading"].map((id) => [id, { measure: id, valued: true }])),
  ...{ today: "2026-11-21", plan, parts, reviews: [], rests: new Map(), known: new Map(), kept: () => true },
  ...over,
});
const part = (id: string, kind: PartKind, under: string | null, more: Partial<SheetPart> = {}): SheetPart => ({
  ...{
    id,
    kind,
    under,
    version: 1,
    title: `The ${id}`,
    why: "",
    how: "",
    withWhom: "",
    adds: "",
    outcome: "",
    cost: null,
    days: null,
    due: null,
  },
  ...{ supports: null, target: null, needs: [], owners: [], reasons: [], state: "to-do", steps: 0, doing: "", effect: "" },
  ...more,
});

const bytesOf = {
  csv: (rows: ReturnType<typeof sheetOf>) => new TextEncoder().encode(toCsv(rows)),
  xlsx: (rows: ReturnType<typeof sheetOf>) => toXlsx("Plan", rows),
};
/** A file of the plan, read and weighed: into the plan itself, or as a new one. */
async function bring(
  rows: ReturnType<typeof sheetOf>,
  kind: "csv" | "xlsx",
  parts: readonly SheetPart[],
  over: Partial<BroughtFacts> = {},
) {
  const file = await readPlanFile(bytesOf[kind](rows));
  if (!file.ok) throw new Error(file.refusal);
  const sheet = readSheet(file.value.rows, parts, labels);
  return { cells: sheet.refused, work: considerBrought(sheet.brought, factsOf(parts, over)), plan: sheet.brought.plan };
}

const hard = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc
      .tuple(fc.stringMatching(/^'{0,2}$/), fc.constantFrom("=", "+", "-", "@", "|", "＝", "\t=", "_x0041_"), fc.string({ maxLength: 8 }))
      .map((of) => of.join("")),
    fc.constantFrom("a\r\nb", "a\nb", "one, two; three", '"quoted"', "P1.O1", "1.10", "2027-03-12", "007", "1e5", "TRUE", "\u0001", "é"),
  )
  .map((text) => text.replaceAll("\0", "").toWellFormed().trim());
const day = fc.integer({ min: 0, max: 360 }).map((days) => Temporal.PlainDate.from("2026-09-01").add({ days }).toString());
const holder = fc.constantFrom(
  ...Object.keys(people).map((id) => ({ personId: id, role: null })),
  { personId: null, role: "principal" },
  { personId: null, role: "sle" },
);
const periods = (duty: "delivers" | "evaluates"): fc.Arbitrary<OwnerPeriod[]> =>
  fc
    .tuple(fc.uniqueArray(day, { maxLength: 3 }), fc.boolean(), fc.array(holder, { minLength: 3, maxLength: 3 }))
    .map(([days, goesOn, who]) => {
      const sorted = days.toSorted();
      return sorted.flatMap((from, at) => {
        const until = sorted[at + 1] ?? (goesOn ? null : Temporal.PlainDate.from(from).add({ days: 30 }).toString());
        const one = who[at];
        return one ? [{ duty, ...one, from, until }] : [];
      });
    });
const step = fc.record({
  ...{ state: fc.constantFrom<ActionState>("to-do", "doing", "done", "dropped"), doing: hard, effect: hard },
  steps: fc.integer({ min: 1, max: 9 }),
});
/** Any plan that could stand: every kind of part, where it can hang, with everything its kind says, and where its actions are. */
const anyPlan: fc.Arbitrary<SheetPart[]> = fc
  .array(
    fc.record({
      ...{
        kind: fc.constantFrom<PartKind>("priority", "objective", "criterion", "action", "milestone"),
        at: fc.nat(),
        version: fc.integer({ min: 1, max: 9 }),
      },
      ...{ title: hard.map((text) => text || "Untitled"), why: hard, how: hard, withWhom: hard, adds: hard, outcome: hard },
      ...{
        cost: fc.option(fc.integer({ min: 0, max: 1e8 })),
        days: fc.option(fc.integer({ min: 0, max: 1e6 }).map((n) => n / 10)),
        due: fc.option(day),
      },
      ...{ supports: fc.option(fc.constantFrom("aim", "aim2")), target: fc.option(fc.constantFrom("attendance", "reading")) },
      ...{ delivers: periods("delivers"), evaluates: periods("evaluates"), needs: fc.array(fc.nat(), { maxLength: 2 }) },
      reasons: fc.uniqueArray(
        fc.record({
          source: fc.constantFrom("judgement:1", "figure:a/b", "target:=1"),
          says: hard.map((text) => text || "Known."),
          on: day,
        }),
        {
          selector: ({ source }: Reason) => source,
          maxLength: 2,
        },
      ),
      step: fc.option(step),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drawn) => {
    const parts: SheetPart[] = [];
    for (const [nth, one] of drawn.entries()) {
      const fits = {
        priority: [],
        objective: ["priority"],
        criterion: ["priority", "objective"],
        action: ["priority", "objective"],
        milestone: ["action", "objective"],
      }[one.kind];
      const above = parts.filter(({ kind }) => (fits as string[]).includes(kind));
      const kind = one.kind !== "priority" && above.length === 0 ? "priority" : one.kind;
      const says = (field: string) => (saysOf[kind] as readonly string[]).includes(field);
      const earlier = parts.filter((other) => other.kind === "action").map(({ id }) => id);
      const needs = says("needs") ? [...new Set(one.needs.flatMap((n) => earlier[n % (earlier.length || 1)] ?? []))] : [];
      const waits = needs.some((need) => !["done", "dropped"].includes(parts.find(({ id }) => id === need)?.state ?? ""));
      const at =
        kind === "action" && one.step ? (one.step.state === "done" && waits ? { ...one.step, state: "doing" as const } : one.step) : {};
      const lead = [one.delivers, one.evaluates].map((of) => keyOfOwner(of.find(({ until }) => until === null)));
      parts.push(
        part(`id${nth}`, kind, kind === "priority" ? null : (above[one.at % above.length]?.id ?? null), {
          ...{ version: one.version, title: one.title.slice(0, 300) },
          ...Object.fromEntries(
            (["why", "how", "withWhom", "adds", "outcome"] as const).map((field) => [field, says(field) ? one[field] : ""]),
          ),
          ...Object.fromEntries(
            (["cost", "days", "due", "supports", "target"] as const).map((field) => [field, says(field) ? one[field] : null]),
          ),
          owners: [...(says("delivers") ? one.delivers : []), ...(says("evaluates") && lead[0] !== lead[1] ? one.evaluates : [])],
          needs,
          ...at,
          reasons: says("reasons") ? one.reasons : [],
        }),
      );
    }
    return parts;
  });

const sentence = hard.map((text) => text.replace(/[\r\n]+/g, " ").trim() || "It stands at 92%.");
/** Any plan with any past: reviews in order of their days, each of some of its objectives. */
const anyPast: fc.Arbitrary<{ parts: SheetPart[]; reviews: SheetReview[] }> = fc
  .tuple(
    anyPlan,
    fc.array(
      fc.record({
        ...{ after: fc.integer({ min: 0, max: 20 }), next: fc.option(fc.integer({ min: 1, max: 60 })) },
        lines: fc.array(
          fc.option(
            fc.record({
              ...{ rag: fc.constantFrom<Rag>("red", "amber", "green"), narrative: hard.map((text) => text || "It goes on.") },
              ...{ decision: fc.constantFrom<Decision>("continue", "change", "stop"), kpis: fc.array(sentence, { maxLength: 3 }) },
            }),
          ),
          { maxLength: 6 },
        ),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([parts, drawn]) => {
    const objectives = parts.filter(({ kind }) => kind === "objective");
    let on = Temporal.PlainDate.from("2026-08-20");
    const reviews = drawn.map(({ after, next, lines }, at): SheetReview => {
      on = on.add({ days: after });
      return {
        ...{ number: at + 1, on: on.toString(), next: next === null ? null : on.add({ days: next }).toString() },
        lines: objectives.flatMap(({ id }, nth) => (lines[nth] ? [{ part: id, ...lines[nth] }] : [])),
      };
    });
    return { parts, reviews };
  });
/** A new plan as it stands once all that was weighed is kept, each part known by its row's ref. */
function kept(work: BroughtWork): { parts: SheetPart[]; reviews: SheetReview[] } {
  const at = new Map(work.step.map((one) => [one.ref, one]));
  return {
    parts: work.add.map(({ ref, kind, under, content }) => {
      const one = at.get(ref);
      return part(ref, kind, under, { ...content, ...one?.step, steps: one?.number ?? 0 });
    }),
    reviews: work.reviews.map(({ on, next, lines }, nth) => ({
      ...{ number: nth + 1, on, next },
      lines: lines.map(({ ref, ...line }) => ({ part: ref, ...line })),
    })),
  };
}
/** A sheet but for what each plan has of its own: its ids, versions and how many steps were counted there. */
const said = (rows: ReturnType<typeof sheetOf>) => {
  const own = (["id", "version", "step"] as const).map((column) => sheetColumns.indexOf(column));
  return rows.map((row) => row.filter((_, at) => !own.includes(at)));
};

describe("a plan as a sheet", () => {
  test.each(["csv", "xlsx"] as const)("as %s, brought as a new plan, goes out as the same sheet, its past with it", async (kind) => {
    let past = 0;
    await fc.assert(
      fc.asyncProperty(anyPast, async ({ parts, reviews }) => {
        const sheet = sheetOf(plan, parts, labels, {}, reviews);
        const { cells, work } = await bring(sheet, kind, []);
        expect([cells, work.refused]).toEqual([[], []]);
        const anew = kept(work);
        expect(said(sheetOf(plan, anew.parts, labels, {}, anew.reviews))).toEqual(said(sheet));
        const listed = inOrder(parts);
        const refs = new Map(listed.map(({ ref, part: { id } }) => [id, ref]));
        const stands = ({ state, doing, effect }: SheetPart) => [state, doing, effect];
        expect(anew.parts.map(stands)).toEqual(listed.map((one) => stands(one.part)));
        const order = listed.map(({ part: { id } }) => id);
        expect(anew.reviews).toEqual(
          reviews.map(({ lines, ...review }) => ({
            ...review,
            lines: lines
              .toSorted((a, b) => order.indexOf(a.part) - order.indexOf(b.part))
              .map((line) => ({ ...line, part: refs.get(line.part) })),
          })),
        );
        past += work.step.length + work.reviews.filter(({ lines }) => lines.length > 0).length;
      }),
      { numRuns: 150 },
    );
    expect(past).toBeGreaterThan(100);
  });
  test.each(["csv", "xlsx"] as const)("as %s, brought as a new plan, is the same plan in every field", async (kind) => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (parts) => {
        const { cells, work, plan: named } = await bring(sheetOf(plan, parts, labels), kind, []);
        expect([cells, work.refused]).toEqual([[], []]);
        expect(named).toMatchObject({ title: plan.title, begins: plan.begins, ends: plan.ends });
        const expected = inOrder(parts);
        const refs = new Map(expected.map(({ ref, part: { id } }) => [id, ref]));
        const sorted = <One>(of: readonly One[]) => of.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        expect(
          work.add.map(({ ref, kind: of, under, content }) => ({
            ref,
            kind: of,
            under,
            ...content,
            owners: sorted(content.owners),
            needs: sorted(content.needs),
            reasons: sorted(content.reasons),
          })),
        ).toEqual(
          expected.map(
            ({ ref, part: { id: _id, version: _version, state: _state, steps: _steps, doing: _doing, effect: _effect, ...one } }) => ({
              ...one,
              ...{ ref, under: one.under === null ? null : refs.get(one.under) },
              ...{ owners: sorted(one.owners), needs: sorted(one.needs.map((need) => refs.get(need) ?? "")), reasons: sorted(one.reasons) },
            }),
          ),
        );
      }),
      { numRuns: 150 },
    );
  });
  test.each(["csv", "xlsx"] as const)("as %s, brought into itself, changes nothing, adds nothing and ends nothing", async (kind) => {
    await fc.assert(
      fc.asyncProperty(anyPast, async ({ parts, reviews: living }) => {
        // What a review said of an objective that has ended stands in no file, and is not missed.
        const ended = { part: "ended", rag: "red", narrative: "It ended.", decision: "stop", kpis: [] } as const;
        const reviews = living.map((review) => ({ ...review, lines: [ended, ...review.lines] }));
        // Nothing of it could be chosen today: nobody holds a role, and no target has a value.
        const over = {
          people: new Set<string>(),
          roles: new Set<string>(),
          above: new Set<string>(),
          targets: new Map(),
          ...{ kept: () => false, reviews, state: "approved" as const },
        };
        const { cells, work } = await bring(sheetOf(plan, parts, labels, {}, reviews), kind, parts, over);
        expect([cells, work.refused, work.plan, work.add, work.change, work.gone]).toEqual([[], [], undefined, [], [], []]);
        expect([work.step, work.reviews]).toEqual([[], []]);
        expect(work.same).toBe(parts.length);
      }),
      { numRuns: 100 },
    );
  });
});

const two = [
  part("p", "priority", null, {
    owners: [{ duty: "delivers", personId: null, role: "principal", from: "2026-09-01", until: null }],
    outcome: "Readers.",
  }),
  part("o", "objective", "p"),
  part("a", "action", "o", { due: "2027-01-15" }),
  part("b", "action", "o", { needs: ["a"] }),
];
/** The sheet of the two with some cells written otherwise, by ref and column. */
async function changed(
  cells: Record<string, Record<string, string>>,
  more: string[][] = [],
  over: Partial<BroughtFacts> = {},
  without: string[] = [],
) {
  const [header = [], ...rows] = sheetOf(plan, two, labels) as string[][];
  const at = (column: string) => header.indexOf(column);
  for (const row of rows) for (const [column, text] of Object.entries(cells[row[at("ref")] ?? "plan"] ?? {})) row[at(column)] = text;
  const kept = rows.filter((row) => !without.includes(row[at("ref")] ?? ""));
  const added = more.map((given) =>
    header.map((column) => Object.fromEntries(given.map((pair) => pair.split("=") as [string, string]))[column] ?? ""),
  );
  return bring([header, ...kept, ...added], "csv", two, over);
}
const wrongs = ({ cells, work }: Awaited<ReturnType<typeof changed>>) => [
  ...cells.map(({ row, column, kind }) => `${row} ${column} ${kind}`),
  ...work.refused.map((one) => `${one.row} ${"refusal" in one ? one.refusal.kind : one.kind}`),
];

/** The two with their first action under way, and reviewed twice on one day. */
const under: SheetPart[] = two.map((one) =>
  one.id === "a" ? { ...one, state: "doing", steps: 2, doing: "Two of six.", effect: "" } : one,
);
const reviewed: SheetReview[] = [1, 2].map((number) => ({
  ...{ number, on: "2026-10-20", next: number === 1 ? null : "2026-12-18" },
  lines: [{ part: "o", rag: "amber", narrative: "Late.\r\nIt can be caught up.", decision: "continue", kpis: ["At 92%.", "At 40."] }],
}));
type Cells = Record<string, Record<string, string>>;
/** A file of these, with some cells written otherwise by ref, or by review and ref; brought into the plan, or as a new one. */
async function told(cells: Cells, { into = under, over = {}, more = [] as string[][], without = [] as string[] } = {}) {
  const [header = [], ...rows] = sheetOf(plan, under, labels, {}, reviewed) as (string | null)[][];
  const at = (column: string) => header.indexOf(column);
  const nameOf = (row: readonly (string | null)[]) =>
    row[at("ref")] || (row[at("review")] ? `${row[at("review")]} ${row[at("under")]}` : "plan");
  for (const row of rows) for (const [column, text] of Object.entries(cells[nameOf(row)] ?? {})) row[at(column)] = text;
  const fresh = more.map((given) =>
    header.map((column) => new Map(given.map((pair) => pair.split("=") as [string, string])).get(column ?? "") ?? null),
  );
  const few = (row: readonly (string | null)[]) => row.filter((_, nth) => !without.includes(header[nth] ?? ""));
  const facts = into.length === 0 ? {} : { state: "approved" as const, reviews: reviewed };
  return bring([header, ...rows, ...fresh].map(few), "csv", into, { ...facts, ...over });
}
const asNew = { into: [] as SheetPart[] };
const wrong = async (cells: Cells, how: Parameters<typeof told>[1] = {}) => wrongs(await told(cells, how));

describe("where an action is, by a file", () => {
  test("is its next step: only what differs, as the page would take it", async () => {
    const { work } = await told({ "P1.O1.A1": { state: "done", effect: "They read more." } });
    expect([work.refused, work.same, work.change]).toEqual([[], 3, []]);
    expect(work.step.map(({ id, number, step, fields }) => [id, number, step, fields])).toEqual([
      ["a", 3, { state: "done", doing: "Two of six.", effect: "They read more." }, ["state", "effect"]],
    ]);
    expect((await told({ "P1.O1.A2": { state: "Under way" } })).work.step[0]).toMatchObject({ id: "b", number: 1 });
    expect(await wrong({ "P1.O1.A1": { title: "Another", state: "Dropped" } })).toEqual([]);
  });
  test("is done with what shows it, after what it waits for; what is done in the same file is waited for no more", async () => {
    const shown = { state: "Done", "what was done": "All six." };
    expect(await wrong({ "P1.O1.A1": { state: "Done", "what was done": "" } })).toEqual(["5 doing-needed"]);
    expect(await wrong({ "P1.O1.A2": shown })).toEqual(["6 waits"]);
    expect(await wrong({ "P1.O1.A1": shown, "P1.O1.A2": shown })).toEqual([]);
    expect(await wrong({ "P1.O1.A1": { state: "Dropped", "what was done": "" } })).toEqual(["5 why-dropped"]);
    expect(await wrong({ "P1.O1.A1": { effect: "x".repeat(4001) } })).toEqual(["5 effect-too-long"]);
    const rests = new Map([["a", [{ shows: "doing" as const, item: "photograph" }]]]);
    const { work } = await told({ "P1.O1.A1": { state: "Done", "what was done": "" } }, { over: { rests } });
    expect(work.step[0]).toMatchObject({ step: { state: "done", doing: "" }, rests: rests.get("a") });
  });
  test("is not told over somebody who wrote of it since, unless it says so; nor in a plan that was never approved", async () => {
    const mine = { state: "Dropped", "what was done": "Nobody came." };
    expect(await wrong({ "P1.O1.A1": { ...mine, step: "1" } })).toEqual(["5 step-crossed"]);
    expect(await wrong({ "P1.O1.A1": { ...mine, step: "" } })).toEqual(["5 step-crossed"]);
    expect(await wrong({ "P1.O1.A1": { step: "1" } })).toEqual([]);
    expect(await wrong({ "P1.O1.A1": { ...mine, step: "" } }, { without: ["step"] })).toEqual([]);
    expect(await wrong({ "P1.O1.A1": mine }, { over: { state: "draft" } })).toEqual(["5 resting"]);
  });
  test("is left as it is by a file without its columns, and never taken back by an empty cell", async () => {
    const silent = await told({}, { without: ["state", "what was done", "effect", "step"] });
    expect([silent.cells, silent.work.refused, silent.work.step]).toEqual([[], [], []]);
    expect((await told({}, { without: ["what was done", "effect"] })).work.step).toEqual([]);
    expect(await wrong({ "P1.O1.A1": { state: "" } })).toEqual(["5 state no-such-state"]);
    expect(await wrong({ "P1.O1.A1": { state: "Nearly" } })).toEqual(["5 state no-such-state"]);
    expect(await wrong({ "P1.O1.A1": { step: "two" } })).toEqual(["5 step step-unread"]);
    expect(await wrong({ P1: { state: "Done" } })).toEqual(["3 state out-of-place"]);
  });
  test("is the first step of a new plan, though nothing shows it here; but nothing was done before what it waits for", async () => {
    const { work } = await told({ "P1.O1.A1": { state: "Done", "what was done": "" } }, asNew);
    expect(work.step.map(({ ref, number, step }) => [ref, number, step.state])).toEqual([["P1.O1.A1", 1, "done"]]);
    expect(await wrong({ "P1.O1.A2": { state: "Done" } }, asNew)).toEqual(["6 waits"]);
    expect(await wrong({ "P1.O1.A1": { "what was done": "x".repeat(4001) } }, asNew)).toEqual(["5 doing-too-long"]);
  });
});

describe("a review of progress in a file", () => {
  test("comes with a new plan as its past, two of one day among it", async () => {
    const { work } = await told({ "R1 P1.O1": { colour: "RED" } }, asNew);
    expect(work.reviews.map(({ on, next, lines }) => [on, next, lines.map(({ ref, rag, kpis }) => [ref, rag, kpis])])).toEqual([
      ["2026-10-20", null, [["P1.O1", "red", ["At 92%.", "At 40."]]]],
      ["2026-10-20", "2026-12-18", [["P1.O1", "amber", ["At 92%.", "At 40."]]]],
    ]);
  });
  test("of a new plan stands in order, none still to come, each row with its colour, narrative and decision", async () => {
    expect(await wrong({ R1: { from: "2026-11-22" } }, asNew)).toEqual(["7 on-to-come", "9 on-too-early"]);
    expect(await wrong({ R2: { from: "2026-10-19" } }, asNew)).toEqual(["9 on-too-early"]);
    expect(await wrong({ R2: { from: "" } }, asNew)).toEqual(["9 on-needed"]);
    expect(await wrong({ R2: { from: "half-term" } }, asNew)).toContain("9 from day-unread");
    expect(await wrong({ R2: { "next review": "20/10/2026" } }, asNew)).toEqual(["9 next-not-later"]);
    expect(await wrong({ R2: { ref: "R3" }, "R2 P1.O1": { review: "R3" } }, asNew)).toEqual(["9 number"]);
    expect(await wrong({ R2: { ref: "R1" }, "R2 P1.O1": { review: "R1" } }, asNew)).toContain("9 ref-twice");
    expect(await wrong({ R2: { ref: "second" } }, asNew)).toEqual(["9 ref no-number", "10 review no-such-review"]);
    expect(await wrong({ "R1 P1.O1": { colour: "" } }, asNew)).toEqual(["8 rag"]);
    expect(await wrong({ "R1 P1.O1": { colour: "Blue" } }, asNew)).toContain("8 colour no-such-colour");
    expect(await wrong({ "R1 P1.O1": { narrative: "" } }, asNew)).toEqual(["8 narrative"]);
    expect(await wrong({ "R1 P1.O1": { decision: "" } }, asNew)).toEqual(["8 decision"]);
    expect(await wrong({ "R1 P1.O1": { decision: "Think" } }, asNew)).toContain("8 decision no-such-decision");
    expect(await wrong({ "R1 P1.O1": { under: "P1" } }, asNew)).toEqual(["8 not-an-objective"]);
    expect(await wrong({ "R1 P1.O1": { under: "P1.O9" } }, asNew)).toEqual(["8 under no-such-ref"]);
    expect(await wrong({ "R1 P1.O1": { review: "R2" } }, asNew)).toEqual(["10 line-twice"]);
    expect(await wrong({ "R1 P1.O1": { "targets then": "x".repeat(1001) } }, asNew)).toEqual(["8 targets"]);
  });
  test("that the plan has says what it said, but for line ends; what is left out of it is left alone", async () => {
    expect(await wrong({ "R1 P1.O1": { narrative: "Late.\nIt can be caught up." } })).toEqual([]);
    for (const [cells, at] of [
      [{ R1: { from: "2026-10-21" } }, "7"],
      [{ R1: { "next review": "2026-12-01" } }, "7"],
      [{ R2: { "next review": "" } }, "9"],
      [{ "R1 P1.O1": { colour: "Green" } }, "8"],
      [{ "R1 P1.O1": { narrative: "On time." } }, "8"],
      [{ "R1 P1.O1": { decision: "change" } }, "8"],
      [{ "R1 P1.O1": { "targets then": "At 95%." } }, "8"],
    ] as const)
      expect(await wrong(cells as Cells)).toEqual([`${at} rewritten`]);
    expect(await wrong({}, { without: ["narrative", "next review", "targets then"] })).toEqual([]);
    const [header = [], ...rows] = sheetOf(plan, under, labels, {}, reviewed);
    const left = await bring([header, ...rows.slice(0, -2)], "csv", under, { state: "approved", reviews: reviewed });
    expect([left.cells, left.work.refused, left.work.reviews]).toEqual([[], [], []]);
  });
  test("that the plan does not have is written on its page, and of what it did not review nothing is added", async () => {
    const third = [
      ["part=Review of progress", "ref=R3", "from=2026-11-20"],
      ["part=Progress", "under=P1.O1", "review=R3", "colour=Green", "narrative=Done.", "decision=continue"],
    ];
    expect(await wrong({}, { more: third })).toEqual(["11 unwritten"]);
    const another = [
      ["part=Objective", "ref=P1.O2", "under=P1", "title=Another"],
      ["part=Progress", "under=P1.O2", "review=R1", "colour=Green", "narrative=Done.", "decision=continue"],
    ];
    expect(await wrong({}, { more: another })).toEqual(["12 rewritten"]);
    expect(await wrong({}, { over: { state: "draft", reviews: [] } })).toEqual(["7 unwritten", "9 unwritten"]);
  });
});

describe("a file brought into its plan", () => {
  test("says what is new, changed and gone, and lets a new row hang under the one above it", async () => {
    const found = await changed(
      { "P1.O1.A1": { title: "Another title", due: "31/03/2027" } },
      [["part=Action", "title=A new one", "needs=P1.O1.A1", "due=12 March 2027"]],
      {},
      ["P1.O1.A2"],
    );
    expect(wrongs(found)).toEqual([]);
    expect(found.work.change.map(({ before, fields, content }) => [before.id, fields, content.due])).toEqual([
      ["a", ["title", "due"], "2027-03-31"],
    ]);
    expect(found.work.add.map(({ under, content }) => [under, content.needs, content.due])).toEqual([
      ["P1.O1", ["P1.O1.A1"], "2027-03-12"],
    ]);
    expect(found.work.gone.map(({ id }) => id)).toEqual(["b"]);
  });
  test("that leaves out a column leaves what stands there", async () => {
    const [header = [], ...rows] = sheetOf(plan, two, labels) as string[][];
    const few = ["part", "title", "id"].map((column) => header.indexOf(column));
    const found = await bring(
      [header, ...rows].map((row) => few.map((at) => row[at] ?? null)),
      "csv",
      two,
    );
    expect([found.cells, found.work.refused, found.work.change, found.work.same]).toEqual([[], [], [], 4]);
  });
  test("is refused cell by cell, each by its row and column", async () => {
    expect(wrongs(await changed({ "P1.O1.A1": { due: "the end of term" } }))).toContain("5 due day-unread");
    expect(wrongs(await changed({ "P1.O1.A1": { due: "2028-01-01" } }))).toEqual(["5 due-outside"]);
    expect(wrongs(await changed({ plan: { to: "2026-08-31" } }))).toContain("2 ends-before-it-begins");
    expect(wrongs(await changed({ "P1.O1": { supports: "Another trust's plan: Outcomes" } }))).toEqual(["4 supports no-such-above"]);
    expect(wrongs(await changed({ "P1.O1.A1": { delivers: "Nobody Known", "delivers from": "2026-11-21" } }))).toEqual([
      "5 delivers no-such-owner",
    ]);
    expect(wrongs(await changed({ "P1.O1.A1": { delivers: "Bob Beer", "delivers from": "2026-11-21" } }))).toEqual([
      "5 delivers no-such-owner",
    ]);
    expect(
      wrongs(await changed({ "P1.O1.A1": { delivers: "ann ashe", "delivers from": "2026-11-21" } }, [], { people: new Set() })),
    ).toEqual(["5 role-ended"]);
    expect(wrongs(await changed({ P1: { delivers: "Ann Ashe" } }))).toEqual(["3 since-stale"]);
    expect(wrongs(await changed({ P1: { delivers: "Ann Ashe", "delivers from": "" } }))).toEqual(["3 from-needed"]);
    expect(wrongs(await changed({ "P1.O1.A1": { needs: "P1.O1.A2" } }))).toContain("5 needs-in-circle");
    expect(wrongs(await changed({ "P1.O1.A2": { under: "P1" } }))).toEqual(["6 moved"]);
    expect(wrongs(await changed({ "P1.O1.A2": { ref: "P1.O1.A1" } }))).toContain("6 ref-twice");
    expect(wrongs(await changed({ "P1.O1.A2": { cost: "-5" } }))).toEqual(["6 cost-unread"]);
    expect(wrongs(await changed({}, [["part=Objektiv", "title=x"]]))).toEqual(["7 part no-such-part"]);
    expect(
      wrongs(
        await changed({}, [["part=Success criterion", "title=x", "under=P1", "target=Reading [odd]"]], {
          targets: new Map([["reading", { measure: "Reading", valued: false }]]),
        }),
      ),
    ).toEqual(["7 no-value"]);
  });
  test("is told every cell of a row that is wrong, and not what only follows from one", async () => {
    const many = { delivers: "Nobody Known", "delivers from": "2026-11-21", due: "soon", cost: "about £5", days: "-1", title: "" };
    const { cells, work } = await changed({ "P1.O1.A1": many });
    const shown = reportOf(work, cells, labels).refused.map(({ row, column }) => `${row} ${column}`);
    expect(shown.toSorted()).toEqual(["5 cost", "5 days", "5 delivers", "5 due", "5 title"]);
    const moved = await changed({ "P1.O1.A2": { under: "P1", cost: "-5", due: "2028-01-01" } });
    expect(wrongs(moved)).toEqual(["6 moved", "6 cost-unread", "6 due-outside"]);
  });
  test("that has no column of since when gives a duty to somebody new from today, or from when the plan begins", async () => {
    const rows = (columns: string[], cells: Record<string, string>) =>
      [columns, columns.map((column) => cells[column] ?? "")] as string[][];
    const since = async (sheet: string[][], parts: SheetPart[], today: string) => {
      const { cells, work } = await bring(sheet, "csv", parts, { today });
      expect([cells, work.refused]).toEqual([[], []]);
      return [...work.add, ...work.change].flatMap(({ content }) => content.owners.map(({ personId, from }) => `${personId} ${from}`));
    };
    const one = rows(["part", "title", "delivers"], { part: "Priority", title: "Reading", delivers: "Ann Ashe" });
    expect(await since(one, [], "2026-11-21")).toEqual(["ann 2026-11-21"]);
    expect(await since(one, [], "2026-06-01")).toEqual(["ann 2026-09-01"]);
    const led = [
      part("p", "priority", null, { owners: [{ duty: "delivers", personId: "eve", role: null, from: "2026-11-21", until: null }] }),
    ];
    const again = rows(["part", "title", "delivers", "id"], { part: "Priority", title: "The p", delivers: "Ann Ashe", id: "p" });
    expect(await since(again, led, "2026-11-21")).toEqual(["ann 2026-11-21"]);
    expect(wrongs(await changed({ P1: { delivers: "Ann Ashe", "delivers from": "" } }))).toEqual(["3 from-needed"]);
  });
  test("does not take back what somebody changed since it was made, unless it says so", async () => {
    const since = { "P1.O1.A1": { title: "Mine", version: "3" } };
    expect(wrongs(await changed(since))).toEqual(["5 crossed"]);
    // What was changed since and is not touched by the file is left as it is.
    expect(wrongs(await changed({ "P1.O1.A1": { version: "3" } }))).toEqual([]);
    expect((await changed({ "P1.O1.A1": { title: "Mine", version: "1" } })).work.change).toHaveLength(1);
  });
  test("of another plan brings all its rows as new ones", async () => {
    const strange = two.map((one) => ({ ...one, id: `x${one.id}`, under: one.under && `x${one.under}` }));
    const { work, cells } = await bring(sheetOf(plan, strange, labels), "csv", two);
    expect([cells, work.refused.map(({ kind }) => kind), work.add.length, work.gone.map(({ id }) => id)]).toEqual([[], [], 4, ["p"]]);
  });
  test("may not put words into a reason's mouth", async () => {
    const reason = ["part=Reason", "under=P1", "title=Invented.", "from=2026-10-01", "source=judgement:1"];
    expect(wrongs(await changed({}, [reason], { kept: () => false }))).toEqual(["3 no-such-reason"]);
    const known = new Map([["judgement:1", { source: "judgement:1", says: "As it is.", on: "2026-11-21" }]]);
    const { work } = await changed({}, [reason], { kept: () => false, known });
    expect(work.change[0]?.content.reasons).toEqual([known.get("judgement:1")]);
  });
});

test("a role is read by its name alone, and as a form has it, unless somebody is called so", () => {
  const roles = [
    { id: "role:principal", name: "Principal" },
    { id: "role:chair", name: "Chair" },
  ];
  const owners = ownerLabels([{ id: "person:chair", name: "Chair" }], roles);
  const read = ["Principal (role)", "principal", "Principal (now Kerensa Hollow)", "Principal (now A B, C D)", "Chair", "Chair (role)"];
  expect(read.map((text) => owners.read(text))).toEqual([...Array(4).fill("role:principal"), "person:chair", "role:chair"]);
  expect([owners.say("role:principal"), owners.read("Kerensa Hollow")]).toEqual(["Principal (role)", undefined]);
  const twice = ownerLabels(
    ["a", "b"].map((id) => ({ id: `person:${id}`, name: "Chair" })),
    roles,
  );
  expect(twice.read("Chair")).toBeUndefined();
});
test("a plan is not shortened past what is still to be done in rows that say what they said", async () => {
  const parts = [
    part("p", "priority", null),
    part("a", "action", "p", { due: "2027-02-01" }),
    part("b", "action", "p", { due: "2027-03-01", state: "done", doing: "Seen." }),
  ];
  const [columns = [], first = [], ...rest] = sheetOf(plan, parts, labels);
  const shorter = first.map((cell, at) => (columns[at] === "to" ? "2026-12-31" : cell));
  const { refused } = (await bring([columns, shorter, ...rest], "csv", parts, { state: "approved" })).work;
  expect(refused).toEqual([
    { row: 2, kind: "plan", refusal: { kind: "leaves-outside", count: 1, title: "The a", due: "2027-02-01", field: "ends" } },
  ]);
});
test("a day is read as people and spreadsheets write it, and nothing else is one", () => {
  expect(["2027-03-12", "12/03/2027", "12.3.27", "Friday 12th March 2027", "12 Mar 27", "2027-03-12T00:00:00"].map(readCellDay)).toEqual(
    Array(6).fill("2027-03-12"),
  );
  expect(["31/02/2027", "March 2027", "Summer 2", "46000", ""].map(readCellDay)).toEqual(Array(5).fill(undefined));
});
