import { describe, expect, it } from "vitest";
import { shippedFrameworks } from "../content.ts";
import type { EditionContent } from "../edition.rules.ts";
import { type ChoiceRefusal, considerBringingIn, considerUse, type EditionHeld, frameworksSeen, sayChoiceRefusal } from "./choose.rules.ts";

const shipped = shippedFrameworks();
const of = (key: string) => shipped.get(key) as EditionContent;
const held = (key: string, number: number, inUseFrom: string | null, closedOn: string | null = null): EditionHeld => {
  const { name, kind, subjects, indicators, levels } = of(key);
  return {
    id: `${key}-${number}`,
    number,
    inUseFrom,
    closedOn,
    key,
    name,
    kind,
    subjects,
    indicators: indicators.length,
    levels: levels.length,
  };
};
const ten = held("ten-indicators", 1, "2024-09-02");
const kindOf = (outcome: ReturnType<typeof considerUse>) => (outcome.ok ? "done" : outcome.refusal.kind);

describe("the frameworks a trust sees", () => {
  const seen = frameworksSeen(
    [
      held("phonics", 2, null),
      held("phonics", 1, "2026-01-05"),
      ten,
      held("charter-of-your-own", 1, null),
      held("five-stages", 1, "2027-01-04"),
    ],
    shipped,
    "2026-11-22",
  );
  it("are those it has and those that ship, each once, the one that counts first and those it has before the others", () => {
    expect(seen.map(({ key }) => key).sort()).toEqual([...shipped.keys()].sort());
    expect(seen.slice(0, 4).map(({ key, state }) => [key, state])).toEqual([
      ["ten-indicators", "in-use"],
      ["charter-of-your-own", "draft"],
      ["phonics", "in-use"],
      ["five-stages", "to-come"],
    ]);
    expect(new Set(seen.slice(4).map(({ state }) => state))).toEqual(new Set(["not-used"]));
    expect(seen.filter(({ counts }) => counts)).toHaveLength(1);
  });
  it("open at the edition in use, and name the draft beside it", () => {
    const phonics = seen.find(({ key }) => key === "phonics");
    expect([phonics?.edition, phonics?.draft]).toEqual([{ id: "phonics-1", number: 1 }, "phonics-2"]);
  });
});

describe("a framework that ships", () => {
  it("is taken into use once, and under a name that no other has", () => {
    expect(kindOf(considerUse(of("phonics"), [ten]))).toBe("done");
    expect(kindOf(considerUse(of("phonics"), [ten, held("phonics", 1, null)]))).toBe("used-already");
    expect(kindOf(considerUse(of("phonics"), [{ ...ten, name: "PHONICS and early reading" }]))).toBe("name-taken");
    expect(kindOf(considerUse(shipped.get("nothing"), [ten]))).toBe("no-such-framework");
  });
});

describe("a framework from a file", () => {
  it("becomes a draft of its own framework or of a new one, but never writes over a draft", () => {
    expect(kindOf(considerBringingIn(of("phonics"), [ten]))).toBe("done");
    expect(kindOf(considerBringingIn(of("phonics"), [ten, held("phonics", 1, "2026-01-05")]))).toBe("done");
    expect(kindOf(considerBringingIn(of("phonics"), [ten, held("phonics", 2, null), held("phonics", 1, "2026-01-05")]))).toBe(
      "draft-there",
    );
    expect(kindOf(considerBringingIn({ ...of("phonics"), key: "reading" }, [held("phonics", 1, "2026-01-05")]))).toBe("name-taken");
  });
  it("gives categories only where the board decides by them, and there always", () => {
    const { categories, otherwise } = of("ten-indicators");
    expect(kindOf(considerBringingIn({ ...of("phonics"), categories, otherwise }, [ten]))).toBe("only-one-counts");
    expect(kindOf(considerBringingIn({ ...of("ten-indicators"), categories: [], otherwise: undefined }, [ten]))).toBe("must-count");
    expect(kindOf(considerBringingIn(of("ten-indicators"), [ten]))).toBe("done");
  });
  it("is refused in sentences that say what to do next", () => {
    const refusals: ChoiceRefusal[] = [
      { kind: "not-allowed" },
      { kind: "no-such-framework" },
      { kind: "used-already", name: "Phonics" },
      { kind: "draft-there", number: 2, edition: "x" },
      { kind: "name-taken", name: "Phonics" },
      { kind: "only-one-counts" },
      { kind: "must-count" },
    ];
    const said = refusals.map(sayChoiceRefusal);
    expect(new Set(said).size).toBe(refusals.length);
    for (const sentence of said) expect(sentence).toMatch(/(Ask|Choose|Make|Put|Give|Leave|Say) .*\.$/);
  });
});
