import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { misshapen, readTable } from "../../measures/index.server.ts";
import { unguarded } from "../../organisation/index.ts";
import type { SheetRow } from "./read-sheet.rules.ts";
import { type SheetColumn, sheetColumns } from "./sheet.rules.ts";

export type PlanFile = { readonly rows: readonly SheetRow[]; readonly ignored: readonly string[] };
/** As many as forty objectives with their actions make that were reviewed each half-term for fifteen years. */
export const mostRows = 5000;
export const mostBytes = 5 * 1024 * 1024;

/** The rows of a plan's CSV or workbook, columns in any order; or in a sentence why it is none. */
export async function readPlanFile(bytes: Uint8Array): Promise<Outcome<PlanFile, string>> {
  const read = await readTable(bytes, ["part", "title"]);
  if (!read.ok) return refuse(sayFileRefusal(read.refusal));
  const { header, rows } = read.value;
  if (rows.length > mostRows) return refuse(`A plan's file can have ${mostRows.toLocaleString("en-GB")} rows at most. Cut it in parts.`);
  const wrong = rows.findIndex((cells) => misshapen(read.value, cells) !== undefined);
  if (wrong >= 0)
    return refuse(
      `Row ${wrong + 2} has ${rows[wrong]?.length} cells and the header names ${header.length}: the file was cut off, or a text that holds a comma stands without quotation marks. Save the whole file again.`,
    );
  const columns = sheetColumns.flatMap((column) => (header.includes(column) ? [[column, header.indexOf(column)] as const] : []));
  return accept({
    rows: rows.map((cells, index) => ({
      row: index + 2,
      cells: Object.fromEntries(columns.map(([column, at]) => [column, unguarded(cells[at] ?? "").trim()])) as Record<SheetColumn, string>,
    })),
    ignored: header.filter((name) => name !== "" && !(sheetColumns as readonly string[]).includes(name)),
  });
}

type FileRefusal = Extract<Awaited<ReturnType<typeof readTable>>, { ok: false }>["refusal"];
function sayFileRefusal(refusal: FileRefusal): string {
  switch (refusal.kind) {
    case "empty":
      return "The file is empty. Export a plan first, and change that file.";
    case "no-rows":
      return "The file has a header and no rows. Write the plan's parts below it.";
    case "too-many-rows":
    case "too-large":
      return `The file is larger than any plan: it may have 5 MB and ${mostRows.toLocaleString("en-GB")} rows.`;
    case "not-a-table":
      return "This is neither a CSV nor an Excel workbook. Save the sheet as “CSV UTF-8” or “Excel Workbook (.xlsx)” and choose that. From Word, paste the plan's text instead.";
    case "damaged":
      return "The file is damaged or was cut off on its way. Nothing was read. Save it again and choose it.";
    case "locked":
      return "The workbook is locked with a password, or of an old kind. Save it as “Excel Workbook (.xlsx)” without a password.";
    case "cut-off":
      return `The file ends in the middle of row ${refusal.row}: it was cut off. Nothing was read. Save it again and choose it.`;
    case "quote-open":
      return `A quotation mark that opens about row ${refusal.row} is never closed. Close it, or take it away.`;
    case "columns-missing":
      return `The first row must name the columns; missing: ${refusal.columns.join(", ")}. Export a plan to see them all.`;
    case "columns-twice":
      return `The header names ${refusal.columns.map((column) => `“${column}”`).join(" and ")} more than once. Keep one column of each.`;
  }
}
