import type { NeedCount, Recommendation } from "./category.rules.ts";
import { type EditionContent, highestLevel, indicatorOf, levelOf, type Need } from "./edition.rules.ts";
import type { Ask, WayOn } from "./way-on.rules.ts";

/** Exactly one sentence: the category and its arithmetic or, while indicators are not judged, no more than is certain. */
export function sayRecommendation(edition: EditionContent, recommendation: Recommendation): string {
  if (recommendation.kind === "no-categories") return `${edition.name} gives no category.`;
  if (recommendation.kind === "incomplete") return sayBounds(edition, recommendation);
  const { name, rule, counts } = recommendation;
  if (rule) return `${name}: ${joined(counts.map((count) => sayMet(edition, count)))}.`;
  const missed = counts.find((count) => count.met < count.needed);
  const lowest = edition.categories.at(-1);
  if (!missed || !lowest) return `${name}.`;
  return `${name}: ${atLevel(edition, missed.need)} in ${missed.met === 0 ? "none" : `only ${missed.met}`} of ${edition.indicators.length}, where ${lowest.name} needs ${missed.needed}.`;
}

/** What the next category needs, indicators named by their ordinals: "Lighthouse needs expected in 4 and 8, and one strength that can be shared". */
export const sayWayOn = (edition: EditionContent, way: WayOn): string =>
  `${way.to.name} needs ${way.asks.map((ask) => sayAsk(edition, ask)).join(", and ")}`;

function sayBounds(edition: EditionContent, { unjudged, atLeast, atMost }: Extract<Recommendation, { kind: "incomplete" }>): string {
  const all = unjudged.length === edition.indicators.length;
  if (all) return `None of the ${inWords(unjudged.length)} indicators ${unjudged.length === 1 ? "has" : "have"} been judged yet.`;
  const others = unjudged.length === 1 ? "the other one says" : `the other ${inWords(unjudged.length)} say`;
  const top = edition.categories[0];
  const lowest = atLeast ?? edition.otherwise;
  if (!lowest) return `${atMost.name}, whatever ${others}.`;
  if (lowest.key === atMost.key) return `${atMost.name}, whatever ${others}.`;
  if (atLeast && atMost.key === top?.key) return `At least ${atLeast.name}, whatever ${others}.`;
  if (atLeast) return `At least ${atLeast.name} and at most ${atMost.name}, whatever ${others}.`;
  if (atMost.key !== top?.key) return `At most ${atMost.name}, whatever ${others}.`;
  return `Anything from ${lowest.name} to ${atMost.name}, depending on the other ${inWords(unjudged.length)}.`;
}

function sayMet(edition: EditionContent, { need, met }: NeedCount): string {
  const of = edition.indicators.length;
  if (need.shareable) return `${atLevel(edition, need)} that can be shared in ${met} of ${of}`;
  return `${atLevel(edition, need)} in ${met === of ? `all ${inWords(of)}` : `${met} of ${of}`}`;
}

function sayAsk(edition: EditionContent, { need, more, met, nearest }: Ask): string {
  const level = nameOf(edition, need);
  if (need.shareable) {
    if (more === 1) return `one ${met > 0 ? "more " : ""}${level} that can be shared`;
    return `${level} that can be shared in ${inWords(more)}${met > 0 ? " more" : ""}`;
  }
  const ordinals = nearest.map((key) => String(indicatorOf(edition, key)?.ordinal ?? key));
  if (nearest.length === more) return `${level} in ${joined(ordinals)}`;
  return `${level} in ${inWords(more)} more (nearest: ${joined(ordinals)})`;
}

const nameOf = (edition: EditionContent, need: Need): string =>
  (levelOf(edition, need.atLeast)?.name ?? need.atLeast).toLocaleLowerCase("en-GB");

/** “Expected or better”, or the highest level alone, in the middle of a sentence. */
export const atLevel = (edition: EditionContent, need: Need): string =>
  highestLevel(edition).key === need.atLeast ? nameOf(edition, need) : `${nameOf(edition, need)} or better`;

const joined = (parts: readonly string[]): string => new Intl.ListFormat("en-GB").format(parts);

/** A count up to twenty in words. */
export const inWords = (count: number): string => smallNumbers[count] ?? String(count);

const smallNumbers = [
  ...["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
];
