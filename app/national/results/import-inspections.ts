import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readYear, wholeYear } from "../../language/school-year.ts";
import { FileRefused } from "../reading/unpack.ts";
import { asAtFromName } from "../register/dates.rules.ts";
import type { Imported, ResultFile, ResultOptions } from "./import-results.ts";
import { type Inspection, inspectionReader, spelledDay, yearOfDay } from "./inspection.rules.ts";
import { saveInspections } from "./inspection.store.ts";
import { versionOfFile } from "./period.rules.ts";
import { columnTwice, planOf } from "./plan.rules.ts";
import * as store from "./result-load.store.ts";
import type { ResultRefusal } from "./result-refusal.rules.ts";
import type { ResultReport } from "./result-report.rules.ts";

const atOnce = 5000;

/** Imports the inspections of one of Ofsted's files; `begin` as for facts. Refused: roll back then. */
export async function importInspections(
  db: ClientBase,
  file: ResultFile,
  begin: () => Promise<void>,
  options: ResultOptions = {},
): Promise<Outcome<Imported & { readonly releasedOn: string; readonly older: boolean }, ResultRefusal>> {
  const started = performance.now();
  const { dataset, table } = file;
  const inspections = dataset.inspections;
  if (!inspections) return refuse({ kind: "nothing-to-take" });
  const twice = columnTwice(table.header);
  if (twice !== undefined) return refuse({ kind: "column-twice", column: twice });
  const version = versionOfFile(options.version, file.name, dataset.version);
  if (!version.ok) return version;
  const asked = options.period === undefined ? undefined : readYear(options.period);
  if (options.period !== undefined && asked === undefined) return refuse({ kind: "impossible-period", given: options.period });

  const reader = inspectionReader(table.header, inspections);
  const read = await readAll(file, reader, options);
  if (read.rows === 0) throw new FileRefused({ kind: "no-rows" });
  if (read.found.length === 0) return refuse({ kind: "nothing-to-take" });
  const last = read.found.reduce((latest, { on, published }) => [latest, on, published ?? ""].sort().at(-1) as string, "");
  const releasedOn = asAtFromName(file.name) ?? spelledDay(file.name) ?? last;
  const year = yearOfDay(releasedOn);
  if (asked !== undefined && asked !== year)
    return refuse({ kind: "period-contradicts", given: asked, found: year, where: "the day it shows" });
  await begin();
  const inForce = (await store.importsInForce(db)).filter((other) => other.dataset === dataset.code);
  const known = inForce.find((other) => other.sha256 === file.sha256 && other.reading === dataset.reading);
  if (known) {
    const report = { ...(await store.reportOf(db, known.id)), already: true };
    return accept({ id: known.id, report, releasedOn: known.releasedOn ?? "", older: false });
  }
  const id = await store.nextImport(db);
  await store.beginImport(db, id, dataset, { file: file.name, sha256: file.sha256, version: version.value });
  const older = inForce.some((other) => other.periods.includes(wholeYear(year)) && (other.releasedOn ?? "") > releasedOn);
  if (!older)
    await store.supersede(
      db,
      inForce.filter((other) => other.periods.includes(wholeYear(year))),
      [wholeYear(year)],
    );
  let stored = 0;
  for (let at = 0; at < read.found.length; at += atOnce)
    stored += await saveInspections(db, id, releasedOn, read.found.slice(at, at + atOnce));
  const schools = new Set(read.found.map(({ urn }) => urn));
  const { unknownColumns } = planOf(dataset, table.header, () => undefined);
  const used = new Set([...reader.used].map((at) => table.header[at]?.trim()));
  const report: ResultReport = {
    file: file.name,
    dataset: dataset.code,
    name: dataset.name,
    years: [year],
    version: version.value,
    already: false,
    rowsRead: read.rows,
    schools: schools.size,
    authorityRows: 0,
    regionRows: 0,
    nationRows: 0,
    trusts: 0,
    facts: 0,
    missing: 0,
    toldBetter: read.found.length - stored,
    replaced: 0,
    inspections: stored,
    skipped: read.skipped,
    unknownColumns: unknownColumns.filter((name) => !used.has(name)),
    olderColumns: 0,
    tokens: [],
    authoritiesWithoutRow: [],
    notInRegister: await store.schoolsNotInRegister(db, [...schools]),
    encoding: table.encoding,
    seconds: Math.round(performance.now() - started) / 1000,
  };
  return accept({ id, report, releasedOn, older });
}

async function readAll(file: ResultFile, reader: ReturnType<typeof inspectionReader>, options: ResultOptions) {
  const found = new Map<string, Inspection>();
  const without = { reason: "no inspection of its own", rows: 0, examples: [] as string[] };
  const twice = { reason: "the same inspection stands in a row before", rows: 0, examples: [] as string[] };
  let rows = 0;
  let above = file.above + 1;
  const skip = (to: typeof without, example: string) => {
    to.rows++;
    if (to.examples.length < 3) to.examples.push(example);
  };
  for await (const batch of file.table.batches(reader.dayColumns)) {
    for (const row of batch.rows) {
      if (above > 0) {
        above--;
        continue;
      }
      rows++;
      const told = reader.read(row, rows + 1);
      if (told.length === 0) skip(without, row[0] ?? "");
      let fresh = 0;
      for (const one of told) {
        const key = `${one.urn} ${one.era} ${one.on}`;
        if (!found.has(key)) {
          found.set(key, one);
          fresh++;
        }
      }
      if (told.length > 0 && fresh === 0) skip(twice, String(told[0]?.urn));
    }
    options.onProgress?.({ phase: "reading", rowsRead: rows, share: batch.share });
  }
  return { found: [...found.values()], rows, skipped: [without, twice].filter((one) => one.rows > 0) };
}
