/** A pupil group and the one it is set against. */
export interface GroupPair<Group extends string = string> {
  readonly group: Group;
  readonly others: Group;
}

/** A difference in the measure's own unit, and whether the group does worse; or whose figure is missing. */
export type Gap =
  | { readonly points: number; readonly worse: boolean | undefined }
  | { readonly missing: "group" | "others" | "both" | "national-others" };

/** Both gaps of one pair. They answer different questions and are never shown under one name. */
export interface Gaps {
  readonly inSchool: Gap;
  /** As the Department for Education counts it: the school's group against the others of all England. */
  readonly againstNation: Gap;
}

/** The two gaps of a pair from the school's own figures and England's for the others, rounded as the measure is. */
export function gapsOf(
  figures: { readonly group: number | undefined; readonly others: number | undefined; readonly nationalOthers: number | undefined },
  better: "higher" | "lower" | "neither",
  decimals: number,
): Gaps {
  const { group, others, nationalOthers } = figures;
  const between = (other: number): Gap => {
    const points = rounded((group as number) - other, decimals);
    const worse = better === "neither" ? undefined : better === "higher" ? points < 0 : points > 0;
    return { points, worse };
  };
  return {
    inSchool:
      group === undefined || others === undefined
        ? { missing: group !== undefined ? "others" : others !== undefined ? "group" : "both" }
        : between(others),
    againstNation:
      group === undefined ? { missing: "group" } : nationalOthers === undefined ? { missing: "national-others" } : between(nationalOthers),
  };
}

/** Rounds half away from zero; a difference of two published figures has no more digits than they have. */
function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  const whole = Math.round(Math.abs(value) * scale + 1e-9) / scale;
  return value < 0 && whole !== 0 ? -whole : whole;
}

/** What each gap is called. */
export const gapNames = {
  inSchool: "Gap within the school",
  againstNation: "Gap to others nationally (DfE's way)",
} as const;
