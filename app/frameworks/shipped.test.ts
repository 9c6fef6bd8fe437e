import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { shippedFrameworks } from "./content.ts";
import { sayMark, sayOtherwise, sayRule } from "./edition.words.ts";
import { findUnready } from "./editions/draft.form.ts";
import {
  type EditionContent,
  type Judged,
  readDraftContent,
  readEditionContent,
  recommend,
  sayRecommendation,
  shortestWayOn,
} from "./index.ts";

const shipped = [...shippedFrameworks().values()];

describe("what ships", () => {
  it("is every file of content/frameworks, each under its key, finished but for the one to fill", () => {
    const files = readdirSync(new URL("../../content/frameworks", import.meta.url)).map((file) => file.replace(/\.yaml$/, ""));
    expect(shipped.map(({ key }) => key).sort()).toEqual(files.sort());
    expect(shipped.filter((content) => findUnready(content).length > 0).map(({ key }) => key)).toEqual(["charter-of-your-own"]);
  });

  it("gives categories only by the ten indicators", () => {
    expect(shipped.filter(({ categories }) => categories.length > 0).map(({ key }) => key)).toEqual(["ten-indicators"]);
    for (const content of shipped.filter(({ key }) => key !== "ten-indicators")) {
      const judged = new Map(content.indicators.map(({ key }) => [key, { level: content.levels[0]?.key ?? "", canShare: false }]));
      expect(recommend(content, judged)).toEqual({ kind: "no-categories" });
      expect(shortestWayOn(content, judged)).toBeUndefined();
      expect(sayRecommendation(content, { kind: "no-categories" })).toBe(`${content.name} gives no category.`);
    }
  });

  it("warns where it must: no cases, nothing to be compared, not yet published", () => {
    const warning = (key: string) => shippedFrameworks().get(key)?.warning ?? "";
    expect(warning("safeguarding-review")).toMatch(/never about a case.*No names/);
    expect(warning("ofsted-2025")).toMatch(/Never compare/);
    expect(warning("ofsted-2019")).toMatch(/Never compare/);
    expect(warning("trust-inspection")).toMatch(/not yet published/);
  });

  it("shares no level between the two inspection frameworks, in key or in name", () => {
    const levels = (key: string) => (shippedFrameworks().get(key)?.levels ?? []).flatMap((level) => [level.key, level.name.toLowerCase()]);
    const newer = new Set([...levels("ofsted-2025"), ...levels("ofsted-2025-safeguarding")]);
    expect(levels("ofsted-2019").filter((word) => newer.has(word))).toEqual([]);
    expect(newer.size).toBeGreaterThan(6);
  });

  it("describes every level of every indicator in words of its own", () => {
    const all = shipped.flatMap(({ indicators }) => indicators.flatMap(({ descriptors }) => Object.values(descriptors)));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(250);
    for (const descriptor of all) expect(descriptor).toMatch(/^[A-Z].*\.$/);
  });
});

/** Editions of two to seven levels, one to five indicators, and none to four categories. */
const anyEdition: fc.Arbitrary<EditionContent> = fc
  .record({
    levels: fc.integer({ min: 2, max: 7 }),
    indicators: fc.integer({ min: 1, max: 5 }),
    needs: fc.array(fc.record({ all: fc.boolean(), count: fc.nat(4), level: fc.nat(6), shareable: fc.boolean() }), { maxLength: 4 }),
  })
  .map((drawn) => {
    const levels = Array.from({ length: drawn.levels }, (_, rank) => ({ key: `level-${rank}`, name: `Level ${rank}`, rank }));
    const needs = drawn.needs.map(({ all, count, level, shareable }) => ({
      count: all ? ("all" as const) : 1 + (count % drawn.indicators),
      atLeast: `level-${level % drawn.levels}`,
      ...(shareable ? { shareable } : {}),
    }));
    return {
      ...{ key: "drawn", name: "Drawn", kind: "charter", subjects: ["board"], source: "Drawn", dated: "2026-11-22", marked: "own" },
      freshForDays: 30,
      levels,
      indicators: Array.from({ length: drawn.indicators }, (_, at) => ({
        ...{ key: `indicator-${at}`, ordinal: at + 1, title: `Indicator ${at}`, short: `I ${at}` },
        descriptors: Object.fromEntries(levels.map(({ key }) => [key, `At ${key}.`])),
      })),
      // A higher category asks for all that the lower ones do, and so stands above them.
      categories: needs.map((_, at) => ({ key: `category-${at}`, name: `Category ${at}`, needs: needs.slice(at) })),
      ...(needs.length ? { otherwise: { key: "none", name: "None of them" } } : {}),
    } satisfies EditionContent;
  });

describe("an edition of any number of levels and categories", () => {
  it("is refused only where two categories need the same, and else gives one category, or none where it has none", () => {
    const seen = { accepted: 0, without: 0, longScales: 0 };
    fc.assert(
      fc.property(anyEdition, fc.array(fc.tuple(fc.nat(6), fc.boolean()), { minLength: 5, maxLength: 5 }), (edition, states) => {
        const read = readEditionContent(edition);
        if (!read.ok) {
          for (const reason of read.refusal) expect(reason).toMatch(/could never be given/);
          return;
        }
        expect(read.value).toEqual(edition);
        seen.accepted++;
        if (edition.levels.length > 4) seen.longScales++;
        const judged = new Map<string, Judged>(
          edition.indicators.map(({ key }, at) => {
            const [rank = 0, canShare = false] = states[at] ?? [];
            return [key, { level: `level-${rank % edition.levels.length}`, canShare }];
          }),
        );
        const said = recommend(edition, judged);
        const ranks = [...judged.values()].map(({ level, canShare }) => ({ rank: Number(level.slice(6)), canShare }));
        const holds = edition.categories.find(({ needs }) =>
          needs.every(
            ({ count, atLeast, shareable }) =>
              ranks.filter(({ rank, canShare }) => rank >= Number(atLeast.slice(6)) && (canShare || !shareable)).length >=
              (count === "all" ? ranks.length : count),
          ),
        );
        if (edition.categories.length === 0) {
          seen.without++;
          expect(said.kind).toBe("no-categories");
        } else expect(said.kind === "recommended" && said.category).toBe(holds?.key ?? "none");
        const way = shortestWayOn(edition, judged);
        if (way) expect(edition.categories.some(({ key }) => key === way.to.key)).toBe(true);
        expect(sayRecommendation(edition, said)).toMatch(/\.$/);
        for (const rule of edition.categories) expect(sayRule(edition, rule)).toMatch(/\.$/);
        if (edition.otherwise) expect(sayOtherwise(edition.otherwise)).toMatch(/^None of them/);
        const marks = edition.levels.map(({ rank }) => sayMark(rank, edition.levels.length));
        expect(new Set(marks).size).toBe(marks.length);
      }),
      { numRuns: 400 },
    );
    expect(Math.min(seen.accepted, seen.without, seen.longScales)).toBeGreaterThan(20);
  });

  // biome-ignore lint/suspicious/noExplicitAny: faults are planted in it by hand
  const planted: [string, (edition: any) => void, RegExp][] = [
    ["with a gap in its ranks", (e) => (e.levels[2].rank = 9), /Level ranks count from 0 without a gap; here they are 0, 1, 3, 9/],
    ["with categories and nothing for what meets none", (e) => delete e.otherwise, /otherwise is missing/],
    ["with something left over from no categories", (e) => (e.categories = []), /but there are no categories/],
    [
      "with eight levels",
      (e) => (e.levels = Array.from({ length: 8 }, (_, rank) => ({ key: `l${rank}`, name: `L${rank}`, rank }))),
      /seven/,
    ],
    ["about nothing", (e) => (e.subjects = []), /subjects: say what it is about/],
    ["about something that is no unit", (e) => (e.subjects = ["pupil"]), /must be one of: academy, trust, board, network/],
    ["of no known kind", (e) => (e.kind = "ranking"), /must be one of: whole-school/],
    ["that is an assurance without a warning", (e) => (e.kind = "assurance"), /needs a warning/],
    ["with a character that no database keeps", (e) => (e.name = "Ten\0indicators"), /cannot be kept/],
    ["with half of a pair", (e) => (e.indicators[0].title = "A \ud83d title"), /cannot be kept/],
  ];
  it.each(planted)("is refused %s", (_, plant, reason) => {
    const edition = parse(readFileSync(new URL("../../content/frameworks/ten-indicators.yaml", import.meta.url), "utf8"));
    plant(edition);
    const [strict, draft] = [readEditionContent(edition), readDraftContent(edition)];
    expect(strict.ok ? [] : strict.refusal.join("\n")).toMatch(reason);
    expect(draft.ok ? [] : draft.refusal.map(({ text }) => text).join("\n")).toMatch(reason);
  });
});
