import { expect, test } from "vitest";
import { byDay, type Owed, owesApproval, owesReview } from "./owed.rules.ts";

const holder = (kind: string, unitId: string) => ({
  ...{ trustId: "t", personId: kind, accountId: kind, name: kind, roles: [{ kind, unitId }] },
});
const plan = {
  ...{ unitId: "academy", unitKind: "academy", regionId: "region" as string | null, state: "draft" as const },
  ...{ version: 1, revision: 4, nextReview: "2026-12-01" as string | null },
};
const [principal, regional, leader, elsewhere] = [
  holder("principal", "academy"),
  holder("regional-ceo", "region"),
  holder("managing-director", "trust"),
  holder("regional-ceo", "other"),
];
const owing = (who: (person: ReturnType<typeof holder>) => boolean) =>
  [principal, regional, leader, elsewhere].filter(who).map(({ personId, roles }) => `${personId}@${roles[0]?.unitId}`);

test("an academy's plan waits for its own Regional CEO, and for the trust's leaders where it lies in no region", () => {
  expect(owing((person) => owesApproval(person, plan, "trust"))).toEqual(["regional-ceo@region"]);
  expect(owing((person) => owesApproval(person, { ...plan, regionId: null }, "trust"))).toEqual(["managing-director@trust"]);
  expect(owing((person) => owesApproval(person, { ...plan, unitId: "trust", unitKind: "trust", regionId: null }, "trust"))).toEqual([
    "managing-director@trust",
  ]);
});
test("a plan that says nothing yet, is approved as it stands, or rests waits for nobody", () => {
  expect(owing((person) => owesApproval(person, { ...plan, revision: 1 }, "trust"))).toEqual([]);
  for (const state of ["approved", "paused", "closed"] as const)
    expect(owing((person) => owesApproval(person, { ...plan, state }, "trust"))).toEqual([]);
});
test("a review of progress is its Principal's to hold, a fortnight before its day and after it", () => {
  const approved = { ...plan, state: "approved" as const };
  expect(owing((person) => owesReview(person, approved, "2026-11-17"))).toEqual(["principal@academy"]);
  expect(owing((person) => owesReview(person, approved, "2027-02-01"))).toEqual(["principal@academy"]);
  expect(owing((person) => owesReview(person, approved, "2026-11-16"))).toEqual([]);
  expect(owing((person) => owesReview(person, plan, "2026-12-01"))).toEqual([]);
});
test("what is owed comes by its day, and what has none last", () => {
  const owed = (due: string | null): Owed => ({ key: "", title: "", href: "", of: "", says: "", due, over: false });
  expect([owed(null), owed("2027-01-01"), owed("2026-11-01")].toSorted(byDay).map(({ due }) => due)).toEqual([
    "2026-11-01",
    "2027-01-01",
    null,
  ]);
});
