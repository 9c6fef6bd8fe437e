import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isStale, readEditionContent, recommend } from "../frameworks/index.ts";
import { demoTrust, standingOn } from "./index.ts";

const read = readEditionContent(parse(readFileSync(new URL("../../content/frameworks/ten-indicators.yaml", import.meta.url), "utf8")));
if (!read.ok) throw new Error(read.refusal.join("\n"));
const edition = read.value;
const trust = demoTrust();
const decisionsAt = (meeting: string) => trust.decisions.filter((decision) => decision.meeting === meeting);
const dateOf = (key: string) => trust.meetings.find((meeting) => meeting.key === key)?.date ?? "";
const recommendedOn = (urn: number, day: string) => {
  const said = recommend(edition, standingOn(trust, urn, day));
  return said.kind === "recommended" ? said.category : undefined;
};

describe("the demonstration trust", () => {
  it("has sixteen academies in three regions, on the reserved URNs, inside south-west England", () => {
    expect(trust.academies.map((academy) => academy.urn)).toEqual(Array.from({ length: 16 }, (_, at) => 990001 + at));
    expect(new Set(trust.academies.map((academy) => academy.region))).toEqual(new Set(trust.regions));
    expect(new Set(trust.academies.map((academy) => academy.name)).size).toBe(16);
    for (const { easting, northing, lowAge, highAge } of trust.academies) {
      expect(easting > 130_000 && easting < 340_000 && northing > 10_000 && northing < 150_000 && lowAge < highAge).toBe(true);
    }
  });

  it("has every role, a Principal for each academy and no address twice", () => {
    const counts = Object.groupBy(trust.people, (person) => person.role);
    expect(Object.fromEntries(Object.entries(counts).map(([role, people]) => [role, people?.length]))).toEqual({
      "managing-director": 1,
      "deputy-managing-director": 1,
      "national-director": 1,
      "regional-ceo": 3,
      principal: 16,
      sle: 3,
      "central-team": 1,
      "eob-member": 4,
      trustee: 2,
      administrator: 1,
    });
    expect(new Set(trust.people.map((person) => person.email)).size).toBe(trust.people.length);
    for (const { email, name } of trust.people) {
      expect(email).toMatch(/^[a-z.-]+@granite-coast\.example$/);
      expect(name.trim()).not.toBe("");
    }
    expect(new Set(counts.principal?.map(({ scope }) => (scope.kind === "academy" ? scope.urn : undefined))).size).toBe(16);
  });

  it("has a calendar in which each day belongs to one half-term", () => {
    expect(trust.halfTerms).toHaveLength(18);
    trust.halfTerms.forEach(({ lastDay }, at) => {
      const next = trust.halfTerms[at + 1];
      if (next) expect(Date.parse(next.firstDay) - Date.parse(lastDay)).toBe(86_400_000);
    });
  });
});

describe("its calendars", () => {
  it("hold five INSET days a year, each inside its own half-terms", () => {
    for (const year of [...trust.calendar, ...trust.ownCalendars.flatMap(({ years }) => years)]) {
      expect(new Set(year.inset).size).toBe(5);
      for (const day of year.inset) expect(day >= (year.firsts[0] ?? "") && day <= year.last).toBe(true);
    }
    expect(trust.calendar.flatMap(({ firsts }) => firsts)).toEqual(trust.halfTerms.map(({ firstDay }) => firstDay));
  });

  it("differ for one academy, in the first week of November", () => {
    expect(trust.ownCalendars.map(({ urn, years }) => [urn, years[0]?.firsts[1]])).toEqual([[990015, "2026-11-09"]]);
  });
});

describe("its decisions", () => {
  it("of July 2026 are 2 Lighthouse, 9 Aspiring, 4 Emerging, and none for the joiner", () => {
    const tally: Record<string, number> = {};
    for (const { category } of decisionsAt("eob-2026-07")) tally[category] = (tally[category] ?? 0) + 1;
    expect(tally).toEqual({ lighthouse: 2, aspiring: 9, emerging: 4 });
    expect(trust.decisions.some((decision) => decision.urn === 990016)).toBe(false);
  });

  it("differ from the recommendation of their day exactly twice, each with its reason, and no other has one", () => {
    const differing = trust.decisions.filter((decision) => {
      const recommended = recommendedOn(decision.urn, dateOf(decision.meeting));
      expect(recommended).toBeDefined();
      return recommended !== decision.category;
    });
    expect(differing.map((decision) => [decision.urn, decision.category])).toEqual([
      [990003, "aspiring"],
      [990015, "emerging"],
    ]);
    expect(trust.decisions.filter((decision) => decision.reason)).toEqual(differing);
  });

  it("of July 2025 are for the thirteen academies of that day", () => {
    const inTrust = trust.academies.filter((academy) => academy.dateJoined <= dateOf("eob-2025-07"));
    expect(decisionsAt("eob-2025-07").map((decision) => decision.urn)).toEqual(inTrust.map((academy) => academy.urn));
    expect(inTrust).toHaveLength(13);
  });
});

describe("its judgements", () => {
  it("cover nine half-terms and nothing after today", () => {
    const halfTerms = new Set(trust.judgements.map(({ halfTerm }) => `${halfTerm.schoolYear} ${halfTerm.number}`));
    expect([...halfTerms].sort()).toEqual([
      "2024/25 6",
      ...[1, 2, 3, 4, 5, 6].map((number) => `2025/26 ${number}`),
      "2026/27 1",
      "2026/27 2",
    ]);
    for (const { judgedOn, halfTerm, urn, evidence } of trust.judgements) {
      const within = trust.halfTerms.find(({ schoolYear, number }) => schoolYear === halfTerm.schoolYear && number === halfTerm.number);
      const joined = trust.academies.find((academy) => academy.urn === urn)?.dateJoined ?? "";
      expect(
        judgedOn <= trust.today && judgedOn >= (within?.firstDay ?? "9") && judgedOn <= (within?.lastDay ?? "") && judgedOn >= joined,
      ).toBe(true);
      for (const { dated } of evidence) expect(dated <= judgedOn && dated >= (within?.firstDay ?? "9")).toBe(true);
    }
  });

  it("use the edition's indicators and levels, share only strengths, and leave no blank to fill", () => {
    expect(trust.judgements.length).toBeGreaterThan(400);
    for (const judgement of trust.judgements) {
      expect(edition.indicators.some((indicator) => indicator.key === judgement.indicator)).toBe(true);
      expect(edition.levels.some((level) => level.key === judgement.level)).toBe(true);
      if (judgement.canShare) expect(judgement.level).toBe("strength");
      expect(judgement.evidence.length).toBeGreaterThan(0);
      expect(JSON.stringify(judgement)).not.toMatch(/[{](n|of|year|day)[}]|undefined|NaN/);
    }
  });

  it("have never two of one perspective for an academy and indicator on a day", () => {
    const keys = trust.judgements.map(({ urn, indicator, judgedOn, perspective }) => `${urn} ${indicator} ${judgedOn} ${perspective}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("now recommend other than last decided for two academies besides the board's own two", () => {
    const moved = decisionsAt("eob-2026-07").filter((decision) => recommendedOn(decision.urn, trust.today) !== decision.category);
    expect(moved.map((decision) => decision.urn)).toEqual([990002, 990003, 990010, 990015]);
  });

  it("leave the joiner of this term with six of ten judged", () => {
    const said = recommend(edition, standingOn(trust, 990016, trust.today));
    expect(said.kind === "incomplete" && said.unjudged.length).toBe(4);
  });

  it("are stale in a few places and disputed in a few", () => {
    const standing = trust.academies.flatMap(({ urn }) => [...standingOn(trust, urn, trust.today).values()]);
    expect(standing).toHaveLength(15 * 10 + 6);
    const stale = standing.filter((judgement) => isStale(edition, judgement.judgedOn, trust.today));
    expect(stale).toHaveLength(5);
    const disputed = trust.academies.flatMap(({ urn }) => {
      const trusts = standingOn(trust, urn, trust.today);
      return [...standingOn(trust, urn, trust.today, "self").values()].filter((own) => own.level !== trusts.get(own.indicator)?.level);
    });
    expect(disputed).toHaveLength(4);
  });

  it("are the same each time", () => {
    expect(demoTrust()).toEqual(trust);
  });
});
