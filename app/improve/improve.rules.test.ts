import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainWords } from "../language/words.ts";
import { type AlignedPart, type AlignedPlan, alignmentOf } from "./alignment/alignment.rules.ts";
import { questionsOf } from "./alignment/alignment-words.rules.ts";
import { answersOf, type DiagnosisFacts, toJudgeAgain, whatIsKnown } from "./diagnosis/diagnosis.rules.ts";
import { maySupport } from "./parts/above.rules.ts";
import { handOver, type OwnerPeriod, ownerOn } from "./parts/owner.rules.ts";
import { considerPart, type PartDraft, type PartFacts, reaches } from "./parts/part.rules.ts";
import { livingParts, totalOf } from "./parts/tree.rules.ts";
import {
  considerApproval,
  considerMove,
  considerPlan,
  considerStep,
  considerSubject,
  type PlanKind,
  type PlanState,
  planKinds,
  stateOf,
} from "./plans/plan.rules.ts";
import { sayOwner } from "./plans/say-owner.rules.ts";
import { considerImpact, considerProgress } from "./progress/progress.rules.ts";
import { considerActionStep, dueOf } from "./work/action.rules.ts";

const kindOf = (outcome: { ok: boolean; refusal?: unknown }) =>
  outcome.ok ? "accepted" : ((outcome as { refusal: { kind: string } }).refusal.kind as string);

describe("a plan", () => {
  test("covers any days, but never ends before it starts", () => {
    const days = (begins: string, ends: string) => considerPlan({ title: "Plan 2018-19", begins, ends });
    expect(kindOf(days("2018-01-01", "2019-01-31"))).toBe("accepted");
    expect(kindOf(days("2026-09-01", "2026-08-31"))).toBe("ends-before-it-begins");
    expect(kindOf(days("2026-09-01", "2037-08-31"))).toBe("too-long");
    expect(kindOf(considerPlan({ title: " ", begins: "2026-09-01", ends: "2027-08-31" }))).toBe("title-needed");
  });
  test("does not leave behind what is still to be done when its days move", () => {
    const before = { begins: "2026-09-01", ends: "2027-08-31" };
    const due = (title: string, day: string | null, state = "to-do") => ({ title, due: day, state });
    const parts = [
      due("Last", "2027-02-01"),
      due("First", "2026-10-02"),
      due("Done", "2027-01-01", "done"),
      due("Any day", null),
      due("Outside already", "2028-01-01"),
    ];
    const moved = considerMove({ begins: "2026-09-01", ends: "2026-10-01" }, before, parts);
    expect(!moved.ok && moved.refusal).toEqual({ kind: "leaves-outside", count: 2, title: "First", due: "2026-10-02", field: "ends" });
    const later = considerMove({ begins: "2026-11-01", ends: "2027-08-31" }, before, parts);
    expect(!later.ok && later.refusal).toMatchObject({ count: 1, title: "First", field: "begins" });
    expect(kindOf(considerMove({ begins: "2026-08-01", ends: "2027-02-01" }, before, parts))).toBe("accepted");
  });
  test("is of a kind that fits whom it is for, and answers only a review of theirs", () => {
    const none = { wanted: false, found: false };
    expect(kindOf(considerSubject("academy-improvement", { kind: "academy" }, none))).toBe("accepted");
    expect(kindOf(considerSubject("five-year", { kind: "academy" }, none))).toBe("wrong-unit");
    expect(kindOf(considerSubject("review-answer", { kind: "academy" }, none))).toBe("review-needed");
    expect(kindOf(considerSubject("review-answer", { kind: "academy" }, { wanted: true, found: false }))).toBe("no-such-review");
    expect(kindOf(considerSubject("no-such", { kind: "academy" }, none))).toBe("no-such-kind");
  });
  test("that is approved asks for approval again once anything in it changes", () => {
    expect(stateOf({ revision: 7, approvedRevision: null, lastStep: null })).toBe("draft");
    expect(stateOf({ revision: 7, approvedRevision: 7, lastStep: null })).toBe("approved");
    expect(stateOf({ revision: 8, approvedRevision: 7, lastStep: "resume" })).toBe("changed");
    expect(stateOf({ revision: 8, approvedRevision: 7, lastStep: "pause" })).toBe("paused");
  });
  test("is approved once as it was seen, with somebody to lead each priority", () => {
    const led = [{ title: "Reading", led: "yes" as const }];
    expect(kindOf(considerApproval("draft", 3, 3, led))).toBe("accepted");
    expect(kindOf(considerApproval("draft", 2, 3, led))).toBe("crossed");
    expect(kindOf(considerApproval("approved", 3, 3, led))).toBe("approved-already");
    expect(kindOf(considerApproval("draft", 3, 3, []))).toBe("empty");
    expect(kindOf(considerApproval("draft", 3, 3, [{ title: "Reading", led: "no" }]))).toBe("nobody-delivers");
    expect(kindOf(considerApproval("draft", 3, 3, [{ title: "Reading", led: "gone" }]))).toBe("leader-gone");
    expect(kindOf(considerApproval("paused", 3, 3, led))).toBe("resting");
  });
  test("is paused and taken up again with a reason", () => {
    expect(kindOf(considerStep("approved", "pause", "Flood."))).toBe("accepted");
    expect(kindOf(considerStep("approved", "pause", " "))).toBe("because-needed");
    expect(kindOf(considerStep("draft", "pause", "Flood."))).toBe("never-approved");
    expect(kindOf(considerStep("paused", "resume", "Dry."))).toBe("accepted");
    expect(kindOf(considerStep("closed", "resume", "Dry."))).toBe("not-now");
  });
});

const facts: PartFacts = {
  ...{ state: "draft", days: { begins: "2026-09-01", ends: "2027-08-31" }, under: { kind: "objective", ended: false }, before: [] },
  ...{ people: new Set(["ann"]), roles: new Set(["principal"]), above: new Set(["aim"]) },
  targets: new Map([
    ["attendance", { measure: "Attendance", valued: true }],
    ["gps", { measure: "GPS", valued: false }],
  ]),
  actions: new Map<string, readonly string[]>([
    ["first", []],
    ["second", ["first"]],
    ["third", ["second"]],
  ]),
  ...{
    reasons: new Map([["finding:1", { source: "finding:1", says: "Found.", on: "2026-11-21" }]]),
    itself: undefined,
    today: "2026-11-21",
  },
};
const draft: PartDraft = {
  ...{ title: "Train every reading lead", why: "", how: "", withWhom: "", adds: "", outcome: "", cost: "", days: "" },
  ...{ due: { written: "", day: undefined }, owners: { delivers: undefined, evaluates: undefined }, from: "2026-11-21" },
  ...{ supports: null, target: null, needs: [], reasons: [] },
};
const action = (more: Partial<PartDraft>, of: Partial<PartFacts> = {}) =>
  kindOf(considerPart("action", { ...draft, ...more }, { ...facts, ...of }));

describe("a part", () => {
  test("hangs where its kind can, and under nothing that has ended", () => {
    expect(action({})).toBe("accepted");
    expect(action({}, { under: { kind: "milestone", ended: false } })).toBe("wrong-place");
    expect(action({}, { under: { kind: "objective", ended: true } })).toBe("wrong-place");
    expect(kindOf(considerPart("priority", draft, { ...facts, under: undefined }))).toBe("accepted");
    expect(kindOf(considerPart("priority", draft, facts))).toBe("wrong-place");
  });
  test("of a paused plan is not written", () => expect(action({}, { state: "paused" })).toBe("resting"));
  test("is due within its plan, and its cost is read as people write it", () => {
    const due = (day: string) => action({ due: { written: day, day } });
    expect([due("2027-08-31"), due("2027-09-01"), due("2026-08-31")]).toEqual(["accepted", "due-outside", "due-outside"]);
    expect(action({ due: { written: "31 June", day: undefined } })).toBe("due-unread");
    const read = considerPart("action", { ...draft, cost: "£1,200", days: "2.5" }, facts);
    expect(read.ok && [read.value.cost, read.value.days]).toEqual([1200, 2.5]);
    expect([action({ cost: "1.5" }), action({ cost: "much" }), action({ days: "-1" })]).toEqual([
      "cost-unread",
      "cost-unread",
      "days-unread",
    ]);
  });
  test("is not led by somebody whose role ended, nor by a role that nobody holds", () => {
    const led = (owner: PartDraft["owners"]["delivers"]) => action({ owners: { delivers: owner, evaluates: undefined } });
    expect([led({ person: "ann" }), led({ role: "principal" })]).toEqual(["accepted", "accepted"]);
    expect([led({ person: "gone" }), led({ role: "sle" })]).toEqual(["role-ended", "nobody-holds"]);
  });
  test("is not evaluated by who delivers it", () => {
    const both = { owners: { delivers: { person: "ann" }, evaluates: { person: "ann" } } };
    expect(kindOf(considerPart("objective", { ...draft, ...both }, { ...facts, under: { kind: "priority", ended: false } }))).toBe(
      "evaluates-own",
    );
  });
  test("supports only what lies above, and is measured only by a target that has a value", () => {
    const objective = (supports: string) =>
      kindOf(considerPart("objective", { ...draft, supports }, { ...facts, under: { kind: "priority", ended: false } }));
    expect([objective("aim"), objective("another trust's")]).toEqual(["accepted", "not-above"]);
    const criterion = (target: string) => kindOf(considerPart("criterion", { ...draft, target }, facts));
    expect([criterion("attendance"), criterion("gps"), criterion("none")]).toEqual(["accepted", "no-value", "no-such-target"]);
  });
  test("never waits for what waits for it", () => {
    expect(action({ needs: ["third"] }, { itself: "first" })).toBe("needs-in-circle");
    expect(action({ needs: ["first"] }, { itself: "first" })).toBe("needs-in-circle");
    expect(action({ needs: ["first"] }, { itself: "third" })).toBe("accepted");
    expect(action({ needs: ["elsewhere"] })).toBe("no-such-action");
  });
  test("is found to wait for another along any way, and the search always ends", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }), fc.nat(7), fc.nat(7), (edges, from, to) => {
        const needs = new Map<string, string[]>();
        for (const [one, other] of edges) needs.set(String(one), [...(needs.get(String(one)) ?? []), String(other)]);
        const near = new Set([String(from)]);
        for (let turn = 0; turn < 8; turn++) for (const one of [...near]) for (const next of needs.get(one) ?? []) near.add(next);
        expect(reaches(needs, String(from), String(to))).toBe(near.has(String(to)));
      }),
    );
  });
  test("keeps a reason in the words it had, and names none that is not known", () => {
    const kept = (reasons: string[]) =>
      considerPart("objective", { ...draft, reasons }, { ...facts, under: { kind: "priority", ended: false } });
    const named = kept(["finding:1"]);
    expect(named.ok && named.value.reasons).toEqual([{ source: "finding:1", says: "Found.", on: "2026-11-21" }]);
    expect(kindOf(kept(["finding:2"]))).toBe("no-such-reason");
  });
});

test("plans support each other only upwards, so that no circle of support can be", () => {
  const kinds = Object.keys(planKinds) as PlanKind[];
  const plan = (kind: PlanKind, id: string) => ({ id, kind, unitId: "u", within: ["u"] });
  const above = (kind: PlanKind, id: string) => ({ planId: id, planKind: kind, unitId: "u", unitKind: "trust" });
  for (const one of kinds)
    for (const other of kinds)
      expect(maySupport(plan(one, "a"), above(other, "b")) && maySupport(plan(other, "b"), above(one, "a"))).toBe(false);
  expect(maySupport(plan("academy-improvement", "a"), above("trust-improvement", "b"))).toBe(true);
  expect(maySupport({ ...plan("academy-improvement", "a"), within: [] }, { ...above("trust-improvement", "b"), unitId: "elsewhere" })).toBe(
    false,
  );
});

describe("who leads a part", () => {
  const says = ["delivers", "evaluates"];
  const who = {
    ...{ people: new Set(["ann", "ben"]), roles: new Set(["principal"]), holders: new Map([["principal", new Set(["ann"])]]) },
    days: { begins: "2026-09-01", ends: "2027-08-31" },
  };
  const led = (personId: string, from: string, until: string | null = null): OwnerPeriod => ({
    duty: "delivers",
    personId,
    role: null,
    from,
    until,
  });
  const give = (before: readonly OwnerPeriod[], person: string | undefined, from: string) =>
    handOver(before, { delivers: person ? { person } : undefined, evaluates: undefined }, from, says, who);
  test("is handed over on a day, and who led before is kept", () => {
    const after = give([led("ann", "2026-09-01")], "ben", "2026-11-21");
    expect(after.ok && after.value).toEqual([led("ann", "2026-09-01", "2026-11-21"), led("ben", "2026-11-21")]);
    expect(after.ok && ownerOn(after.value, "delivers", "2026-10-01")?.personId).toBe("ann");
  });
  test("is from a day in the plan or up to a year before it", () => {
    const from = (day: string) => kindOf(give([], "ann", day));
    expect([from("2025-09-01"), from("2027-08-31")]).toEqual(["accepted", "accepted"]);
    expect([from("1900-01-01"), from("2025-08-31"), from("2027-09-01")]).toEqual(["from-outside", "from-outside", "from-outside"]);
  });
  test("is not weighed by the person behind the role that leads, but by another holder of it", () => {
    const both = (evaluates: string, holders: string[]) =>
      kindOf(
        handOver([], { delivers: { role: "principal" }, evaluates: { person: evaluates } }, "2026-09-01", says, {
          ...who,
          holders: new Map([["principal", new Set(holders)]]),
        }),
      );
    expect([both("ann", ["ann"]), both("ben", ["ann"]), both("ann", ["ann", "ben"])]).toEqual(["same-behind", "accepted", "accepted"]);
  });
  test("is said to be nobody where a role has no holder or a person no role", () => {
    const said = (owner: Partial<OwnerPeriod>, name: string | null) =>
      sayOwner([{ ...led("ann", "2026-09-01"), ...owner, name }], "delivers", "2026-11-21", plainWords, who);
    expect(said({}, "Ann")).toBe("Ann");
    expect(said({ personId: "gone" }, "Gone")).toBe("Gone (holds no role any more)");
    expect(said({ personId: null, role: "sle" }, null)).toMatch(/\(nobody holds this role now\)$/);
    expect(said({ personId: null, role: "principal" }, null)).not.toMatch(/nobody/);
  });
  test("stays as it was while nobody else is named, whatever day is given", () => {
    const before = [led("gone", "2026-09-01")];
    const after = give(before, "gone", "2020-01-01");
    expect(after.ok && after.value).toEqual(before);
  });
  test("is not handed over before it began, and a slip of the same day leaves no trace", () => {
    expect(kindOf(give([led("ann", "2026-09-01")], "ben", "2026-08-31"))).toBe("from-too-early");
    const after = give([led("ann", "2026-09-01")], "ben", "2026-09-01");
    expect(after.ok && after.value).toEqual([led("ben", "2026-09-01")]);
  });
});

test("what hangs under an ended part has ended with it, and what is under a priority adds up", () => {
  const part = (id: string, under: string | null, endedBecause: string | null = null) => ({
    ...{ id, under, endedBecause, kind: "action" as const, days: null },
    cost: 100,
  });
  const parts = [part("a", null), part("b", "a", "Done with."), part("c", "b"), part("d", "a")];
  expect(livingParts(parts).map(({ id }) => id)).toEqual(["a", "d"]);
  expect(totalOf(livingParts(parts), "a")).toEqual({ cost: 200, days: undefined });
});

describe("an action", () => {
  const of = { plan: "approved", ended: false, steps: 2, waitsFor: [] } as const;
  const step = (state: string, doing: string, more: object = {}) =>
    kindOf(considerActionStep({ state, doing, effect: "" }, 2, { ...of, ...more }));
  test("is done only with what shows it, and after what it waits for", () => {
    expect([step("done", "Held on 3 November."), step("done", " ")]).toEqual(["accepted", "doing-needed"]);
    expect(step("done", "Held.", { waitsFor: ["Book the room"] })).toBe("waits");
    expect(step("doing", "", { waitsFor: ["Book the room"] })).toBe("accepted");
    expect([step("dropped", ""), step("finished", "x")]).toEqual(["why-dropped", "state-needed"]);
  });
  test("of a plan that is a draft, paused or closed is not touched, nor by who saw an older state", () => {
    for (const plan of ["draft", "paused", "closed"]) expect(step("doing", "", { plan })).toBe("resting");
    expect(step("doing", "", { steps: 3 })).toBe("crossed");
  });
  test("is overdue after its day, and never once it is done", () => {
    const due = (state: "to-do" | "done", day: string) => dueOf({ state, due: day }, "2026-11-21");
    expect([due("to-do", "2026-11-20"), due("to-do", "2026-11-21"), due("to-do", "2027-01-04"), due("done", "2026-11-20")]).toEqual([
      ...["overdue", "soon", "later"],
      undefined,
    ]);
  });
});

describe("a review of progress", () => {
  const line = { rag: "amber", narrative: "Behind by a term.", decision: "change" };
  const days = { begins: "2026-09-01", ends: "2027-08-31" };
  const of = { state: "approved", reviews: 1, last: "2026-10-20", objectives: ["o"], ...days, today: "2026-11-21" } as const;
  const next = { written: "", day: undefined };
  const review = (more: object, facts: object = {}) =>
    considerProgress({ on: "2026-11-20", next, lines: new Map([["o", line]]), ...more }, 1, { ...of, ...facts });
  test("says of every objective how it goes, what is behind that, and what happens next", () => {
    expect(kindOf(review({}))).toBe("accepted");
    const lacking = review({ lines: new Map([["o", { rag: "purple", narrative: "", decision: "" }]]) });
    expect(!lacking.ok && lacking.refusal).toEqual({
      kind: "lines",
      lacks: ["rag", "narrative", "decision"].map((lacks) => ({ part: "o", lacks })),
    });
  });
  test("is of a plan that was approved and goes on, on a day that has come, and after the last", () => {
    expect(kindOf(review({}, { state: "draft" }))).toBe("not-approved");
    expect(kindOf(review({}, { state: "paused" }))).toBe("resting");
    expect(kindOf(review({ on: "2026-11-22" }))).toBe("on-to-come");
    expect(kindOf(review({ on: "2026-10-19" }))).toBe("on-too-early");
    expect(kindOf(review({ next: { written: "x", day: "2026-11-20" } }))).toBe("next-not-later");
    expect(kindOf(review({}, { reviews: 2 }))).toBe("crossed");
  });
  test("lies within its plan, and so does the next", () => {
    expect(kindOf(review({ on: "2026-08-31" }, { last: undefined }))).toBe("on-before-plan");
    const nextOn = (day: string) => kindOf(review({ next: { written: day, day } }));
    expect([nextOn("2027-08-31"), nextOn("2029-10-10")]).toEqual(["accepted", "next-after-plan"]);
  });
  test("and the impact at the end is said of every priority before a plan closes", () => {
    const of = { state: "approved", revision: 9, priorities: ["p"] } as const;
    const judge = (verdict: string, happened: string, because = "Its time is over.") =>
      considerImpact(new Map([["p", { verdict, happened }]]), because, 9, of);
    expect(kindOf(judge("in-part", "Half the schools."))).toBe("accepted");
    expect([kindOf(judge("good", "x")), kindOf(judge("not", " ")), kindOf(judge("not", "Nothing.", " "))]).toEqual([
      "lines",
      "lines",
      "because-needed",
    ]);
    const changed = considerImpact(new Map([["p", { verdict: "not", happened: "Nothing." }]]), "Over.", 9, { ...of, state: "changed" });
    expect(kindOf(changed)).toBe("changed-since");
  });
});

test("a diagnosis asks for what is open, weak or missed, and says what no part answers and what must be judged again", () => {
  const facts: DiagnosisFacts = {
    ...{ today: "2026-11-21", freshForDays: 180 },
    levels: ["not-yet", "towards", "expected", "exceeding"].map((key) => ({ key, name: key })),
    indicators: [
      { key: "teaching", title: "Teaching", judgement: { id: "j1", level: "towards", on: "2026-10-01", narrative: "Uneven." } },
      { key: "behaviour", title: "Behaviour", judgement: { id: "j2", level: "expected", on: "2025-10-01", narrative: "Calm." } },
      { key: "safeguarding", title: "Safeguarding", judgement: undefined },
    ],
    findings: [
      { id: "f1", kind: "concern", severity: "high", text: "Gates open.", raisedOn: "2026-10-01", closed: false },
      { id: "f2", kind: "improvement", severity: "low", text: "Done.", raisedOn: "2026-10-01", closed: true },
      { id: "f3", kind: "strength", severity: undefined, text: "Choir.", raisedOn: "2026-10-01", closed: false },
    ],
    targets: [{ id: "t1", says: "Attendance.", met: false }],
  };
  const known = whatIsKnown(facts);
  const answers = answersOf(known, [{ title: "Safer gates", reasons: [{ source: "finding:f1" }] }]);
  expect(answers.answered.map(({ known: one, by }) => [one.source, by[0]?.title])).toEqual([["finding:f1", "Safer gates"]]);
  expect(answers.unanswered.map(({ source }) => source)).toEqual(["judgement:j1", "target:t1"]);
  expect(toJudgeAgain(facts).map(({ title }) => title)).toEqual(["Behaviour", "Safeguarding"]);
});

describe("the alignment of a trust's plans", () => {
  const plan = (id: string, kind: PlanKind, unitId: string): AlignedPlan => ({
    ...{ id, kind, unitId, title: id, unit: unitId },
    unitKind: kind.startsWith("academy") ? "academy" : "trust",
    state: "approved",
  });
  const part = (id: string, planId: string, kind: "priority" | "objective", more: Partial<AlignedPart> = {}): AlignedPart => ({
    ...{ id, planId, kind, title: id, under: null, supports: null, target: null, endedBecause: null, owner: undefined, over: false },
    ...more,
  });
  const academies = [
    { id: "north", name: "North" },
    { id: "south", name: "South" },
  ];
  const most = { objectives: 1, duties: 1 };
  const plans = [
    plan("five", "five-year", "trust"),
    plan("trust", "trust-improvement", "trust"),
    plan("n", "academy-improvement", "north"),
  ];
  const ann = { key: "ann", name: "Ann" };
  const parts = [
    part("aim", "five", "priority"),
    part("reading", "trust", "priority", { supports: "aim", owner: ann }),
    part("reading-early", "trust", "objective", { under: "reading", owner: ann }),
    part("maths", "trust", "priority"),
    part("own", "n", "priority"),
    part("phonics", "n", "objective", { under: "own", supports: "reading-early" }),
    part("garden", "n", "objective", { under: "own" }),
  ];
  const targets = [{ id: "t", name: "Attendance", owner: "Ann", ownerHoldsRole: true }];
  test("shows who takes each priority up, by whatever way, and which nobody does", () => {
    const { priorities } = alignmentOf({ plans, parts, academies, targets, most });
    expect(priorities.map((one) => [one.part.id, one.academies.map(({ id }) => id), one.aims.map(({ id }) => id)])).toEqual([
      ["reading", ["north"], ["aim"]],
      ["maths", [], []],
    ]);
    expect(priorities[0]?.without.map(({ id }) => id)).toEqual(["south"]);
  });
  test("finds what hangs on nothing, who carries too much, which target no plan names, and who has no plan", () => {
    const found = alignmentOf({ plans, parts, academies, targets, most });
    expect(found.adrift.map((one) => one.part.id)).toEqual(["garden"]);
    expect(found.crowded).toEqual([{ id: "north", name: "North", objectives: 2 }]);
    expect(found.busy).toEqual([{ name: "Ann", duties: 2 }]);
    expect(found.unclaimed.map(({ why }) => why)).toEqual(["no-plan"]);
    expect(found.unplanned.map(({ id }) => id)).toEqual(["south"]);
  });
  test("says where a priority is taken up in a draft or a paused plan alone", () => {
    const only = (...states: PlanState[]) => {
      const mine = states.map((state, at) => ({ ...plan(`n${at}`, "academy-improvement", "north"), state }));
      const taking = mine.map(({ id }) => part(`p${id}`, id, "priority", { supports: "reading" }));
      const { priorities } = alignmentOf({
        plans: [...plans.slice(0, 2), ...mine],
        parts: [...parts.slice(0, 4), ...taking],
        academies,
        targets,
        most,
      });
      return priorities[0]?.academies[0]?.only;
    };
    expect([only("draft"), only("draft", "paused"), only("paused", "changed"), only("approved")]).toEqual([
      ...["draft", "paused", undefined, undefined],
    ]);
  });
  test("asks who leads what is led by somebody without a role, or by a role that nobody holds", () => {
    const vacant = parts.map((one) =>
      one.id === "garden"
        ? { ...one, owner: { key: "role:principal@n", name: "Principal of North", vacant: true } }
        : one.owner
          ? { ...one, owner: { ...ann, vacant: true } }
          : one,
    );
    const found = alignmentOf({ plans, parts: vacant, academies, targets, most });
    expect(questionsOf(found, plainWords).filter((question) => /now|any more/.test(question))).toEqual([
      "Ann leads 2 parts of plans, and holds no role any more. Who leads them now?",
      "Nobody is Principal of North now, and 1 part of plans is led by that role. Who leads it meanwhile?",
    ]);
    expect(alignmentOf({ plans, parts, academies, targets, most }).vacant).toEqual([]);
  });
  test("does not see what has ended, and an owner without a role leaves a target with nobody", () => {
    const ended = parts.map((one) =>
      one.id === "own" ? { ...one, endedBecause: "Over." } : one.id === "maths" ? { ...one, target: "t" } : one,
    );
    const found = alignmentOf({ plans, parts: ended, academies, targets: [{ ...targets[0], ownerHoldsRole: false } as never], most });
    expect(found.priorities[0]?.academies).toEqual([]);
    expect(found.adrift).toEqual([]);
    expect(found.unclaimed.map(({ why }) => why)).toEqual(["owner-gone"]);
  });
});
