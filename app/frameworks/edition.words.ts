import { atLevel, inWords } from "./category.words.ts";
import { type Category, type CategoryRule, countNeeded, type EditionContent, type Need } from "./edition.rules.ts";

/** What a category needs, as one sentence: "Lighthouse: expected or better in all ten indicators, and strength that can be shared in at least one." */
export const sayRule = (edition: EditionContent, rule: CategoryRule): string =>
  `${rule.name}: ${rule.needs.map((need) => sayNeed(edition, need)).join(", and ")}.`;

/** What is left over when no rule holds. */
export const sayOtherwise = (otherwise: Category): string => `${otherwise.name}: none of these rules holds.`;

function sayNeed(edition: EditionContent, need: Need): string {
  const of = edition.indicators.length;
  const words = `${atLevel(edition, need)}${need.shareable ? " that can be shared" : ""}`;
  if (need.count === "all") return `${words} in ${of === 1 ? "the one indicator" : `all ${inWords(of)} indicators`}`;
  return `${words} in at least ${inWords(countNeeded(edition, need))} of the ${inWords(of)} indicators`;
}

/** What the shape and the tone of a level's mark are, by its rank and how many levels there are. */
export function sayMark(rank: number | undefined, of = 4): string {
  if (rank === undefined) return "a dash, on no tone: there is no judgement, which is not the same as the lowest level";
  if (of > 4) return `the figure ${rank + 1} of ${of} in a ring, on no tone`;
  if (of === 2 && rank === 1) return sayMark(2);
  return (
    [
      "a dotted ring, on no tone",
      "a disc half full, on the lightest tone of blue",
      "a full disc, on a middle tone of blue",
      "a full disc with a star in it, on the strongest tone of blue",
    ][rank] ?? "a full disc with a star in it, on the strongest tone of blue"
  );
}

/** The tone behind a level's mark, of the four there are. */
export const toneOf = (rank: number, of: number): number => (of > 4 ? 0 : of === 2 && rank === 1 ? 2 : rank);
