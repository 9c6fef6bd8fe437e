import { strToU8, zipSync } from "fflate";

export type Cell = string | number | null;

/** Text that a spreadsheet would evaluate, full-width signs included and whatever shows as nothing before them, is kept as text by a leading apostrophe. */
const inert = (text: string) => (/^[\s\p{C}]*[=+\-@\t\r＝＋－＠|]/u.test(text) ? `'${text}` : text);

/** Rows as CSV with a BOM, so that Excel reads it as UTF-8; numbers stay numbers. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) =>
    value === null ? "" : typeof value === "number" ? String(value) : `"${inert(value).replaceAll('"', '""')}"`;
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** XML 1.0 has no place for these; a spreadsheet writes them as _x0001_. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones.
const outsideXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const xmlText = (text: string) =>
  text
    // A spreadsheet reads _x003D_ as "="; with its underscore written so, it stays what it was.
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replace(outsideXml, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    // XML reads a carriage return as a line feed, unless it is written as a character.
    .replaceAll("\r", "&#13;");

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** Rows as one sheet of an XLSX file; every text is an inline string, which no spreadsheet evaluates. */
export function toXlsx(name: string, rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> {
  const cell = (value: Cell, at: string) =>
    value === null
      ? ""
      : typeof value === "number"
        ? `<c r="${at}"><v>${value}</v></c>`
        : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  const sheet = rows
    .map((row, at) => `<row r="${at + 1}">${row.map((value, column) => cell(value, columnName(column) + (at + 1))).join("")}</row>`)
    .join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const parts: Record<string, string> = {
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${xmlText(name).slice(0, 31)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])), { level: 6 });
}
