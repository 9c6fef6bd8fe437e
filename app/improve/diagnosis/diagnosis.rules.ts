import { daysFrom, sayDay } from "../../language/period.ts";

/** What is known of a unit and may be a reason for a part of its plan; `asks` where the plan should answer it. */
export type Known = {
  readonly source: string;
  readonly says: string;
  readonly from: "finding" | "judgement" | "target";
  /** Why the plan should answer it; undefined where it may only be named. */
  readonly asks: string | undefined;
};

export type DiagnosisFacts = {
  readonly today: string;
  readonly freshForDays: number;
  /** The levels from the lowest to the highest. */
  readonly levels: readonly { readonly key: string; readonly name: string }[];
  readonly indicators: readonly {
    readonly key: string;
    readonly title: string;
    readonly judgement: { readonly id: string; readonly level: string; readonly on: string; readonly narrative: string } | undefined;
  }[];
  readonly findings: readonly {
    readonly id: string;
    readonly kind: "strength" | "improvement" | "concern";
    readonly severity: string | undefined;
    readonly text: string;
    readonly raisedOn: string;
    readonly closed: boolean;
  }[];
  readonly targets: readonly { readonly id: string; readonly says: string; readonly met: boolean }[];
};

const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** What is known of a unit, what asks for an answer first: open findings, weak indicators, targets not met. */
export function whatIsKnown(facts: DiagnosisFacts): Known[] {
  const findings = facts.findings.map(
    ({ id, kind, severity, text, raisedOn, closed }): Known => ({
      source: `finding:${id}`,
      says: `${kind === "concern" ? `Concern, ${severity ?? "unweighed"}` : kind === "improvement" ? "To improve" : "Strength"}, found on ${sayDay(raisedOn)}: ${shortened(text, 1500)}`,
      from: "finding",
      asks: closed || kind === "strength" ? undefined : "It is open: nobody has seen yet that it is done.",
    }),
  );
  const judged = facts.indicators.flatMap(({ title, judgement }): Known[] => {
    const at = facts.levels.findIndex(({ key }) => key === judgement?.level);
    if (!judgement || at === -1) return [];
    const level = facts.levels[at]?.name ?? "";
    return [
      {
        source: `judgement:${judgement.id}`,
        says: `${title}: ${level}, judged on ${sayDay(judgement.on)}. ${shortened(judgement.narrative, 600)}`.trim(),
        from: "judgement",
        asks: at < facts.levels.length / 2 ? `It is judged ${level}.` : undefined,
      },
    ];
  });
  const targets = facts.targets.map(
    ({ id, says, met }): Known => ({
      source: `target:${id}`,
      says,
      from: "target",
      asks: met ? undefined : "The target is not met.",
    }),
  );
  return [...findings, ...judged, ...targets].sort((one, other) => Number(other.asks !== undefined) - Number(one.asks !== undefined));
}

/** The indicators of which nobody can say where they stand: judged never, or so long ago that they must be judged again. */
export const toJudgeAgain = ({
  indicators,
  today,
  freshForDays,
}: DiagnosisFacts): { readonly title: string; readonly on: string | undefined }[] =>
  indicators
    .filter(({ judgement }) => !judgement || daysFrom(judgement.on, today) > freshForDays)
    .map(({ title, judgement }) => ({ title, on: judgement?.on }));

/** What asks for an answer: which of it the living parts of a plan name as a reason, with those parts, and which none does. */
export function answersOf<Part extends { readonly title: string; readonly reasons: readonly { readonly source: string }[] }>(
  known: readonly Known[],
  parts: readonly Part[],
): { readonly answered: readonly { readonly known: Known; readonly by: readonly Part[] }[]; readonly unanswered: readonly Known[] } {
  const asking = known.filter(({ asks }) => asks !== undefined);
  const by = (one: Known) => parts.filter(({ reasons }) => reasons.some(({ source }) => source === one.source));
  return {
    answered: asking.map((one) => ({ known: one, by: by(one) })).filter(({ by }) => by.length > 0),
    unanswered: asking.filter((one) => by(one).length === 0),
  };
}
