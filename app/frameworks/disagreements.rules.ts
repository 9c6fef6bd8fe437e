import { type CategoryRule, categoriesOf, countNeeded, type EditionContent, type Need, rankOf } from "./edition.rules.ts";

export const mostIndicators = 20;

/** What is wrong, in one sentence, and where: the way to it through the content, as a file's line is found by it. */
export type Disagreement = { readonly at: readonly (string | number)[]; readonly text: string };
const textOf = ({ text }: Disagreement) => text;

/** Every way in which a well-formed edition disagrees with itself, each in one sentence; none when it may be put into use. */
export const findDisagreements = (edition: EditionContent): string[] => locateDisagreements(edition).map(textOf);

/** The same, each with its place. */
export function locateDisagreements(edition: EditionContent): Disagreement[] {
  const undescribed = edition.indicators.flatMap((indicator, at) =>
    edition.levels
      .filter(({ key }) => !Object.hasOwn(indicator.descriptors, key))
      .map(({ key }) => ({ at: ["indicators", at], text: `Indicator "${indicator.key}" has no descriptor for "${key}".` })),
  );
  const uncountable = locateUncountable(edition);
  return [...locateMuddles(edition), ...undescribed, ...uncountable, ...(uncountable.length ? [] : locateOutOfOrder(edition))];
}

/** What may not be so even in a draft, because nobody could tell two things apart or what is meant. */
export function locateMuddles(edition: EditionContent): Disagreement[] {
  const { levels, indicators, categories, otherwise } = edition;
  const known = new Set(levels.map((level) => level.key));
  const ranks = levels.map(({ rank }) => rank).sort((one, other) => one - other);
  const named = categoriesOf(edition);
  return [
    ...twice("levels", "Level key", levels, (level) => level.key),
    ...twice("levels", "Level name", levels, (level) => level.name),
    ...twice("levels", "Level rank", levels, (level) => level.rank),
    ...(new Set(ranks).size === ranks.length && ranks.some((rank, at) => rank !== at)
      ? [{ at: ["levels"], text: `Level ranks count from 0 without a gap; here they are ${ranks.join(", ")}.` }]
      : []),
    ...twice("indicators", "Indicator key", indicators, (indicator) => indicator.key),
    ...twice("indicators", "Indicator ordinal", indicators, (indicator) => indicator.ordinal),
    ...twice("indicators", "Indicator title", indicators, (indicator) => indicator.title),
    ...twice("indicators", "Short title", indicators, (indicator) => indicator.short),
    ...twice("categories", "Category key", named, (category) => category.key),
    ...twice("categories", "Category name", named, (category) => category.name),
    ...indicators.flatMap((indicator, at) =>
      Object.keys(indicator.descriptors)
        .filter((level) => !known.has(level))
        .map((level) => ({
          at: ["indicators", at, "descriptors", level],
          text: `Indicator "${indicator.key}" describes "${level}", which is not a level.`,
        })),
    ),
    ...(categories.length > 0 && !otherwise
      ? [{ at: ["categories"], text: "Say what an academy is called that meets none of the categories: otherwise is missing." }]
      : []),
    ...(categories.length === 0 && otherwise
      ? [{ at: ["otherwise"], text: `“${otherwise.name}” is what is left when no category fits, but there are no categories.` }]
      : []),
    ...(edition.kind === "assurance" && !edition.warning
      ? [{ at: ["kind"], text: "An assurance needs a warning that says what must never be written in it." }]
      : []),
  ];
}

/** Needs that name no level, or ask for more indicators than there are. */
export const findUncountable = (edition: EditionContent): string[] => locateUncountable(edition).map(textOf);

function locateUncountable(edition: EditionContent): Disagreement[] {
  return edition.categories.flatMap((category, place) =>
    category.needs.flatMap((asked, at) => [
      ...(edition.levels.some((level) => level.key === asked.atLeast)
        ? []
        : [{ at: ["categories", place, "needs", at], text: `“${category.name}” names the level "${asked.atLeast}", which there is not.` }]),
      ...(asked.count !== "all" && asked.count > edition.indicators.length
        ? [
            {
              at: ["categories", place, "needs", at],
              text: `“${category.name}” asks for ${asked.count} indicators; there are ${edition.indicators.length}.`,
            },
          ]
        : []),
    ]),
  );
}

/** Categories stand from the highest to the lowest: what meets a higher one must meet the lower, and not the other way round. */
export const findOutOfOrder = (edition: EditionContent): string[] => locateOutOfOrder(edition).map(textOf);

function locateOutOfOrder(edition: EditionContent): Disagreement[] {
  const say = (at: number, text: string) => [{ at: ["categories", at + 1], text }];
  return edition.categories.slice(1).flatMap((lower, at) => {
    const higher = edition.categories[at] as CategoryRule;
    const pair = `“${higher.name}” stands above “${lower.name}”`;
    const follows = higher.needs.length > 0 && lower.needs.every((need) => isImplied(edition, higher.needs, need));
    if (!follows) return say(at, `${pair}, but an academy could meet what “${higher.name}” needs and not what “${lower.name}” needs.`);
    const same = higher.needs.every((need) => isImplied(edition, lower.needs, need));
    return same ? say(at, `${pair}, but both need the same, so that “${lower.name}” could never be given.`) : [];
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

/** Words that differ only in capitals or spaces around them are the same words to a reader. */
export const sameWords = (one: string, other: string): boolean => folded(one) === folded(other);
const folded = (words: string) => words.trim().toLocaleLowerCase("en-GB");

function twice<Item>(list: string, what: string, items: readonly Item[], of: (item: Item) => string | number): Disagreement[] {
  const seen = new Set<string>();
  const repeated = new Map<string, Disagreement>();
  for (const [at, item] of items.entries()) {
    const value = folded(String(of(item)));
    if (seen.has(value)) repeated.set(value, { at: [list, at], text: `${what} "${of(item)}" is used twice.` });
    seen.add(value);
  }
  return [...repeated.values()];
}
