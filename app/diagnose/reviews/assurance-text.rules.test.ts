import { describe, expect, it } from "vitest";
import { considerText, sayAssuranceRefusal, tracesIn } from "./assurance-text.rules.ts";

const refusal = (text: string, namesNobody = false, noPeople: string[] = []) => {
  const considered = considerText("assurance", text, namesNobody, noPeople);
  return considered.ok ? "kept" : considered.refusal.kind;
};

describe("a text about safeguarding arrangements", () => {
  it.each([
    "The single central record was complete on the spot, and governors had seen it.",
    "Staff in the kitchen knew whom to tell. Filtering was tested in September on each kind of device.",
    "Pupils in Year 9 and Key Stage 2 knew where to go; the Designated Safeguarding Lead is covered each day.",
    "Actions 1, 2 and 3 of 20 were closed on 12 November 2026.",
  ])("is kept: %s", (text) => expect(refusal(text)).toBe("kept"));

  it.each([
    ["a number of a pupil", "The file of A823432109876 was late."],
    ["an address", "Write to mother@home.example about it."],
    ["a telephone", "Call 01326 555019 first."],
    ["a birth", "A boy, born on 3 May 2014, was waiting."],
    ["a case under a letter", "The lead acted quickly for Child B."],
    ["a number of a case", "See referral number 4471."],
  ])("is refused with %s in it, whatever its author says", (_, text) => {
    expect(refusal(text)).toBe("must-go");
    expect(refusal(text, true)).toBe("must-go");
  });

  it("is asked about where words may be a name, and kept when they are not one", () => {
    const text = "The record of the visit to Kestrel Bay and of Marta Hollow was read.";
    expect(tracesIn(text).map(({ words }) => words)).toEqual(["Kestrel Bay", "Marta Hollow"]);
    expect(refusal(text)).toBe("is-it-somebody");
    expect(refusal(text, true)).toBe("kept");
    expect(tracesIn(text, ["Kestrel Bay Academy"]).map(({ words }) => words)).toEqual(["Marta Hollow"]);
    expect(refusal("We spoke with Mrs Hollow.")).toBe("is-it-somebody");
  });

  it("is told what to take out; a text of another kind of review is not read for it", () => {
    const trace = { words: "Child B", why: "case" } as const;
    expect(sayAssuranceRefusal({ kind: "must-go", traces: [trace] })).toMatch(/Take out “Child B”/);
    expect(sayAssuranceRefusal({ kind: "is-it-somebody", traces: [trace] })).toMatch(/send this again/);
    expect(considerText("charter", "Child B", false).ok).toBe(true);
  });
});
