import type { EditionContent } from "../edition.rules.ts";
import type { DraftRefusal } from "./draft.rules.ts";

/** Each refusal in words that say what to do next. */
export function sayDraftRefusal(refusal: DraftRefusal): string {
  switch (refusal.kind) {
    case "not-allowed":
      return "Your role no longer lets you write the framework. Ask an administrator if that is a mistake.";
    case "no-longer-a-draft":
      return `Edition ${refusal.number} has been put into use, so it no longer changes. Copy what you wrote, make a new edition and put it there.`;
    case "crossed":
      return "Somebody else changed this while you were writing. Both texts are below; read theirs, change yours if you need to, and save again to put yours in its place.";
    case "no-such-indicator":
      return "Somebody removed this indicator while you were writing. Copy what you wrote; to keep it, add the indicator again.";
    case "title-taken":
      return `“${refusal.by}” has this title already. Give another, so that people can tell them apart.`;
    case "short-taken":
      return `“${refusal.by}” has this short title already. Give another, so that the columns can be told apart.`;
    case "name-taken":
      return `The name “${refusal.name}” is used twice. Give each its own.`;
    case "too-many":
      return `An edition holds ${refusal.most} indicators at most. Remove one first.`;
    case "last-indicator":
      return "An edition needs one indicator at least. Add another before you remove this one.";
    case "warning-needed":
      return "Write the warning: an assurance says on every page what must never be written in it.";
    case "too-few-levels":
      return "Two levels are needed at least. Keep one, or add another.";
    case "too-many-levels":
      return `There may be ${refusal.most} levels at most. Take one away first.`;
    case "rules-disagree":
      return `${refusal.reasons.join(" ")} Change what they need.`;
  }
}

/** What is still to be written in a draft before it can be used, each with the indicator it belongs to. */
export function findUnwritten(content: EditionContent): { readonly key: string; readonly text: string }[] {
  return content.indicators.flatMap((indicator) => {
    const blank = content.levels.filter((level) => !indicator.descriptors[level.key]?.trim()).map((level) => `“${level.name}”`);
    if (blank.length === 0) return [];
    return [{ key: indicator.key, text: `${indicator.ordinal} ${indicator.title}: write what ${joined(blank)} looks like.` }];
  });
}

const joined = (parts: readonly string[]): string => new Intl.ListFormat("en-GB").format(parts);
