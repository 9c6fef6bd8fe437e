import { expect, test } from "vitest";
import { type EditionContent, type Recommendation, sayRecommendation } from "../../frameworks/index.ts";
import type { TrustStanding } from "../standing.store.ts";
import { consequenceOf } from "./consequence.rules.ts";

const aspiring = { key: "aspiring", name: "Aspiring", needs: [] };
const emerging = { key: "emerging", name: "Emerging" };
const content = {
  name: "Ten",
  indicators: [],
  levels: [],
  categories: [{ key: "top", name: "Top", needs: [] }, aspiring],
  otherwise: emerging,
};
const standing = (recommendation: Recommendation): TrustStanding =>
  ({
    edition: { content: content as unknown as EditionContent },
    academies: [{ academy: { unitId: "a", name: "Ancrow" }, recommendation, trustJudgements: new Map() }],
  }) as unknown as TrustStanding;
const is = (category: { key: string; name: string }): Recommendation => ({
  ...{ kind: "recommended", category: category.key, name: category.name, rule: undefined, counts: [] },
});
const between = (atLeast: typeof aspiring | undefined, atMost: { key: string; name: string }): Recommendation => ({
  ...{ kind: "incomplete", unjudged: ["new"], atLeast, atMost },
});
const changes = (before: Recommendation, after: Recommendation) =>
  consequenceOf(standing(before), standing(after), {}, []).academies.map((one) => one.changes)[0];

test("an academy whose category is certain whatever the new indicator says is counted as having it, as the table says", () => {
  const certain = between(aspiring, aspiring);
  expect(sayRecommendation({ ...content, indicators: [{}, {}] } as unknown as EditionContent, certain)).toBe(
    "Aspiring, whatever the other one says.",
  );
  expect(changes(is(aspiring), certain)).toBeUndefined();
  expect(changes(is(emerging), certain)).toBe("another");
  expect(changes(is(emerging), between(undefined, emerging))).toBeUndefined();
});
test("one of which more than one category is left has none that is certain yet", () => {
  expect(changes(is(aspiring), between(aspiring, { key: "top", name: "Top" }))).toBe("none-yet");
  expect(changes(is(aspiring), between(undefined, aspiring))).toBe("none-yet");
});
