import type { Period } from "../../language/school-year.ts";
import { type Measure, measureByCode } from "../../national/index.ts";
import type { FigureRow } from "../own/own.store.ts";
import { type PooledFigure, poolLines } from "../values/value.rules.ts";

/** The trust's own figures by academy: each measure in its newest period, with what they come to together. */
export type OwnTable = {
  readonly columns: readonly { readonly measure: Measure; readonly period: Period; readonly pooled: PooledFigure | undefined }[];
  readonly rows: readonly { readonly urn: number; readonly name: string; readonly cells: readonly (FigureRow | undefined)[] }[];
};

/** Sets the newest figures of each measure side by side; academies without any are left out. */
export function ownTable(
  academies: readonly { readonly unitId: string; readonly urn: number; readonly name: string }[],
  figures: readonly FigureRow[],
): OwnTable {
  const columns = [...Map.groupBy(figures, ({ measure }) => measure)].flatMap(([code, those]) => {
    const measure = measureByCode(code);
    if (!measure) return [];
    const period = Math.max(...those.map((one) => one.period));
    const now = those.filter((one) => one.period === period);
    const lines = now.map(({ value, missing, denominator }) => ({
      figure: value === null ? { missing: missing ?? ("not-available" as const) } : { value },
      denominator,
    }));
    return [{ measure, period, now, pooled: poolLines(measure, lines, now.length) }];
  });
  const rows = academies.flatMap(({ unitId, urn, name }) => {
    const cells = columns.map(({ now }) => now.find((one) => one.unitId === unitId));
    return cells.some((cell) => cell) ? [{ urn, name, cells }] : [];
  });
  return { columns: columns.map(({ measure, period, pooled }) => ({ measure, period, pooled })), rows };
}
