import type { Polarity } from "../results/measure.rules.ts";

/** Every value that a measure took among a population, ascending, with how many lie below it and how many hold it. */
export interface Distribution {
  readonly values: ArrayLike<number>;
  readonly below: ArrayLike<number>;
  readonly equal: ArrayLike<number>;
  readonly n: number;
}

/** Where a value stands: 100 × (worse + half of the equal) / n, exactly. */
export interface Percentile {
  readonly rank: number;
  /** The rank as pages show it, rounded down. */
  readonly whole: number;
  readonly worse: number;
  readonly equal: number;
  readonly n: number;
}

/** Counts values into a distribution. */
export function distributionOf(values: readonly number[]): Distribution {
  const sorted = Float64Array.from(values).sort();
  const distinct: number[] = [];
  const below: number[] = [];
  const equal: number[] = [];
  for (const [at, given] of sorted.entries()) {
    const value = given === 0 ? 0 : given; // zero has one sign
    const last = distinct.length - 1;
    if (last >= 0 && distinct[last] === value) equal[last] = (equal[last] ?? 0) + 1;
    else {
      distinct.push(value);
      below.push(at);
      equal.push(1);
    }
  }
  return { values: distinct, below, equal, n: sorted.length };
}

/** The first place from which on something holds; as many as there are when it holds nowhere. */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** How many lie below a value, and how many hold it. */
export function countsAt({ values, below, equal, n }: Distribution, value: number): { readonly below: number; readonly equal: number } {
  const at = firstWhere(values.length, (place) => (values[place] as number) >= value);
  return { below: below[at] ?? n, equal: values[at] === value ? (equal[at] as number) : 0 };
}

/** The rank of a value among a population; undefined where the measure is better neither way, or nobody has a value. */
export function percentileOf(distribution: Distribution, value: number, polarity: Polarity): Percentile | undefined {
  const { n } = distribution;
  if (polarity === "neither" || n === 0) return undefined;
  const { below, equal } = countsAt(distribution, value);
  const worse = polarity === "higher" ? below : n - below - equal;
  const rank = (100 * (2 * worse + equal)) / (2 * n);
  return { rank, whole: Math.floor(rank), worse, equal, n };
}

/** The value at a percentile: the least good one that at least so many in a hundred do not better. Whoever has it or better meets it. */
export function boundaryOf({ values, below, equal, n }: Distribution, percent: number, polarity: Polarity): number | undefined {
  if (polarity === "neither" || n === 0) return undefined;
  const enough = (percent * n) / 100;
  const at =
    polarity === "higher"
      ? firstWhere(values.length, (place) => (below[place] as number) + (equal[place] as number) >= enough)
      : firstWhere(values.length, (place) => n - (below[place] as number) < enough) - 1;
  return values[at];
}

/** Whether a value is at a boundary or better. */
export const meets = (value: number, boundary: number, polarity: Polarity): boolean | undefined =>
  polarity === "neither" ? undefined : polarity === "higher" ? value >= boundary : value <= boundary;

/** The value that so many in a hundred do not exceed, whichever way is better: what a strip plot draws its quarters from. */
export const valueAt = (distribution: Distribution, percent: number): number | undefined => boundaryOf(distribution, percent, "higher");
