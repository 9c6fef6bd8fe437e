import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readEditionContent } from "../../frameworks/index.ts";
import {
  type AssignmentFacts,
  type AssignmentRefusal,
  considerAssignment,
  considerJudging,
  type JudgingRefusal,
  sayAssignmentRefusal,
  sayJudgingRefusal,
  taskOf,
} from "./assignment.rules.ts";
import { type Campaign, progressOf } from "./campaigns/campaign.rules.ts";
import {
  considerClosing,
  considerEscalation,
  considerFinding,
  type Finding,
  type FindingRefusal,
  sayFindingRefusal,
  unansweredFindings,
} from "./findings/finding.rules.ts";
import { type LastReview, type ReviewRow, sayBeginRefusal, startAfresh, startFromTheLast } from "./from-the-last.rules.ts";
import { lifeOf, reviewStates } from "./life.rules.ts";
import { agreementOf, blindSeen, considerBlind, driftOf, fewestPairs, type Pair, sayBlindRefusal } from "./moderation/moderation.rules.ts";

const kindOf = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? "done" : outcome.refusal?.kind);
const saysWhatToDo =
  /(Begin|Send|Choose|choose|Keep|Copy|Ask|Open|Raise|Write|Say|Leave|Award|Name|Give|Talk|Agree|Go|change yours)\b.*\.$/;

describe("assigning indicators", () => {
  const people = [
    { personId: "sle", name: "Sunita Bramwell", isAtHome: false },
    { personId: "head", name: "Hugh Trelawny", isAtHome: true },
  ];
  const facts = (more: Partial<AssignmentFacts> = {}): AssignmentFacts => ({
    ...{ kind: "trust-monitoring", state: "planned", people },
    indicators: [
      { key: "a", title: "Attainment", reviewers: [], judgedBy: undefined },
      { key: "b", title: "Behaviour", reviewers: ["sle"], judgedBy: "sle" },
    ],
    ...more,
  });
  it("leaves the others as they were, and nobody twice", () => {
    const done = considerAssignment(facts(), { a: ["sle", "sle"] });
    expect(done.ok && [...done.value]).toEqual([
      ["a", ["sle"]],
      ["b", ["sle"]],
    ]);
  });
  it("sends nobody to review at home, and nobody else to evaluate a home that is not theirs", () => {
    expect(kindOf(considerAssignment(facts(), { a: ["head"] }))).toBe("at-home");
    expect(kindOf(considerAssignment(facts({ kind: "self-evaluation" }), { a: ["sle"] }))).toBe("not-at-home");
    expect(kindOf(considerAssignment(facts({ kind: "self-evaluation" }), { a: ["head"] }))).toBe("done");
    expect(kindOf(considerAssignment(facts(), { a: ["stranger"] }))).toBe("no-such-person");
    expect(kindOf(considerAssignment(facts(), { z: ["sle"] }))).toBe("no-such-indicator");
  });
  it("keeps who has judged on what they judged, and ends when the review leaves their hands", () => {
    expect(kindOf(considerAssignment(facts(), { b: [] }))).toBe("judged-already");
    for (const state of reviewStates) {
      const open = ["planned", "gathering", "draft"].includes(state);
      expect([state, kindOf(considerAssignment(facts({ state }), { a: ["sle"] }))]).toEqual([state, open ? "done" : "too-late"]);
    }
  });
  it("is a task of one's own rows, with how many are done", () => {
    const rows = [
      { key: "a", reviewers: ["sle"], status: "done" as const },
      { key: "b", reviewers: ["other"], status: "done" as const },
      { key: "c", reviewers: ["sle", "other"], status: "in-progress" as const },
    ];
    expect(taskOf(rows, "sle")).toEqual({ rows: [rows[0], rows[2]], done: 1 });
  });
});

describe("judging in a review", () => {
  const open = { state: "gathering" as const, edition: { id: "e1", number: 1 }, rows: [{ key: "a", reviewers: ["sle"], version: 4 }] };
  const draft = { indicator: "a", edition: "e1", seen: 4 };
  it("is for who is assigned, by the review's own edition, while it is being written, and crosses with nobody unseen", () => {
    expect(kindOf(considerJudging(open, draft, "sle"))).toBe("done");
    expect(kindOf(considerJudging(open, draft, "lead"))).toBe("not-assigned");
    expect(kindOf(considerJudging(open, { ...draft, indicator: "z" }, "sle"))).toBe("no-such-indicator");
    expect(kindOf(considerJudging(open, { ...draft, edition: "e2" }, "sle"))).toBe("other-edition");
    expect(kindOf(considerJudging(open, { ...draft, seen: 3 }, "sle"))).toBe("crossed");
    for (const state of lifeOf("trust-monitoring"))
      expect([state, considerJudging({ ...open, state }, draft, "sle").ok]).toEqual([state, state === "gathering" || state === "draft"]);
  });
});

describe("starting from the last review", () => {
  const read = readEditionContent(parse(readFileSync(new URL("../../../content/frameworks/phonics.yaml", import.meta.url), "utf8")));
  if (!read.ok) throw new Error(read.refusal.join());
  const content = read.value;
  const lineages = Object.fromEntries(content.indicators.map(({ key }) => [key, `lineage of ${key}`]));
  const judged = (row: ReviewRow, at: number): ReviewRow => ({
    ...row,
    ...{
      status: "done",
      level: "expected",
      narrative: `Seen ${at}`,
      helps: "Time",
      hinders: "Cover",
      toDo: "Coach",
      evidence: [`e${at}`, "gone"],
    },
  });
  const last: LastReview = {
    unitId: "u",
    framework: "phonics",
    state: "closed",
    content,
    rows: startAfresh({ content, lineages }).map(judged),
  };
  const wanted = { unitId: "u", content, lineages };
  it("copies texts and evidence but sets back every status and level, so that what is judged again stands out", () => {
    const rows = startFromTheLast(wanted, last, new Set(["gone"]));
    if (!rows.ok) throw new Error(rows.refusal.kind);
    for (const [at, row] of rows.value.entries())
      expect(row).toEqual({ ...last.rows[at], status: "to-do", level: undefined, evidence: [`e${at}`], lastLevel: "Expected" });
  });
  it("follows an indicator into another edition by its lineage, and begins what is new with nothing", () => {
    const [first, ...others] = content.indicators;
    if (!first) throw new Error("no indicator");
    const renamed = { ...content, indicators: [{ ...first, key: "renamed" }, ...others.slice(1), { ...first, key: "new-one" }] };
    const rows = startFromTheLast(
      { unitId: "u", content: renamed, lineages: { ...lineages, renamed: `lineage of ${first.key}`, "new-one": "new" } },
      last,
      new Set(),
    );
    if (!rows.ok) throw new Error(rows.refusal.kind);
    expect(rows.value.map(({ key }) => key)).toEqual(renamed.indicators.map(({ key }) => key));
    expect(rows.value[0]?.narrative).toBe("Seen 0");
    expect(rows.value.at(-1)).toMatchObject({ narrative: "", evidence: [], lastLevel: undefined });
    expect(rows.value.some(({ narrative }) => narrative === "Seen 1")).toBe(false);
  });
  it("is refused from a review that is open, of somewhere else or by another framework", () => {
    for (const state of reviewStates)
      expect([state, kindOf(startFromTheLast(wanted, { ...last, state }, new Set()))]).toEqual([
        state,
        state === "agreed" || state === "closed" ? "done" : "still-open",
      ]);
    expect(kindOf(startFromTheLast({ ...wanted, unitId: "v" }, last, new Set()))).toBe("another-unit");
    expect(kindOf(startFromTheLast(wanted, { ...last, framework: "reading" }, new Set()))).toBe("another-framework");
    for (const refusal of [{ kind: "still-open" }, { kind: "another-unit" }, { kind: "another-framework", name: "Reading" }] as const)
      expect(sayBeginRefusal(refusal)).toMatch(saysWhatToDo);
  });
});

describe("moderation", () => {
  const by = (judge: string, rank: number) => ({ judge, rank, on: "2026-11-22" });
  it("shows neither judge the other's before both are given, and lets neither change theirs after", () => {
    const first = considerBlind([], by("ann", 1), 4);
    const changed = first.ok ? considerBlind(first.value, by("ann", 2), 4) : first;
    const both = changed.ok ? considerBlind(changed.value, by("ben", 3), 4) : changed;
    if (!changed.ok || !both.ok) throw new Error("refused");
    expect(blindSeen(changed.value, "ben")).toEqual([]);
    expect(blindSeen(changed.value, "lead")).toEqual([]);
    expect(blindSeen(changed.value, "ann")).toEqual([by("ann", 2)]);
    expect(blindSeen(both.value, "ann")).toHaveLength(2);
    expect(kindOf(considerBlind(both.value, by("ann", 3), 4))).toBe("seen-already");
    expect(kindOf(considerBlind(both.value, by("cat", 3), 4))).toBe("two-judges-already");
    expect(kindOf(considerBlind([], by("ann", 4), 4))).toBe("no-such-level");
    for (const kind of ["seen-already", "two-judges-already", "no-such-level"] as const)
      expect(sayBlindRefusal({ kind })).toMatch(saysWhatToDo);
  });
  const pair = (one: number, other: number, schoolYear = "2026/27", judges: [string, string] = ["ann", "ben"]): Pair => ({
    ...{ one: by(judges[0], one), other: by(judges[1], other), levels: 5, schoolYear },
  });
  it("counts how often two agree, and says no rate where nothing was compared", () => {
    expect(agreementOf([])).toEqual({ pairs: 0, same: 0, near: 0, far: 0, rate: undefined });
    expect(agreementOf([pair(1, 1), pair(2, 1), pair(0, 3), pair(3, 3)])).toEqual({ pairs: 4, same: 2, near: 1, far: 1, rate: 0.5 });
  });
  it("shows each judge's drift by year only from enough pairs, in no order of merit, and as much up as down", () => {
    const pairs = [...Array.from({ length: fewestPairs }, () => pair(2, 1)), pair(4, 1, "2025/26"), pair(1, 1, "2026/27", ["cat", "ann"])];
    const drift = driftOf(pairs);
    expect(drift.map(({ judge, schoolYear }) => `${judge} ${schoolYear}`)).toEqual([
      "ann 2025/26",
      "ann 2026/27",
      "ben 2025/26",
      "ben 2026/27",
      "cat 2026/27",
    ]);
    expect(drift.find(({ judge, schoolYear }) => judge === "ben" && schoolYear === "2026/27")).toMatchObject({ pairs: 5, mean: -1 });
    expect(drift.find(({ judge }) => judge === "cat")?.mean).toBeUndefined();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: fewestPairs, maxLength: 20 }), (ranks) => {
        const [ann, ben] = driftOf(ranks.map(([one, other]) => pair(one, other)));
        expect((ann?.mean ?? Number.NaN) + (ben?.mean ?? Number.NaN)).toBeCloseTo(0);
        const { same, near, far } = agreementOf(ranks.map(([one, other]) => pair(one, other)));
        expect(same + near + far).toBe(ranks.length);
      }),
    );
  });
});

describe("findings", () => {
  const open = { state: "gathering" as const, lead: "lead", rows: [{ key: "a", reviewers: ["sle"] }] };
  const draft = { indicator: "a", kind: "concern" as const, severity: "high" as const, text: " Corridors at noon " };
  const finding: Finding = {
    ...{
      ...draft,
      id: "f",
      raisedOn: "2026-11-10",
      raisedBy: "sle",
      answeredBy: [],
      owner: "head",
      closing: undefined,
      escalated: undefined,
    },
  };
  const seen = [
    { id: "new", title: "Visit of 20 November", dated: "2026-11-20" },
    { id: "old", title: "Visit of September", dated: "2026-09-20" },
  ];
  const check = { on: "2026-11-20", by: "sle", evidence: ["new"], seen: "Calm on two days" };
  const close = (more: object = {}, of: object = {}) =>
    kindOf(considerClosing({ ...finding, ...of }, { ...check, ...more }, seen, "2026-11-22"));

  it("are raised by who judges the indicator or leads, while the review is written", () => {
    expect(considerFinding(open, draft, "sle")).toEqual({ ok: true, value: { ...draft, text: "Corridors at noon" } });
    expect(kindOf(considerFinding(open, draft, "lead"))).toBe("done");
    expect(kindOf(considerFinding(open, draft, "other"))).toBe("not-assigned");
    expect(kindOf(considerFinding({ ...open, state: "agreed" }, draft, "sle"))).toBe("not-open");
    expect(kindOf(considerFinding(open, { ...draft, text: " " }, "sle"))).toBe("no-text");
    expect(kindOf(considerFinding(open, { ...draft, severity: undefined }, "sle"))).toBe("severity-needed");
    expect(kindOf(considerFinding(open, { ...draft, kind: "strength" }, "sle"))).toBe("strength-has-none");
  });
  it("are closed by a later check that names evidence seen since, by somebody other than who owed the answer", () => {
    expect(close()).toBe("done");
    expect(close({ on: "2026-11-10" })).toBe("check-too-early");
    expect(close({ on: "2026-11-23" })).toBe("check-to-come");
    expect(close({ evidence: [] })).toBe("evidence-needed");
    expect(close({ evidence: ["new", "nowhere"] })).toBe("evidence-needed");
    expect(close({ evidence: ["new", "old"] })).toBe("evidence-older");
    expect(close({ seen: " " })).toBe("evidence-needed");
    expect(close({ by: "head" })).toBe("own-answer");
    expect(close({}, { closing: check })).toBe("closed-already");
    expect(close({}, { kind: "strength", severity: undefined })).toBe("nothing-to-close");
  });
  it("that worry are taken further once, with the steps taken first", () => {
    const further = { on: "2026-11-22", by: "lead", to: "board", stepsTaken: ["Talked with the Principal", " "] };
    const done = considerEscalation(finding, further);
    expect(done.ok && done.value.stepsTaken).toEqual(["Talked with the Principal"]);
    expect(kindOf(considerEscalation(finding, { ...further, stepsTaken: [" "] }))).toBe("steps-needed");
    expect(kindOf(considerEscalation({ ...finding, kind: "improvement" }, further))).toBe("not-a-concern");
    expect(kindOf(considerEscalation({ ...finding, escalated: further }, further))).toBe("escalated-already");
    expect(kindOf(considerEscalation({ ...finding, closing: check }, further))).toBe("closed-already");
  });
  it("keep a review open while nothing answers them, but for strengths", () => {
    const all = [
      finding,
      { ...finding, kind: "strength" as const },
      { ...finding, answeredBy: ["action"] },
      { ...finding, closing: check },
    ];
    expect(unansweredFindings(all)).toEqual([finding]);
  });
});

describe("a campaign", () => {
  const campaign: Campaign = { kind: "self-evaluation", due: "2026-11-20", units: ["a", "b", "c", "d"] };
  const of = (unitId: string, state: "gathering" | "sent" | "agreed", handedInOn?: string) => ({
    unitId,
    state,
    judged: 3,
    of: 10,
    handedInOn,
  });
  it("shows who handed in, in time or late, and who has not begun, which is not the same as nothing judged", () => {
    const progress = progressOf(
      campaign,
      [of("a", "agreed", "2026-11-20"), of("b", "sent", "2026-11-21"), of("c", "gathering")],
      "2026-11-22",
    );
    expect(progress.units.map(({ state, handedIn, of: total }) => [state, handedIn, total])).toEqual([
      ["agreed", "in-time", 10],
      ["sent", "late", 10],
      ["gathering", "overdue", 10],
      ["not-begun", "overdue", undefined],
    ]);
    expect(progress).toMatchObject({ handedIn: 2, overdue: 2, agreed: 1, daysLeft: -2, share: 0.5 });
  });
  it("has nothing overdue on the day it is due, and no share where nobody was asked", () => {
    expect(progressOf(campaign, [], "2026-11-20")).toMatchObject({ overdue: 0, daysLeft: 0, share: 0 });
    expect(progressOf({ ...campaign, units: [] }, [], "2026-11-20").share).toBeUndefined();
  });
});

it("every refusal of the work is a sentence that says what to do next", () => {
  const assignments: AssignmentRefusal[] = [
    { kind: "too-late", closed: true },
    { kind: "too-late", closed: false },
    { kind: "no-such-indicator", key: "z" },
    { kind: "no-such-person" },
    { kind: "at-home", name: "Hugh" },
    { kind: "not-at-home", name: "Sunita" },
    { kind: "judged-already", name: "Sunita", title: "Behaviour" },
  ];
  const judgings: JudgingRefusal[] = [
    { kind: "not-open", closed: true },
    { kind: "not-open", closed: false },
    { kind: "not-assigned" },
    { kind: "no-such-indicator" },
    { kind: "other-edition", number: 1 },
    { kind: "crossed" },
  ];
  const findings: FindingRefusal[] = [
    { kind: "not-open", closed: true },
    { kind: "not-open", closed: false },
    ...(["not-assigned", "no-text", "severity-needed", "strength-has-none", "nothing-to-close", "evidence-needed"] as const).map(
      (kind) => ({ kind }),
    ),
    ...(["own-answer", "not-a-concern", "steps-needed"] as const).map((kind) => ({ kind })),
    { kind: "closed-already", on: "2026-11-20" },
    { kind: "escalated-already", on: "2026-11-20" },
    { kind: "check-too-early", raisedOn: "2026-11-10" },
    { kind: "check-to-come", today: "2026-11-22" },
    { kind: "evidence-older", title: "Visit", raisedOn: "2026-11-10" },
  ];
  const said = [...assignments.map(sayAssignmentRefusal), ...judgings.map(sayJudgingRefusal), ...findings.map(sayFindingRefusal)];
  expect(new Set(said).size).toBe(said.length);
  for (const sentence of said) expect(sentence).toMatch(saysWhatToDo);
});
