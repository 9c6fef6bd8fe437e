/** Somebody to be compared by inputs: `inputs` in the order of the axes, undefined where one is not published. */
export interface Comparable {
  readonly key: number;
  readonly inputs: readonly (number | undefined)[];
  /** An axis of its own: who lies in another region is one standard deviation further away. Null: not known; left out: no such axis. */
  readonly region?: string | null;
}

/** Those nearest to one, nearest first, and which axes it was compared on. */
export interface Nearest {
  readonly keys: readonly number[];
  readonly distances: readonly number[];
  /** The numbers of the axes on which it has no input; the region comes after the last. */
  readonly leftOut: readonly number[];
}

const anotherRegion = 1;

/** Mean and standard deviation of one axis among those who have it. */
function spreadOf(values: readonly (number | undefined)[]): { mean: number; deviation: number } {
  const known = values.filter((value) => value !== undefined);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/**
 * Everybody of one phase and year, each axis standardised among them. `nearest(key, count)` answers exactly who is nearest to one by the
 * axes it has; who lacks one of these is not compared. Ties go to the lower key.
 */
export function neighbourhood(given: readonly Comparable[]) {
  const axes = given[0]?.inputs.length ?? 0;
  // Sorted by the first axis, so that a search walks outwards from where somebody lies and ends where this axis alone is too far.
  const all = given.toSorted((a, b) => (a.inputs[0] ?? Number.POSITIVE_INFINITY) - (b.inputs[0] ?? Number.POSITIVE_INFINITY) || 0);
  const standard = new Float64Array(all.length * axes);
  for (let axis = 0; axis < axes; axis++) {
    const { mean, deviation } = spreadOf(all.map(({ inputs }) => inputs[axis]));
    for (const [at, { inputs }] of all.entries()) {
      const value = inputs[axis];
      standard[at * axes + axis] = value === undefined ? Number.NaN : deviation === 0 ? 0 : (value - mean) / deviation;
    }
  }
  const names = new Map<string, number>();
  const regions = Int32Array.from(all, ({ region }) =>
    typeof region === "string" ? (names.get(region) ?? (names.set(region, names.size), names.size - 1)) : -1,
  );
  const regional = all.some(({ region }) => region !== undefined);
  const keys = Int32Array.from(all, ({ key }) => key);
  const places = new Map(all.map(({ key }, at) => [key, at]));

  return {
    nearest(key: number, count: number): Nearest | undefined {
      const at = places.get(key);
      if (at === undefined) return undefined;
      const mine = standard.subarray(at * axes, at * axes + axes);
      const used: number[] = [];
      const leftOut: number[] = [];
      for (const [axis, value] of mine.entries()) (Number.isNaN(value) ? leftOut : used).push(axis);
      const region = regions[at] as number;
      const byRegion = regional && region >= 0;
      if (regional && region < 0) leftOut.push(axes);
      const found: { key: number; square: number }[] = [];
      if (used.length === 0 && !byRegion) return { keys: [], distances: [], leftOut };
      let limit = Number.POSITIVE_INFINITY;

      const consider = (other: number): void => {
        const theirs = other * axes;
        let square = 0;
        for (const axis of used) {
          const apart = (mine[axis] as number) - (standard[theirs + axis] as number);
          square += apart * apart;
          // Not a number where the other one lacks an axis: it is then never near enough.
          if (!(square <= limit)) return;
        }
        if (byRegion && regions[other] !== region) square = (regions[other] as number) < 0 ? Number.NaN : square + anotherRegion;
        if (!(square <= limit)) return;
        const entry = { key: keys[other] as number, square };
        let place = found.length;
        while (place > 0 && comesAfter(found[place - 1] as typeof entry, entry)) place -= 1;
        found.splice(place, 0, entry);
        if (found.length > count) found.pop();
        if (found.length === count) limit = (found[count - 1] as typeof entry).square;
      };

      const walksFirst = used[0] === 0;
      const tooFar = (other: number) => walksFirst && ((mine[0] as number) - (standard[other * axes] as number)) ** 2 > limit;
      let [down, up] = [at - 1, at + 1];
      while (down >= 0 || up < all.length) {
        if (down >= 0) down = tooFar(down) ? -1 : (consider(down), down - 1);
        if (up < all.length) up = tooFar(up) ? all.length : (consider(up), up + 1);
      }
      return { keys: found.map((entry) => entry.key), distances: found.map(({ square }) => Math.sqrt(square)), leftOut };
    },
  };
}

const comesAfter = (one: { key: number; square: number }, other: { key: number; square: number }): boolean =>
  one.square > other.square || (one.square === other.square && one.key > other.key);
