import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  type EditionContent,
  type Judged,
  type Need,
  readEditionContent,
  recommend,
  sayRecommendation,
  sayWayOn,
  shortestWayOn,
  stepsBetween,
} from "./index.ts";

const read = readEditionContent(parse(readFileSync(new URL("../../content/frameworks/ten-indicators.yaml", import.meta.url), "utf8")));
if (!read.ok) throw new Error(read.refusal.join("\n"));
const ten = read.value;
const keys = ten.indicators.map((indicator) => indicator.key);

/** N, W, E, S, and H for a strength that can be shared; a full stop is not judged. */
const letters: Record<string, Judged> = {
  N: { level: "not-yet", canShare: false },
  W: { level: "working-towards", canShare: false },
  E: { level: "expected", canShare: false },
  S: { level: "strength", canShare: false },
  H: { level: "strength", canShare: true },
};
function judgedAs(pattern: string): Map<string, Judged> {
  const judged = new Map<string, Judged>();
  [...pattern].forEach((letter, at) => {
    const judgement = letters[letter];
    if (judgement) judged.set(keys[at] ?? "", judgement);
  });
  return judged;
}

/** Written apart from the rules, in the words of the issue. */
function oracle(notYet: number, workingTowards: number, expected: number, strengths: number, shareable: number): string {
  if (notYet + workingTowards === 0 && shareable >= 1) return "lighthouse";
  if (expected + strengths >= 5) return "aspiring";
  if (workingTowards + expected + strengths >= 5) return "emerging";
  return "not-yet-emerging";
}
const worstFirst = ["not-yet-emerging", "emerging", "aspiring", "lighthouse"];

describe("the category the ten indicators give", () => {
  it("is exactly one for each of the 1,048,576 combinations, with strengths that can be shared and without", () => {
    const states = [letters.N, letters.W, letters.E, letters.S] as Judged[];
    for (const strength of [letters.S, letters.H] as Judged[]) {
      states[3] = strength;
      const digits = Array<number>(10).fill(0);
      const tally = [10, 0, 0, 0];
      const judged = new Map<string, Judged>(keys.map((key) => [key, states[0] as Judged]));
      let combinations = 0;
      let wrong = 0;
      for (;;) {
        combinations++;
        const [n = 0, w = 0, e = 0, s = 0] = tally;
        const said = recommend(ten, judged);
        if (said.kind !== "recommended" || said.category !== oracle(n, w, e, s, strength.canShare ? s : 0)) wrong++;
        let at = 0;
        while (at < 10 && digits[at] === 3) turn(at++, 0);
        if (at === 10) break;
        turn(at, (digits[at] ?? 0) + 1);
      }
      expect({ combinations, wrong }).toEqual({ combinations: 4 ** 10, wrong: 0 });

      function turn(at: number, to: number) {
        const from = digits[at] ?? 0;
        tally[from] = (tally[from] ?? 0) - 1;
        tally[to] = (tally[to] ?? 0) + 1;
        digits[at] = to;
        judged.set(keys[at] ?? "", states[to] as Judged);
      }
    }
  }, 20_000);

  it("is bounded exactly while some are not judged, and one sentence says so", () => {
    let partial = 0;
    for (const [unjudged = 0, n = 0, w = 0, e = 0, s = 0, h = 0] of splits(10, 6)) {
      if (unjudged === 0) continue;
      partial++;
      const said = recommend(
        ten,
        judgedAs(".".repeat(unjudged) + "N".repeat(n) + "W".repeat(w) + "E".repeat(e) + "S".repeat(s) + "H".repeat(h)),
      );
      if (said.kind !== "incomplete") throw new Error("recommended before all were judged");
      const possible = splits(unjudged, 5).map(([n2 = 0, w2 = 0, e2 = 0, s2 = 0, h2 = 0]) =>
        worstFirst.indexOf(oracle(n + n2, w + w2, e + e2, s + h + s2 + h2, h + h2)),
      );
      const bounds = [said.atLeast?.key ?? "not-yet-emerging", said.atMost.key].map((key) => worstFirst.indexOf(key));
      expect(bounds).toEqual([Math.min(...possible), Math.max(...possible)]);
      expect(said.unjudged).toEqual(keys.slice(0, unjudged));
      expectOneSentence(sayRecommendation(ten, said));
    }
    expect(partial).toBe(2002);
  });

  it("does not depend on the order of the indicators", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."NWESH."), { minLength: 10, maxLength: 10 }), fc.nat(), (pattern, turns) => {
        const turned = pattern.map((_, at) => pattern[(at + turns) % 10]);
        expect(sayRecommendation(ten, recommend(ten, judgedAs(pattern.join(""))))).toBe(
          sayRecommendation(ten, recommend(ten, judgedAs(turned.join("")))),
        );
      }),
    );
  });

  it.each([
    ["EEEEEEEEEH", "Lighthouse: expected or better in all ten and strength that can be shared in 1 of 10."],
    ["EEEEEEEEES", "Aspiring: expected or better in all ten."],
    ["EEEEEEESWN", "Aspiring: expected or better in 8 of 10."],
    ["EEEEWNNNNN", "Emerging: working towards or better in 5 of 10."],
    ["EEEENNNNNN", "Not yet Emerging: working towards or better in only 4 of 10, where Emerging needs 5."],
    ["NNNNNNNNNN", "Not yet Emerging: working towards or better in none of 10, where Emerging needs 5."],
    ["EEEEEWW...", "Aspiring, whatever the other three say."],
    ["EEEEEEH...", "At least Aspiring, whatever the other three say."],
    ["EEEEEEEEEN", "Aspiring: expected or better in 9 of 10."],
    ["EEEEEEEEN.", "Aspiring, whatever the other one says."],
    ["WWWWWEE...", "At least Emerging and at most Aspiring, whatever the other three say."],
    ["NNNNN.....", "At most Aspiring, whatever the other five say."],
    ["E.........", "Anything from Not yet Emerging to Lighthouse, depending on the other nine."],
    ["..........", "None of the ten indicators have been judged yet."],
  ])("of %s is said as: %s", (pattern, sentence) => {
    const said = sayRecommendation(ten, recommend(ten, judgedAs(pattern)));
    expect(said).toBe(sentence);
    expectOneSentence(said);
  });

  it("refuses to guess at a level the edition does not have", () => {
    expect(() => recommend(ten, new Map(keys.map((key) => [key, { level: "superb", canShare: false }])))).toThrow('no level "superb"');
  });
});

describe("the shortest way on", () => {
  it.each([
    ["EEEWEEEWEE", "Lighthouse needs expected in 4 and 8, and one strength that can be shared", 4],
    ["EEEEEEEEES", "Lighthouse needs one strength that can be shared", 1],
    ["HEEWEEEEEE", "Lighthouse needs expected in 4", 1],
    ["EEEWWWNNNN", "Aspiring needs expected in two more (nearest: 4, 5 and 6)", 2],
    ["EEEWNNNNNN", "Emerging needs working towards in one more (nearest: 5, 6, 7, 8, 9 and 10)", 1],
    ["EEENNWWNNN", "Aspiring needs expected in 6 and 7", 2],
  ])("of %s is said as: %s", (pattern, words, steps) => {
    const way = shortestWayOn(ten, judgedAs(pattern));
    expect(way && sayWayOn(ten, way)).toBe(words);
    expect(way?.steps).toBe(steps);
  });

  it("is not offered at the top, nor while an indicator is not judged", () => {
    expect(shortestWayOn(ten, judgedAs("EEEEEEEEEH"))).toBeUndefined();
    expect(shortestWayOn(ten, judgedAs("EEEEEEEEE."))).toBeUndefined();
  });

  it("really reaches the next category or better, and no smaller change does", () => {
    const ways = { found: 0 };
    fc.assert(
      fc.property(smallEdition, fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }), (edition, start) => {
        const states = edition.levels.flatMap((level) => [false, true].map((canShare) => ({ level: level.key, canShare })));
        const judgedFrom = (picks: readonly number[]) =>
          new Map(edition.indicators.map((indicator, at) => [indicator.key, states[picks[at] ?? 0] as Judged]));
        const from = judgedFrom(start);
        const way = shortestWayOn(edition, from);
        const smallest = smallestChangeByTrying(edition, from, states);
        expect(way?.steps).toBe(smallest);
        if (!way) return;
        ways.found++;
        const changed = new Map(from);
        for (const raise of way.raises) changed.set(raise.indicator, { level: raise.to, canShare: raise.canShare });
        expect(placeOf(edition, changed)).toBeLessThanOrEqual(edition.categories.findIndex((rule) => rule.key === way.to.key));
        const size = edition.indicators.reduce(
          (sum, { key }) => sum + stepsBetween(edition, from.get(key) as Judged, changed.get(key) as Judged),
          0,
        );
        expect(size).toBe(way.steps);
        expect(way.asks.length).toBeGreaterThan(0);
        expect(sayWayOn(edition, way)).toMatch(new RegExp(`^${way.to.name} needs `));
      }),
      { numRuns: 300 },
    );
    expect(ways.found).toBeGreaterThan(50);
  });
});

/** Editions of four indicators and three levels, whose higher categories ask for all that the lower ones do. */
const smallEdition: fc.Arbitrary<EditionContent> = fc
  .array(
    fc.record({
      count: fc.constantFrom<Need["count"]>(1, 2, 3, 4, "all"),
      atLeast: fc.constantFrom("middle", "high"),
      shareable: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((needs) => ({
    ...ten,
    levels: ["low", "middle", "high"].map((key, rank) => ({ key, name: key, rank })),
    indicators: ten.indicators.slice(0, 4),
    categories: needs.map((_, at) => ({ key: `category-${at}`, name: `Category ${at}`, needs: needs.slice(at) })),
  }));

/** The place of the category among the rules, 0 the highest; past the last when it fell through. */
function placeOf(edition: EditionContent, judged: ReadonlyMap<string, Judged>): number {
  const said = recommend(edition, judged);
  const place = said.kind === "recommended" ? edition.categories.findIndex((rule) => rule.key === said.category) : -1;
  return place === -1 ? edition.categories.length : place;
}

/** The cost of the cheapest improvement that changes the category for the better, by trying every one. */
function smallestChangeByTrying(edition: EditionContent, from: ReadonlyMap<string, Judged>, states: readonly Judged[]): number | undefined {
  const now = placeOf(edition, from);
  const rank = (judged: Judged) => edition.levels.findIndex((level) => level.key === judged.level);
  let smallest: number | undefined;
  const tryFrom = (at: number, changed: ReadonlyMap<string, Judged>, cost: number) => {
    if (smallest !== undefined && cost >= smallest) return;
    const indicator = edition.indicators[at];
    if (!indicator) {
      if (placeOf(edition, changed) < now) smallest = cost;
      return;
    }
    const before = from.get(indicator.key) as Judged;
    for (const after of states) {
      const climbed = rank(after) - rank(before);
      if (climbed < 0 || (before.canShare && !after.canShare)) continue;
      tryFrom(at + 1, new Map(changed).set(indicator.key, after), cost + climbed + (after.canShare && !before.canShare ? 1 : 0));
    }
  };
  tryFrom(0, from, 0);
  return smallest;
}

function expectOneSentence(said: string) {
  expect(said).toMatch(/^[^.!?]+\.$/);
}

/** Every way to split a total into that many parts. */
function splits(total: number, parts: number): number[][] {
  if (parts === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) => splits(total - first, parts - 1).map((rest) => [first, ...rest])).flat();
}
