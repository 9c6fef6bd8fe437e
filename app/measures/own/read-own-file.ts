import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { FileRefused, memorySource, openTables, type Table } from "../../national/index.server.ts";
import { type OwnRow, ownColumns, type RowRefusal } from "./own-figure.rules.ts";
import { type FileRefusal, mostBytes, mostRows } from "./own-words.rules.ts";

export type ReadRow = OwnRow | { readonly row: number; readonly refusal: RowRefusal };
export type OwnFile = { readonly rows: readonly ReadRow[]; readonly ignored: readonly string[] };
/** A header and the rows below it, as text; rows are counted from the header, which is the first, without empty ones. */
export type ReadTable = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly padded: boolean };

export const columnName = (cell: string): string =>
  cell
    .replace(/^\uFEFF/, "")
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, " ");

/** A CSV's or a workbook's rows, of the first sheet whose header names these columns. */
export async function readTable(bytes: Uint8Array, wanted: readonly string[]): Promise<Outcome<ReadTable, FileRefusal>> {
  if (bytes.length === 0) return refuse({ kind: "empty" });
  if (bytes.length > mostBytes) return refuse({ kind: "too-large" });
  const limits = { bytes: 60_000_000, ratio: 200, ratioFrom: 1_000_000 };
  try {
    const opened = await openTables(memorySource(bytes), limits);
    if (!opened.ok) return refuse(fileRefusalOf(opened.refusal));
    const named = (table: Table) => table.header.map(columnName);
    const table = opened.value.find((one) => wanted.every((column) => named(one).includes(column))) ?? opened.value[0];
    if (!table) return refuse({ kind: "damaged" });
    const header = named(table);
    const missing = wanted.filter((column) => !header.includes(column));
    if (missing.length > 0) return refuse({ kind: "columns-missing", columns: missing });
    const twice = new Set(header.filter((column, at) => column !== "" && header.indexOf(column) !== at));
    if (twice.size > 0) return refuse({ kind: "columns-twice", columns: [...twice] });
    const rows: (readonly string[])[] = [];
    for await (const batch of table.batches(new Set())) {
      for (const row of batch.rows) rows.push(row);
      if (rows.length > mostRows + 1) return refuse({ kind: "too-many-rows" });
    }
    if (rows.length < 2) return refuse({ kind: "no-rows" });
    // A worksheet leaves out empty cells at a row's end; a CSV writes them.
    return accept({ header, rows: rows.slice(1), padded: table.encoding.startsWith("Excel") });
  } catch (error) {
    if (error instanceof FileRefused) return refuse(fileRefusalOf(error.refusal));
    throw error;
  }
}

function fileRefusalOf(refusal: FileRefused["refusal"]): FileRefusal {
  switch (refusal.kind) {
    case "empty":
      return { kind: "empty" };
    case "truncated":
      return { kind: "cut-off", row: refusal.rowsRead + 2 };
    case "unclosed-quote":
      return { kind: "quote-open", row: refusal.rowsRead + 2 };
    case "spreadsheet":
    case "locked-archive":
      return { kind: "locked" };
    case "unpacks-too-large":
      return { kind: "too-large" };
    case "damaged-archive":
      return { kind: "damaged" };
    default:
      return { kind: "not-a-table" };
  }
}

/** Why a row cannot belong to its header; undefined where it does. */
export function misshapen({ header, padded }: ReadTable, cells: readonly string[]): RowRefusal | undefined {
  if (cells.slice(header.length).some((cell) => cell.trim() !== "")) return { kind: "too-many-cells", column: "measure" };
  if (!padded && cells.length < header.length)
    return { kind: "cut-short", column: "denominator", cells: cells.length, columns: header.length };
  return undefined;
}

/** The rows of a file of the trust's own figures; columns in any order, others left aside. */
export async function readOwnFile(bytes: Uint8Array): Promise<Outcome<OwnFile, FileRefusal>> {
  const read = await readTable(bytes, ownColumns);
  if (!read.ok) return read;
  const { header, rows } = read.value;
  const at = ownColumns.map((column) => header.indexOf(column));
  return accept({
    rows: rows.map((cells, index) => {
      const refusal = misshapen(read.value, cells);
      if (refusal) return { row: index + 2, refusal };
      const of = Object.fromEntries(ownColumns.map((column, index) => [column, cells[at[index] as number] ?? ""]));
      return { ...(of as Record<(typeof ownColumns)[number], string>), row: index + 2 };
    }),
    ignored: header.filter((name) => name !== "" && !(ownColumns as readonly string[]).includes(name)),
  });
}
