import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { appendSiteEvent } from "../../platform/audit/audit.store.ts";
import { rebuildAfterRegister } from "../benchmarks/derive.store.ts";
import type { Table } from "../reading/table.ts";
import { FileRefused } from "../reading/unpack.ts";
import { asAtFromName, readDate } from "./dates.rules.ts";
import { dayFields, type Plan } from "./file-kind.rules.ts";
import { columnInWords, type ImportRefusal, type ImportReport, type Skipped, type UnknownValue } from "./import-report.rules.ts";
import { readRow } from "./register.rules.ts";
import { copyIncoming, dropRepeats, incomingLine, lockImports, makeIncoming, mergeIncoming, saveImport } from "./register-load.store.ts";

/** How far an import has come: what it does, rows read, and the share of the file from 0 to 1. */
export interface ImportProgress {
  readonly phase: "opening" | "waiting" | "reading" | "comparing";
  readonly rowsRead: number;
  readonly share: number;
}

export interface ImportOptions {
  /** The day that the file shows, when its name does not tell (it overrules the name). */
  readonly asAt?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Who asked for it; left out on the command line. */
  readonly askedBy?: { readonly accountId: string; readonly name: string };
  readonly jobId?: string;
  /** Runs last in the same change; when it throws, nothing of the import stays. */
  readonly beforeCommit?: (report: ImportReport) => Promise<void>;
}

/** A table of the register, opened and recognised. */
export interface RegisterFile {
  readonly name: string;
  readonly sha256: string;
  readonly table: Table;
  readonly plan: Plan;
}

/** Imports one file of the national register, in the importer's role: as one change, all of it or nothing. */
export async function importRegisterTable(
  connection: ClientBase,
  { name, sha256, table, plan }: RegisterFile,
  options: ImportOptions = {},
): Promise<Outcome<ImportReport, ImportRefusal>> {
  const started = performance.now();
  const asAt = asAtOf(name, options.asAt);
  if (!asAt.ok) return asAt;

  await connection.query("begin");
  try {
    await lockImports(connection, () => options.onProgress?.({ phase: "waiting", rowsRead: 0, share: 0 }));
    await makeIncoming(connection);
    const tally = await readInto(connection, table, plan, options.onProgress);
    options.onProgress?.({ phase: "comparing", rowsRead: tally.rowsRead, share: 1 });
    const repeats = await dropRepeats(connection, plan.kind);
    if (repeats.rows > 0) tally.skip("the same row stands in the file before", repeats.examples, repeats.rows);
    const counts = await mergeIncoming(connection, plan, asAt.value);
    if (counts.older > 0) tally.skip("a newer snapshot is already stored", [], counts.older);
    await rebuildAfterRegister(connection);
    const report: ImportReport = {
      file: name,
      kind: plan.kind,
      asAt: asAt.value,
      rowsRead: tally.rowsRead,
      imported: counts.imported,
      changed: counts.changed,
      unchanged: counts.unchanged,
      skipped: tally.skipped(),
      unknownColumns: plan.unknownColumns,
      unknownValues: tally.unknownValues(),
      damagedRows: tally.damagedRows,
      encoding: table.encoding,
      seconds: Math.round(performance.now() - started) / 1000,
    };
    const importId = await saveImport(connection, sha256, report, options);
    await options.beforeCommit?.(report);
    const { kind, rowsRead, imported, changed, unchanged } = report;
    await appendSiteEvent(connection, options.askedBy?.accountId, {
      kind: "national.file-imported",
      detail: { import: importId, kind, asAt: report.asAt, sha256, rowsRead, imported, changed, unchanged },
    });
    await connection.query("commit");
    return accept(report);
  } catch (error) {
    // When the connection itself is lost, PostgreSQL has rolled back already: the first error is the one to tell.
    await connection.query("rollback").catch(() => undefined);
    if (error instanceof FileRefused) return refuse(error.refusal);
    throw error;
  }
}

/** The day a file shows: as somebody said, else as its name tells; refused when neither does, or when the day cannot be. */
export function asAtOf(name: string, given: string | undefined): Outcome<string, ImportRefusal> {
  const asked = given === undefined ? undefined : readDate(given);
  if (given !== undefined && (!asked?.possible || asked.date === null)) return refuse({ kind: "impossible-as-at", given });
  const asAt = asked?.possible ? (asked.date ?? undefined) : asAtFromName(name);
  if (asAt === undefined) return refuse({ kind: "no-as-at" });
  // A day to come would shut out every later snapshot. One day of grace: the clock here may be behind London's.
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  return asAt > tomorrow ? refuse({ kind: "future-as-at", asAt }) : accept(asAt);
}

async function readInto(connection: ClientBase, table: Table, plan: Plan, onProgress: ImportOptions["onProgress"]) {
  const tally = newTally();
  const copy = copyIncoming(connection);
  const dayColumns = new Set(dayFields.flatMap((field) => plan.columns[field] ?? []));
  let headerSeen = false;
  let usable = 0;

  const linesOf = (rows: readonly (readonly string[])[]): string => {
    let lines = "";
    for (const cells of rows) {
      if (!headerSeen) {
        headerSeen = true;
        continue;
      }
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
    for await (const { rows, share } of table.batches(dayColumns)) {
      await copy.write(linesOf(rows));
      onProgress?.({ phase: "reading", rowsRead: tally.rowsRead, share });
    }
    if (tally.rowsRead === 0) throw new FileRefused({ kind: "no-rows" });
    if (usable === 0) throw new FileRefused({ kind: "nothing-usable", skipped: tally.skipped() });
    await copy.end();
  } catch (error) {
    await copy.abandon();
    throw error;
  }
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
