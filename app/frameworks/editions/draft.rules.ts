import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { findOutOfOrder, findUncountable, mostIndicators, sameWords } from "../disagreements.rules.ts";
import {
  categoriesOf,
  countingFramework,
  type EditionContent,
  type FrameworkKind,
  type FrameworkSubject,
  type Indicator,
  type Need,
} from "../edition.rules.ts";
import { keyFor } from "./key.rules.ts";
import { changeLevels, type LevelList, type LevelListRefusal } from "./level-list.rules.ts";

/** A draft with its version and the version at which each of its parts last changed. */
export type Draft = { readonly version: number; readonly parts: Readonly<Record<string, number>>; readonly content: EditionContent };
/** The parts that two people may write at once without crossing: each indicator, the rules, and the list of indicators. */
export type Part = `indicator/${string}` | "rules" | "list";

export type IndicatorWords = Pick<Indicator, "title" | "short" | "descriptors">;
export type RulesWords = {
  readonly name: string;
  readonly source: string;
  readonly marked: "example" | "own";
  readonly freshForDays: number;
  /** By level key. */
  readonly levels: Readonly<Record<string, string>>;
  /** By category key. */
  readonly categories: Readonly<Record<string, { readonly name: string; readonly needs: readonly Need[] }>>;
  /** The name of what is left over, where there are categories. */
  readonly otherwise: string | undefined;
  /** What it is for and about, what must be known before one writes by it, and its scale; not where the board decides by it. */
  readonly shape:
    | {
        readonly kind: FrameworkKind;
        readonly subjects: readonly FrameworkSubject[];
        readonly warning: string | undefined;
        readonly levels: LevelList;
      }
    | undefined;
};
/** Whether a trust may say what a framework is for and how many levels it has: the overview and the board's categories stand on those of one. */
export const shapeIsOpen = (content: EditionContent): boolean => content.key !== countingFramework;

export type DraftRefusal =
  | { readonly kind: "not-allowed" }
  | { readonly kind: "no-longer-a-draft"; readonly number: number }
  | { readonly kind: "crossed" }
  | { readonly kind: "no-such-indicator" }
  | { readonly kind: "title-taken"; readonly by: string }
  | { readonly kind: "short-taken"; readonly by: string }
  | { readonly kind: "name-taken"; readonly name: string }
  | { readonly kind: "too-many"; readonly most: number }
  | { readonly kind: "last-indicator" }
  | { readonly kind: "warning-needed" }
  | LevelListRefusal
  | { readonly kind: "rules-disagree"; readonly reasons: readonly string[] };

/** What a new draft says at first: what the edition before it says, dated on the day it is begun. */
export const beginDraft = (before: EditionContent, today: string): EditionContent => ({ ...before, dated: today });

/** Whether a part changed after the version somebody opened; a version that never was counts as changed. */
export const hasChangedSince = (draft: Draft, part: Part, seen: number): boolean =>
  !(seen >= 1 && seen <= draft.version) || (draft.parts[part] ?? 0) > seen;

/** The draft with an indicator at the end of the list, its descriptors still to be written; gives its key too. */
export function addIndicator(
  content: EditionContent,
  words: Pick<Indicator, "title" | "short">,
): Outcome<{ content: EditionContent; key: string }, DraftRefusal> {
  if (content.indicators.length >= mostIndicators) return refuse({ kind: "too-many", most: mostIndicators });
  const taken = findTaken(content, words);
  if (taken) return refuse(taken);
  const key = keyFor(
    content.indicators.map((indicator) => indicator.key),
    words.title,
    "indicator",
  );
  const descriptors = Object.fromEntries(content.levels.map((level) => [level.key, ""]));
  return accept({ key, content: numbered(content, [...content.indicators, { key, ordinal: 0, ...words, descriptors }]) });
}

/** The draft with other words for one indicator. */
export function writeIndicator(content: EditionContent, key: string, words: IndicatorWords): Outcome<EditionContent, DraftRefusal> {
  if (!content.indicators.some((indicator) => indicator.key === key)) return refuse({ kind: "no-such-indicator" });
  const taken = findTaken(content, words, key);
  if (taken) return refuse(taken);
  const indicators = content.indicators.map((indicator) => (indicator.key === key ? { ...indicator, ...words } : indicator));
  return accept({ ...content, indicators });
}

/** The draft without one indicator. */
export function removeIndicator(content: EditionContent, key: string): Outcome<EditionContent, DraftRefusal> {
  const left = content.indicators.filter((indicator) => indicator.key !== key);
  if (left.length === content.indicators.length) return refuse({ kind: "no-such-indicator" });
  return left.length === 0 ? refuse({ kind: "last-indicator" }) : accept(numbered(content, left));
}

/** The draft with one indicator a place up or down; at the end of the list it stays. */
export function moveIndicator(content: EditionContent, key: string, way: "up" | "down"): Outcome<EditionContent, DraftRefusal> {
  const at = content.indicators.findIndex((indicator) => indicator.key === key);
  const moved = content.indicators[at];
  if (!moved) return refuse({ kind: "no-such-indicator" });
  const others = content.indicators.filter((indicator) => indicator !== moved);
  return accept(numbered(content, others.toSpliced(Math.max(0, at + (way === "up" ? -1 : 1)), 0, moved)));
}

/** The draft with other levels' names, categories and marks; refused where the rules are out of order or cannot be counted. */
export function writeRules(content: EditionContent, words: RulesWords): Outcome<EditionContent, DraftRefusal> {
  const { name, source, marked, freshForDays, shape } = words;
  const scale = shape && shapeIsOpen(content) ? changeLevels(content, shape.levels) : accept(content);
  if (!scale.ok) return scale;
  const { warning: _, ...said } = scale.value;
  const warning = shape ? shape.warning : content.warning;
  const written: EditionContent = {
    ...said,
    ...(shape && shapeIsOpen(content) ? { kind: shape.kind, subjects: shape.subjects } : {}),
    ...(warning === undefined ? {} : { warning }),
    ...{ name, source, marked, freshForDays },
    levels: scale.value.levels.map((level) => ({ ...level, name: words.levels[level.key] ?? level.name })),
    categories: content.categories.map((category) => ({ ...category, ...words.categories[category.key] })),
    otherwise: content.otherwise && { ...content.otherwise, name: words.otherwise ?? content.otherwise.name },
  };
  if (written.kind === "assurance" && !written.warning) return refuse({ kind: "warning-needed" });
  for (const named of [written.levels, categoriesOf(written)]) {
    const twice = named.find((one, at) => named.some((other, place) => place < at && sameWords(one.name, other.name)));
    if (twice) return refuse({ kind: "name-taken", name: twice.name });
  }
  const uncountable = findUncountable(written);
  const reasons = uncountable.length ? uncountable : findOutOfOrder(written);
  return reasons.length ? refuse({ kind: "rules-disagree", reasons }) : accept(written);
}

function findTaken(content: EditionContent, words: Pick<Indicator, "title" | "short">, mine?: string): DraftRefusal | undefined {
  const others = content.indicators.filter(({ key }) => key !== mine);
  const title = others.find((other) => sameWords(other.title, words.title));
  if (title) return { kind: "title-taken", by: `${title.ordinal} ${title.title}` };
  const short = others.find((other) => sameWords(other.short, words.short));
  return short && { kind: "short-taken", by: `${short.ordinal} ${short.title}` };
}

const numbered = (content: EditionContent, indicators: readonly Indicator[]): EditionContent => ({
  ...content,
  indicators: indicators.map((indicator, at) => ({ ...indicator, ordinal: at + 1 })),
});
