import { type EditionContent, isStale, levelOf, rankOf } from "../../frameworks/index.ts";

export type Contradicted = {
  readonly level: string;
  readonly direction: string;
  readonly judgedOn: string;
};
export type Piece = {
  readonly title: string;
  readonly dated: string;
  readonly stance: "supports" | "contradicts";
  readonly withdrawn?: { readonly on: string } | null;
};

/** One thing that speaks against a judgement, or that it does not rest on what it should. */
export type Contradiction =
  | { readonly kind: "evidence-against"; readonly titles: readonly string[] }
  | { readonly kind: "other-view"; readonly level: string; readonly higher: boolean; readonly judgedOn: string }
  | { readonly kind: "declining"; readonly level: string }
  | { readonly kind: "withdrawn"; readonly title: string; readonly on: string }
  | { readonly kind: "no-evidence" }
  | { readonly kind: "old-evidence"; readonly newest: string }
  | { readonly kind: "stale"; readonly judgedOn: string };

/** What speaks against the trust's judgement of an indicator: evidence, the academy's own view, its direction, and its age. Days are ISO dates. */
export function contradictionsOf(
  edition: EditionContent,
  judgement: Contradicted,
  self: Contradicted | undefined,
  all: readonly Piece[],
  today: string,
): Contradiction[] {
  const evidence = all.filter(({ withdrawn }) => !withdrawn);
  const against = evidence.filter(({ stance }) => stance === "contradicts").map(({ title }) => title);
  const newest = evidence
    .map(({ dated }) => dated)
    .sort()
    .at(-1);
  const found: Contradiction[] = [];
  if (against.length > 0) found.push({ kind: "evidence-against", titles: against });
  if (self && self.level !== judgement.level)
    found.push({
      kind: "other-view",
      level: levelOf(edition, self.level)?.name ?? self.level,
      higher: rankOf(edition, self.level) > rankOf(edition, judgement.level),
      judgedOn: self.judgedOn,
    });
  if (judgement.direction === "declining")
    found.push({ kind: "declining", level: levelOf(edition, judgement.level)?.name ?? judgement.level });
  for (const { title, withdrawn } of all) if (withdrawn) found.push({ kind: "withdrawn", title, on: withdrawn.on });
  if (newest === undefined) found.push({ kind: "no-evidence" });
  else if (isStale(edition, newest, today)) found.push({ kind: "old-evidence", newest });
  if (isStale(edition, judgement.judgedOn, today)) found.push({ kind: "stale", judgedOn: judgement.judgedOn });
  return found;
}

/** One contradiction as a sentence; `sayDay` puts an ISO date into words. */
export function sayContradiction(found: Contradiction, sayDay: (day: string) => string): string {
  switch (found.kind) {
    case "evidence-against":
      return found.titles.length === 1
        ? `One piece of evidence speaks against it: ${found.titles[0]}.`
        : `${found.titles.length} pieces of evidence speak against it: ${found.titles.join("; ")}.`;
    case "other-view":
      return `The academy sees itself ${found.higher ? "higher" : "lower"}: ${found.level}, on ${sayDay(found.judgedOn)}.`;
    case "declining":
      return `It was judged ${found.level} while going down.`;
    case "withdrawn":
      return `It rests on evidence that was withdrawn on ${sayDay(found.on)}: ${found.title}.`;
    case "no-evidence":
      return "It rests on no evidence.";
    case "old-evidence":
      return `Its newest evidence is from ${sayDay(found.newest)}.`;
    case "stale":
      return `It was judged on ${sayDay(found.judgedOn)}, too long ago to rely on.`;
  }
}
