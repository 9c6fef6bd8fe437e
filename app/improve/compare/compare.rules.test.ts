import { describe, expect, test } from "vitest";
import { plainWords } from "../../language/words.ts";
import { type AcrossPart, againstWeakness, underPriority } from "./across.rules.ts";
import { differencesOf, likeness, type PartThen, pairsOf, saidOn } from "./compare.rules.ts";

const part = (id: string, title: string, more: Partial<PartThen> = {}): PartThen => ({
  ...{ id, title, kind: "priority", under: null, endedBecause: null, owners: [], needs: [], reasons: [], supports: null, target: null },
  ...{ why: "", how: "", withWhom: "", adds: "", outcome: "", cost: null, days: null, due: null },
  ...more,
});
const around = { words: plainWords, above: new Map(), targets: new Map() };
const said = (...parts: PartThen[]) => saidOn({ title: "", begins: "", ends: "", parts }, "2026-11-21", around);
const same = (parts: readonly { id: string }[]) => new Map(parts.map(({ id }) => [id, id] as const));

describe("two states of a plan", () => {
  const before = said(
    part("p", "Reading", { outcome: "Fluent readers." }),
    part("a", "Coach", { kind: "action", under: "p", due: "2026-12-01" }),
    part("b", "Buy books", { kind: "action", under: "p", cost: 400 }),
    part("c", "Assess", { kind: "action", under: "p" }),
  );
  const after = said(
    part("p", "Reading", { outcome: "Fluent readers by May." }),
    part("a", "Coach", { kind: "action", under: "p", due: "2027-01-15" }),
    part("b", "Buy books", { kind: "action", under: "p", endedBecause: "Given to us." }),
    part("c", "Assess", { kind: "action", under: "p" }),
    part("d", "Read aloud", { kind: "action", under: "p" }),
  );
  test("differ where a part rests on other reasons, and only there", () => {
    const resting = (says: string) => said(part("p", "Reading", { reasons: [{ source: "finding:1", says, on: "2026-09-01" }] }));
    const { differences } = differencesOf(resting("Few read at home."), resting("Nobody reads at home."), same([{ id: "p" }]));
    expect(differences.map(({ id, state, fields }) => [id, state, fields.map(({ before, after: now }) => [before, now])])).toEqual([
      [
        "p",
        "changed",
        [["Few read at home. (as it stood on 1 September 2026)", "Nobody reads at home. (as it stood on 1 September 2026)"]],
      ],
    ]);
    expect(differencesOf(resting("Few read at home."), resting("Few read at home."), same([{ id: "p" }])).differences).toEqual([]);
  });
  test("differ by what is added, taken away and changed, field by field", () => {
    const { differences, same: alike } = differencesOf(before, after, same([...before].filter(({ id }) => id !== "b")));
    expect(differences.map(({ id, state }) => [id, state])).toEqual([
      ["p", "changed"],
      ["a", "changed"],
      ["d", "added"],
      ["b", "removed"],
    ]);
    expect(alike).toBe(1);
    expect(differences[1]?.fields).toEqual([{ label: "When is it due?", before: "1 December 2026", after: "15 January 2027" }]);
    expect(differences[3]).toMatchObject({ in: "Reading", fields: [{ label: "Cost in pounds", before: "£400", after: "" }] });
  });
  test("do not differ where what a part waits for is only called otherwise", () => {
    const waiting = (title: string, needs: string[]) =>
      said(
        part("p", "Reading"),
        part("a", title, { kind: "action", under: "p" }),
        part("b", "Send them", { kind: "action", under: "p", needs }),
      );
    const before = waiting("Ring home by ten", ["a"]);
    const changed = (after: ReturnType<typeof waiting>) =>
      differencesOf(before, after, same(before)).differences.map(({ id, fields }) => [id, fields.map(({ label }) => label)]);
    expect(changed(waiting("Ring home by nine", ["a"]))).toEqual([["a", ["What is it?"]]]);
    expect(changed(waiting("Ring home by ten", []))).toEqual([["b", ["What must be done before?"]]]);
  });
  test("say once on which day a reason stood so", () => {
    const reason = { source: "figure:1", says: "Attendance 93%. As it stood on 1 September 2026.", on: "2026-09-01" };
    expect(said(part("p", "Reading", { reasons: [reason] }))[0]?.says.reasons).toBe(reason.says);
  });
  test("without a difference say only how much is the same", () => {
    expect(differencesOf(before, before, same(before))).toEqual({ differences: [], same: 4 });
  });
});

describe("a plan beside last year's", () => {
  test("pairs parts of one kind by likest title, and what hangs under them only with what hung there", () => {
    const last = said(
      part("1", "Every child a reader"),
      part("2", "Confident mathematicians"),
      part("3", "Coach each teacher of phonics", { kind: "action", under: "1" }),
      part("4", "Coach each teacher of mathematics", { kind: "action", under: "2" }),
    );
    const now = said(
      part("5", "Confident young mathematicians"),
      part("6", "Every child a fluent reader"),
      part("7", "Coach every teacher of phonics", { kind: "action", under: "6" }),
      part("8", "Coach each teacher of phonics", { kind: "action", under: "5" }),
      part("9", "Grounds"),
    );
    expect([...pairsOf(last, now)].toSorted()).toEqual([
      ["5", "2"],
      ["6", "1"],
      ["7", "3"],
      ["8", "4"],
    ]);
  });
  test("does not take what shares a word for the same", () => {
    expect(likeness("Reading in Year 1", "Reading in Year 1")).toBe(1);
    expect(likeness("Attendance of boys", "Reading of girls")).toBeLessThan(0.5);
    expect(likeness("", "")).toBe(0);
  });
});

describe("plans side by side", () => {
  const one = (id: string, planId: string, more: Partial<AcrossPart> = {}): AcrossPart => ({
    ...{ id, planId, kind: "priority", under: null, title: id, supports: null, endedBecause: null, reasons: [] },
    ...more,
  });
  const academies = [
    { id: "north", name: "North" },
    { id: "south", name: "South" },
    { id: "west", name: "West" },
  ];
  const plans = [
    { id: "trust", unitId: "t", unitKind: "trust" },
    { id: "n", unitId: "north", unitKind: "academy" },
    { id: "s", unitId: "south", unitKind: "academy" },
  ];
  const parts = [
    one("aim", "trust"),
    one("maths", "trust", { kind: "objective", under: "aim" }),
    one("np", "n"),
    one("no", "n", { kind: "objective", under: "np", supports: "maths", reasons: [{ source: "judgement:j" }] }),
    one("ended", "s", { supports: "aim", endedBecause: "Done." }),
    one("sp", "s", { reasons: [{ source: "finding:f" }] }),
  ];
  const found = (rows: readonly { academy: { id: string }; planned: boolean; parts: readonly AcrossPart[] }[]) =>
    rows.map(({ academy, planned, parts: mine }) => [academy.id, planned, ...mine.map(({ id }) => id)]);
  test("under one priority show who supports it, at whatever remove, and who does not", () => {
    expect(found(underPriority("aim", academies, plans, parts))).toEqual([
      ["north", true, "no"],
      ["south", true],
      ["west", false],
    ]);
  });
  test("with one weakness show whose plan names it as a reason", () => {
    expect(found(againstWeakness(new Set(["judgement:j"]), academies.slice(0, 2), plans, parts))).toEqual([
      ["north", true, "no"],
      ["south", true],
    ]);
  });
});
