import { accept, type Outcome, refuse } from "../../../language/outcome.ts";

/** One judge's own view of one indicator, given without seeing the other's. */
export type BlindJudgement = { readonly judge: string; readonly rank: number; readonly on: string };
export type BlindRefusal = { readonly kind: "two-judges-already" } | { readonly kind: "seen-already" } | { readonly kind: "no-such-level" };

/** Whether somebody may judge blind: two do, each once, and nobody changes theirs after seeing the other's. */
export function considerBlind(
  given: readonly BlindJudgement[],
  mine: BlindJudgement,
  levels: number,
): Outcome<BlindJudgement[], BlindRefusal> {
  if (!(Number.isInteger(mine.rank) && mine.rank >= 0 && mine.rank < levels)) return refuse({ kind: "no-such-level" });
  const others = given.filter(({ judge }) => judge !== mine.judge);
  if (others.length >= 2) return refuse({ kind: "two-judges-already" });
  if (others.length === 1 && given.length === 2) return refuse({ kind: "seen-already" });
  return accept([...others, mine]);
}

/** What a reader sees of the two: their own, and the other's only when both are given; who judges neither sees both then, and none before. */
export const blindSeen = (given: readonly BlindJudgement[], reader: string): readonly BlindJudgement[] =>
  given.length === 2 ? given : given.filter(({ judge }) => judge === reader);

/** Two judges' views of one indicator, on a scale of that many levels. */
export type Pair = {
  readonly one: BlindJudgement;
  readonly other: BlindJudgement;
  readonly levels: number;
  readonly schoolYear: string;
};

/** How often two judges agreed; no rate where nothing was compared. */
export type Agreement = {
  readonly pairs: number;
  readonly same: number;
  readonly near: number;
  readonly far: number;
  readonly rate: number | undefined;
};
export function agreementOf(pairs: readonly Pair[]): Agreement {
  const distances = pairs.map(({ one, other }) => Math.abs(one.rank - other.rank));
  const same = distances.filter((distance) => distance === 0).length;
  const near = distances.filter((distance) => distance === 1).length;
  const rate = pairs.length === 0 ? undefined : same / pairs.length;
  return { pairs: pairs.length, same, near, far: pairs.length - same - near, rate };
}

/** Below this a mean says more about chance than about a judge. */
export const fewestPairs = 5;

/** How a judge judges beside others in a school year: above 0 higher, below lower, in steps of the scale. None from too few. */
export type Drift = { readonly judge: string; readonly schoolYear: string; readonly pairs: number; readonly mean: number | undefined };

/** Each judge's drift by school year, in the order of their ids and the years: a mirror for each, never a ranking of people. */
export function driftOf(pairs: readonly Pair[]): Drift[] {
  const steps = pairs.flatMap(({ one, other, schoolYear }) => [
    { judge: one.judge, schoolYear, step: one.rank - other.rank },
    { judge: other.judge, schoolYear, step: other.rank - one.rank },
  ]);
  return [...Map.groupBy(steps, ({ judge, schoolYear }) => `${judge} ${schoolYear}`)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) => {
      const [first] = own;
      if (!first) return [];
      const mean = own.length < fewestPairs ? undefined : own.reduce((sum, { step }) => sum + step, 0) / own.length;
      return [{ judge: first.judge, schoolYear: first.schoolYear, pairs: own.length, mean }];
    });
}

/** Each refusal in words that say what to do next. */
export function sayBlindRefusal(refusal: BlindRefusal): string {
  switch (refusal.kind) {
    case "two-judges-already":
      return "Two people have judged this already. Choose another indicator to moderate.";
    case "seen-already":
      return "You have seen the other judgement, so yours can no longer change. Talk, and write what you agree as the outcome.";
    case "no-such-level":
      return "Choose one of the levels listed.";
  }
}
