import { describe, expect, test } from "vitest";
import { capital, counted, oneOf, plainWords } from "../../language/words.ts";
import { considerWords, roleName, unitName } from "./words.rules.ts";

const aspire = {
  academy: "school",
  academies: "schools",
  principal: "Headteacher",
  region: "hub",
  regions: "hubs",
  board: "AIG",
  boardName: "Academy Improvement Group",
};

describe("a trust's own words", () => {
  test("are kept without the spaces around them", () => {
    expect(considerWords(plainWords, { ...aspire, academy: "  free \n school " })).toEqual({
      ok: true,
      value: { ...aspire, academy: "free school" },
    });
  });

  test.each([
    ["nothing", " ", "empty"],
    ["more than forty characters", "a".repeat(41), "too-long"],
    ["markup", "<b>school</b>", "not-plain"],
    ["an entity", "school &lt;", "not-plain"],
    ["a template", "{{school}}", "not-plain"],
    ["a formula", "=1+1", "not-plain"],
    ["a hidden sign", "school\u202e", "not-plain"],
    ["signs without a letter", "--", "not-plain"],
  ])("are refused with %s", (_what, academy, kind) => {
    expect(considerWords(plainWords, { ...aspire, academy })).toEqual({
      ok: false,
      refusal: { kind: "faults", faults: [{ kind, word: "academy" }] },
    });
  });

  test.each(["Ysgol", "école", "St. John's Federation", "sixth-form college", "All-through (3–18)"])("may be %s", (academy) => {
    expect(considerWords(plainWords, { ...aspire, academy }).ok).toBe(true);
  });

  test("that are kept already change nothing", () => {
    expect(considerWords(aspire, aspire)).toEqual({ ok: false, refusal: { kind: "same" } });
  });

  test("name the roles and units that they are about, and no other", () => {
    expect(["principal", "eob-member", "regional-ceo"].map((kind) => roleName(kind, aspire))).toEqual([
      "Headteacher",
      "AIG member",
      "Regional CEO",
    ]);
    expect(["trust", "region", "academy"].map((kind) => unitName(kind, aspire))).toEqual(["trust", "hub", "school"]);
  });

  test("stand well in a sentence", () => {
    expect(["academy", "school", "Executive Head", "union", "Ofsted cluster"].map(oneOf)).toEqual([
      "an academy",
      "a school",
      "an Executive Head",
      "a union",
      "an Ofsted cluster",
    ]);
    expect([capital("école"), counted(1, "school", "schools"), counted(0, "school", "schools")]).toEqual([
      "École",
      "1 school",
      "0 schools",
    ]);
  });
});
