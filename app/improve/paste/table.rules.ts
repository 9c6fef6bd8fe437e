import { saysItself } from "./lines.rules.ts";
import { isItem } from "./list.rules.ts";
import type { Says } from "./paste.rules.ts";

type Column = Says | "priority" | "objective" | "action" | "criterion";
export type TableRow = {
  /** The line of the text on which it begins. */
  readonly line: number;
  readonly cells: ReadonlyMap<Column, string>;
  /** Which of the columns that span rows are empty here: a merged cell above goes on. */
  readonly continues: readonly Column[];
  /** Cells that belong to no known column. */
  readonly left: readonly string[];
  readonly asks: readonly string[];
};
export type ReadTable = { readonly rows: readonly TableRow[]; readonly next: number; readonly asks: string | undefined };

const headers: readonly (readonly [RegExp, Column])[] = [
  [/success crit|kpi|performance indicator|we will know|evidence of (success|impact)|measures? of/i, "criterion"],
  [/add(s|ed)? value(?!.*outcome)/i, "adds"],
  [/outcome|impact|difference/i, "outcome"],
  [/^why|rationale|reason/i, "why"],
  [/^who|lead|respons|owner|by whom|personnel|^staff/i, "who"],
  [/evaluat|monitor|review|checked by/i, "evaluates"],
  [/^(by )?when|date|deadline|time ?(scale|frame|line)|^due|complet/i, "due"],
  [/cost|resourc|budget|fund|£/i, "cost"],
  [/priorit|^area|key issue|theme|^focus/i, "priority"],
  [/objective|^aim|^goal|^target/i, "objective"],
  [/^how/i, "how"],
  [/action|task|^steps?|activit|what (do we|will|needs)/i, "action"],
  [/^with/i, "withWhom"],
];
const columnOf = (cell: string): Column | undefined => headers.find(([pattern]) => pattern.test(cell.trim()))?.[1];

/** The columns that a header names; where it asks what is to be done and how, what is to be done are the priorities. */
function columnsOf(cells: readonly string[]): (Column | undefined)[] | undefined {
  const found = cells.map(columnOf);
  const known = found.filter((column) => column !== undefined);
  if (known.length < 2 || cells.some((cell) => cell.length > 120)) return undefined;
  const asks = cells.findIndex((cell) => /^what do we need to do/i.test(cell.trim()));
  const named = asks >= 0 && found.includes("how") ? found.with(asks, "priority") : found;
  // A column that stands twice is known once: the second one has no place.
  return named.map((column, at) => (named.indexOf(column) === at ? column : undefined));
}

/** A table of a text, from one line on: its rows by the columns of its header, and what is odd about each. */
export function readTable(lines: readonly string[], from: number): ReadTable {
  const head = (lines[from] ?? "").split("\t").map((cell) => cell.trim());
  const columns = columnsOf(head);
  const width = head.length;
  const rows: TableRow[] = [];
  let at = columns ? from + 1 : from;
  while (
    at < lines.length &&
    (isRow(lines[at]) ||
      itemsOfCell(lines, at, "first") > 0 ||
      (rows.length > 0 && (lines[at] ?? "").trim() !== "" && !looksLikeText(lines[at] ?? "")))
  ) {
    const taken = takeRow(lines, at, width);
    const whole = taken.cells.length === width;
    if (isItem(lines[at] ?? "") && !(whole && ((lines[at] ?? "").startsWith("\t") || itemsOfCell(lines, at, "first") > 0))) break;
    const more = whole ? itemsOfCell(lines, at + taken.lines, "last") : 0;
    const rest = lines.slice(at + taken.lines, at + taken.lines + more).map((line) => line.trim());
    const cells = taken.cells.with(-1, [taken.cells.at(-1) ?? "", ...rest].join("\n"));
    rows.push(rowOf(cells, columns ?? ["action"], width, at + 1, taken.lines + more));
    at += taken.lines + more;
  }
  const asks = columns
    ? undefined
    : "the table has no header that is known, so its first column was taken as actions and the rest has no place yet.";
  return { rows, next: Math.max(at, from + 1), asks };
}
const isRow = (line: string | undefined) => line?.includes("\t") ?? false;
const looksLikeText = (line: string) => /^\s*(priority|objective|#|\d+[.)])/i.test(line) || line.length > 200;

/**
 * How many items of a list stand from here on in a cell, because a row of the table goes on behind them: in the first cell of
 * that row where it begins with an item itself, else in the last cell of the row before. None where the list follows the table.
 */
function itemsOfCell(lines: readonly string[], from: number, cell: "first" | "last"): number {
  let at = from;
  while (isBullet(lines[at] ?? "") && !saysItself(lines[at] ?? "")) at++;
  const next = lines[at] ?? "";
  if (!isRow(next) || columnsOf(next.split("\t")) || isItem(next)) return 0;
  return isItem(next.split("\t")[0] ?? "") === (cell === "first") ? at - from : 0;
}
const isBullet = (line: string) => isItem(line) && !line.includes("\t") && !/^\s*\d/.test(line);

/** One row: where a cell holds several paragraphs its line is broken, and the lines belong together as long as their cells fit the header. */
function takeRow(lines: readonly string[], from: number, width: number): { cells: string[]; lines: number } {
  let text = lines[from] ?? "";
  let count = 1;
  const tabs = (line: string) => line.split("\t").length - 1;
  const open: string[] = [];
  for (let at = from + 1; at < lines.length && tabs(text) + open.reduce((sum, line) => sum + tabs(line), 0) < width - 1; at++) {
    const line = lines[at] ?? "";
    const all = tabs(text) + [...open, line].reduce((sum, one) => sum + tabs(one), 0);
    if (line.trim() === "" || all > width - 1 || (isItem(line) && isRow(line))) break;
    open.push(line);
    if (all === width - 1) {
      text = [text, ...open].join("\n");
      count += open.length;
      open.length = 0;
    }
  }
  return { cells: text.split("\t").map((cell) => cell.trim()), lines: count };
}

function rowOf(cells: readonly string[], columns: readonly (Column | undefined)[], width: number, line: number, took: number): TableRow {
  const asks: string[] = [];
  if (took > 1) asks.push(`this row was broken over ${took} lines and put together again. Check what stands in which field.`);
  if (cells.length < width) {
    asks.push(
      `this row has ${cells.length} of ${width} cells, so some were merged or are missing. Put what has no place where it belongs.`,
    );
    const [first = "", ...rest] = cells;
    const only = columns[0];
    const placed: [Column, string][] = only && first !== "" ? [[only, first]] : [];
    return { line, cells: new Map(placed), continues: [], left: [...(only ? [] : [first]), ...rest].filter(Boolean), asks };
  }
  const known = columns.flatMap((column, at): [Column, string][] => (column && cells[at] ? [[column, cells[at]]] : []));
  const left = cells.filter((cell, at) => cell !== "" && columns[at] === undefined);
  if (cells.length > width)
    asks.push(`this row has ${cells.length} cells and its header ${width}. Put what has no place where it belongs.`);
  else if (left.length > 0) asks.push("some cells stand in columns that are not known. Put them where they belong.");
  const continues = (["priority", "objective"] as const).filter(
    (column) => columns.includes(column) && !known.some(([one]) => one === column),
  );
  if (continues.length > 0)
    asks.push("its first cell is empty, as where cells were merged: it was taken to go on with what stands above it.");
  return { line, cells: new Map(known), continues, left, asks };
}
