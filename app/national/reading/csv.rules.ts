/** Rows of CSV read piece by piece; `unclosed` when the text ends inside a quoted field. */
export interface CsvReader {
  push(text: string): string[][];
  end(): { readonly rows: string[][]; readonly unclosed: boolean; readonly endedMidLine: boolean };
}

/** The most characters one row may hold: a longer one is a quote that was never closed. */
export const longestRow = 1_000_000;

/** A row grew past `longestRow`. */
export class RowTooLong extends Error {}

/**
 * Reads CSV of any shape of row, in pieces. Our own, and not `udsv`, because the register's files are ragged (the search download
 * has 111 to 114 fields for 111 names, the 2019 group links 16 for 17): `udsv` takes the number of fields from the header and slides
 * into the next row where it differs. Quotes may hold line breaks; an empty line is no row.
 */
export function csvReader(delimiter: string): CsvReader {
  let rest = "";
  const take = (last: boolean): { rows: string[][]; unclosed: boolean } => {
    const text = rest;
    const rows: string[][] = [];
    let rowStart = 0;
    let at = 0;
    let row: string[] = [];
    for (;;) {
      if (at >= text.length) {
        // Ends exactly after a delimiter (one more, empty field) or before the first character of a row.
        if (last && row.length > 0) rows.push([...row, ""]);
        else if (!last) break;
        rowStart = text.length;
        break;
      }
      let field: string;
      let next: number;
      if (text.charCodeAt(at) === 34) {
        const close = closingQuote(text, at + 1);
        if (close < 0 || (close === text.length - 1 && !last)) {
          if (last) return { rows, unclosed: true };
          break;
        }
        const inner = text.slice(at + 1, close);
        next = fieldEnd(text, close + 1, delimiter);
        if (next < 0) {
          if (!last) break;
          next = text.length;
        }
        // Text between the closing quote and the delimiter is kept, as spreadsheets do.
        const tail = text.slice(close + 1, next);
        field = (inner.includes('""') ? inner.replaceAll('""', '"') : inner) + (tail === "\r" ? "" : tail.replace(/\r$/, ""));
      } else {
        next = fieldEnd(text, at, delimiter);
        if (next < 0) {
          if (!last) break;
          next = text.length;
        }
        field = text.slice(at, next);
        if (field.endsWith("\r") && (next === text.length || text[next] === "\n")) field = field.slice(0, -1);
      }
      row.push(field);
      if (next >= text.length || text[next] === "\n") {
        if (row.length > 1 || row[0] !== "") rows.push(row);
        row = [];
        rowStart = Math.min(next + 1, text.length);
        if (next >= text.length) break;
      }
      at = next + 1;
    }
    rest = text.slice(rowStart);
    if (rest.length > longestRow) throw new RowTooLong();
    return { rows, unclosed: false };
  };
  let lastCharacter = "\n";
  return {
    push(text) {
      if (text === "") return [];
      lastCharacter = text[text.length - 1] as string;
      rest = rest === "" ? text : rest + text;
      return take(false).rows;
    },
    end() {
      if (rest === "") return { rows: [], unclosed: false, endedMidLine: false };
      return { ...take(true), endedMidLine: lastCharacter !== "\n" };
    },
  };
}

/** The delimiter of a header line: a comma, unless only another one parts it. */
export function delimiterOf(headerLine: string): string {
  const count = (delimiter: string) => headerLine.split(delimiter).length;
  return [",", "\t", ";", "|"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === 34) at = text.indexOf('"', at + 2);
  return at;
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === code || character === 10) return at;
  }
  return -1;
}
