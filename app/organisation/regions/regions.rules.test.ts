import fc from "fast-check";
import { expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { suggestRegions } from "./regions.rules.ts";

const located = fc.array(fc.record({ easting: fc.integer({ min: 1, max: 655_000 }), northing: fc.integer({ min: 1, max: 1_200_000 }) }), {
  maxLength: 40,
});

test("places that stand apart are kept apart", () => {
  const at = (id: string, town: string, easting: number, northing: number) => ({ id, town, easting, northing });
  const suggested = suggestRegions(
    [
      at("a", "Hounslow", 513000, 175000),
      at("b", "Hounslow", 514000, 176000),
      at("c", "Banbury", 445000, 240000),
      at("d", "Poole", 401000, 91000),
      at("e", "Poole", 405000, 94000),
    ],
    3,
  );
  expect(Object.fromEntries(suggested)).toEqual({ a: "Hounslow", b: "Hounslow", c: "Banbury", d: "Poole", e: "Poole" });
});

test("every located academy gets one region, never more than asked, and the same each time", () => {
  fc.assert(
    fc.property(located, fc.integer({ min: 1, max: 8 }), (points, count) => {
      const academies = points.map((point, at) => ({ id: String(at), town: "Town", ...point }));
      const suggested = suggestRegions(academies, count);
      expect(suggested.size).toBe(academies.length);
      expect(new Set(suggested.values()).size).toBeLessThanOrEqual(count);
      expect(suggestRegions(academies, count)).toEqual(suggested);
    }),
  );
});

test("an academy without coordinates is left for a person to place", () => {
  expect(suggestRegions([{ id: "a", town: null, easting: null, northing: null }], 3).size).toBe(0);
  expect(
    suggestRegions(
      demoTrust().academies.map((one) => ({ id: String(one.urn), ...one })),
      3,
    ).size,
  ).toBe(16);
});
