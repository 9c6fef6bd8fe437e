import { describe, expect, it } from "vitest";
import { hasReached, lifeOf, type Part, parts, reviewKinds } from "./life.rules.ts";
import { isBeingChanged, rowsSeen, type SightFacts, sightOf } from "./sight.rules.ts";

const sight = (facts: SightFacts, ...held: Part[]) => sightOf(facts, new Set(held));
/** Every review there can be, with everybody who can look at it. */
const all = reviewKinds.flatMap((kind) =>
  lifeOf(kind).flatMap((state) =>
    [false, true]
      .filter((wasSent) => wasSent || !lifeOf(kind).includes("sent") || !hasReached(kind, state, "sent"))
      .flatMap((wasSent) =>
        Array.from({ length: 2 ** parts.length }, (_, bits) => ({
          facts: { kind, state, wasSent },
          held: parts.filter((_part, at) => bits & (1 << at)),
        })),
      ),
  ),
);

describe("what is seen of a review", () => {
  it("is never, on the academy's side, a draft about it: not in any state, whatever else they are", () => {
    let looked = 0;
    for (const { facts, held } of all) {
      if (!held.includes("academy") || facts.kind === "self-evaluation" || hasReached(facts.kind, facts.state, "agreed")) continue;
      looked++;
      const seen = sight(facts, ...held);
      expect(seen.words).not.toBe("working");
      if (!facts.wasSent) expect(seen).toEqual({ words: "none", rows: "assigned", replies: "none", findings: false });
    }
    expect(looked).toBeGreaterThan(200);
  });

  it("is never, on the trust's side, a self-evaluation that was not sent", () => {
    let looked = 0;
    for (const { facts, held } of all) {
      if (facts.kind !== "self-evaluation" || facts.wasSent) continue;
      if (held.some((part) => part === "academy" || part === "lead" || part === "reviewer")) continue;
      looked++;
      expect(sight(facts, ...held).words).toBe("none");
    }
    expect(looked).toBeGreaterThan(10);
  });

  it("is never, for who reviews, an answer that is still being written", () => {
    for (const { facts, held } of all) {
      if (held.includes("academy")) continue;
      const { replies } = sight(facts, ...held);
      expect(replies).not.toBe("working");
      if (!hasReached(facts.kind, facts.state, "answered") || facts.kind === "self-evaluation") expect(replies).toBe("none");
    }
  });

  it("is for somebody with only a task that task alone, in every state, with no finding of the others", () => {
    const rows = [{ reviewers: [{ id: "sle" }] }, { reviewers: [{ id: "other" }] }, { reviewers: [{ id: "other" }, { id: "sle" }] }];
    for (const { facts, held } of all) {
      if (held.join() !== "reviewer") continue;
      const seen = sight(facts, ...held);
      expect(seen.findings).toBe(false);
      expect(rowsSeen(seen, rows, "sle")).toEqual([rows[0], rows[2]]);
      expect(rowsSeen(seen, rows, "nobody")).toEqual([]);
    }
  });

  it("is nothing for who has no part in it", () => {
    for (const { facts } of all) {
      expect(sight(facts)).toMatchObject({ words: "none", findings: false });
      expect(rowsSeen(sight(facts), [{ reviewers: [{ id: "me" }] }], "me")).toEqual([]);
    }
  });

  it("stays readable to the academy as it was sent while it is being changed, and is final when agreed", () => {
    const changing: SightFacts = { kind: "trust-monitoring", state: "draft", wasSent: true };
    expect(sight(changing, "academy")).toEqual({ words: "sent", rows: "all", replies: "working", findings: true });
    expect(isBeingChanged(changing)).toBe(true);
    expect(isBeingChanged({ ...changing, state: "answered" })).toBe(false);
    expect(sight({ ...changing, state: "agreed" }, "academy").words).toBe("working");
    expect(sight(changing, "lead").words).toBe("working");
  });

  it("is whole for who leads the review and for who leads quality at the trust's own, and a moderation is none of the academy's", () => {
    const draft: SightFacts = { kind: "trust-monitoring", state: "draft", wasSent: false };
    expect(sight(draft, "quality").words).toBe("working");
    expect(sight({ ...draft, kind: "external-review" }, "quality").words).toBe("none");
    expect(sight({ ...draft, kind: "peer-review" }, "lead").words).toBe("working");
    for (const state of lifeOf("moderation")) expect(sight({ kind: "moderation", state, wasSent: false }, "academy").words).toBe("none");
  });
});
