import { type PupilGroup, pupilGroups } from "../../language/pupil-group.ts";
import type { Measure } from "../../national/index.ts";
import type { OwnFigure } from "../own/own-figure.rules.ts";
import { type Cell, hiddenCells, keyOf, type Table } from "./suppression.rules.ts";

/** The groups that make up all pupils together. Groups within these groups are not told outside at all: too many sums would tell them. */
const breakdowns: readonly (readonly PupilGroup[])[] = [
  ["disadvantaged", "not-disadvantaged"],
  ["fsm", "not-fsm"],
  ["girls", "boys"],
  ["prior-low", "prior-middle", "prior-high"],
  ["eal", "english-first"],
  ["any-sen", "no-sen"],
];
const trust = "trust";

/** A figure as it may leave the trust; `unitId` is undefined for the trust's own. */
export type ToldFigure = {
  readonly measure: string;
  readonly unitId: string | undefined;
  readonly period: number;
  readonly group: PupilGroup;
  readonly told: { readonly value: number; readonly numerator: number | null; readonly denominator: number | null } | undefined;
};

/** What is counted of a figure: its pupils, and the amounts that add up across groups. Nothing where nobody knows of how many it is. */
function cellOf(figure: OwnFigure | undefined, unit: Measure["unit"]): Cell | undefined {
  if (!figure || figure.value === null) return undefined;
  if (unit === "count") return { pupils: figure.value, amounts: [figure.value] };
  if (figure.denominator === null) return undefined;
  const pupils = figure.denominator;
  if (unit !== "percent") return { pupils, amounts: [pupils, figure.value * pupils] };
  const met = figure.numerator ?? (figure.value * pupils) / 100;
  return { pupils, amounts: [met, pupils - met] };
}
const sumOf = (cells: readonly Cell[]): Cell => ({
  pupils: cells.reduce((sum, { pupils }) => sum + pupils, 0),
  amounts: (cells[0]?.amounts ?? []).map((_, at) => cells.reduce((sum, { amounts }) => sum + (amounts[at] ?? 0), 0)),
});
const lessOf = (whole: Cell, parts: Cell): Cell => ({
  pupils: Math.max(0, whole.pupils - parts.pupils),
  amounts: whole.amounts.map((amount, at) => Math.max(0, amount - (parts.amounts[at] ?? 0))),
});

/** One measure in one period as a table: what is there, what follows of it (the one group that is missing), and the trust's sums. */
function tableOf(measure: Pick<Measure, "unit">, figures: readonly OwnFigure[]): { table: Table; academies: string[] } {
  const academies = [...new Set(figures.map(({ unitId }) => unitId))];
  const cells = new Map<string, Cell>();
  for (const academy of academies) {
    const of = (group: PupilGroup) =>
      cellOf(
        figures.find((figure) => figure.unitId === academy && figure.group === group),
        measure.unit,
      );
    const all = of("all");
    if (all) cells.set(keyOf(academy, "all"), all);
    for (const parts of breakdowns) {
      const known = parts.flatMap((part) => of(part) ?? []);
      const missing = parts.filter((part) => !of(part));
      if (known.length === 0 || missing.length > 1) continue;
      for (const part of parts) {
        const cell = of(part) ?? (all && lessOf(all, sumOf(known)));
        if (cell) cells.set(keyOf(academy, part), cell);
      }
    }
  }
  for (const column of ["all", ...breakdowns.flat()]) {
    const each = academies.flatMap((academy) => cells.get(keyOf(academy, column)) ?? []);
    if (academies.length > 1 && each.length === academies.length) cells.set(keyOf(trust, column), sumOf(each));
  }
  return { table: { academies, trust, all: "all", breakdowns, cell: (row, column) => cells.get(keyOf(row, column)) }, academies };
}

const figureOf = ({ pupils, amounts }: Cell, unit: Measure["unit"]): number =>
  unit === "count" ? pupils : unit === "percent" ? (100 * (amounts[0] ?? 0)) / pupils : (amounts[1] ?? 0) / pupils;

/** The trust's figures as they may leave it. Measures of one family share their pupils, so what is hidden in one is hidden in all of its period. */
export function figuresToPublish(figures: readonly OwnFigure[], measureOf: (code: string) => Measure | undefined): ToldFigure[] {
  const sets = [...Map.groupBy(figures, ({ measure, period }) => `${measureOf(measure)?.family}\n${period}`).values()];
  return sets.flatMap((set) => {
    const tables = [...Map.groupBy(set, ({ measure }) => measure)].flatMap(([code, of]) => {
      const measure = measureOf(code);
      return measure ? [{ measure, of, ...tableOf(measure, of) }] : [];
    });
    const hidden = new Set(tables.flatMap(({ table }) => [...hiddenCells(table)]));
    return tables.flatMap(({ measure, of, table, academies }) => {
      const period = of[0]?.period ?? 0;
      const groups = (Object.keys(pupilGroups) as PupilGroup[]).filter((group) => of.some((figure) => figure.group === group));
      const tell = (row: string, group: PupilGroup): ToldFigure => {
        const cell = hidden.has(keyOf(row, group)) ? undefined : table.cell(row, group);
        const value = cell && Number(figureOf(cell, measure.unit).toFixed(measure.decimals));
        const numerator = cell && measure.unit === "percent" && Number.isInteger(cell.amounts[0]) ? (cell.amounts[0] ?? null) : null;
        const told =
          cell && value !== undefined ? { value, numerator, denominator: measure.unit === "count" ? null : cell.pupils } : undefined;
        return { measure: measure.code, unitId: row === trust ? undefined : row, period, group, told };
      };
      const there = (academy: string, group: PupilGroup) =>
        of.some((figure) => figure.unitId === academy && figure.group === group && figure.value !== null);
      return [
        ...academies.flatMap((academy) => groups.filter((group) => there(academy, group)).map((group) => tell(academy, group))),
        ...groups.filter((group) => table.cell(trust, group)).map((group) => tell(trust, group)),
      ];
    });
  });
}
