import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readYear, type SchoolYear, wholeYear } from "../../language/school-year.ts";
import { copyInto } from "../copy.store.ts";
import type { Table } from "../reading/table.ts";
import { measureByCode } from "./catalogue.ts";
import type { Dataset, Version } from "./dataset.rules.ts";
import { datasets } from "./datasets.ts";
import { factWriter } from "./fact-writer.ts";
import { versionOfFile, yearFromName, yearOfFile } from "./period.rules.ts";
import { columnTwice, type Plan, planOf } from "./plan.rules.ts";
import * as store from "./result-load.store.ts";
import { type ResultRefusal, ResultRefused } from "./result-refusal.rules.ts";
import type { ResultReport } from "./result-report.rules.ts";
import { rowReader, type Tally } from "./row-reader.rules.ts";
import { effectOf, mayCollide } from "./standing.rules.ts";
import { scopeOf } from "./wholeness.rules.ts";

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
}

/** Imports the facts of one file, inside the importer's open transaction. Throws `ResultRefused` or answers a refusal: roll back then. */
export async function importFacts(
  db: ClientBase,
  file: ResultFile,
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

  const inForce = await store.importsInForce(db);
  const known = inForce.find((other) => sameFile(other, file, version.value, year.value));
  if (known) return accept({ id: known.id, report: { ...known.report, already: true } });
  await store.fillCatalogue(db);
  const id = await store.beginImport(db, dataset, { file: file.name, sha256: file.sha256, version: version.value });
  const straight = !mayCollide(dataset, inForce, datasets, year.value === undefined ? undefined : wholeYear(year.value));
  if (!straight) await store.makeIncomingFacts(db);

  const { tally, facts, missing } = await readFacts(db, file, plan, year.value, id, straight, options);
  if (tally.usable === 0) return refuse({ kind: "nothing-to-take" });
  const contradiction = yearsAgainst(tally, options.period, file.name);
  if (contradiction) return refuse(contradiction);
  const { authorities, withoutRow } = scopeOf(plan, tally, options.leastAuthorities);
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
  const replaced = await store.supersede(db, effect.replaced, periods);
  const taken = straight
    ? facts
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
    rowsRead: tally.rows,
    schools: tally.schools.size,
    authorityRows: tally.authorities.size,
    regionRows: tally.regions.size,
    nationRows: tally.nation.size,
    trusts: tally.trusts.size,
    facts: taken,
    missing,
    toldBetter: facts - taken,
    replaced,
    inspections: 0,
    skipped: [...tally.skipped].map(([reason, skip]) => ({ reason, ...skip })).sort((a, b) => b.rows - a.rows),
    unknownColumns: plan.unknownColumns,
    olderColumns: plan.olderColumns.length,
    tokens: [...tally.tokens].map(([token, cells]) => ({ token, means: dataset.tokens[token] ?? "unexplained", cells })),
    authoritiesWithoutRow: withoutRow,
    notInRegister,
    encoding: table.encoding,
    seconds: Math.round(performance.now() - started) / 1000,
  };
  return accept({ id, report });
}

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

async function readFacts(
  db: ClientBase,
  file: ResultFile,
  plan: Plan,
  year: SchoolYear | undefined,
  id: number,
  straight: boolean,
  options: ResultOptions,
) {
  const writer = factWriter();
  const rows = rowReader(plan, year, id, writer);
  const copy = copyInto(db, store.copyFacts(straight));
  let above = file.above + 1;
  try {
    for await (const batch of file.table.batches(new Set())) {
      for (const row of batch.rows) {
        if (above > 0) above--;
        else rows.read(row);
      }
      for (const piece of writer.take()) await copy.write(piece);
      options.onProgress?.({ phase: "reading", rowsRead: rows.tally.rows, share: batch.share });
    }
    for (const piece of writer.take(true)) await copy.write(piece);
    await copy.end();
  } catch (error) {
    await copy.abandon();
    const told = /Key \(.*?\)=\((.*?)\)/.exec((error as { detail?: string }).detail ?? "")?.[1];
    if ((error as { code?: string }).code === "23505")
      throw new ResultRefused({ kind: "row-twice", row: undefined, what: `one figure (${told ?? ""})` });
    throw error;
  }
  return { tally: rows.tally, facts: writer.facts, missing: writer.missing };
}
