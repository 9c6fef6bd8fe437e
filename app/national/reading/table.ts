import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { ImportRefusal } from "../register/import-report.rules.ts";
import { openCsv } from "./csv-table.ts";
import { bytesOf, memorySource, type Source } from "./source.ts";
import { entriesOf, FileRefused, gunzipped, type UnpackLimits, unpackLimits, unzipped } from "./unpack.ts";
import { openXlsx } from "./xlsx.ts";

/** Some rows, and how much of the file has been read when they are told, from 0 to 1. */
export interface Batch {
  readonly rows: readonly (readonly string[])[];
  readonly share: number;
}

/** A header with the rows below it: a CSV file, or one worksheet. */
export interface Table {
  readonly name: string;
  readonly encoding: string;
  readonly header: readonly string[];
  /** Every row, the header first; a worksheet's numbers are read as days in `dayColumns`. Throws a `FileRefused` when it is cut off. */
  batches(dayColumns: ReadonlySet<number>): AsyncGenerator<Batch>;
}

/** A workbook that lies in a zip is held in memory, packed as it is. */
const mostOfInnerWorkbook = 100_000_000;

/** Opens whatever was given: a CSV, a gzipped one, an Excel workbook, or a zip with exactly one of these. */
export async function openTables(source: Source, limits: UnpackLimits = unpackLimits): Promise<Outcome<Table[], ImportRefusal>> {
  try {
    if (source.size === 0) return refuse({ kind: "empty" });
    const [first, second, third] = await source.read(0, 4);
    if (first === 0x50 && second === 0x4b && (third === 3 || third === 5)) return accept(await openZip(source, limits));
    if (first === 0x1f && second === 0x8b) return accept([await openCsv(() => gunzipped(source, limits))]);
    if (source.size > limits.bytes) return refuse({ kind: "unpacks-too-large" });
    return accept([await openCsv(() => bytesOf(source, 262_144))]);
  } catch (error) {
    if (error instanceof FileRefused) return refuse(error.refusal);
    throw error;
  }
}

async function openZip(source: Source, limits: UnpackLimits): Promise<Table[]> {
  const entries = await entriesOf(source);
  const sheets = await openXlsx(source, entries, limits);
  if (sheets) return sheets;
  const files = entries.filter(({ name }) => !name.endsWith("/") && !/(^|\/)(__MACOSX\/|\.)/.test(name));
  const usable = files.filter(({ name }) => /\.(csv|txt|xlsx)$/i.test(name));
  const [only] = usable;
  if (!only) throw new FileRefused({ kind: "archive-without-csv", names: files.map(({ name }) => name) });
  if (usable.length > 1) throw new FileRefused({ kind: "archive-with-several", names: usable.map(({ name }) => name) });
  if (!/\.xlsx$/i.test(only.name)) return [await openCsv(() => unzipped(source, only, limits))];
  if (only.size > mostOfInnerWorkbook) throw new FileRefused({ kind: "unpacks-too-large" });
  const inner = memorySource(Buffer.concat(await Array.fromAsync(unzipped(source, only, limits))));
  const found = await openXlsx(inner, await entriesOf(inner), limits);
  if (!found) throw new FileRefused({ kind: "damaged-archive" });
  return found;
}
