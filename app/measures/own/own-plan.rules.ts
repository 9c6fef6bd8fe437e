import type { Outcome } from "../../language/outcome.ts";
import { type Counted, keyOfFigure, type OwnFigure, type OwnHere, type OwnRow, type RowRefusal, readOwnRow } from "./own-figure.rules.ts";

/** A figure that stands now, and which version of it that is. */
export type Standing = Counted & { readonly version: number };
export type PlannedFigure = OwnFigure & { readonly row: number; readonly version: number };
export type ChangedFigure = PlannedFigure & { readonly before: Standing };
/** What a file would do: all of it, or nothing while a row is refused. */
export type OwnPlan = {
  readonly read: number;
  readonly left: number;
  readonly unchanged: number;
  readonly add: readonly PlannedFigure[];
  readonly change: readonly ChangedFigure[];
  readonly refused: readonly { readonly row: number; readonly refusal: RowRefusal }[];
};
export type OwnStanding = {
  readonly figures: ReadonlyMap<string, Standing>;
  /** The name of the cycle that has signed a figure off. */
  readonly signedOff: (figure: OwnFigure) => string | undefined;
};

const same = (a: Counted, b: Counted) =>
  a.value === b.value && a.missing === b.missing && a.numerator === b.numerator && a.denominator === b.denominator;

/** Reads every row against what stands; pure, so that what is shown before is what is done after. Figures that the file leaves out stay. */
export function planOwn(
  rows: readonly (OwnRow | { readonly row: number; readonly refusal: RowRefusal })[],
  here: OwnHere,
  standing: OwnStanding,
): OwnPlan {
  const add: PlannedFigure[] = [];
  const change: ChangedFigure[] = [];
  const refused: { row: number; refusal: RowRefusal }[] = [];
  const seen = new Map<string, number>();
  let [left, unchanged] = [0, 0];
  for (const row of rows) {
    const read: Outcome<OwnFigure | undefined, RowRefusal> = "refusal" in row ? { ok: false, refusal: row.refusal } : readOwnRow(row, here);
    if (!read.ok) {
      refused.push({ row: row.row, refusal: read.refusal });
      continue;
    }
    const figure = read.value;
    if (!figure) {
      left++;
      continue;
    }
    const key = keyOfFigure(figure);
    const [before, twice, cycle] = [standing.figures.get(key), seen.get(key), standing.signedOff(figure)];
    seen.set(key, twice ?? row.row);
    if (twice !== undefined) refused.push({ row: row.row, refusal: { kind: "said-before", column: "measure", row: twice } });
    else if (before && same(before, figure)) unchanged++;
    else if (cycle !== undefined) refused.push({ row: row.row, refusal: { kind: "signed-off", column: "value", cycle } });
    else if (before) change.push({ ...figure, row: row.row, version: before.version + 1, before });
    else add.push({ ...figure, row: row.row, version: 1 });
  }
  return { read: rows.length, left, unchanged, add, change, refused };
}
