/** A group of fewer pupils than this is not told outside the trust. */
export const smallest = 6;

/** What is known of a group: how many pupils, and the amounts that add up across groups (those who met it and those who did not). */
export type Cell = { readonly pupils: number; readonly amounts: readonly number[] };
/**
 * One measure in one period, as it is to leave the trust: a row for each academy and, where it is told, the trust's own, which is their sum;
 * a column for all pupils and for each group. Each breakdown names the columns that make up all pupils together.
 */
export type Table = {
  readonly academies: readonly string[];
  readonly trust: string;
  readonly all: string;
  readonly breakdowns: readonly (readonly string[])[];
  /** Undefined where nothing of it is told. */
  readonly cell: (row: string, column: string) => Cell | undefined;
};
export const keyOf = (row: string, column: string): string => `${row}\n${column}`;

type Step = { readonly key: string; readonly by: 1 | -1 };
type Move = readonly Step[];

/**
 * The cells that may not be told, by `keyOf`: every group under six, and as many more as it takes that none of them follows from what is
 * told. For each hidden cell and each amount there is then another table with the same told numbers in which it differs: one of the moves
 * below, which leave every sum as it is. A last one, adding to an academy and the trust alike, is always possible, so this always ends.
 */
export function hiddenCells(table: Table, threshold = smallest): ReadonlySet<string> {
  const columns = [table.all, ...table.breakdowns.flat()];
  const rows = [...table.academies, table.trust];
  const cells = new Map(rows.flatMap((row) => columns.map((column) => [keyOf(row, column), table.cell(row, column)] as const)));
  const small = ([, cell]: readonly [string, Cell | undefined]) => cell === undefined || cell.pupils < threshold;
  const hidden = new Set([...cells].filter(small).map(([key]) => key));
  const amounts = Math.max(1, ...[...cells.values()].map((cell) => cell?.amounts.length ?? 0));
  const protectedIn = Array.from({ length: amounts }, () => new Set<string>());
  const movesFrom = movesOf(table);

  // What lies in a trust's own row or is all of an academy says most, so it is given up last.
  const price = (key: string): number => {
    if (hidden.has(key)) return 0;
    const [row = "", column = ""] = key.split("\n");
    const weight = (row === table.trust ? 30 : 1) * (column === table.all ? 100 : 1);
    return weight + (cells.get(key)?.pupils ?? 0) / 1e6;
  };
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const key of [...hidden]) {
      if (!cells.get(key)) continue;
      for (const [amount, settled] of protectedIn.entries()) {
        if (settled.has(key)) continue;
        // Nothing is known of a trust's sum that is not told, so it may be anything; what is not told of an academy may be nobody.
        const fits = ({ key, by }: Step) =>
          by === 1 || (cells.get(key)?.amounts[amount] ?? (key.startsWith(`${table.trust}\n`) ? 1 : 0)) >= 1;
        let best: { move: Move; cost: number } | undefined;
        for (const move of movesFrom(key, (step) => (fits(step) ? price(step.key) : undefined))) {
          const cost = move.reduce((sum, step) => sum + price(step.key), 0);
          if (move.every(fits) && (!best || cost < best.cost)) best = { move, cost };
          if (best?.cost === 0) break;
        }
        for (const step of best?.move ?? []) {
          hidden.add(step.key);
          settled.add(step.key);
        }
      }
    }
  }
  return new Set([...hidden].filter((key) => cells.get(key)));
}

/** Every small change of a cell that keeps each sum: within a breakdown, between two academies, or of an academy and the trust together. */
function movesOf({ academies, trust, all, breakdowns }: Table) {
  const flip = (by: 1 | -1): 1 | -1 => (by === 1 ? -1 : 1);
  type Price = (step: Step) => number | undefined;

  /** The parts of a move that add to or take from two rows a pupil of every breakdown: the cheapest part of each that fits. */
  function wholePupil(a: string, b: string, aBy: 1 | -1, bBy: 1 | -1, fixed: string | undefined, price: Price): Move | undefined {
    const steps: Step[] = [
      { key: keyOf(a, all), by: aBy },
      { key: keyOf(b, all), by: bBy },
    ];
    for (const parts of breakdowns) {
      let best: { pair: Move; cost: number } | undefined;
      for (const part of fixed !== undefined && parts.includes(fixed) ? [fixed] : parts) {
        const pair: Move = [
          { key: keyOf(a, part), by: aBy },
          { key: keyOf(b, part), by: bBy },
        ];
        const costs = pair.map(price);
        const cost = costs.includes(undefined) ? undefined : costs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
        if (cost !== undefined && (!best || cost < best.cost)) best = { pair, cost };
      }
      if (!best) return undefined;
      steps.push(...best.pair);
    }
    return steps;
  }

  return function* movesFrom(key: string, price: Price): Generator<Move> {
    const [row = "", column = ""] = key.split("\n");
    const others = academies.filter((academy) => academy !== row);
    const parts = breakdowns.find((breakdown) => breakdown.includes(column)) ?? [];
    for (const by of [1, -1] as const) {
      const swapped = (a: string, b: string, bBy: 1 | -1, other: string): Move => [
        { key: keyOf(a, column), by },
        { key: keyOf(a, other), by: flip(by) },
        { key: keyOf(b, column), by: bBy },
        { key: keyOf(b, other), by: flip(bBy) },
      ];
      for (const other of parts.filter((part) => part !== column)) {
        if (row !== trust) for (const academy of others) yield swapped(row, academy, flip(by), other);
        for (const academy of row === trust ? academies : [row]) yield swapped(academy, trust, by, other);
      }
      const whole = (a: string, b: string, bBy: 1 | -1) => wholePupil(a, b, by, bBy, column === all ? undefined : column, price);
      const pairs =
        row === trust
          ? academies.map((academy) => whole(academy, trust, by))
          : [...others.map((academy) => whole(row, academy, flip(by))), whole(row, trust, by)];
      for (const move of pairs) if (move) yield move;
    }
  };
}
