import {
  type Category,
  type CategoryRule,
  countNeeded,
  type EditionContent,
  highestLevel,
  lowestLevel,
  type Need,
  rankOf,
} from "./edition.rules.ts";

/** What the current judgement of one indicator says. The mark `canShare` is the judge's own and means nothing below the level a need asks for. */
export type Judged = { readonly level: string; readonly canShare: boolean };

/** The arithmetic of one need: how many indicators meet it, of how many it asks for. */
export type NeedCount = { readonly need: Need; readonly met: number; readonly needed: number };

export type Recommendation =
  /** The framework gives no categories, whatever is judged. */
  | { readonly kind: "no-categories" }
  | {
      readonly kind: "recommended";
      readonly category: string;
      readonly name: string;
      /** The rule that held; undefined when none did and the category fell through. */
      readonly rule: CategoryRule | undefined;
      /** For the rule that held, or for the lowest rule when none did. */
      readonly counts: readonly NeedCount[];
    }
  | {
      readonly kind: "incomplete";
      readonly unjudged: readonly string[];
      /** Undefined when nothing better than falling through is certain. */
      readonly atLeast: Category | undefined;
      readonly atMost: Category;
    };

type Standing = { readonly rank: number; readonly canShare: boolean };

/** Which category the judgements give, by which rule; while any indicator is not judged, only what is certain. */
export function recommend(edition: EditionContent, judged: ReadonlyMap<string, Judged>): Recommendation {
  const { otherwise } = edition;
  if (!otherwise) return { kind: "no-categories" };
  const unjudged: string[] = [];
  const standings: Standing[] = [];
  for (const indicator of edition.indicators) {
    const judgement = judged.get(indicator.key);
    if (judgement) standings.push({ rank: rankOf(edition, judgement.level), canShare: judgement.canShare });
    else unjudged.push(indicator.key);
  }
  if (unjudged.length > 0) {
    // Every need only counts upwards, so the lowest and the highest completion bound all others.
    const worst = complete(standings, unjudged.length, { rank: lowestLevel(edition).rank, canShare: false });
    const best = complete(standings, unjudged.length, { rank: highestLevel(edition).rank, canShare: true });
    return {
      kind: "incomplete",
      unjudged,
      atLeast: ruleThatHolds(edition, worst),
      atMost: ruleThatHolds(edition, best) ?? otherwise,
    };
  }
  const rule = ruleThatHolds(edition, standings);
  const { key, name } = rule ?? otherwise;
  const explaining = rule ?? edition.categories.at(-1);
  const counts = (explaining?.needs ?? []).map((need) => ({
    need,
    met: countMeeting(edition, need, standings),
    needed: countNeeded(edition, need),
  }));
  return { kind: "recommended", category: key, name, rule, counts };
}

/** Whether one judgement counts towards a need. */
export const meets = (edition: EditionContent, need: Need, judged: Judged): boolean =>
  rankOf(edition, judged.level) >= rankOf(edition, need.atLeast) && (!need.shareable || judged.canShare);

const complete = (standings: readonly Standing[], missing: number, as: Standing): Standing[] => [
  ...standings,
  ...Array<Standing>(missing).fill(as),
];

const ruleThatHolds = (edition: EditionContent, standings: readonly Standing[]): CategoryRule | undefined =>
  edition.categories.find((rule) => rule.needs.every((need) => countMeeting(edition, need, standings) >= countNeeded(edition, need)));

function countMeeting(edition: EditionContent, need: Need, standings: readonly Standing[]): number {
  const rank = rankOf(edition, need.atLeast);
  let met = 0;
  for (const standing of standings) if (standing.rank >= rank && (!need.shareable || standing.canShare)) met++;
  return met;
}
