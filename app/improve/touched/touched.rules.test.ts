import { expect, test } from "vitest";
import { sayTouched, type Touched } from "./touched.rules.ts";

const one = (unit: string, more: Partial<Touched> = {}): Touched => ({
  ...{
    id: unit,
    planId: unit,
    plan: `Plan of ${unit}`,
    planKind: "academy-improvement",
    unit,
    title: "Phonics",
    kind: "objective",
    owner: "Principal",
  },
  ...more,
});
test("whom a change touches is said with whose objectives, whose learning, and who leads them", () => {
  expect(
    sayTouched([
      one("North"),
      one("South", { owner: undefined }),
      one("North", { planKind: "professional-learning", kind: "priority", owner: "Ada" }),
    ]),
  ).toBe(
    "A change of this touches 2 objectives of plans of North, South and 1 line of professional learning of North. They are led by Principal (North), Ada (North).",
  );
  expect(sayTouched([one("North", { kind: "priority", owner: undefined })])).toBe("A change of this touches 1 part of plans of North.");
});
