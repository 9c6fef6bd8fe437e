import { csvReader, delimiterOf, RowTooLong } from "./csv.rules.ts";
import { decode, type Encoding, textOf } from "./decode.ts";
import type { Batch, Table } from "./table.ts";
import { FileRefused } from "./unpack.ts";

/** A CSV in whatever encoding and with whatever delimiter; `bytes` begins the file anew each time it is called. */
export async function openCsv(bytes: () => AsyncGenerator<Uint8Array>): Promise<Table> {
  const { encoding, length } = await decode(bytes());
  const { header, delimiter } = await readHeader(bytes, encoding);
  return { name: "", encoding, header, batches: () => rowsOf(bytes, encoding, delimiter, length) };
}

async function readHeader(bytes: () => AsyncGenerator<Uint8Array>, encoding: Encoding) {
  let start = "";
  for await (const text of textOf(bytes(), encoding)) {
    start += text;
    if (start.includes("\n") || start.length > 100_000) break;
  }
  const delimiter = delimiterOf(start.slice(0, 100_000).split("\n", 1)[0] ?? "");
  const reader = csvReader(delimiter);
  try {
    return { delimiter, header: reader.push(start)[0] ?? reader.end().rows[0] ?? [] };
  } catch (error) {
    throw error instanceof RowTooLong ? new FileRefused({ kind: "unclosed-quote", rowsRead: 0 }) : error;
  }
}

async function* rowsOf(
  bytes: () => AsyncGenerator<Uint8Array>,
  encoding: Encoding,
  delimiter: string,
  length: number,
): AsyncGenerator<Batch> {
  const reader = csvReader(delimiter);
  let characters = 0;
  // The header is no row of the register.
  let rowsRead = -1;
  let shortest = Number.POSITIVE_INFINITY;
  let last = 0;
  const seen = (rows: string[][]) => {
    for (const row of rows) {
      // The length of the last row is judged apart: it may be cut off.
      if (rowsRead > 0) shortest = Math.min(shortest, last);
      last = row.length;
      rowsRead += 1;
    }
    return rows;
  };
  try {
    for await (const text of textOf(bytes(), encoding)) {
      characters += text.length;
      yield { rows: seen(reader.push(text)), share: Math.min(1, characters / length) };
    }
    const end = reader.end();
    yield { rows: seen(end.rows), share: 1 };
    if (end.unclosed) throw new FileRefused({ kind: "truncated", rowsRead });
    if (end.endedMidLine && last < shortest && shortest < Number.POSITIVE_INFINITY)
      throw new FileRefused({ kind: "truncated", rowsRead: rowsRead - 1 });
  } catch (error) {
    throw error instanceof RowTooLong ? new FileRefused({ kind: "unclosed-quote", rowsRead: Math.max(0, rowsRead) }) : error;
  }
}
