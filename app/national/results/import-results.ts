import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readYear, type SchoolYear, wholeYear } from "../../language/school-year.ts";
import { copyInto } from "../copy.store.ts";
import type { Table } from "../reading/table.ts";
import { FileRefused } from "../reading/unpack.ts";
import { measureByCode } from "./catalogue.ts";
import type { Dataset, Version } from "./dataset.rules.ts";
import { datasets } from "./datasets.ts";
import { factWriter } from "./fact-writer.ts";
import { versionOfFile, yearFromName, yearOfFile } from "./period.rules.ts";
import { columnTwice, planOf } from "./plan.rules.ts";
import * as store from "./result-load.store.ts";
import { type ResultRefusal, ResultRefused } from "./result-refusal.rules.ts";
import type { ResultReport } from "./result-report.rules.ts";
import { rowReader, type Tally } from "./row-reader.rules.ts";
import { effectOf, mayCollide } from "./standing.rules.ts";
import { type Scope, scopeOf } from "./wholeness.rules.ts";

/** A file of results, opened and recognised. `above`: rows over its header. */
export interface ResultFile {
  readonly name: string;
  readonly sha256: string;
  readonly table: Table;
  readonly above: number;
  readonly dataset: Dataset;
}

export interface ResultOptions {
  /** The school year, when neither the file nor its name tells. */
  readonly period?: string;
  readonly version?: string;
  /** How many authorities make a file all of England. */
  readonly leastAuthorities?: number;
  readonly onProgress?: (progress: { rowsRead: number; share: number; phase: "reading" | "comparing" }) => void;
}

/** What was imported, with its number; an `already` report has the number of the import before. */
export interface Imported {
  readonly id: number;
  readonly report: ResultReport;
  /** Other imports that told some of its figures until then. */
  readonly tookFrom?: readonly number[];
}

/** The facts of small files wait until all rows are read: one that is refused then touches nothing and holds nobody up. */
const mostWaiting = 8 * 1024 * 1024;

/**
 * Imports the facts of one file. `begin` opens the importer's change and takes its turn; it is called once, when facts are to be written.
 * Throws `ResultRefused` or answers a refusal: roll back then.
 */
export async function importFacts(
  db: ClientBase,
  file: ResultFile,
  begin: () => Promise<void>,
  options: ResultOptions = {},
): Promise<Outcome<Imported, ResultRefusal>> {
  const started = performance.now();
  const { dataset, table } = file;
  const twice = columnTwice(table.header);
  if (twice !== undefined) return refuse({ kind: "column-twice", column: twice });
  const plan = planOf(dataset, table.header, measureByCode);
  const year = yearOfFile({ given: options.period, name: file.name, byOlder: plan.yearsByOlder, byRows: plan.period >= 0 });
  if (!year.ok) return year;
  const version = versionOfFile(options.version, file.name, dataset.version);
  if (!version.ok) return version;

  const id = await store.nextImport(db);
  const sink = factSink(db, file, id, version.value, year.value, begin);
  const writer = factWriter();
  const rows = rowReader(plan, year.value, id, writer);
  const { tally } = rows;
  let scope: Scope;
  try {
    let above = file.above + 1;
    for await (const batch of table.batches(new Set())) {
      for (const row of batch.rows) {
        if (above > 0) above--;
        else rows.read(row);
      }
      if (writer.waiting > mostWaiting) await sink.write(writer.take());
      options.onProgress?.({ phase: "reading", rowsRead: tally.rows, share: batch.share });
    }
    if (tally.rows === 0) throw new FileRefused({ kind: "no-rows" });
    if (tally.usable === 0) throw new ResultRefused({ kind: "nothing-to-take" });
    const contradiction = yearsAgainst(tally, options.period, file.name);
    if (contradiction) throw new ResultRefused(contradiction);
    scope = scopeOf(plan, tally, options.leastAuthorities);
    await sink.write(writer.take(true));
    await sink.end();
  } catch (error) {
    if (error instanceof ImportedBefore)
      return accept({ id: error.id, report: { ...(await store.reportOf(db, error.id)), already: true } });
    await sink.abandon();
    throw factStandsTwice(error) ?? error;
  }
  const { inForce, straight } = sink.standing();
  const { authorities, withoutRow } = scope;
  const { facts, missing } = writer;
  const years = [...tally.years].sort((a, b) => a - b);
  const periods = years.map(wholeYear);
  const mine = { dataset: dataset.code, periods, version: version.value, authorities: authorities ?? null, tier: dataset.tier };
  const effect = effectOf(mine, inForce);
  if (effect.newerThere) return refuse({ kind: "older-version", version: version.value, stored: effect.newerThere.version });
  options.onProgress?.({ phase: "comparing", rowsRead: tally.rows, share: 1 });
  if (!straight) {
    const repeated = await store.factTwice(db);
    if (repeated) return refuse({ kind: "row-twice", row: undefined, what: `one figure (${repeated})` });
  }
  await store.fillCatalogue(db);
  const replaced = await store.supersede(db, effect.replaced, periods);
  const { taken, tookFrom } = straight
    ? { taken: facts, tookFrom: [] }
    : await store.mergeFacts(
        db,
        effect.better.map(({ id: other }) => other),
      );
  const notInRegister = await store.saveSchools(db, id, tally.schools);
  const report: ResultReport = {
    file: file.name,
    dataset: dataset.code,
    name: dataset.name,
    years,
    version: version.value,
    ...(authorities ? { authorities } : {}),
    already: false,
    ...countedIn(tally, dataset),
    facts: taken,
    missing,
    toldBetter: facts - taken,
    replaced,
    inspections: 0,
    unknownColumns: plan.unknownColumns,
    olderColumns: plan.olderColumns.length,
    authoritiesWithoutRow: withoutRow,
    notInRegister,
    encoding: table.encoding,
    seconds: Math.round(performance.now() - started) / 1000,
  };
  return accept({ id, report, tookFrom });
}

/** The rows of a file by whose they are, which were skipped and why, and its marks. */
const countedIn = (tally: Tally, dataset: Dataset) => ({
  rowsRead: tally.rows,
  schools: tally.schools.size,
  authorityRows: tally.authorities.size,
  regionRows: tally.regions.size,
  nationRows: tally.nation.size,
  trusts: tally.trusts.size,
  skipped: [...tally.skipped].map(([reason, skip]) => ({ reason, ...skip })).sort((a, b) => b.rows - a.rows),
  tokens: [...tally.tokens].map(([token, cells]) => ({ token, means: dataset.tokens[token] ?? ("unexplained" as const), cells })),
});

/** The same bytes, read by the same content, as the same year and version. */
const sameFile = (other: store.InForce, file: ResultFile, version: Version, year: SchoolYear | undefined) =>
  other.sha256 === file.sha256 &&
  other.reading === file.dataset.reading &&
  other.dataset === file.dataset.code &&
  other.version === version &&
  (year === undefined || other.periods.includes(wholeYear(year)));

/** The rows' own years against what somebody or the name said. */
function yearsAgainst({ years }: Tally, given: string | undefined, name: string): ResultRefusal | undefined {
  const named = yearFromName(name);
  const asked = given === undefined ? undefined : readYear(given);
  for (const said of [asked, named])
    if (said !== undefined && !years.has(said))
      return { kind: "period-contradicts", given: said, found: [...years].sort((a, b) => a - b).at(-1) ?? 0, where: "what its rows say" };
  return undefined;
}

/** The same file stands already. */
class ImportedBefore extends Error {
  readonly id: number;
  constructor(id: number) {
    super("imported before");
    this.id = id;
  }
}

/** Where facts go: opened with the first of them, straight to their table where nothing there can tell the same. */
function factSink(
  db: ClientBase,
  file: ResultFile,
  id: number,
  version: Version,
  year: SchoolYear | undefined,
  begin: () => Promise<void>,
) {
  let open:
    | { readonly inForce: readonly store.InForce[]; readonly straight: boolean; readonly copy: ReturnType<typeof copyInto> }
    | undefined;
  const opened = async () => {
    await begin();
    const inForce = await store.importsInForce(db);
    const known = inForce.find((other) => sameFile(other, file, version, year));
    if (known) throw new ImportedBefore(known.id);
    await store.beginImport(db, id, file.dataset, { file: file.name, sha256: file.sha256, version });
    const straight = !mayCollide(file.dataset, inForce, datasets, year === undefined ? undefined : wholeYear(year));
    if (!straight) await store.makeIncomingFacts(db);
    return { inForce, straight, copy: copyInto(db, store.copyFacts(straight)) };
  };
  return {
    async write(pieces: readonly Uint8Array[]): Promise<void> {
      open ??= await opened();
      for (const piece of pieces) await open.copy.write(piece);
    },
    end: async () => open?.copy.end(),
    abandon: async () => open?.copy.abandon(),
    standing: () => ({ inForce: open?.inForce ?? [], straight: open?.straight ?? true }),
  };
}

/** The refusal behind the database's word that a key stands twice; undefined for any other error. */
function factStandsTwice(error: unknown): ResultRefused | undefined {
  if ((error as { code?: string }).code !== "23505") return undefined;
  const told = /Key \(.*?\)=\((.*?)\)/.exec((error as { detail?: string }).detail ?? "")?.[1];
  return new ResultRefused({ kind: "row-twice", row: undefined, what: `one figure (${told ?? ""})` });
}
