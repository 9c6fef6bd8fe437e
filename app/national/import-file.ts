import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import { csvReader, delimiterOf, RowTooLong } from "./csv.rules.ts";
import { asAtFromName, readDate } from "./dates.rules.ts";
import { type Decodable, decodeFile, FileRefused } from "./decode.ts";
import { type Plan, recogniseHeader } from "./file-kind.rules.ts";
import { columnInWords, type ImportRefusal, type ImportReport, type Skipped, type UnknownValue } from "./import-report.rules.ts";
import { readRow } from "./register.rules.ts";
import { copyIncoming, dropRepeats, incomingLine, lockImports, makeIncoming, mergeIncoming, saveImport } from "./register-load.store.ts";

/** How far an import has come: rows read, and the share of the file from 0 to 1. */
export interface ImportProgress {
  readonly rowsRead: number;
  readonly share: number;
}

export interface ImportOptions {
  /** The day that the file shows, when its name does not tell (it overrules the name). */
  readonly asAt?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Imports one file of the national register, in the importer's role: as one change, all of it or nothing. */
export async function importNationalFile(
  connection: ClientBase,
  file: { readonly path: string; readonly name: string },
  options: ImportOptions = {},
): Promise<Outcome<ImportReport, ImportRefusal>> {
  const started = performance.now();
  const decoded = await decodeFile(file.path);
  if (!decoded.ok) return decoded;
  const header = await readHeader(decoded.value);
  if (!header.ok) return header;
  const asAt = asAtOf(file.name, options.asAt);
  if (!asAt.ok) return asAt;

  await connection.query("begin");
  try {
    await lockImports(connection);
    await makeIncoming(connection);
    const tally = await readInto(connection, decoded.value, header.value, options.onProgress);
    const repeats = await dropRepeats(connection, header.value.plan.kind);
    if (repeats.rows > 0) tally.skip("the same row stands in the file before", repeats.examples, repeats.rows);
    const counts = await mergeIncoming(connection, header.value.plan, asAt.value);
    if (counts.older > 0) tally.skip("a newer snapshot is already stored", [], counts.older);
    const report: ImportReport = {
      file: file.name,
      kind: header.value.plan.kind,
      asAt: asAt.value,
      rowsRead: tally.rowsRead,
      imported: counts.imported,
      changed: counts.changed,
      unchanged: counts.unchanged,
      skipped: tally.skipped(),
      unknownColumns: header.value.plan.unknownColumns,
      unknownValues: tally.unknownValues(),
      damagedRows: tally.damagedRows,
      encoding: decoded.value.encoding,
      seconds: Math.round(performance.now() - started) / 1000,
    };
    await saveImport(connection, decoded.value.sha256, report);
    await connection.query("commit");
    return accept(report);
  } catch (error) {
    // When the connection itself is lost, PostgreSQL has rolled back already: the first error is the one to tell.
    await connection.query("rollback").catch(() => undefined);
    if (error instanceof FileRefused) return refuse(error.refusal);
    throw error;
  }
}

interface Header {
  readonly plan: Plan;
  readonly delimiter: string;
}

async function readHeader(decoded: Decodable): Promise<Outcome<Header, ImportRefusal>> {
  try {
    let start = "";
    for await (const text of decoded.text()) {
      start += text;
      if (start.includes("\n") || start.length > 100_000) break;
    }
    const delimiter = delimiterOf(start.slice(0, 100_000).split("\n", 1)[0] ?? "");
    const reader = csvReader(delimiter);
    const header = reader.push(start)[0] ?? reader.end().rows[0] ?? [];
    const plan = recogniseHeader(header);
    if (!plan) return refuse({ kind: "not-recognised", header: header.map((name) => name.trim().slice(0, 40)) });
    return accept({ plan, delimiter });
  } catch (error) {
    if (error instanceof FileRefused) return refuse(error.refusal);
    if (error instanceof RowTooLong) return refuse({ kind: "unclosed-quote", rowsRead: 0 });
    throw error;
  }
}

function asAtOf(name: string, given: string | undefined): Outcome<string, ImportRefusal> {
  const asked = given === undefined ? undefined : readDate(given);
  if (given !== undefined && (!asked?.possible || asked.date === null)) return refuse({ kind: "impossible-as-at", given });
  const asAt = asked?.possible ? (asked.date ?? undefined) : asAtFromName(name);
  if (asAt === undefined) return refuse({ kind: "no-as-at" });
  // A day to come would shut out every later snapshot. One day of grace: the clock here may be behind London's.
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  return asAt > tomorrow ? refuse({ kind: "future-as-at", asAt }) : accept(asAt);
}

async function readInto(connection: ClientBase, decoded: Decodable, { plan, delimiter }: Header, onProgress: ImportOptions["onProgress"]) {
  const tally = newTally();
  const reader = csvReader(delimiter);
  const copy = copyIncoming(connection);
  let headerSeen = false;
  let characters = 0;
  let usable = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let last: readonly string[] = [];

  const linesOf = (rows: readonly (readonly string[])[]): string => {
    let lines = "";
    for (const cells of rows) {
      if (!headerSeen) {
        headerSeen = true;
        continue;
      }
      // The length of the last row is judged apart: it may be cut off.
      if (tally.rowsRead > 0) shortest = Math.min(shortest, last.length);
      last = cells;
      tally.rowsRead += 1;
      if (cells.some((cell) => cell.includes("\uFFFD"))) tally.damagedRows += 1;
      const reading = readRow(plan, cells, tally.unknown);
      if ("skipped" in reading) tally.skip(reading.skipped, [reading.example]);
      else {
        usable += 1;
        lines += incomingLine(tally.rowsRead, reading.row);
      }
    }
    return lines;
  };

  try {
    for await (const text of decoded.text()) {
      await copy.write(linesOf(reader.push(text)));
      characters += text.length;
      onProgress?.({ rowsRead: tally.rowsRead, share: Math.min(1, characters / decoded.bytes) });
    }
    const end = reader.end();
    await copy.write(linesOf(end.rows));
    if (end.unclosed) throw new FileRefused({ kind: "truncated", rowsRead: tally.rowsRead });
    if (end.endedMidLine && last.length < shortest && shortest < Number.POSITIVE_INFINITY) {
      throw new FileRefused({ kind: "truncated", rowsRead: tally.rowsRead - 1 });
    }
    if (tally.rowsRead === 0) throw new FileRefused({ kind: "no-rows" });
    if (usable === 0) throw new FileRefused({ kind: "nothing-usable", skipped: tally.skipped() });
    await copy.end();
  } catch (error) {
    await copy.abandon();
    throw error instanceof RowTooLong ? new FileRefused({ kind: "unclosed-quote", rowsRead: tally.rowsRead }) : error;
  }
  onProgress?.({ rowsRead: tally.rowsRead, share: 1 });
  return tally;
}

function newTally() {
  const skips = new Map<string, { rows: number; examples: string[] }>();
  const unknowns = new Map<string, { column: string; value: string; rows: number }>();
  return {
    rowsRead: 0,
    damagedRows: 0,
    skip(reason: string, examples: readonly string[], rows = 1): void {
      const known = skips.get(reason) ?? { rows: 0, examples: [] };
      known.rows += rows;
      known.examples.push(...examples.slice(0, 3 - known.examples.length));
      skips.set(reason, known);
    },
    unknown(column: string, value: string): void {
      const key = `${column}\t${value}`;
      const known = unknowns.get(key);
      if (known) known.rows += 1;
      // A column read wrongly would fill the memory with its values.
      else if (unknowns.size < 200) unknowns.set(key, { column: columnInWords(column), value: value.slice(0, 60), rows: 1 });
    },
    skipped: (): Skipped[] => [...skips].map(([reason, skip]) => ({ reason, ...skip })).sort((a, b) => b.rows - a.rows),
    unknownValues: (): UnknownValue[] => [...unknowns.values()].sort((a, b) => b.rows - a.rows),
  };
}
