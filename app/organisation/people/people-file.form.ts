import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { csvReader, delimiterOf, RowTooLong } from "../../national/index.ts";

export const fileColumns = ["name", "email", "role", "unit", "from", "to"] as const;
export type FileRow = Readonly<Record<(typeof fileColumns)[number], string>> & { readonly line: number; readonly tooManyCells: boolean };
export type FileRefusal =
  | { readonly kind: "empty" }
  | { readonly kind: "no-text" }
  | { readonly kind: "columns-missing"; readonly columns: readonly string[] }
  | { readonly kind: "quote-open"; readonly line: number }
  | { readonly kind: "too-many-rows" };
export type ReadFile = { readonly rows: readonly FileRow[]; readonly ignored: readonly string[] };

export const mostRows = 20_000;
const formula = /^'+[\s\p{C}]*[=+\-@\t\r＝＋－＠|]/u;

/** A text that begins as an exported formula does, with its apostrophe, is given one more; so what is read back is what it was. */
export const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);
/** Takes away the apostrophe by which an exported text is no formula. */
export const unguarded = (text: string): string => (formula.test(text) ? text.slice(1) : text);

/** A file's bytes as text: UTF-8, with a mark or without, else what Windows writes. */
export function textOf(bytes: Uint8Array): Outcome<string, FileRefusal> {
  if (bytes.length === 0) return refuse({ kind: "empty" });
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!wide && bytes.includes(0)) return refuse({ kind: "no-text" });
  if (wide) return accept(new TextDecoder("utf-16le").decode(bytes));
  try {
    return accept(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return accept(new TextDecoder("windows-1252").decode(bytes));
  }
}

/** The rows of a file of people and roles, each with the line it begins on; columns in any order, commas or semicolons. */
export function readPeopleFile(text: string): Outcome<ReadFile, FileRefusal> {
  const lines = text.replace(/^\uFEFF/, "").split(/(?<=\n)/);
  const table = rowsOf(lines);
  if (!table.ok) return table;
  const [header, ...body] = table.value;
  if (!header) return refuse({ kind: "empty" });
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const missing = fileColumns.filter((column) => !names.includes(column));
  if (missing.length > 0) return refuse({ kind: "columns-missing", columns: missing });
  if (body.length > mostRows) return refuse({ kind: "too-many-rows" });
  const at = Object.fromEntries(fileColumns.map((column) => [column, names.indexOf(column)])) as Record<
    (typeof fileColumns)[number],
    number
  >;
  const rows = body
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ line, cells }) => {
      const of = (column: (typeof fileColumns)[number]) => unguarded((cells[at[column]] ?? "").trim());
      const tooManyCells = cells.slice(header.cells.length).some((cell) => cell.trim() !== "");
      return {
        line,
        tooManyCells,
        name: of("name"),
        email: of("email"),
        role: of("role"),
        unit: of("unit"),
        from: of("from"),
        to: of("to"),
      };
    });
  return accept({ rows, ignored: names.filter((name) => name !== "" && !(fileColumns as readonly string[]).includes(name)) });
}

/** Pushed line by line, so that each row is known by the line it begins on, line breaks in quotes and empty lines counted. */
function rowsOf(lines: readonly string[]): Outcome<{ line: number; cells: string[] }[], FileRefusal> {
  const reader = csvReader(delimiterOf(lines[0] ?? ""));
  const rows: { line: number; cells: string[] }[] = [];
  let began: number | undefined;
  const took = (found: string[][], line: number) => {
    for (const cells of found) rows.push({ line: began ?? line, cells });
    if (found.length > 0) began = undefined;
  };
  try {
    for (const [index, text] of lines.entries()) {
      const found = reader.push(text);
      if (found.length === 0 && text.trim() !== "") began ??= index + 1;
      took(found, index + 1);
    }
    const last = reader.end();
    if (last.unclosed) return refuse({ kind: "quote-open", line: began ?? lines.length });
    took(last.rows, lines.length);
  } catch (error) {
    if (error instanceof RowTooLong) return refuse({ kind: "quote-open", line: began ?? 1 });
    throw error;
  }
  return accept(rows);
}

export function sayFileRefusal(refusal: FileRefusal): string {
  switch (refusal.kind) {
    case "empty":
      return "The file is empty. Export the people first, and change that file.";
    case "no-text":
      return "This is no CSV. Save the sheet as “CSV UTF-8” and choose that file.";
    case "columns-missing":
      return `The first line must name the columns ${fileColumns.join(", ")}; ${refusal.columns.join(", ")} ${refusal.columns.length === 1 ? "is" : "are"} missing.`;
    case "quote-open":
      return `A quotation mark opened on line ${refusal.line} is never closed. Close it, or take it away.`;
    case "too-many-rows":
      return `A file can have ${mostRows.toLocaleString("en-GB")} rows at most. Cut it in parts.`;
  }
}
