/** One step of an edition's scale. A higher rank is better and counts as every lower one. */
export type Level = { readonly key: string; readonly name: string; readonly rank: number };

export type Indicator = {
  readonly key: string;
  readonly ordinal: number;
  readonly title: string;
  /** For the head of a column. */
  readonly short: string;
  /** What a visitor would see, by level key. */
  readonly descriptors: Readonly<Record<string, string>>;
};

/** "At least `count` indicators at `atLeast` or better", where `shareable` counts only those marked as fit to share. */
export type Need = { readonly count: number | "all"; readonly atLeast: string; readonly shareable?: boolean | undefined };

export type Category = { readonly key: string; readonly name: string };

export type CategoryRule = Category & { readonly needs: readonly Need[] };

/** What a framework is for. An assurance asks whether arrangements work, and never about a case. */
export const frameworkKinds = ["whole-school", "joining", "charter", "assurance", "subject", "governance", "inspection"] as const;
export type FrameworkKind = (typeof frameworkKinds)[number];

/** The kinds of unit that a framework can be applied to. */
export const frameworkSubjects = ["academy", "trust", "board", "network"] as const;
export type FrameworkSubject = (typeof frameworkSubjects)[number];

/** The framework whose categories count: the board decides by it, and the overview shows it. */
export const countingFramework = "ten-indicators";

/** What an edition of a framework says. Category rules stand from the highest to the lowest; the first that holds gives the category. */
export type EditionContent = {
  /** Which framework it is an edition of. */
  readonly key: string;
  readonly name: string;
  readonly kind: FrameworkKind;
  readonly subjects: readonly FrameworkSubject[];
  /** What everybody must know before they write by it; shown on every page of it. */
  readonly warning?: string | undefined;
  readonly source: string;
  readonly dated: string;
  /** "example" until a trust has made the words its own. */
  readonly marked: "example" | "own";
  /** A judgement older than this is stale. */
  readonly freshForDays: number;
  readonly levels: readonly Level[];
  readonly indicators: readonly Indicator[];
  /** None where a framework gives no categories; then there is nothing to fall through to either. */
  readonly categories: readonly CategoryRule[];
  readonly otherwise?: Category | undefined;
};

/** The level of that key, if the edition has it. */
export const levelOf = (edition: EditionContent, key: string): Level | undefined => edition.levels.find((level) => level.key === key);

/** The indicator of that key, if the edition has it. */
export const indicatorOf = (edition: EditionContent, key: string): Indicator | undefined =>
  edition.indicators.find((indicator) => indicator.key === key);

/** The category of that key, the one that falls through included. */
export const categoryOf = (edition: EditionContent, key: string): Category | undefined =>
  categoriesOf(edition).find((category) => category.key === key);

/** Every category from the highest to the one that falls through. */
export const categoriesOf = (edition: EditionContent): readonly Category[] =>
  edition.otherwise ? [...edition.categories, edition.otherwise] : edition.categories;

/** The levels from the lowest to the highest. */
export const byRank = (edition: EditionContent): readonly Level[] => edition.levels.toSorted((one, other) => one.rank - other.rank);

/** The rank of a level; a level the edition does not have is a mistake of the caller, never a low rank. */
export function rankOf(edition: EditionContent, level: string): number {
  for (const known of edition.levels) if (known.key === level) return known.rank;
  throw new Error(`The edition "${edition.name}" has no level "${level}".`);
}

/** The best level there is. */
export const highestLevel = (edition: EditionContent): Level =>
  edition.levels.reduce((best, level) => (level.rank > best.rank ? level : best));

/** The worst level there is. */
export const lowestLevel = (edition: EditionContent): Level =>
  edition.levels.reduce((worst, level) => (level.rank < worst.rank ? level : worst));

/** How many indicators a need asks for: "all" grows with the edition. */
export const countNeeded = (edition: EditionContent, need: Need): number => (need.count === "all" ? edition.indicators.length : need.count);

/** Whether a judgement of that day is too old on the other day, both as ISO dates. */
export function isStale(edition: EditionContent, judgedOn: string, today: string): boolean {
  return (Date.parse(today) - Date.parse(judgedOn)) / 86_400_000 > edition.freshForDays;
}

/** Where an edition is in its life on a day. */
export type EditionState = "draft" | "to-come" | "in-use" | "closed";
export function stateOf(edition: { readonly inUseFrom: string | null; readonly closedOn: string | null }, today: string): EditionState {
  if (!edition.inUseFrom) return "draft";
  if (edition.inUseFrom > today) return "to-come";
  return edition.closedOn && edition.closedOn <= today ? "closed" : "in-use";
}
