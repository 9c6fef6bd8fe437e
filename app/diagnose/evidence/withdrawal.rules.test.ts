import { describe, expect, test } from "vitest";
import type { StoredEvidence } from "../../evidence/index.ts";
import { considerChosen } from "../judgements/judgement.rules.ts";
import { considerVersion, considerWithdrawal } from "./withdrawal.rules.ts";

const stored = (over: Partial<StoredEvidence> = {}): StoredEvidence => ({
  ...{ id: "a", unitId: "u", kind: "file", title: "Walk", text: null, url: null, value: null, mediaType: "text/plain", bytes: 4 },
  ...{ dated: "2026-10-01", sensitivity: "ordinary", addedBy: "Sunita Bramwell", addedById: "sunita", addedOn: "2026-10-02" },
  ...{ withdrawn: null, follows: null, newer: null },
  ...over,
});
const kindOf = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? "accepted" : outcome.refusal?.kind);
const withdrawn = { on: "2026-11-01", by: "Callum Treve", reason: "Of another year." };

describe("evidence is withdrawn", () => {
  const by = { personId: "callum", mayAny: true };
  test("with a reason, by who judges for the trust or brought it", () => {
    expect(considerWithdrawal(stored(), by, " Of another year. ")).toEqual({ ok: true, value: "Of another year." });
    expect(kindOf(considerWithdrawal(stored(), { personId: "sunita", mayAny: false }, "Mine."))).toBe("accepted");
  });
  test.each([
    ["without a reason", stored(), by, "  ", "reason-needed"],
    ["for a reason nobody would read to its end", stored(), by, "x".repeat(2001), "reason-needed"],
    ["by who did not bring it and judges only for themselves", stored(), { personId: "kerensa", mayAny: false }, "Wrong.", "not-theirs"],
    ["twice", stored({ withdrawn }), by, "Again.", "withdrawn-already"],
    ["where it is not", undefined, by, "Gone.", "no-such-evidence"],
  ] as const)("not %s", (_how, piece, who, reason, kind) => {
    expect(kindOf(considerWithdrawal(piece, who, reason))).toBe(kind);
  });
});

describe("a newer version", () => {
  const newer = { kind: "file", title: "Walk", dated: "2026-11-01", sensitivity: "ordinary" } as const;
  const version = { id: "b", title: "Walk, again", addedOn: "2026-11-02", by: "Callum Treve" };
  test("follows a piece of its kind, a withdrawn one too", () => {
    expect(kindOf(considerVersion(stored({ withdrawn }), newer, "2026-11-21"))).toBe("accepted");
  });
  test.each([
    ["a piece that another follows", stored({ newer: version }), newer, "followed-already"],
    ["a piece of another kind", stored({ kind: "note" }), newer, "other-kind"],
    ["from the future", stored(), { ...newer, dated: "2026-11-22" }, "from-the-future"],
    ["nothing", undefined, newer, "no-such-evidence"],
  ] as const)("does not follow %s", (_what, piece, draft, kind) => {
    expect(kindOf(considerVersion(piece, draft, "2026-11-21"))).toBe(kind);
  });
});

describe("a judgement rests on evidence that is here", () => {
  const held = [
    { id: "a", title: "Walk", withdrawnOn: null },
    { id: "w", title: "Survey", withdrawnOn: "2026-11-01" },
  ];
  const choose = (...items: string[]) =>
    kindOf(
      considerChosen(
        items.map((item) => ({ item, stance: "supports" })),
        held,
      ),
    );
  test("once each, of its own academy, and never on what was withdrawn", () => {
    expect([choose(), choose("a"), choose("a", "a"), choose("w"), choose("elsewhere")]).toEqual([
      "accepted",
      "accepted",
      "evidence-twice",
      "evidence-withdrawn",
      "no-such-evidence",
    ]);
  });
});
