import { expect, test } from "vitest";
import type { ReviewState } from "./life.rules.ts";
import { isTheirTurn } from "./turn.rules.ts";

const somebody = (personId: string, kind: string, unitId: string) => ({
  ...{ trustId: "t", personId, accountId: personId, name: personId, roles: [{ kind, unitId }] },
});
const [lead, moderator, principal, teacher, leader] = [
  somebody("lead", "sle", "trust"),
  somebody("moderator", "sle", "trust"),
  somebody("principal", "principal", "academy"),
  somebody("teacher", "teacher", "academy"),
  somebody("leader", "national-director", "trust"),
];
const turns = (state: ReviewState, kind: "trust-monitoring" | "peer-review" = "trust-monitoring") => {
  const review = { kind, state, unitId: "academy", regionId: "region", lead: { id: "lead" }, moderator: { id: "moderator" } };
  return [lead, moderator, principal, teacher, leader].filter((one) => isTheirTurn(review, one, "trust")).map(({ personId }) => personId);
};

test("a review waits for its lead, then for the Principal's answer, the moderator, and who leads quality", () => {
  expect(turns("draft")).toEqual(["lead"]);
  expect(turns("sent")).toEqual(["principal"]);
  expect(turns("answered")).toEqual(["moderator"]);
  expect(turns("moderated")).toEqual(["leader"]);
  expect(turns("answered", "peer-review")).toEqual(["principal"]);
});
test("one that is only planned, gathered for, agreed or closed waits for nobody", () => {
  for (const state of ["planned", "gathering", "agreed", "closed"] as const) expect(turns(state)).toEqual([]);
});
