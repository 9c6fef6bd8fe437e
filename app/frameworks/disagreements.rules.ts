import { type CategoryRule, countNeeded, type EditionContent, type Need, rankOf } from "./edition.rules.ts";

export const mostIndicators = 20;

/** Every way in which a well-formed edition disagrees with itself, each in one sentence; none when it may be put into use. */
export function findDisagreements(edition: EditionContent): string[] {
  const levels = new Set(edition.levels.map((level) => level.key));
  const found = [
    ...twice("Level key", edition.levels, (level) => level.key),
    ...twice("Level name", edition.levels, (level) => level.name),
    ...twice("Level rank", edition.levels, (level) => level.rank),
    ...twice("Indicator key", edition.indicators, (indicator) => indicator.key),
    ...twice("Indicator ordinal", edition.indicators, (indicator) => indicator.ordinal),
    ...twice("Indicator title", edition.indicators, (indicator) => indicator.title),
    ...twice("Short title", edition.indicators, (indicator) => indicator.short),
    ...twice("Category key", categoriesAndRest(edition), (category) => category.key),
    ...twice("Category name", categoriesAndRest(edition), (category) => category.name),
    ...edition.indicators.flatMap((indicator) => [
      ...[...levels]
        .filter((level) => !(level in indicator.descriptors))
        .map((level) => `Indicator "${indicator.key}" has no descriptor for "${level}".`),
      ...Object.keys(indicator.descriptors)
        .filter((level) => !levels.has(level))
        .map((level) => `Indicator "${indicator.key}" describes "${level}", which is not a level.`),
    ]),
  ];
  const uncountable = findUncountable(edition);
  return [...found, ...uncountable, ...(uncountable.length ? [] : findOutOfOrder(edition))];
}

/** Needs that name no level, or ask for more indicators than there are. */
export function findUncountable(edition: EditionContent): string[] {
  return edition.categories.flatMap((category) =>
    category.needs.flatMap((asked) => [
      ...(edition.levels.some((level) => level.key === asked.atLeast)
        ? []
        : [`“${category.name}” names the level "${asked.atLeast}", which there is not.`]),
      ...(asked.count !== "all" && asked.count > edition.indicators.length
        ? [`“${category.name}” asks for ${asked.count} indicators; there are ${edition.indicators.length}.`]
        : []),
    ]),
  );
}

/** Categories stand from the highest to the lowest: what meets a higher one must meet the lower, and not the other way round. */
export function findOutOfOrder(edition: EditionContent): string[] {
  return edition.categories.slice(1).flatMap((lower, at) => {
    const higher = edition.categories[at] as CategoryRule;
    const pair = `“${higher.name}” stands above “${lower.name}”`;
    const follows = higher.needs.length > 0 && lower.needs.every((need) => isImplied(edition, higher.needs, need));
    if (!follows) return [`${pair}, but an academy could meet what “${higher.name}” needs and not what “${lower.name}” needs.`];
    const same = higher.needs.every((need) => isImplied(edition, lower.needs, need));
    return same ? [`${pair}, but both need the same, so that “${lower.name}” could never be given.`] : [];
  });
}

/**
 * Whether whatever meets all these needs meets the other too. The judgements most likely to say otherwise miss it as narrowly as they
 * can: one indicator too few is a strength to be shared, and each of the rest is just below the level, or at the top but not to be shared.
 */
export function isImplied(edition: EditionContent, needs: readonly Need[], other: Need): boolean {
  const ranks = edition.levels.map((level) => level.rank);
  const below = ranks.filter((rank) => rank < rankOf(edition, other.atLeast));
  const misses = [
    ...(below.length ? [{ rank: Math.max(...below), canShare: true }] : []),
    ...(other.shareable ? [{ rank: Math.max(...ranks), canShare: false }] : []),
  ];
  const [narrowly, otherwise = narrowly] = misses;
  if (!narrowly || !otherwise) return countNeeded(edition, other) <= edition.indicators.length;
  const meeting = Math.min(countNeeded(edition, other) - 1, edition.indicators.length);
  const missing = edition.indicators.length - meeting;
  const meets = (need: Need, one: typeof narrowly) => one.rank >= rankOf(edition, need.atLeast) && (!need.shareable || one.canShare);
  for (let narrow = 0; narrow <= missing; narrow++) {
    const met = (need: Need) => meeting + (meets(need, narrowly) ? narrow : 0) + (meets(need, otherwise) ? missing - narrow : 0);
    if (needs.every((need) => met(need) >= countNeeded(edition, need))) return false;
  }
  return true;
}

const categoriesAndRest = (edition: EditionContent) => [...edition.categories, edition.otherwise];

/** Words that differ only in capitals or spaces around them are the same words to a reader. */
export const sameWords = (one: string, other: string): boolean => folded(one) === folded(other);
const folded = (words: string) => words.trim().toLocaleLowerCase("en-GB");

function twice<Item>(what: string, items: readonly Item[], of: (item: Item) => string | number): string[] {
  const seen = new Set<string>();
  const repeated = new Map<string, string | number>();
  for (const item of items) {
    const value = folded(String(of(item)));
    if (seen.has(value)) repeated.set(value, of(item));
    seen.add(value);
  }
  return [...repeated.values()].map((value) => `${what} "${value}" is used twice.`);
}
