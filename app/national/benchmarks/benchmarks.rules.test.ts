import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Polarity } from "../results/measure.rules.ts";
import { boundaryOf, distributionOf, meets, percentileOf } from "./distribution.rules.ts";
import { gapsOf } from "./gap.rules.ts";
import { isClearOf, isSmallCohort, rollingThreeYears, sayCohort, weightOfOnePupil } from "./honesty.rules.ts";
import { type Part, pool, sayCoverage, sayNotPooled } from "./pooled.rules.ts";
import { publishedOf, type Row, stepsBack } from "./predecessors.rules.ts";
import { type Comparable, neighbourhood } from "./similar.rules.ts";

const polarity = fc.constantFrom<Polarity>("higher", "lower");
// Published figures: few digits, many ties.
const figures = fc.array(
  fc.integer({ min: -30, max: 60 }).map((tenths) => tenths / 10),
  { minLength: 1, maxLength: 80 },
);

describe("a percentile", () => {
  it("counts the worse and half of the equal, itself among them", () => {
    const distribution = distributionOf([10, 20, 20, 30]);
    expect(distribution).toEqual({ values: [10, 20, 30], below: [0, 1, 3], equal: [1, 2, 1], n: 4 });
    expect(percentileOf(distribution, 20, "higher")).toEqual({ rank: 50, whole: 50, worse: 1, equal: 2, n: 4 });
    expect(percentileOf(distribution, 30, "higher")).toMatchObject({ rank: 87.5, whole: 87 });
    expect(percentileOf(distribution, 30, "lower")).toMatchObject({ rank: 12.5, whole: 12, worse: 0 });
    expect(percentileOf(distribution, 25, "higher")).toMatchObject({ rank: 75, worse: 3, equal: 0 });
  });

  it("is none where a measure is better neither way, or nobody has a value", () => {
    expect(percentileOf(distributionOf([1, 2]), 1, "neither")).toBeUndefined();
    expect(percentileOf(distributionOf([]), 1, "higher")).toBeUndefined();
  });

  it("is what counting one by one gives, and is never rounded up", () => {
    fc.assert(
      fc.property(figures, polarity, (values, better) => {
        const distribution = distributionOf(values);
        for (const value of values) {
          const worse = values.filter((other) => (better === "higher" ? other < value : other > value)).length;
          const equal = values.filter((other) => other === value).length;
          const found = percentileOf(distribution, value, better);
          expect(found).toMatchObject({ worse, equal, n: values.length });
          expect(found?.rank).toBeCloseTo((100 * (worse + equal / 2)) / values.length, 9);
          expect((found?.whole ?? 0) * 2 * values.length).toBeLessThanOrEqual(200 * worse + 100 * equal);
        }
      }),
    );
  });

  it("rises with the value and turns round with the polarity", () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: -40, max: 70 }), (values, tenths) => {
        const distribution = distributionOf(values);
        const value = tenths / 10;
        const rank = percentileOf(distribution, value, "higher")?.rank ?? 0;
        expect(percentileOf(distribution, value + 0.1, "higher")?.rank).toBeGreaterThanOrEqual(rank);
        expect(percentileOf(distribution, value, "lower")?.rank).toBeCloseTo(100 - rank, 9);
      }),
    );
  });

  it("has a mean of 50 over its whole population", () => {
    fc.assert(
      fc.property(figures, polarity, (values, better) => {
        const distribution = distributionOf(values);
        const ranks = values.map((value) => percentileOf(distribution, value, better)?.rank ?? 0);
        expect(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length).toBeCloseTo(50, 6);
      }),
    );
  });
});

describe("the boundary of the top 20%", () => {
  it("is a value somebody has, met by at least a fifth, and by fewer when it is moved one better", () => {
    fc.assert(
      fc.property(figures, polarity, (values, better) => {
        const boundary = boundaryOf(distributionOf(values), 80, better) as number;
        expect(values).toContain(boundary);
        const meeting = values.filter((value) => meets(value, boundary, better)).length;
        const beyond = values.filter((value) => meets(value, boundary, better) && value !== boundary).length;
        expect(meeting * 5).toBeGreaterThanOrEqual(values.length);
        expect(beyond * 5).toBeLessThanOrEqual(values.length);
      }),
    );
  });

  it("differs from a rank of 80 by ties: at the boundary counts as met", () => {
    const distribution = distributionOf([1, 2, 3, 4, 4, 4, 4, 4, 4, 5]);
    expect(boundaryOf(distribution, 80, "higher")).toBe(4);
    expect(meets(4, 4, "higher")).toBe(true);
    expect(percentileOf(distribution, 4, "higher")?.rank).toBe(60);
    expect(boundaryOf(distributionOf([]), 80, "higher")).toBeUndefined();
    expect(boundaryOf(distribution, 80, "neither")).toBeUndefined();
  });
});

const parts = fc.array(
  fc.record<Part>({
    value: fc.option(
      fc.integer({ min: -100, max: 1000 }).map((tenths) => tenths / 10),
      { nil: undefined },
    ),
    pupils: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
  }),
  { maxLength: 12 },
);

describe("a pooled figure", () => {
  it("weighs by pupils, not by schools", () => {
    const pooled = pool([
      { value: 80, pupils: 10 },
      { value: 50, pupils: 90 },
    ]);
    expect(pooled).toEqual({ value: 53, pupils: 100, schools: 2, ofPupils: 100, ofSchools: 2 });
  });

  it("says how much it covers, and why there is none", () => {
    const pooled = pool([
      { value: 80, pupils: 10 },
      { value: undefined, pupils: 5 },
      { value: 40, pupils: undefined },
    ]);
    expect(pooled).toMatchObject({ value: 80, pupils: 10, schools: 1, ofPupils: 15, ofSchools: 3 });
    expect(typeof pooled === "string" ? pooled : sayCoverage(pooled)).toBe(
      "Calculated from rounded school figures, pooled by pupils; covers 10 of 15 known pupils and 1 of 3 schools.",
    );
    expect(pool([{ value: 80, pupils: undefined }])).toBe("no-pupils");
    expect(pool([{ value: undefined, pupils: 9 }])).toBe("no-values");
    expect(pool([{ value: 80, pupils: 10 }], false)).toBe("no-weight");
    expect(sayNotPooled("no-pupils")).toContain("no number of pupils");
  });

  it("lies between its parts, in any order, and pools of pools are the pool of all", () => {
    fc.assert(
      fc.property(parts, fc.nat(12), (all, cut) => {
        const whole = pool(all);
        const turned = pool(all.toReversed());
        if (typeof whole === "string" || typeof turned === "string") {
          expect(turned).toBe(whole);
          return;
        }
        const counting = all.flatMap(({ value, pupils }) => (value !== undefined && pupils ? [value] : []));
        expect(whole.value).toBeGreaterThanOrEqual(Math.min(...counting) - 1e-9);
        expect(whole.value).toBeLessThanOrEqual(Math.max(...counting) + 1e-9);
        expect(turned.value).toBeCloseTo(whole.value, 9);
        const halves = [pool(all.slice(0, cut)), pool(all.slice(cut))].filter((half) => typeof half !== "string");
        const again = pool(halves);
        expect(typeof again === "string" ? again : again.value).toBeCloseTo(whole.value, 9);
        expect(whole.pupils).toBeLessThanOrEqual(whole.ofPupils);
        expect(whole.schools).toBeLessThanOrEqual(whole.ofSchools);
      }),
    );
  });
});

describe("gaps", () => {
  it("are told within the school and against the nation's others, under different names", () => {
    const gaps = gapsOf({ group: 49, others: 73, nationalOthers: 71 }, "higher", 0);
    expect(gaps).toEqual({ inSchool: { points: -24, worse: true }, againstNation: { points: -22, worse: true } });
  });

  it("turn round for a measure that is better low, and say nothing of better for one that is neither", () => {
    expect(gapsOf({ group: 9.1, others: 4.3, nationalOthers: 4.0 }, "lower", 1)).toEqual({
      inSchool: { points: 4.8, worse: true },
      againstNation: { points: 5.1, worse: true },
    });
    expect(gapsOf({ group: 9, others: 4, nationalOthers: 4 }, "neither", 0).inSchool).toEqual({ points: 5, worse: undefined });
  });

  it("name whose figure is missing, and never take it for nought", () => {
    expect(gapsOf({ group: undefined, others: 4, nationalOthers: 4 }, "higher", 0)).toEqual({
      inSchool: { missing: "group" },
      againstNation: { missing: "group" },
    });
    expect(gapsOf({ group: 5, others: undefined, nationalOthers: undefined }, "higher", 0)).toEqual({
      inSchool: { missing: "others" },
      againstNation: { missing: "national-others" },
    });
  });
});

describe("honesty", () => {
  it("says what one pupil weighs, and when a cohort is small", () => {
    expect(weightOfOnePupil("percent", 20)).toBe(5);
    expect(weightOfOnePupil("points", 20)).toBeUndefined();
    expect(isSmallCohort(20)).toBe(true);
    expect(isSmallCohort(21)).toBe(false);
    expect(isSmallCohort(undefined)).toBeUndefined();
    expect(sayCohort("percent", 12)).toBe("A small cohort: 12 pupils; one pupil is 8.3 percentage points.");
    expect(sayCohort("percent", undefined)).toBe("The file does not tell how many pupils this is made of.");
  });

  it("pools three years by pupils, and names the years that have nothing to give", () => {
    const years = [
      { year: 2017, value: 60, pupils: 10 },
      { year: 2018, value: 90, pupils: 20 },
      { year: 2014, value: 10, pupils: 99 },
    ];
    expect(rollingThreeYears(years, 2019)).toMatchObject({ value: 80, pupils: 30, years: [2017, 2018], without: [2019] });
    expect(rollingThreeYears(years, 2025)).toBe("no-values");
  });

  it("sets an interval against a figure", () => {
    expect(isClearOf({ low: -0.57, high: -0.4 }, 0)).toBe("below");
    expect(isClearOf({ low: -0.1, high: 0.3 }, 0)).toBe("within");
    expect(isClearOf({ low: 0.1, high: 0.3 }, 0)).toBe("above");
  });
});

const rows =
  (told: Record<number, "value" | "missing" | "blank">) =>
  (urn: number): Row<number> | undefined =>
    told[urn] && { says: told[urn], fact: urn };

describe("where a school's figure was published", () => {
  const links = [
    { earlier: 1, later: 2 },
    { earlier: 2, later: 3 },
  ];

  it("is its own row where that has a value", () => {
    expect(publishedOf(3, links, rows({ 3: "value", 2: "value" }))).toEqual({ urn: 3, fact: 3, before: false });
  });

  it("is the nearest predecessor's where its own row is absent, blank or missing", () => {
    for (const own of [undefined, "blank", "missing"] as const)
      expect(publishedOf(3, links, rows({ ...(own ? { 3: own } : {}), 1: "value" }))).toEqual({ urn: 1, fact: 1, before: true });
  });

  it("keeps the school's own reason where nobody before it has a value", () => {
    expect(publishedOf(3, links, rows({ 3: "missing", 2: "missing" }))).toEqual({ urn: 3, fact: 3, before: false });
    expect(publishedOf(3, links, rows({ 3: "blank", 2: "missing" }))).toEqual({ urn: 2, fact: 2, before: true });
    expect(publishedOf(3, links, rows({ 3: "blank" }))).toEqual({ urn: 3, fact: 3, before: false });
    expect(publishedOf(3, links, rows({}))).toBeUndefined();
  });

  it("is nobody's alone where several schools became one", () => {
    const merged = [
      { earlier: 1, later: 3 },
      { earlier: 2, later: 3 },
    ];
    expect(publishedOf(3, merged, rows({ 1: "value", 2: "value" }))).toEqual({ several: [1, 2] });
    expect(publishedOf(3, merged, rows({ 1: "value", 2: "missing" }))).toEqual({ several: [1, 2] });
    expect(publishedOf(3, merged, rows({ 1: "value", 2: "blank" }))).toEqual({ urn: 1, fact: 1, before: true });
  });

  it("ends in any graph, meeting everybody before a school once", () => {
    const links = fc.array(fc.record({ earlier: fc.nat(7), later: fc.nat(7) }), { maxLength: 30 });
    fc.assert(
      fc.property(links, fc.nat(7), (graph, school) => {
        const steps = stepsBack(school, graph);
        const met = steps.flat();
        expect(new Set(met).size).toBe(met.length);
        expect(met).not.toContain(school);
        for (const [at, step] of steps.entries())
          for (const urn of step)
            expect(graph.some(({ earlier, later }) => earlier === urn && (steps[at - 1] ?? [school]).includes(later))).toBe(true);
      }),
    );
  });
});

/** Everybody compared with everybody, by the definition. */
function slowly(all: readonly Comparable[], key: number, count: number) {
  const spread = (axis: number) => {
    const known = all.flatMap(({ inputs }) => inputs[axis] ?? []);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    return { mean, deviation: Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) };
  };
  const mine = all.find((one) => one.key === key) as Comparable;
  const axes = mine.inputs.flatMap((value, axis) => (value === undefined ? [] : [axis]));
  return all
    .flatMap((other) => {
      if (other.key === key || axes.some((axis) => other.inputs[axis] === undefined)) return [];
      if (typeof mine.region === "string" && typeof other.region !== "string") return [];
      let square = typeof mine.region === "string" && mine.region !== other.region ? 1 : 0;
      for (const axis of axes) {
        const { mean, deviation } = spread(axis);
        const at = (value: number) => (deviation === 0 ? 0 : (value - mean) / deviation);
        square += (at(mine.inputs[axis] as number) - at(other.inputs[axis] as number)) ** 2;
      }
      return [{ key: other.key, square, distance: Math.sqrt(square) }];
    })
    .sort((a, b) => a.square - b.square || a.key - b.key)
    .slice(0, count);
}

describe("similar schools", () => {
  it("are those nearest by the axes the school has, exactly as comparing with everybody gives", () => {
    const input = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
    const schools = fc.array(fc.record({ inputs: fc.tuple(input, input, input), region: fc.constantFrom("north", "south", null) }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(schools, fc.integer({ min: 1, max: 9 }), (given, count) => {
        const all = given.map((school, at) => ({ ...school, key: at + 1 }));
        const found = neighbourhood(all);
        for (const { key, inputs, region } of all) {
          const { keys, distances, leftOut, compared } = found.nearest(key, count) ?? { keys: [], distances: [], leftOut: [], compared: 0 };
          expect(leftOut).toEqual([
            ...inputs.flatMap((value, axis) => (value === undefined ? [axis] : [])),
            ...(region === null && all.some((school) => school.region !== undefined) ? [3] : []),
          ]);
          if (inputs.every((value) => value === undefined) && region === null) expect(distances).toEqual([]);
          else {
            const expected = slowly(all, key, count);
            expect(compared).toBe(slowly(all, key, all.length).length);
            expect(keys).toEqual(expected.map((other) => other.key));
            for (const [at, { distance }] of expected.entries()) expect(distances[at]).toBeCloseTo(distance, 9);
          }
        }
      }),
    );
  });

  it("puts another region one standard deviation further away", () => {
    const all = [
      { key: 1, inputs: [10], region: "a" },
      { key: 2, inputs: [10], region: "b" },
      { key: 3, inputs: [10], region: "a" },
      { key: 4, inputs: [30], region: "a" },
    ];
    expect(neighbourhood(all).nearest(1, 3)).toMatchObject({ keys: [3, 2, 4], leftOut: [] });
    expect(neighbourhood(all).nearest(1, 3)?.distances.slice(0, 2)).toEqual([0, 1]);
  });
});
