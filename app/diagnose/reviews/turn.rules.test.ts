import { expect, test } from "vitest";
import type { ReviewKind, ReviewState } from "./life.rules.ts";
import { type Ask, askedBy, askOf, type Near } from "./turn.rules.ts";

const somebody = (personId: string, kind: string, unitId: string, mine = 0) => ({
  person: { trustId: "t", personId, accountId: personId, name: personId, roles: [{ kind, unitId }] },
  ...{ mine, mineDone: mine, isAtHome: unitId === "academy" },
});
const everybody = [
  somebody("lead", "sle", "elsewhere"),
  somebody("judge", "sle", "elsewhere", 10),
  somebody("moderator", "sle", "elsewhere"),
  somebody("principal", "principal", "academy"),
  somebody("teacher", "teacher", "academy"),
  somebody("chief", "regional-ceo", "region"),
  somebody("leader", "national-director", "trust"),
];
const near: Near = { heads: ["principal"], chiefs: ["chief"] };
const review = (state: ReviewState, kind: ReviewKind, over = {}) => ({
  ...{ kind, state, unitId: "academy", unitKind: "academy" as const, regionId: "region", lead: { id: "lead" }, moderator: null },
  ...{ replyBy: "2026-12-04", judged: 10, of: 10, ...over },
});
const turns = (state: ReviewState, kind: ReviewKind, over = {}, nearest = near) =>
  everybody.filter((who) => askOf(review(state, kind, over), who, nearest, "trust", "2026-11-22")).map(({ person }) => person.personId);

test("a monitoring review asks its lead, the Principal, the region's chief executive, who leads quality, and its lead again", () => {
  const asked = (["planned", "gathering", "draft", "sent", "answered", "moderated", "agreed", "closed"] as const).map((state) =>
    turns(state, "trust-monitoring"),
  );
  expect(asked).toEqual([["lead"], ["lead"], ["lead"], ["principal"], ["chief"], ["leader"], ["lead"], []]);
});
test("a self-evaluation that was sent is asked of the trust by name, and never of who wrote it", () => {
  const lead = { lead: { id: "principal" } };
  expect(turns("sent", "self-evaluation", lead)).toEqual(["chief"]);
  expect(turns("moderated", "self-evaluation", lead)).toEqual(["leader"]);
  expect(turns("sent", "self-evaluation", { ...lead, moderator: { id: "moderator" } })).toEqual(["moderator"]);
  expect(turns("moderated", "self-evaluation", { lead: { id: "leader" } })).toEqual([]);
});
test("where no chief executive may moderate, who leads quality is asked; where nobody heads the academy, everybody there", () => {
  const nobody = { heads: [], chiefs: [] };
  expect(turns("answered", "trust-monitoring", { lead: { id: "chief" } }, { ...near, chiefs: [] })).toEqual(["leader"]);
  expect(turns("sent", "trust-monitoring", {}, nobody)).toEqual(["principal", "teacher"]);
});
test("what is being judged asks its judges for the rest, and its lead only when all of it is judged", () => {
  const half = { judged: 7, of: 10 };
  const judge = { ...somebody("judge", "sle", "elsewhere", 10), mineDone: 7 };
  expect(askOf(review("gathering", "trust-monitoring", half), judge, near, "trust", "2026-11-22")).toEqual({
    kind: "judge",
    left: 3,
  } satisfies Ask);
  expect(turns("gathering", "trust-monitoring", half)).toEqual([]);
});
test("when the academy's days for its answer are over, the lead is asked to go on as well", () => {
  expect(turns("sent", "trust-monitoring", { replyBy: "2026-11-21" })).toEqual(["lead", "principal"]);
});
test("an answer is asked for by its own day, and closing what is agreed by none", () => {
  const days = { due: "2026-12-18", replyBy: "2026-12-04" };
  expect((["gathering", "sent", "answered", "agreed"] as const).map((state) => askedBy({ state, ...days }))).toEqual([
    "2026-12-18",
    "2026-12-04",
    "2026-12-18",
    null,
  ]);
});
