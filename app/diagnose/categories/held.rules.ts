/** What a decision says about time: the category, from which day, and its place in the order of decisions. */
export type Deciding = {
  readonly id: string;
  readonly unitId: string;
  readonly category: string;
  readonly decidedOn: string;
  readonly effectiveFrom: string;
};
/** A category held from a day until the day before another; open while `until` is undefined. Days are ISO dates. */
export type HeldCategory = {
  readonly unitId: string;
  readonly decisionId: string;
  readonly category: string;
  readonly from: string;
  readonly until: string | undefined;
};

/** The periods in which one academy held its categories, oldest first. The decisions come in the order they were decided; a later one takes over from its day on, whatever the earlier said of the time after. */
export function periodsHeld(decisions: readonly Deciding[]): HeldCategory[] {
  const periods: HeldCategory[] = [];
  let until: string | undefined;
  for (const { id, unitId, category, effectiveFrom } of decisions.toReversed()) {
    if (until !== undefined && effectiveFrom >= until) continue;
    periods.unshift({ unitId, decisionId: id, category, from: effectiveFrom, until });
    until = effectiveFrom;
  }
  return periods;
}

/** What is held on a day, if anything was decided for it. */
export const heldOn = <Period extends { readonly from: string; readonly until?: string | null | undefined }>(
  periods: readonly Period[],
  day: string,
): Period | undefined => periods.find(({ from, until }) => from <= day && (until == null || day < until));
