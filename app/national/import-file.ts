import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import { appendSiteEvent } from "../platform/audit/audit.store.ts";
import { rebuildDistributions } from "./benchmarks/derive.store.ts";
import type { NationalRefusal, NationalReport } from "./import-words.rules.ts";
import { type Source, sha256Of, withFile } from "./reading/source.ts";
import { openTables, type Table } from "./reading/table.ts";
import { FileRefused } from "./reading/unpack.ts";
import { type Plan, recogniseHeader } from "./register/file-kind.rules.ts";
import { type ImportOptions, importRegisterTable } from "./register/import-register.ts";
import type { ImportRefusal } from "./register/import-report.rules.ts";
import { lockImports } from "./register/register-load.store.ts";
import type { Dataset } from "./results/dataset.rules.ts";
import { datasets } from "./results/datasets.ts";
import { importInspections } from "./results/import-inspections.ts";
import { importFacts, type ResultFile, type ResultOptions } from "./results/import-results.ts";
import { recogniseDataset } from "./results/plan.rules.ts";
import { endImport } from "./results/result-load.store.ts";
import { ResultRefused } from "./results/result-refusal.rules.ts";
import type { ResultReport } from "./results/result-report.rules.ts";

export interface NationalOptions
  extends Omit<ImportOptions, "beforeCommit">,
    Pick<ResultOptions, "period" | "version" | "leastAuthorities"> {
  /** Runs last in the same change; when it throws, nothing of the import stays. */
  readonly beforeCommit?: (report: NationalReport) => Promise<void>;
}

/** Imports one file that England publishes, of the register or of results, in the importer's role: as one change, all of it or nothing. */
export async function importNationalFile(
  connection: ClientBase,
  file: { readonly path: string; readonly name: string },
  options: NationalOptions = {},
): Promise<Outcome<NationalReport, NationalRefusal>> {
  const outcome = await withFile(file.path, (source) => importSource(connection, source, file.name, options));
  return outcome ?? refuse({ kind: "no-such-file" });
}

/** As `importNationalFile`, from wherever the file's bytes lie. */
export async function importSource(
  connection: ClientBase,
  source: Source,
  name: string,
  options: NationalOptions = {},
): Promise<Outcome<NationalReport, NationalRefusal>> {
  options.onProgress?.({ phase: "opening", rowsRead: 0, share: 0 });
  const opened = await openTables(source);
  if (!opened.ok) return opened;
  try {
    const found = await recogniseTable(opened.value);
    if (!found.ok) return found;
    const sha256 = await sha256Of(source);
    if ("plan" in found.value) return await importRegisterTable(connection, { ...found.value, name, sha256 }, options);
    return await importResultTable(connection, { ...found.value, name, sha256 }, options);
  } catch (error) {
    if (error instanceof FileRefused) return refuse(error.refusal);
    throw error;
  }
}

type Recognised =
  | { readonly table: Table; readonly plan: Plan }
  | { readonly table: Table; readonly dataset: Dataset; readonly above: number };

/** The rows in which a header may stand: some files have a title over it. */
const rowsOfHeader = 10;

/** The first table whose header is known; of a CSV there is only one. */
async function recogniseTable(tables: readonly Table[]): Promise<Outcome<Recognised, ImportRefusal>> {
  for (const table of tables) {
    const plan = recogniseHeader(table.header);
    if (plan) return accept({ table, plan });
    const dataset = recogniseDataset(table.header, datasets);
    if (dataset) return accept({ table, dataset, above: 0 });
  }
  for (const table of tables) {
    for await (const { rows } of table.batches(new Set())) {
      const first = rows.slice(1, rowsOfHeader);
      const above = first.findIndex((row) => recogniseDataset(row, datasets)) + 1;
      const header = rows[above];
      const dataset = above > 0 && header ? recogniseDataset(header, datasets) : undefined;
      if (header && dataset) return accept({ table: { ...table, header }, dataset, above });
      if (rows.length > 0) break;
    }
  }
  const filled = tables.find(({ header }) => header.length > 0);
  if (!filled) return refuse({ kind: "empty" });
  const header = filled.header.map((column) => column.trim().slice(0, 40));
  const worksheets = tables.map(({ name }) => name).filter((name) => name !== "");
  return refuse({ kind: "not-recognised", header, ...(worksheets.length > 0 ? { worksheets } : {}) });
}

async function importResultTable(
  connection: ClientBase,
  file: ResultFile,
  options: NationalOptions,
): Promise<Outcome<ResultReport, NationalRefusal>> {
  const giveUp = async <Refusal>(refusal: Refusal) => {
    await connection.query("rollback").catch(() => undefined);
    return refuse(refusal);
  };
  const begin = async () => {
    await connection.query("begin");
    await lockImports(connection, () => options.onProgress?.({ phase: "waiting", rowsRead: 0, share: 0 }));
  };
  try {
    const outcome = file.dataset.inspections
      ? await importInspections(connection, file, begin, options)
      : await importFacts(connection, file, begin, options);
    if (!outcome.ok) return await giveUp(outcome.refusal);
    const { id, report, tookFrom = [] } = outcome.value;
    if (!report.already) {
      const { releasedOn, older } = outcome.value as { releasedOn?: string; older?: boolean };
      await endImport(connection, id, report, {
        ...(releasedOn ? { releasedOn } : {}),
        ...(options.askedBy ? { askedBy: options.askedBy } : {}),
        ...(options.jobId ? { jobId: options.jobId } : {}),
        atOnceSuperseded: older === true,
      });
    }
    if (!report.already) await rebuildDistributions(connection, { id, tookFrom });
    await options.beforeCommit?.(report);
    const { dataset, years, version, already, rowsRead, facts, inspections } = report;
    await appendSiteEvent(connection, options.askedBy?.accountId, {
      kind: "national.results-imported",
      detail: { import: id, dataset, years: years.join(" "), version, sha256: file.sha256, already, rowsRead, facts, inspections },
    });
    await connection.query("commit");
    return accept(report);
  } catch (error) {
    // When the connection itself is lost, PostgreSQL has rolled back already: the first error is the one to tell.
    await connection.query("rollback").catch(() => undefined);
    if (error instanceof ResultRefused) return refuse(error.refusal);
    if (error instanceof FileRefused) return refuse(error.refusal);
    throw error;
  }
}
