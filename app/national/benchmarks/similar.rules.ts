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
  /** How many had everything this one has, and so were compared with it. */
  readonly compared: number;
}

const anotherRegion = 1;

/** Mean and standard deviation of one axis among those who have it. */
function spreadOf(values: readonly (number | undefined)[]): { mean: number; deviation: number } {
  const known = values.filter((value) => value !== undefined);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** A box around some of them, halved along its longest side until few are left. */
interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly members: Int32Array;
  readonly halves: readonly [Box, Box] | undefined;
}
const few = 12;

function boxAround(members: Int32Array, standard: Float64Array, axes: number): Box {
  const low = new Float64Array(axes).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(axes).fill(Number.NEGATIVE_INFINITY);
  for (const at of members)
    for (let axis = 0; axis < axes; axis++) {
      const value = standard[at * axes + axis] as number;
      if (value < (low[axis] as number)) low[axis] = value;
      if (value > (high[axis] as number)) high[axis] = value;
    }
  let longest = 0;
  const side = (axis: number) => (high[axis] as number) - (low[axis] as number);
  for (let axis = 1; axis < axes; axis++) if (side(axis) > side(longest)) longest = axis;
  if (members.length <= few || side(longest) === 0) return { low, high, members, halves: undefined };
  const sorted = members.toSorted((a, b) => (standard[a * axes + longest] as number) - (standard[b * axes + longest] as number));
  const middle = sorted.length >> 1;
  const halves = [sorted.subarray(0, middle), sorted.subarray(middle)].map((half) => boxAround(half, standard, axes));
  return { low, high, members, halves: halves as [Box, Box] };
}

/**
 * Everybody of one phase and year, each axis standardised among them. `nearest(key, count)` answers exactly who is nearest to one by the
 * axes it has; who lacks one of these is not compared. Ties go to the lower key.
 */
export function neighbourhood(all: readonly Comparable[]) {
  const axes = all[0]?.inputs.length ?? 0;
  const standard = new Float64Array(all.length * axes);
  for (let axis = 0; axis < axes; axis++) {
    const { mean, deviation } = spreadOf(all.map(({ inputs }) => inputs[axis]));
    for (const [at, { inputs }] of all.entries()) {
      const value = inputs[axis];
      standard[at * axes + axis] = value === undefined ? Number.NaN : deviation === 0 ? 0 : (value - mean) / deviation;
    }
  }
  const places = new Map(all.map(({ key }, at) => [key, at]));
  const regional = all.some(({ region }) => region !== undefined);
  const complete = (at: number) => !standard.subarray(at * axes, at * axes + axes).includes(Number.NaN);
  const boxes = new Map<string | null | undefined, Box>();
  for (const [region, members] of Map.groupBy([...all.keys()].filter(complete), (at) => all[at]?.region))
    boxes.set(region, boxAround(Int32Array.from(members), standard, axes));
  const incomplete = [...all.keys()].filter((at) => !complete(at));
  // One bit for each axis that somebody lacks.
  const lacks = all.map(
    ({ inputs, region }) =>
      inputs.reduce<number>((bits, value, axis) => (value === undefined ? bits | (1 << axis) : bits), 0) |
      (typeof region === "string" ? 0 : 1 << axes),
  );
  const lacking = Map.groupBy(lacks, (bits) => bits);

  return {
    nearest(key: number, count: number): Nearest | undefined {
      const at = places.get(key);
      if (at === undefined) return undefined;
      const mine = standard.subarray(at * axes, at * axes + axes);
      const used: number[] = [];
      const leftOut: number[] = [];
      for (const [axis, value] of mine.entries()) (Number.isNaN(value) ? leftOut : used).push(axis);
      const region = all[at]?.region;
      const byRegion = typeof region === "string";
      if (regional && !byRegion) leftOut.push(axes);
      if (used.length === 0 && !byRegion) return { keys: [], distances: [], leftOut, compared: 0 };
      const keys = new Float64Array(count);
      const squares = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
      let found = 0;
      let limit = Number.POSITIVE_INFINITY;

      const consider = (other: number, start: number): void => {
        if (other === at) return;
        let square = start;
        for (let axis = 0; axis < used.length; axis++) {
          const apart = (mine[used[axis] as number] as number) - (standard[other * axes + (used[axis] as number)] as number);
          square += apart * apart;
        }
        // Not a number where the other one lacks an axis that this one has: it is then never near enough.
        if (!(square <= limit)) return;
        const key = all[other]?.key as number;
        let place = found < count ? found++ : count;
        for (; place > 0; place--) {
          const before = squares[place - 1] as number;
          if (before < square || (before === square && (keys[place - 1] as number) < key)) break;
          if (place === count) continue;
          squares[place] = before;
          keys[place] = keys[place - 1] as number;
        }
        if (place === count) return;
        squares[place] = square;
        keys[place] = key;
        if (found === count) limit = squares[count - 1] as number;
      };
      const wayTo = (box: Box, start: number): number => {
        let square = start;
        for (let axis = 0; axis < used.length; axis++) {
          const value = mine[used[axis] as number] as number;
          const under = (box.low[used[axis] as number] as number) - value;
          const over = value - (box.high[used[axis] as number] as number);
          if (under > 0) square += under * under;
          else if (over > 0) square += over * over;
        }
        return square;
      };
      const search = (box: Box, start: number): void => {
        if (!box.halves) {
          for (let member = 0; member < box.members.length; member++) consider(box.members[member] as number, start);
          return;
        }
        const [one, other] = box.halves;
        const [toOne, toOther] = [wayTo(one, start), wayTo(other, start)];
        if (toOne <= toOther && toOne <= limit) search(one, start);
        if (toOther <= limit) search(other, start);
        if (toOne > toOther && toOne <= limit) search(one, start);
      };
      /** What lying in that region adds; undefined: it cannot be compared with this one. */
      const startFrom = (other: string | null | undefined) =>
        !byRegion || other === region ? 0 : typeof other === "string" ? anotherRegion : undefined;

      for (const [where, box] of [...boxes].sort(([a], [b]) => Number(b === region) - Number(a === region))) {
        const start = startFrom(where);
        if (start !== undefined && wayTo(box, start) <= limit) search(box, start);
      }
      for (const other of incomplete) {
        const start = startFrom(all[other]?.region);
        if (start !== undefined) consider(other, start);
      }
      const has = ~(lacks[at] as number);
      const compared = [...lacking].reduce((sum, [bits, those]) => ((bits & has) === 0 ? sum + those.length : sum), -1);
      return { keys: [...keys.subarray(0, found)], distances: Array.from(squares.subarray(0, found), Math.sqrt), leftOut, compared };
    },
  };
}
