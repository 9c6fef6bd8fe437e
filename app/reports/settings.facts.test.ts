import { describe, expect, test } from "vitest";
import { plainWords } from "../language/words.ts";
import { type SettingsFacts, settingLines } from "./settings.facts.ts";

const firsts = ["2026-09-01", "2026-11-02", "2027-01-04", "2027-02-22", "2027-04-12", "2027-06-07"];
const set: SettingsFacts = {
  slug: "granite-coast",
  words: plainWords,
  today: "2026-11-21",
  regions: 2,
  academies: [{ name: "Exmarsh School", regionId: "west" }],
  calendar: [{ schoolYear: "2026/27", firsts, last: "2027-08-31", inset: [] }],
  ownCalendars: 1,
  edition: { name: "Ten performance indicators", number: 1, inUseFrom: "2026-09-01" },
  meetings: [{ heldOn: "2026-07-09" }, { heldOn: "2026-12-03" }],
  people: [{ hasAccount: true, roles: [{ kind: "principal", unit: "Exmarsh School" }] }],
  mayAdministerPeople: true,
  secondFactorFor: 2,
  mayRequireFactors: true,
};
const missing = (facts: SettingsFacts) => settingLines(facts).flatMap(({ title, missing: what }) => (what ? [title] : []));

describe("the settings of a trust", () => {
  test("miss nothing where everything is set, and say what it is", () => {
    expect(missing(set)).toEqual([]);
    expect(settingLines(set).map(({ state }) => state)).toEqual([
      "Academy, Principal, region, Executive Operational Board (EOB)",
      "2026/27, until 31 August 2027; 1 academy with its own",
      "2 regions; every academy is in one",
      "What works on one thing across academies, and can be reviewed",
      "Ten performance indicators, edition 1, in use since 1 September 2026",
      "The EOB next meets on 3 December 2026",
      "2 roles need a second factor",
      "1 person holds a role",
    ]);
  });

  test.each<[string, Partial<SettingsFacts>, string]>([
    ["no school year", { calendar: [] }, "School calendar"],
    ["a calendar that begins later", { today: "2026-08-20" }, "School calendar"],
    ["a calendar that ends within four months", { today: "2027-06-01", meetings: [{ heldOn: "2027-07-01" }] }, "School calendar"],
    ["a calendar that has ended", { today: "2027-09-01", meetings: [{ heldOn: "2027-09-02" }] }, "School calendar"],
    ["no region", { regions: 0 }, "Regions"],
    ["an academy in no region", { academies: [{ name: "Exmarsh School", regionId: null }] }, "Regions"],
    ["no edition in use", { edition: undefined }, "Framework"],
    ["no meeting to come", { meetings: [{ heldOn: "2026-07-09" }] }, "EOB meetings"],
    ["an academy without its head", { people: [] }, "People and roles"],
  ])("with %s say so", (_what, over, title) => {
    expect(missing({ ...set, ...over })).toEqual([title]);
  });

  test("lead to the people's page only for those who may open it", () => {
    const people = (facts: SettingsFacts) => settingLines(facts).find(({ title }) => title === "People and roles")?.href;
    expect(people(set)).toBe("/granite-coast/organisation/people");
    expect(people({ ...set, mayAdministerPeople: false })).toBeUndefined();
  });
});
