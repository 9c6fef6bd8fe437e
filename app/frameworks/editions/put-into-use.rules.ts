import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type EditionContent, indicatorOf } from "../edition.rules.ts";

/** From which day an edition is wanted, and which indicator of the edition before each of its own carries on; an empty word is "new". */
export type PutIntoUse = { readonly from: string; readonly forerunners: Readonly<Record<string, string>> };

export type PutIntoUseRefusal =
  | { readonly kind: "not-allowed" }
  | { readonly kind: "no-longer-a-draft"; readonly number: number }
  | { readonly kind: "crossed" }
  | { readonly kind: "not-ready"; readonly reasons: readonly string[] }
  | { readonly kind: "no-day" }
  | { readonly kind: "day-past"; readonly today: string }
  | { readonly kind: "day-too-early"; readonly begun: string }
  | { readonly kind: "no-such-forerunner"; readonly key: string; readonly title: string }
  | { readonly kind: "forerunner-twice"; readonly key: string; readonly titles: readonly [string, string]; readonly forerunner: string };

export type PutIntoUseFacts = {
  /** None before a framework's first edition. */
  readonly before:
    | { readonly content: EditionContent; readonly inUseFrom: string; readonly lineages: Readonly<Record<string, string>> }
    | undefined;
  readonly draft: EditionContent;
  /** Everything the draft still lacks. */
  readonly unready: readonly string[];
  readonly today: string;
};

/** What becomes of each indicator: the lineage it goes on with, none where it is new; and which of the edition before are dropped. */
export type CarryOver = { readonly lineages: ReadonlyMap<string, string | undefined>; readonly dropped: readonly string[] };

/** By default an indicator carries on the one of the same key. */
export const usualForerunners = (before: EditionContent | undefined, draft: EditionContent): Record<string, string> =>
  Object.fromEntries(draft.indicators.map(({ key }) => [key, before && indicatorOf(before, key) ? key : ""]));

/** Whether a draft may come into use as asked, and what then carries over. */
export function considerPuttingIntoUse(facts: PutIntoUseFacts, wanted: PutIntoUse): Outcome<CarryOver, PutIntoUseRefusal> {
  const { before, today } = facts;
  if (facts.unready.length > 0) return refuse({ kind: "not-ready", reasons: facts.unready });
  if (!wanted.from) return refuse({ kind: "no-day" });
  if (wanted.from < today) return refuse({ kind: "day-past", today });
  if (before && wanted.from <= before.inUseFrom) return refuse({ kind: "day-too-early", begun: before.inUseFrom });
  return carryOver(facts, wanted.forerunners);
}

/** Which lineage each indicator goes on with; one of the edition before is carried on once at most. */
export function carryOver(
  { before, draft }: Pick<PutIntoUseFacts, "before" | "draft">,
  forerunners: PutIntoUse["forerunners"],
): Outcome<CarryOver, PutIntoUseRefusal> {
  const lineages = new Map<string, string | undefined>();
  const heirs = new Map<string, string>();
  for (const { key, title } of draft.indicators) {
    const forerunner = forerunners[key] || undefined;
    const lineage = forerunner && before?.lineages[forerunner];
    if (forerunner && !lineage) return refuse({ kind: "no-such-forerunner", key, title });
    const other = forerunner && heirs.get(forerunner);
    if (forerunner && other)
      return refuse({
        kind: "forerunner-twice",
        key,
        titles: [other, title],
        forerunner: (before && indicatorOf(before.content, forerunner)?.title) ?? forerunner,
      });
    if (forerunner) heirs.set(forerunner, title);
    lineages.set(key, lineage);
  }
  return accept({ lineages, dropped: (before?.content.indicators ?? []).map(({ key }) => key).filter((key) => !heirs.has(key)) });
}

/** Each refusal in words that say what to do next. */
export function sayPutIntoUseRefusal(refusal: PutIntoUseRefusal): string {
  switch (refusal.kind) {
    case "not-allowed":
      return "Your role no longer lets you put an edition into use. Ask an administrator if that is a mistake.";
    case "no-longer-a-draft":
      return `Edition ${refusal.number} has been put into use already. Make a new edition to change it.`;
    case "crossed":
      return "Somebody changed the draft while you were looking at this. Look at it again, then put it into use.";
    case "not-ready":
      return `The draft is not finished: ${refusal.reasons.join(" ")}`;
    case "no-day":
      return "Give the day from which the new edition is in use.";
    case "day-past":
      return "Give today or a later day: what was judged before stays on the edition it was judged on.";
    case "day-too-early":
      return "Give a later day: the edition before it is in use on that day for the first time, or comes into use after it.";
    case "no-such-forerunner":
      return `Choose which indicator “${refusal.title}” carries on from those listed, or “new”.`;
    case "forerunner-twice":
      return `“${refusal.titles[0]}” and “${refusal.titles[1]}” both carry on “${refusal.forerunner}”. A judgement can be carried over to one of them; make the other new.`;
  }
}
