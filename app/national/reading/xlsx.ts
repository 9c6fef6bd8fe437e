import { posix } from "node:path";
import { storable } from "./decode.ts";
import type { Source } from "./source.ts";
import { dayOfSerial, showsDay } from "./spreadsheet-dates.rules.ts";
import type { Batch, Table } from "./table.ts";
import { type Entry, FileRefused, type UnpackLimits, unzipped } from "./unpack.ts";
import { attribute, NotXml, type XmlListener, xmlReader } from "./xml.rules.ts";

/** A text part (the strings, the styles) may unpack so far: it is held in memory, the rows are not. */
const mostOfPart = 150_000_000;
const longestCell = 1_000_000;
const damaged = () => new FileRefused({ kind: "damaged-archive" });

interface Workbook {
  readonly strings: readonly string[];
  /** For each cell style, whether it shows a day. */
  readonly dayStyles: readonly boolean[];
  /** For each cell style, whether it shows 0.47 as 47%. */
  readonly percentStyles: readonly boolean[];
  readonly from1904: boolean;
}

/** The worksheets of an Excel workbook, each as a table; undefined when the archive holds no workbook. */
export async function openXlsx(source: Source, entries: readonly Entry[], limits: UnpackLimits): Promise<Table[] | undefined> {
  const entryAt = (path: string) => entries.find((entry) => entry.name.toLowerCase() === path.toLowerCase());
  const reading = async (
    path: string,
    listener: Partial<XmlListener>,
    within = { ...limits, bytes: Math.min(limits.bytes, mostOfPart) },
  ) => {
    const entry = entryAt(path);
    if (entry) for await (const _ of parsed(source, entry, within, listener));
    return entry !== undefined;
  };
  const relations = async (path: string) => {
    const found: { id: string; type: string; target: string }[] = [];
    await reading(posix.join(posix.dirname(path), "_rels", `${posix.basename(path)}.rels`), {
      open: (name, attributes) => {
        if (name !== "Relationship") return;
        const target = attribute(attributes, "Target") ?? "";
        found.push({
          id: attribute(attributes, "Id") ?? "",
          type: (attribute(attributes, "Type") ?? "").replace(/^.*\//, ""),
          target: target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(path), target),
        });
      },
    });
    return found;
  };

  if (!entryAt("[Content_Types].xml")) return undefined;
  const path = (await relations("")).find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  if (/\.bin$/i.test(path)) throw new FileRefused({ kind: "spreadsheet" });
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  const found = await reading(path, {
    open: (name, attributes) => {
      if (name === "sheet") sheets.push({ name: attribute(attributes, "name") ?? "", id: attribute(attributes, "id") ?? "" });
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attribute(attributes, "date1904") ?? "");
    },
  });
  if (!found) return undefined;
  const parts = await relations(path);
  const partOf = (kind: string) => parts.find(({ type }) => type === kind)?.target ?? "";
  const strings = stringsReader();
  await reading(partOf("sharedStrings"), strings.listener);
  const styles = stylesReader();
  await reading(partOf("styles"), styles.listener);
  const workbook: Workbook = { strings: strings.found, ...styles.found(), from1904 };

  const tables: Table[] = [];
  for (const sheet of sheets) {
    const part = parts.find(({ id, type }) => id === sheet.id && type === "worksheet");
    const entry = part && entryAt(part.target);
    if (!entry) continue;
    let header: readonly string[] = [];
    for await (const { rows } of rowsOf(source, entry, limits, workbook, 16_384, new Set())) {
      header = rows[0] ?? [];
      if (header.length > 0) break;
    }
    tables.push({
      name: sheet.name,
      encoding: `Excel, worksheet “${sheet.name}”`,
      header,
      batches: (dayColumns) => rowsOf(source, entry, limits, workbook, header.length, dayColumns),
    });
  }
  return tables;
}

/** Reads one part, telling after each piece how many bytes it has come. */
async function* parsed(source: Source, entry: Entry, limits: UnpackLimits, listener: Partial<XmlListener>): AsyncGenerator<number> {
  const reader = xmlReader({ open: () => {}, close: () => {}, text: () => {}, ...listener });
  const decoder = new TextDecoder();
  let bytes = 0;
  try {
    for await (const piece of unzipped(source, entry, limits)) {
      reader.push(decoder.decode(piece, { stream: true }));
      bytes += piece.length;
      yield bytes;
    }
  } catch (error) {
    throw error instanceof NotXml ? damaged() : error;
  }
}

function stringsReader(): { found: string[]; listener: Partial<XmlListener> } {
  const found: string[] = [];
  let text = "";
  let inText = false;
  // Readings aloud of a word (rPh) stand beside it and are no part of it.
  let aloud = false;
  return {
    found,
    listener: {
      open: (name) => {
        if (name === "si") text = "";
        else if (name === "rPh") aloud = true;
        else if (name === "t") inText = !aloud;
      },
      text: (piece) => {
        if (inText) text += piece;
      },
      close: (name) => {
        if (name === "t") inText = false;
        else if (name === "rPh") aloud = false;
        else if (name === "si") found.push(unescaped(text));
      },
    },
  };
}

function stylesReader(): { found: () => { dayStyles: boolean[]; percentStyles: boolean[] }; listener: Partial<XmlListener> } {
  const custom = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  return {
    found: () => ({
      dayStyles: formats.map((id) => showsDay(id, custom.get(id))),
      percentStyles: formats.map((id) => id === 9 || id === 10 || (custom.get(id) ?? "").replace(/"[^"]*"|\\./g, "").includes("%")),
    }),
    listener: {
      open: (name, attributes) => {
        if (name === "numFmt") custom.set(Number(attribute(attributes, "numFmtId")), attribute(attributes, "formatCode") ?? "");
        else if (name === "cellXfs") inCells = true;
        else if (name === "xf" && inCells) formats.push(Number(attribute(attributes, "numFmtId") ?? 0));
      },
      close: (name) => {
        if (name === "cellXfs") inCells = false;
      },
    },
  };
}

/** The rows of a worksheet that say anything, `width` cells of each; a sheet that ends before its end is damaged. */
async function* rowsOf(
  source: Source,
  entry: Entry,
  limits: UnpackLimits,
  workbook: Workbook,
  width: number,
  dayColumns: ReadonlySet<number>,
): AsyncGenerator<Batch> {
  let ready: string[][] = [];
  let row: string[] = [];
  let column = -1;
  let type = "n";
  let style = 0;
  let text = "";
  let inValue = false;
  let aloud = false;
  let whole = false;
  const listener: XmlListener = {
    open: (name, attributes) => {
      if (name === "c") {
        column = columnOf(attribute(attributes, "r")) ?? column + 1;
        type = attribute(attributes, "t") ?? "n";
        style = Number(attribute(attributes, "s") ?? 0);
        text = "";
      } else if (name === "row") {
        row = [];
        column = -1;
      } else if (name === "rPh") aloud = true;
      else if (name === "v" || name === "t") inValue = !aloud;
    },
    text: (piece) => {
      if (!inValue) return;
      text += piece;
      if (text.length > longestCell) throw damaged();
    },
    close: (name) => {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") aloud = false;
      else if (name === "c" && column < width) {
        const value = cellText(workbook, type, style, text, dayColumns.has(column));
        if (value === "") return;
        while (row.length < column) row.push("");
        row[column] = value;
      } else if (name === "row" && row.some((cell) => cell.trim() !== "")) ready.push(row);
      else if (name === "sheetData") whole = true;
    },
  };
  for await (const bytes of parsed(source, entry, limits, listener)) {
    if (ready.length === 0) continue;
    const rows = ready;
    ready = [];
    yield { rows, share: entry.size > 0 ? Math.min(1, bytes / entry.size) : 1 };
  }
  if (!whole) throw damaged();
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (!letters) return undefined;
  let column = 0;
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64;
  return column - 1;
}

function cellText(
  { strings, dayStyles, percentStyles, from1904 }: Workbook,
  type: string,
  style: number,
  text: string,
  dayColumn: boolean,
): string {
  if (type === "s") return strings[Number(text)] ?? "";
  if (type === "inlineStr" || type === "str") return unescaped(text);
  if (type === "b") return text === "1" ? "TRUE" : "FALSE";
  if (type !== "n" || text === "") return text;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  // A day column holds days even where somebody has set its cells to “General”.
  if (dayStyles[style] || (dayColumn && number >= 1 && number < 100_000)) return dayOfSerial(number, from1904) ?? text;
  // What is shown is what was published: 47%, not 0.47000000000000003.
  if (percentStyles[style]) return `${Number((number * 100).toPrecision(12))}%`;
  return /^\d+$/.test(text) ? text : String(number);
}

/** Excel writes control characters as _x000D_. */
const unescaped = (text: string): string =>
  storable(text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))) : text);
