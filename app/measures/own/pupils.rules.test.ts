import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureByCode } from "../../national/index.ts";
import { countPupils, type Making, makingOf, sayPupilRefusal } from "./pupils.rules.ts";

const rowsOf = (rows: readonly Record<string, string>[]) =>
  rows.map((cells, at) => ({ row: at + 2, cell: (column: string) => cells[column] ?? "" }));
const count = (making: Making, rows: readonly Record<string, string>[]) =>
  countPupils(making, [...new Set(rows.flatMap((row) => Object.keys(row)))], rowsOf(rows), (said) =>
    said === "" ? "990001" : said === "990002" ? said : undefined,
  );
const counted = (making: Making, rows: readonly Record<string, string>[]) => {
  const outcome = count(making, rows);
  if (!outcome.ok) throw new Error(outcome.refusal.map(sayPupilRefusal).join());
  return Object.fromEntries(outcome.value.groups.map(({ group, numerator, denominator }) => [group, [numerator, denominator]]));
};

describe("rows about pupils", () => {
  test("are counted into the groups that their flags say", () => {
    const rows = [
      { sex: "F", disadvantaged: "yes", sen: "K", met: "yes" },
      { sex: "M", disadvantaged: "no", sen: "N", met: "no" },
      { sex: "girl", disadvantaged: "N", sen: "E", met: "1" },
    ];
    expect(counted({ kind: "met" }, rows)).toEqual({
      all: [2, 3],
      girls: [2, 2],
      boys: [0, 1],
      disadvantaged: [1, 1],
      "not-disadvantaged": [1, 2],
      "disadvantaged-girls": [1, 1],
      "sen-support": [1, 1],
      ehcp: [1, 1],
      "any-sen": [2, 2],
      "no-sen": [0, 1],
    });
  });
  test("pool their sessions, and never mean their percentages", () => {
    const rows = [
      { "sessions possible": "100", "sessions attended": "50" },
      { "sessions possible": "10", "sessions attended": "10" },
    ];
    expect(counted({ kind: "attended" }, rows).all).toEqual([60, 110]);
    expect(counted({ kind: "missed" }, rows).all).toEqual([50, 110]);
  });
  test("count as persistently absent from the tenth part of their sessions on", () => {
    const missed = (sessions: number) => ({ "sessions possible": "70", "sessions attended": String(70 - sessions) });
    expect(counted({ kind: "absent-from", share: 0.1 }, [missed(6), missed(7), missed(8)]).all).toEqual([2, 3]);
    expect(counted({ kind: "absent-from", share: 0.5 }, [missed(34), missed(35)]).all).toEqual([1, 2]);
  });
  test("without an outcome are in no cohort, and without a flag in none of its groups; both are told", () => {
    const outcome = count({ kind: "score" }, [
      { sex: "F", score: "20" },
      { sex: "", score: "25" },
      { sex: "M", score: "" },
    ]);
    expect(outcome).toMatchObject({ ok: true, value: { pupils: 2, without: 1, unsaid: { sex: 1 } } });
    expect(
      counted({ kind: "score" }, [
        { sex: "F", score: "20" },
        { sex: "", score: "25" },
      ]),
    ).toEqual({ all: [45, 2], girls: [20, 1] });
  });
  test("are all refused where one says what cannot be, and none of their words is repeated", () => {
    const outcome = count({ kind: "met" }, [
      { met: "Zebedee", sex: "F" },
      { met: "yes", sex: "Florence" },
      { met: "no", academy: "136318" },
    ]);
    expect(outcome).toEqual({
      ok: false,
      refusal: [
        { row: 2, column: "met", kind: "word" },
        { row: 3, column: "sex", kind: "word" },
        { row: 4, column: "academy", kind: "academy" },
      ],
    });
    expect(outcome.ok ? "" : outcome.refusal.map(sayPupilRefusal).join()).not.toMatch(/Zebedee|Florence|136318/);
    expect(count({ kind: "attended" }, [{ "sessions possible": "10", "sessions attended": "11" }])).toMatchObject({
      refusal: [{ kind: "attended-more" }],
    });
  });
  test("make the same total whichever way a flag parts them", () => {
    const pupil = fc.record({
      sex: fc.constantFrom("F", "M"),
      disadvantaged: fc.constantFrom("yes", "no"),
      met: fc.constantFrom("yes", "no"),
    });
    fc.assert(
      fc.property(fc.array(pupil, { minLength: 1, maxLength: 60 }), (rows) => {
        const groups = counted({ kind: "met" }, rows);
        for (const [a, b] of [
          ["girls", "boys"],
          ["disadvantaged", "not-disadvantaged"],
        ] as const)
          for (const part of [0, 1]) expect((groups[a]?.[part] ?? 0) + (groups[b]?.[part] ?? 0)).toBe(groups.all?.[part]);
      }),
    );
  });
});

test("each measure knows how it is made of pupils", () => {
  const kind = (code: string) => makingOf(measureByCode(code) as never)?.kind;
  expect(
    [
      "phonics-year1",
      "eyfs-gld",
      "tables-average",
      "tables-full",
      "attendance-term",
      "persistent-absence-term",
      "absence-severe",
      "ta-reading-expected",
      "suspensions-term",
    ].map(kind),
  ).toEqual(["met", "met", "score", "met", "attended", "absent-from", "absent-from", "met", undefined]);
});
