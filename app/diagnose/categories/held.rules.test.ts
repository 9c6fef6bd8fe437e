import fc from "fast-check";
import { expect, test } from "vitest";
import { type Deciding, heldOn, periodsHeld } from "./held.rules.ts";

const decide = (id: string, category: string, decidedOn: string, effectiveFrom = decidedOn): Deciding => ({
  id,
  unitId: "u",
  category,
  decidedOn,
  effectiveFrom,
});
const said = (decisions: Deciding[]) => periodsHeld(decisions).map(({ category, from, until }) => `${category} ${from}–${until ?? ""}`);

test("a category is held until the next decision takes effect", () => {
  expect(said([decide("1", "emerging", "2025-03-01"), decide("2", "aspiring", "2026-03-01", "2026-09-01")])).toEqual([
    "emerging 2025-03-01–2026-09-01",
    "aspiring 2026-09-01–",
  ]);
});

test("a decision corrected at the same meeting was never held", () => {
  expect(said([decide("1", "emerging", "2025-03-01"), decide("2", "aspiring", "2025-03-01")])).toEqual(["aspiring 2025-03-01–"]);
});

test("a later decision with an earlier day takes over from that day", () => {
  expect(
    said([
      decide("1", "emerging", "2025-03-01"),
      decide("2", "aspiring", "2025-06-01", "2026-01-01"),
      decide("3", "lighthouse", "2025-09-01"),
    ]),
  ).toEqual(["emerging 2025-03-01–2025-09-01", "lighthouse 2025-09-01–"]);
});

const day = fc.integer({ min: 0, max: 2000 }).map((days) => Temporal.PlainDate.from("2022-01-01").add({ days }).toString());
test("each day has at most one category: that of the last decision that had taken effect by then", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ effectiveFrom: day, category: fc.constantFrom("a", "b", "c") }), { maxLength: 8 }),
      day,
      (given, asked) => {
        const decisions = given.map((one, at) => decide(String(at), one.category, "2022-01-01", one.effectiveFrom));
        const periods = periodsHeld(decisions);
        const last = decisions.findLast(({ effectiveFrom }) => effectiveFrom <= asked);
        const after = decisions.slice(last ? decisions.indexOf(last) + 1 : 0).some(({ effectiveFrom }) => effectiveFrom <= asked);
        expect(after).toBe(false);
        expect(heldOn(periods, asked)?.decisionId).toBe(last?.id);
        for (const { from, until } of periods) expect(until === undefined || from < until).toBe(true);
      },
    ),
  );
});
