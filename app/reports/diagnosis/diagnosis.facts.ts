import type { AcademyStanding } from "../../diagnose/index.server.ts";
import { byRank, type EditionContent, isStale } from "../../frameworks/index.ts";

/** How far an academy is through the five stages: the last one up to which every stage is in place, and the first that is not. */
export type StagePosition = {
  readonly reached: string | undefined;
  readonly next: string | undefined;
  readonly judged: number;
  readonly of: number;
};

/** The third step of the scale is where a stage stands by itself; a stage counts when all before it do. */
const stepInPlace = 2;
export function stagePosition(
  content: EditionContent,
  judgements: readonly { indicator: string; level: string; perspective: string }[],
): StagePosition {
  const steps = byRank(content);
  const stages = content.indicators.toSorted((one, other) => one.ordinal - other.ordinal);
  const rank = new Map(
    judgements
      .filter(({ perspective }) => perspective === "trust")
      .map(({ indicator, level }) => [indicator, steps.findIndex(({ key }) => key === level)]),
  );
  const first = stages.findIndex(({ key }) => (rank.get(key) ?? -1) < stepInPlace);
  return {
    reached: (first === -1 ? stages.at(-1) : stages[first - 1])?.title,
    next: first === -1 ? undefined : stages[first]?.title,
    judged: rank.size,
    of: stages.length,
  };
}

/** One thing that is missing of a diagnosis, with the indicators it is of. */
export type Missing = {
  readonly kind: "unjudged" | "stale" | "no-evidence" | "no-self" | "no-decision" | "no-review" | "no-numbers" | "no-stages" | "unanswered";
  readonly titles: readonly string[];
};

/** What a diagnosis of an academy still lacks, the weightiest first. */
export function whatIsMissing(
  edition: EditionContent,
  standing: Pick<AcademyStanding, "trustJudgements" | "selfJudgements" | "held">,
  beside: {
    readonly today: string;
    readonly reviewedSince: boolean;
    readonly numbers: number;
    readonly stages: boolean;
    readonly unanswered: readonly string[];
  },
): Missing[] {
  const { trustJudgements, selfJudgements } = standing;
  const titles = (lacks: (key: string) => boolean) => edition.indicators.filter(({ key }) => lacks(key)).map(({ title }) => title);
  const found: Missing[] = [
    { kind: "unjudged", titles: titles((key) => !trustJudgements.has(key)) },
    { kind: "stale", titles: titles((key) => isStale(edition, trustJudgements.get(key)?.judgedOn ?? beside.today, beside.today)) },
    { kind: "no-evidence", titles: titles((key) => trustJudgements.get(key)?.coverage.pieces === 0) },
    { kind: "no-self", titles: titles((key) => !selfJudgements.has(key)) },
    { kind: "unanswered", titles: beside.unanswered },
  ];
  const plain: Missing[] = [
    ...(standing.held ? [] : [{ kind: "no-decision", titles: [] } as const]),
    ...(beside.reviewedSince ? [] : [{ kind: "no-review", titles: [] } as const]),
    ...(beside.numbers > 0 ? [] : [{ kind: "no-numbers", titles: [] } as const]),
    ...(beside.stages ? [] : [{ kind: "no-stages", titles: [] } as const]),
  ];
  return [...found.filter(({ titles }) => titles.length > 0), ...plain];
}

const list = (titles: readonly string[], of: number) =>
  titles.length === of ? "all of them" : new Intl.ListFormat("en-GB").format(titles);
/** What is missing as a sentence; `of` is how many indicators there are. */
export function sayMissing({ kind, titles }: Missing, of: number): string {
  switch (kind) {
    case "unjudged":
      return `The trust has not judged ${list(titles, of)}.`;
    case "stale":
      return `Judged too long ago to rely on: ${list(titles, of)}.`;
    case "no-evidence":
      return `Judged without evidence: ${list(titles, of)}.`;
    case "no-self":
      return `The academy has not evaluated itself: ${list(titles, of)}.`;
    case "unanswered":
      return `Nothing answers ${titles.length === 1 ? "a finding" : `${titles.length} findings`} yet.`;
    case "no-decision":
      return "The board has not decided its category.";
    case "no-review":
      return "No review of it was agreed in the last year.";
    case "no-numbers":
      return "No published results of it have been imported.";
    case "no-stages":
      return "Nobody has said where it is in the five stages.";
  }
}
