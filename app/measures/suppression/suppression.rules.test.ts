import { describe, expect, test } from "vitest";
import { type Cell, hiddenCells, keyOf, type Table } from "./suppression.rules.ts";

/** A table from rows of [pupils, met] for all, disadvantaged, not disadvantaged; the trust's row is their sum. */
function tableOf(rows: Record<string, readonly (readonly [number, number])[]>): Table {
  const columns = ["all", "disadvantaged", "other"];
  const sum = columns.map((_, at) => [0, 1].map((part) => Object.values(rows).reduce((total, row) => total + (row[at]?.[part] ?? 0), 0)));
  const whole: Record<string, readonly (readonly number[])[]> = { ...rows, trust: sum };
  const cell = (row: string, column: string): Cell | undefined => {
    const [pupils, met] = whole[row]?.[columns.indexOf(column)] ?? [];
    return pupils === undefined || met === undefined ? undefined : { pupils, amounts: [met, pupils - met] };
  };
  return { academies: Object.keys(rows), trust: "trust", all: "all", breakdowns: [["disadvantaged", "other"]], cell };
}
const hidden = (rows: Record<string, readonly (readonly [number, number])[]>) =>
  [...hiddenCells(tableOf(rows))].map((key) => key.replace("\n", " ")).sort();

describe("what leaves the trust", () => {
  test("nothing is hidden where every group has six pupils or more", () => {
    expect(
      hidden({
        A: [
          [30, 20],
          [12, 6],
          [18, 14],
        ],
        B: [
          [40, 30],
          [10, 5],
          [30, 25],
        ],
      }),
    ).toEqual([]);
  });
  test("a group of five takes its counterpart with it, and both of another academy, or the sums would tell", () => {
    expect(
      hidden({
        A: [
          [30, 20],
          [5, 2],
          [25, 18],
        ],
        B: [
          [40, 30],
          [10, 5],
          [30, 25],
        ],
        C: [
          [60, 30],
          [20, 8],
          [40, 22],
        ],
      }),
    ).toEqual(["A disadvantaged", "A other", "B disadvantaged", "B other"]);
  });
  test("a group of nobody is hidden too, so that no hidden one is known to hold somebody", () => {
    expect(
      hidden({
        A: [
          [30, 20],
          [0, 0],
          [30, 20],
        ],
        B: [
          [40, 30],
          [10, 5],
          [30, 25],
        ],
      }),
    ).toContain("A disadvantaged");
  });
  test("with one academy alone, the trust's own groups are hidden: they are the same numbers", () => {
    expect(
      hidden({
        A: [
          [30, 20],
          [5, 2],
          [25, 18],
        ],
      }),
    ).toEqual(["A disadvantaged", "A other", "trust disadvantaged", "trust other"]);
  });
  test("where nobody of an academy met it, a small group's 0% would be told by the whole: the whole is hidden", () => {
    expect(
      hidden({
        A: [
          [30, 0],
          [5, 0],
          [25, 0],
        ],
        B: [
          [40, 30],
          [10, 5],
          [30, 25],
        ],
      }),
    ).toContain("A all");
  });
  test("an academy of five pupils is hidden whole, with one more", () => {
    const found = hidden({
      A: [
        [5, 2],
        [2, 1],
        [3, 1],
      ],
      B: [
        [40, 30],
        [10, 5],
        [30, 25],
      ],
      C: [
        [60, 30],
        [20, 8],
        [40, 22],
      ],
    });
    expect(found).toEqual(expect.arrayContaining(["A all", "B all"]));
  });
  test("what is not told is no way in, and is not named among the hidden", () => {
    const table = tableOf({
      A: [
        [30, 20],
        [5, 2],
        [25, 18],
      ],
      B: [
        [40, 30],
        [10, 5],
        [30, 25],
      ],
    });
    const without: Table = { ...table, cell: (row, column) => (row === "trust" ? undefined : table.cell(row, column)) };
    expect([...hiddenCells(without)].sort()).toEqual([keyOf("A", "disadvantaged"), keyOf("A", "other")]);
  });
});
