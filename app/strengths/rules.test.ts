import { describe, expect, test } from "vitest";
import { plainWords } from "../language/words.ts";
import { offersFound, readWanted, refusedOf } from "./directory/directory.rules.ts";
import { backingOf, considerOffer, type OfferDraft, sayBacking, sayOfferRefusal, standingOn } from "./offers/offer.rules.ts";
import {
  type AwardDraft,
  considerAward,
  considerStep,
  type StepDraft,
  saySpecialismRefusal,
  stateOn,
  testKeys,
} from "./specialisms/specialism.rules.ts";
import { readSubjects } from "./subject.form.ts";
import { sayTravel, travelBetween } from "./travel.rules.ts";

const kindOf = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? "accepted" : outcome.refusal?.kind);

describe("an offer", () => {
  const facts = { shareable: new Set(["j"]), people: new Set(["p"]), isSubject: (key: string) => key === "music" };
  const draft = (over: Partial<OfferDraft> = {}): OfferDraft => ({
    ...{ judgement: "j", subject: "", phase: "primary", person: "", says: "Come and see.", from: "2026-09-01", until: "" },
    ...over,
  });
  test("is a sentence about a strength that stands and may be shared", () => {
    expect(considerOffer(draft({ subject: "music", person: "p", until: "2027-07-31" }), facts)).toEqual({
      ok: true,
      value: {
        judgementId: "j",
        subject: "music",
        phase: "primary",
        personId: "p",
        says: "Come and see.",
        from: "2026-09-01",
        until: "2027-07-31",
      },
    });
  });
  test.each([
    ["where nothing may be shared", {}, { ...facts, shareable: new Set<string>() }, "nothing-to-share"],
    ["of a judgement that was superseded", { judgement: "old" }, facts, "no-such-judgement"],
    ["without words", { says: " " }, facts, "words-needed"],
    ["that is a whole page", { says: "x".repeat(501) }, facts, "words-needed"],
    ["in a subject that is not listed", { subject: "alchemy" }, facts, "no-such-subject"],
    ["for no phase", { phase: "constructor" }, facts, "no-such-phase"],
    ["given by somebody of elsewhere", { person: "x" }, facts, "no-such-person"],
    ["from no day", { from: "2026-02-30" }, facts, "no-first-day"],
    ["that ends before it begins", { until: "2026-08-31" }, facts, "ends-before-begins"],
  ] as const)("is refused %s, in words that say what to do", (_why, over, known, kind) => {
    const outcome = considerOffer(draft(over), known);
    expect(kindOf(outcome)).toBe(kind);
    if (!outcome.ok) expect(sayOfferRefusal(outcome.refusal, plainWords)).toMatch(/\.$/);
  });
  test("is backed by its own judgement while that stands, and by none that came after", () => {
    expect(backingOf({ current: true, canShareNow: true, judgedOnNow: "2026-05-01" })).toEqual({ kind: "backed" });
    expect(sayBacking(backingOf({ current: false, canShareNow: true, judgedOnNow: "2026-05-01" }))).toMatch(
      /^No longer backed: judged anew on 1 May 2026/,
    );
    expect(backingOf({ current: false, canShareNow: false, judgedOnNow: "2026-05-01" })).toEqual({ kind: "no-longer" });
  });
  test("stands between its days", () => {
    const at = (today: string) => standingOn({ from: "2026-09-01", until: "2026-12-31", withdrawn: null }, today);
    expect(["2026-08-31", "2026-09-01", "2026-12-31", "2027-01-01"].map(at)).toEqual(["to-come", "open", "open", "over"]);
    expect(standingOn({ from: "2026-09-01", until: null, withdrawn: "Moved." }, "2026-10-01")).toBe("withdrawn");
  });
});

describe("the directory", () => {
  const academy = (unitId: string, name: string, easting: number | null) => ({ unitId, name, easting, northing: 0 });
  const academies = [academy("z", "Zennor", 0), academy("a", "Ancrow", 40_000), academy("n", "Nowhere", null)];
  const offer = (unitId: string, over = {}) => ({
    ...{
      unitId,
      judgementId: "j",
      subject: null,
      phase: "all" as const,
      personId: null,
      says: "x",
      from: "2026-01-01",
      until: null,
      withdrawn: null,
    },
    ...{ current: true, canShareNow: true, judgedOnNow: null },
    ...over,
  });
  const ask = { near: undefined, within: undefined, all: false, today: "2026-11-21" };
  const names = (offers: ReturnType<typeof offer>[], over = {}) =>
    offersFound(offers, academies, { ...ask, ...over }).found.map(({ academy: { name } }) => name);

  test("shows what is open and backed by the academies' names, and counts what is no longer backed", () => {
    const offers = [
      offer("z"),
      offer("a"),
      offer("a", { current: false }),
      offer("a", { until: "2026-01-02" }),
      offer("a", { withdrawn: "Moved." }),
      offer("gone"),
    ];
    expect(names(offers)).toEqual(["Ancrow", "Zennor"]);
    expect(offersFound(offers, academies, ask).unbacked).toBe(1);
    expect(names(offers, { all: true })).toEqual(["Ancrow", "Ancrow", "Zennor"]);
  });
  test("leaves out what is too far, and what nobody knows to be near", () => {
    const offers = [offer("z"), offer("a"), offer("n")];
    const near = academies[0];
    expect(names(offers, { near })).toEqual(["Ancrow", "Nowhere", "Zennor"]);
    // 40 km are 24.9 miles and 32.3 by road: 78 minutes at 25 miles an hour.
    expect(names(offers, { near, within: 78 })).toEqual(["Ancrow", "Zennor"]);
    expect(names(offers, { near, within: 77 })).toEqual(["Zennor"]);
  });
  test("is asked only what it can be asked", () => {
    const asked = { phase: "moon", near: "1 or 2", within: "61", since: "soon", backed: "no", words: ` ${"x".repeat(300)} ` };
    expect(readWanted((name) => asked[name as keyof typeof asked])).toEqual({
      ...{ words: "x".repeat(200), phase: "", subject: "", indicator: "", near: "", within: "", since: "soon", backed: "" },
    });
  });
});

test("a distance from nowhere and a day that is none are refused by their fields, not left out", () => {
  const wanted = (query: Record<string, string>) => refusedOf(readWanted((name) => query[name])).map(({ field }) => field);
  expect(wanted({ within: "15" })).toEqual(["near"]);
  expect(wanted({ within: "15", near: "990001" })).toEqual([]);
  expect(wanted({ since: "2026-02-31" })).toEqual(["since"]);
  expect(wanted({ since: "2026-02-28" })).toEqual([]);
});

test("a journey is estimated by the rule that is said beside it, in miles", () => {
  const from = { easting: 0, northing: 0 };
  const travel = travelBetween(from, { easting: 3 * 1609.344, northing: 4 * 1609.344 });
  expect([Math.round((travel?.miles ?? 0) * 1000), travel?.minutes]).toEqual([5000, 16]);
  expect(travelBetween(from, { easting: null, northing: 1 })).toBeUndefined();
  expect([5, 0.2, 1.2, 52].map((miles) => sayTravel({ miles, minutes: Math.ceil(miles * 2) }))).toEqual([
    "5 miles in a straight line, about 10 minutes",
    "less than 1 mile in a straight line, about 1 minute",
    "1 mile in a straight line, about 3 minutes",
    "52 miles in a straight line, about 1 hour 44 minutes",
  ]);
});

describe("a specialism", () => {
  const tested = Object.fromEntries(testKeys.map((test) => [test, { says: "Seen.", items: ["e"] }])) as unknown as StepDraft["tested"];
  const step = (over: Partial<StepDraft> = {}): StepDraft => ({
    decidedOn: "2026-11-01",
    reviewBy: "2027-11-01",
    meeting: "",
    tested,
    ...over,
  });
  const facts = {
    ...{
      today: "2026-11-21",
      meetings: new Map([["m", "2026-11-05"]]),
      isSubject: (key: string) => key === "music",
      lineages: { curriculum: "l" },
    },
    evidence: [
      { id: "e", title: "Walk", withdrawnOn: null },
      { id: "w", title: "Survey", withdrawnOn: "2026-11-02" },
    ],
  };
  const award = (over: Partial<AwardDraft> = {}): AwardDraft => ({
    kind: "satellite",
    subject: "music",
    indicator: "",
    reach: "region",
    ...step(),
    ...over,
  });

  test("is awarded in a subject, an indicator or both, with each test told and borne out", () => {
    const made = considerAward(award({ indicator: "curriculum" }), facts);
    expect(made.ok && made.value).toMatchObject({ kind: "satellite", subject: "music", lineage: "l", reach: "region" });
    expect(made.ok && made.value.step.tested.map(({ test }) => test)).toEqual(["strength", "support", "cpd", "success"]);
  });
  test.each([
    ["of no kind", { kind: "toString" }, "no-such-kind"],
    ["in nothing", { subject: "" }, "nothing-named"],
    ["in an unknown subject", { subject: "alchemy" }, "no-such-subject"],
    ["in an unknown indicator", { indicator: "tides" }, "no-such-indicator"],
    ["for nobody", { reach: "world" }, "no-such-reach"],
    ["before it was decided", { decidedOn: "2026-11-22" }, "decided-to-come"],
    ["at a meeting that was not held", { meeting: "x" }, "no-such-meeting"],
    ["on another day than its meeting", { meeting: "m" }, "other-day"],
    ["to be reviewed in the past", { reviewBy: "2026-11-21" }, "no-review-day"],
    ["to be reviewed too late", { reviewBy: "2029-11-02" }, "review-too-far"],
  ] as const)("is not awarded %s", (_how, over, kind) => {
    expect(kindOf(considerAward(award(over), facts))).toBe(kind);
  });
  test.each(testKeys)("is not awarded while the test of %s lacks words or evidence", (test) => {
    const without = (lacking: object) => step({ tested: { ...tested, [test]: { ...tested[test], ...lacking } } });
    const refused = considerStep(without({ items: ["", ""] }), facts);
    expect(refused).toEqual({ ok: false, refusal: { kind: "test-lacks-evidence", test } });
    if (!refused.ok) expect(saySpecialismRefusal(refused.refusal, plainWords)).toMatch(/Without it nothing is awarded/);
    expect(kindOf(considerStep(without({ says: " " }), facts))).toBe("test-lacks-words");
    expect(kindOf(considerStep(without({ items: ["elsewhere"] }), facts))).toBe("no-such-evidence");
    expect(kindOf(considerStep(without({ items: ["e", "w"] }), facts))).toBe("evidence-withdrawn");
  });
  test("is due for review from sixty days before the day, and overdue after it", () => {
    const at = (today: string) => stateOn({ kind: "awarded", decidedOn: "2026-01-01", reviewBy: "2026-12-31" }, today);
    expect(["2026-10-31", "2026-11-01", "2026-12-31", "2027-01-01"].map(at)).toEqual(["held", "due", "due", "overdue"]);
    expect(stateOn({ kind: "withdrawn", decidedOn: "2026-05-01", reviewBy: null }, "2026-06-01")).toBe("withdrawn");
  });
});

test("the list of subjects holds each once", () => {
  const list = { source: "x", dated: "2014-12-02", subjects: [{ key: "music", name: "Music" }] };
  expect(readSubjects(list).ok).toBe(true);
  expect(readSubjects({ ...list, subjects: [...list.subjects, { key: "music", name: "More music" }] })).toEqual({
    ok: false,
    refusal: ["“music” stands twice"],
  });
  expect(readSubjects({ ...list, subjects: [] }).ok).toBe(false);
});
