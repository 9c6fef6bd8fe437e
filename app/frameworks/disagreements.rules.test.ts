import fc from "fast-check";
import { expect, it } from "vitest";
import { shippedFramework } from "./content.ts";
import { findOutOfOrder, isImplied } from "./disagreements.rules.ts";
import type { EditionContent, Need } from "./edition.rules.ts";
import { type Judged, meets } from "./index.ts";

const small: EditionContent = {
  ...shippedFramework(),
  levels: ["low", "middle", "high"].map((key, rank) => ({ key, name: key, rank })),
  indicators: shippedFramework().indicators.slice(0, 3),
};
const states: Judged[] = small.levels.flatMap((level) => [false, true].map((canShare) => ({ level: level.key, canShare })));
const everyStanding = states.flatMap((one) => states.flatMap((two) => states.map((three) => [one, two, three])));
const holds = (need: Need, standing: readonly Judged[]) =>
  standing.filter((one) => meets(small, need, one)).length >= (need.count === "all" ? 3 : need.count);

const anyNeed: fc.Arbitrary<Need> = fc.record({
  count: fc.constantFrom<Need["count"]>(1, 2, 3, "all"),
  atLeast: fc.constantFrom("low", "middle", "high"),
  shareable: fc.boolean(),
});

it("needs imply another exactly when every one of the 216 standings that meets them meets it too", () => {
  const seen = { implied: 0, not: 0 };
  fc.assert(
    fc.property(fc.array(anyNeed, { minLength: 1, maxLength: 3 }), anyNeed, (needs, other) => {
      const truth = everyStanding.every((standing) => !needs.every((need) => holds(need, standing)) || holds(other, standing));
      seen[truth ? "implied" : "not"]++;
      expect(isImplied(small, needs, other)).toBe(truth);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(seen.implied, seen.not)).toBeGreaterThan(200);
});

it("two needs together can imply what neither does alone", () => {
  const [middling, shared]: Need[] = [
    { count: 2, atLeast: "middle" },
    { count: 2, atLeast: "low", shareable: true },
  ];
  const both: Need = { count: 1, atLeast: "middle", shareable: true };
  expect(isImplied(small, [middling as Need], both)).toBe(false);
  expect(isImplied(small, [shared as Need], both)).toBe(false);
  expect(isImplied(small, [middling as Need, shared as Need], both)).toBe(true);
});

it("the shipped categories are in order, and each swapped pair is named", () => {
  const shipped = shippedFramework();
  const [lighthouse, aspiring, emerging] = shipped.categories as [never, never, never];
  expect(findOutOfOrder(shipped)).toEqual([]);
  expect(findOutOfOrder({ ...shipped, categories: [aspiring, lighthouse, emerging] })).toEqual([
    "“Aspiring” stands above “Lighthouse”, but an academy could meet what “Aspiring” needs and not what “Lighthouse” needs.",
  ]);
});
