import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readEditionContent } from "./index.ts";

const file = readFileSync(new URL("../../content/frameworks/ten-indicators.yaml", import.meta.url), "utf8");
// biome-ignore lint/suspicious/noExplicitAny: faults are planted in it by hand
const fresh = (): any => parse(file);

describe("the ten indicators of content/", () => {
  it("are well-formed, with forty descriptors that are all different", () => {
    const read = readEditionContent(fresh());
    if (!read.ok) throw new Error(read.refusal.join("\n"));
    expect(read.value.indicators.map((indicator) => indicator.ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const descriptors = read.value.indicators.flatMap((indicator) => Object.values(indicator.descriptors));
    expect(new Set(descriptors).size).toBe(40);
    for (const descriptor of descriptors) expect(descriptor.match(/[.]( |$)/g)?.length).toBeLessThanOrEqual(3);
    expect(read.value.marked).toBe("example");
    expect(read.value.categories.map((category) => category.name)).toEqual(["Lighthouse", "Aspiring", "Emerging"]);
  });
});

describe("an edition is refused", () => {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  it.each<[string, (edition: any) => void, RegExp]>([
    [
      "when a level key is used twice",
      (e) => {
        e.levels[1].key = "not-yet";
      },
      /Level key "not-yet" is used twice/,
    ],
    [
      "when two levels have one rank",
      (e) => {
        e.levels[1].rank = 0;
      },
      /Level rank "0" is used twice/,
    ],
    [
      "when an indicator key is used twice",
      (e) => {
        e.indicators[1].key = e.indicators[0].key;
      },
      /Indicator key .* is used twice/,
    ],
    [
      "when two indicators have one number",
      (e) => {
        e.indicators[1].ordinal = 1;
      },
      /Indicator ordinal "1" is used twice/,
    ],
    [
      "when a category key is used twice",
      (e) => {
        e.otherwise.key = "emerging";
      },
      /Category key "emerging" is used twice/,
    ],
    [
      "when a descriptor is missing",
      (e) => {
        delete e.indicators[3].descriptors.strength;
      },
      /"pupil-and-staff-wellness" has no descriptor for "strength"/,
    ],
    [
      "when a descriptor is empty",
      (e) => {
        e.indicators[3].descriptors.strength = " ";
      },
      /indicators\.3\.descriptors\.strength: must not be empty/,
    ],
    [
      "when a descriptor is for no level",
      (e) => {
        e.indicators[3].descriptors.superb = "Superb.";
      },
      /describes "superb", which is not a level/,
    ],
    [
      "when a rule names an unknown level",
      (e) => {
        e.categories[1].needs[0].atLeast = "superb";
      },
      /“Aspiring” names the level "superb"/,
    ],
    [
      "when a rule asks for more than there are",
      (e) => {
        e.categories[2].needs[0].count = 11;
      },
      /“Emerging” asks for 11 indicators; there are 10/,
    ],
    [
      "when a count is neither all nor a number",
      (e) => {
        e.categories[2].needs[0].count = "most";
      },
      /categories\.2\.needs\.0\.count/,
    ],
    [
      "when two indicators have one title but for its capitals",
      (e) => {
        e.indicators[1].title = "PUPIL attainment and progress";
      },
      /Indicator title .* is used twice/,
    ],
    [
      "when two columns have one head",
      (e) => {
        e.indicators[1].short = e.indicators[0].short;
      },
      /Short title "Attainment" is used twice/,
    ],
    [
      "when there are twenty-one indicators",
      (e) => {
        for (let at = 11; at <= 21; at++)
          e.indicators.push({ ...e.indicators[0], key: `n-${at}`, ordinal: at, title: `T${at}`, short: `S${at}` });
      },
      /indicators: there may be 20 at most/,
    ],
    [
      "when there is no indicator",
      (e) => {
        e.indicators = [];
      },
      /indicators: there must be one at least/,
    ],
    [
      "when a lower category stands above a higher one",
      (e) => {
        e.categories.reverse();
      },
      /“Emerging” stands above “Aspiring”, but an academy could meet/,
    ],
    [
      "when two categories need the same",
      (e) => {
        e.categories[1].needs = e.categories[2].needs;
      },
      /“Aspiring” stands above “Emerging”, but both need the same/,
    ],
    [
      "when a column head is too long",
      (e) => {
        e.indicators[0].short = "Attainment and progress of pupils";
      },
      /24 characters at most/,
    ],
    [
      "when a word is misspelt",
      (e) => {
        e.categories[0].needs[1].sharable = true;
      },
      /sharable/,
    ],
    [
      "when its date is no date",
      (e) => {
        e.dated = "2026-02-30";
      },
      /dated: must be a date/,
    ],
    [
      "when there is no level",
      (e) => {
        e.levels = [];
      },
      /levels/,
    ],
  ])("%s", (_, plant, reason) => {
    const edition = fresh();
    plant(edition);
    const read = readEditionContent(edition);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.refusal.join("\n")).toMatch(reason);
  });

  it.each([undefined, null, 3, "text", []])("when it is %s", (input) => expect(readEditionContent(input).ok).toBe(false));
});
