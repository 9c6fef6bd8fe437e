import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureByCode } from "../../national/index.ts";
import { considerReach, considerTarget, hasPupilsOf, judgeTarget, type TargetDraft, type TargetFacts } from "./target.rules.ts";
import { sayStanding, sayTarget } from "./target-words.rules.ts";

const attainment = measureByCode("ks4-attainment8") as NonNullable<ReturnType<typeof measureByCode>>;
const absence = measureByCode("absence-overall") as NonNullable<ReturnType<typeof measureByCode>>;
const facts = (over: Partial<TargetFacts> = {}): TargetFacts => ({ value: { value: 52.7 }, toCome: false, ...over });
const top20 = { basis: "national-percentile", figure: 80 } as const;
const boundary = { value: 52.7, among: "3,098 state-funded mainstream schools" };

describe("a target", () => {
  test("of the top 20% is met at its boundary or better, whatever ties there are", () => {
    expect(judgeTarget(top20, "higher", facts({ boundary }))).toEqual({ kind: "met", value: 52.7, needs: 52.7, among: boundary.among });
    expect(judgeTarget(top20, "higher", facts({ boundary, value: { value: 52.6 } })).kind).toBe("not-met");
    expect(judgeTarget(top20, "lower", facts({ boundary: { ...boundary, value: 4.6 }, value: { value: 4.6 } })).kind).toBe("met");
    expect(judgeTarget(top20, "lower", facts({ boundary: { ...boundary, value: 4.6 }, value: { value: 4.7 } })).kind).toBe("not-met");
  });
  test("shows its boundary before its own value is there", () => {
    const standing = judgeTarget(top20, "higher", facts({ boundary, toCome: true, value: undefined }));
    expect(standing).toMatchObject({ kind: "cannot-say", why: { kind: "to-come" }, needs: 52.7 });
    expect(sayStanding(standing, attainment)).toBe(
      "Its period has not begun. 52.7 or higher is needed (3,098 state-funded mainstream schools).",
    );
  });
  test("is a value, an improvement, or a gap, each in the direction that is better", () => {
    expect(judgeTarget({ basis: "absolute", figure: 52.7 }, "higher", facts()).kind).toBe("met");
    expect(judgeTarget({ basis: "absolute", figure: 5 }, "lower", facts({ value: { value: 5.1 } })).kind).toBe("not-met");
    expect(judgeTarget({ basis: "change", figure: 5 }, "higher", facts({ value: { value: 70.3 }, reference: { value: 65.3 } })).kind).toBe(
      "met",
    );
    expect(judgeTarget({ basis: "change", figure: 1 }, "lower", facts({ value: { value: 5.5 }, reference: { value: 6.4 } })).kind).toBe(
      "not-met",
    );
    expect(judgeTarget({ basis: "gap", figure: 10 }, "higher", facts({ value: { value: 60 }, others: { value: 70 } })).kind).toBe("met");
    expect(judgeTarget({ basis: "gap", figure: 10 }, "lower", facts({ value: { value: 16 }, others: { value: 5 } })).kind).toBe("not-met");
    expect(judgeTarget({ basis: "gap", figure: 0 }, "higher", facts({ value: { value: 80 }, others: { value: 70 } })).kind).toBe("met");
  });
  test("is not said to be missed where something is not known: it says what", () => {
    const why = (target: Parameters<typeof judgeTarget>[0], over: Partial<TargetFacts>) => {
      const standing = judgeTarget(target, "higher", facts(over));
      return standing.kind === "cannot-say" ? [standing.why.kind, sayStanding(standing, attainment)] : standing.kind;
    };
    expect(why(top20, { value: { missing: "suppressed" }, boundary })).toEqual([
      "no-value",
      "There is no value. Suppressed: too few pupils to publish. 52.7 or higher is needed (3,098 state-funded mainstream schools).",
    ]);
    expect(why(top20, {})[0]).toBe("no-boundary");
    expect(why(top20, { notProduced: "There were no results." })).toEqual(["not-produced", "There were no results."]);
    expect(why({ basis: "change", figure: 2 }, { reference: undefined })[0]).toBe("no-reference");
    expect(why({ basis: "gap", figure: 2 }, { others: { missing: "not-available" } })[0]).toBe("no-others");
    expect(judgeTarget({ basis: "absolute", figure: 1 }, "neither", facts())).toMatchObject({ why: { kind: "neither" } });
  });
  test("that is met stays met as its value gets better, and one that is missed as it gets worse", () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom("absolute", "change", "gap", "national-percentile", "similar-schools"),
        value,
        value,
        value,
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.constantFrom("higher", "lower"),
        (basis, now, other, figure, step, better) => {
          const of = (value: number) =>
            judgeTarget({ basis, figure }, better, {
              value: { value },
              toCome: false,
              boundary: { value: other, among: "" },
              reference: { value: other },
              others: { value: other },
            }).kind;
          const improved = better === "higher" ? now + step : now - step;
          if (of(now) === "met") expect(of(improved)).toBe("met");
          if (of(improved) === "not-met") expect(of(now)).toBe("not-met");
        },
      ),
    );
  });
  test("says in a phrase what it asks", () => {
    const say = (basis: TargetDraft["basis"], figure: number, measure = attainment) =>
      sayTarget({ basis, figure, referencePeriod: 20230, otherGroup: "not-disadvantaged" }, measure);
    expect([say("national-percentile", 80), say("absolute", 4.5, absence), say("change", 2, absence), say("gap", 5)]).toEqual([
      "top 20% nationally, by the schools of 2022/23",
      "4.5% or lower",
      "2 percentage points lower than in 2022/23",
      "at most 5 points behind pupils who are not disadvantaged",
    ]);
  });
});

describe("a target may be set", () => {
  const draft: TargetDraft = {
    ...{ unitId: "a", measure: "ks4-attainment8", period: 20260, group: "all", basis: "national-percentile", figure: 80 },
    ...{ referencePeriod: 20230, otherGroup: null, source: "The trust's strategy", ownerId: "p" },
  };
  const known = { measure: attainment, units: new Set(["a"]), owners: new Set(["p"]) };
  const refused = (over: Partial<TargetDraft>, here = known) => {
    const outcome = considerTarget({ ...draft, ...over }, here);
    return outcome.ok ? "accepted" : outcome.refusal.kind;
  };
  test("where it is complete for its basis, and keeps nothing of another basis", () => {
    expect(considerTarget({ ...draft, otherGroup: "boys" }, known)).toMatchObject({
      ok: true,
      value: { otherGroup: null, referencePeriod: 20230 },
    });
    expect(considerTarget({ ...draft, basis: "absolute", figure: 50 }, known)).toMatchObject({
      ok: true,
      value: { referencePeriod: null },
    });
  });
  test("and is refused where not", () => {
    expect([
      refused({ figure: undefined }),
      refused({ figure: 100 }),
      refused({ basis: "change", figure: -1 }),
      refused({ referencePeriod: undefined }),
      refused({ referencePeriod: 20270 }),
      refused({ basis: "gap", otherGroup: null }),
      refused({ basis: "gap", otherGroup: "all" }),
      refused({ source: " " }),
      refused({ ownerId: "q" }),
      refused({ unitId: "b" }),
      refused({ period: 20261 }),
      refused({}, { ...known, measure: { ...attainment, better: "neither" } }),
      refused({}, { ...known, measure: { ...attainment, published: "none" } }),
      refused({ basis: "similar-schools" }, { ...known, measure: { ...attainment, published: "authority" } }),
      refused({ basis: "change", figure: 101 }, { ...known, measure: absence }),
    ]).toEqual([
      "figure-needed",
      "figure-needed",
      "figure-needed",
      "reference-needed",
      "reference-after",
      "other-group-needed",
      "same-group",
      "source-needed",
      "no-such-owner",
      "no-such-unit",
      "wrong-stretch",
      "neither-is-better",
      "not-ranked",
      "not-ranked",
      "figure-needed",
    ]);
  });
  test("of an academy only for results that its pupils can have", () => {
    const has = (
      phase: "primary" | "secondary" | "sixteen-to-eighteen",
      lowAge: number | null,
      highAge: number | null,
      is = "Not applicable",
    ) => hasPupilsOf(phase, { phase: is, lowAge, highAge });
    expect([has("primary", 11, 18), has("primary", 9, 13), has("primary", null, null, "Secondary"), has("primary", null, null)]).toEqual([
      ...[false, true, false, true],
    ]);
    expect([has("secondary", 3, 11), has("secondary", 9, 13), has("secondary", 11, 16), has("secondary", 16, 19)]).toEqual([
      ...[false, false, true, false],
    ]);
    expect([has("sixteen-to-eighteen", 11, 16), has("sixteen-to-eighteen", 11, 18)]).toEqual([false, true]);
    const small = { ...known, academy: { phase: "Primary", lowAge: 3, highAge: 11 } };
    expect(considerTarget(draft, small)).toEqual({ ok: false, refusal: { kind: "no-such-pupils", phase: "secondary" } });
  });
  test("not where it would need what no percentage can be", () => {
    const reach = (basis: TargetDraft["basis"], needs: number | undefined, measure = absence) =>
      considerReach({ basis }, measure, needs).ok;
    expect([
      reach("change", 125.13),
      reach("gap", -0.5),
      reach("change", 100),
      reach("gap", undefined),
      reach("change", 125, attainment),
    ]).toEqual([...[false, false, true, true, true]]);
    const standing = judgeTarget({ basis: "change", figure: 30 }, "higher", facts({ value: { value: 95 }, reference: { value: 95.13 } }));
    expect(sayStanding(standing, { ...absence, better: "higher" })).toMatch(/125\.13% or higher is needed, which no percentage can be/);
  });
});
