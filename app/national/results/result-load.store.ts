import type { ClientBase } from "pg";
import { pupilGroups } from "../../language/pupil-group.ts";
import { type Period, wholeYear } from "../../language/school-year.ts";
import { measures } from "./catalogue.ts";
import type { Dataset, Version } from "./dataset.rules.ts";
import { factColumns } from "./fact-writer.ts";
import type { ResultReport } from "./result-report.rules.ts";

/** An import that is in force: what it is of, and how it stands to another. */
export interface InForce {
  readonly id: number;
  readonly dataset: string;
  readonly periods: readonly Period[];
  readonly version: Version;
  readonly authorities: readonly number[] | null;
  readonly tier: number;
  readonly sha256: string;
  readonly reading: string;
  readonly releasedOn: string | null;
}

/** Writes the catalogue's codes beside the numbers facts are stored with; mostly they stand there already. */
export async function fillCatalogue(db: ClientBase): Promise<void> {
  const [groups, codes] = [Object.values(pupilGroups), Object.keys(pupilGroups)];
  const catalogue = [measures.map(({ id }) => id), measures.map(({ code }) => code), groups, codes];
  const { rows } = await db.query<{ known: number }>(
    `select (select count(*) from national.measure natural join unnest($1::smallint[], $2::text[]) as x (id, code))::integer
       + (select count(*) from national.pupil_group natural join unnest($3::smallint[], $4::text[]) as y (id, code))::integer as known`,
    catalogue,
  );
  if (rows[0]?.known === measures.length + groups.length) return;
  for (const [table, ids, names] of [
    ["measure", catalogue[0], catalogue[1]],
    ["pupil_group", groups, codes],
  ])
    await db.query(
      `insert into national.${table} as t (id, code) select * from unnest($1::smallint[], $2::text[])
       on conflict (id) do update set code = excluded.code where t.code <> excluded.code`,
      [ids, names],
    );
}

/** Every import in force. */
export async function importsInForce(db: ClientBase): Promise<InForce[]> {
  const { rows } = await db.query<InForce>(
    `select id, dataset, periods, version, authorities, tier, sha256, reading, released_on::text as "releasedOn"
     from national.result_import where superseded_at is null order by id`,
  );
  return rows;
}

/** What an import did that was done before. */
export async function reportOf(db: ClientBase, id: number): Promise<ResultReport> {
  const { rows } = await db.query<{ report: ResultReport }>("select report from national.result_import where id = $1", [id]);
  return (rows[0] as { report: ResultReport }).report;
}

/** The number of an import to come: its facts name it before it is written down. */
export async function nextImport(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ id: number }>("select nextval('national.result_import_id_seq')::integer as id");
  return rows[0]?.id ?? 0;
}

/** Writes an import down whose rows are still to be read. */
export async function beginImport(
  db: ClientBase,
  id: number,
  dataset: Dataset,
  { file, sha256, version }: { readonly file: string; readonly sha256: string; readonly version: Version },
): Promise<void> {
  await db.query(
    `insert into national.result_import (id, dataset, periods, version, tier, file_name, sha256, reading, report)
     overriding system value values ($1, $2, '{0}', $3, $4, $5, $6, $7, '{}')`,
    [id, dataset.code, version, dataset.tier, file, sha256, dataset.reading],
  );
}

/** Ends it: what it was of, and its report. */
export async function endImport(
  db: ClientBase,
  id: number,
  report: ResultReport,
  details: { releasedOn?: string; askedBy?: { accountId: string; name: string }; jobId?: string; atOnceSuperseded?: boolean },
): Promise<void> {
  await db.query(
    `update national.result_import set periods = $2, authorities = $3, report = $4, released_on = $5, asked_by = $6, asked_by_name = $7, job_id = $8,
       superseded_at = case when $9 then now() end where id = $1`,
    [
      id,
      report.years.map(wholeYear),
      report.authorities ?? null,
      JSON.stringify(report),
      details.releasedOn,
      details.askedBy?.accountId,
      details.askedBy?.name,
      details.jobId,
      details.atOnceSuperseded === true,
    ],
  );
}

/** The statement that copies facts straight to their table; or into one of their own, to be merged. */
export const copyFacts = (straight: boolean) =>
  `copy ${straight ? "national.fact" : "incoming_fact"} (${factColumns}) from stdin (format binary)`;

export async function makeIncomingFacts(db: ClientBase): Promise<void> {
  await db.query("create temporary table incoming_fact (like national.fact) on commit drop");
}

/** A figure that stands twice in the incoming facts; undefined when none does. */
export async function factTwice(db: ClientBase): Promise<string | undefined> {
  const { rows } = await db.query<{ what: string }>(
    `select concat_ws(' ', org_kind, org_key, period, measure, pupil_group) as what from incoming_fact
     group by org_kind, org_key, period, measure, pupil_group having count(*) > 1 limit 1`,
  );
  return rows[0]?.what;
}

/** Ends earlier imports where this one speaks for their periods; answers how many facts went. */
export async function supersede(db: ClientBase, earlier: readonly InForce[], periods: readonly Period[]): Promise<number> {
  if (earlier.length === 0) return 0;
  const ids = earlier.map(({ id }) => id);
  const { rowCount } = await db.query("delete from national.fact where import = any($1) and period = any($2)", [ids, periods]);
  for (const { id, periods: told } of earlier) {
    const left = told.filter((period) => !periods.includes(period));
    if (left.length > 0) await db.query("update national.result_import set periods = $2 where id = $1", [id, left]);
    else {
      await db.query("update national.result_import set superseded_at = now() where id = $1", [id]);
      await db.query("delete from national.fact_school where import = $1", [id]);
    }
  }
  return rowCount ?? 0;
}

/** Takes the incoming facts over, but for those that a better import tells; answers how many were taken, and from which other imports. */
export async function mergeFacts(
  db: ClientBase,
  better: readonly number[],
): Promise<{ readonly taken: number; readonly tookFrom: readonly number[] }> {
  const columns = factColumns.split(", ").filter((column) => !["org_kind", "org_key", "period", "measure", "pupil_group"].includes(column));
  const { rows } = await db.query<{ taken: number; tookFrom: number[] }>(
    `with taken as (
       insert into national.fact as f (${factColumns}) select ${factColumns} from incoming_fact
       on conflict (org_kind, org_key, period, measure, pupil_group)
       do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")} where f.import <> all ($1::integer[])
       returning old.import as before
     )
     select count(*)::int as taken, coalesce(array_agg(distinct before) filter (where before is not null), '{}') as "tookFrom" from taken`,
    [better],
  );
  return rows[0] ?? { taken: 0, tookFrom: [] };
}

/** Keeps which kind of school each was; answers which of them the register does not know. */
export async function saveSchools(db: ClientBase, importId: number, schools: ReadonlyMap<number, number>) {
  if (schools.size === 0) return { count: 0, examples: [] };
  await db.query(
    "insert into national.fact_school (import, urn, stratum) select $1, u, s from unnest($2::integer[], $3::smallint[]) as x (u, s)",
    [importId, [...schools.keys()], [...schools.values()]],
  );
  return schoolsNotInRegister(db, [...schools.keys()]);
}

/** Which of these schools the register does not know. */
export async function schoolsNotInRegister(db: ClientBase, urns: readonly number[]): Promise<ResultReport["notInRegister"]> {
  const { rows } = await db.query<{ count: number; examples: number[] | null }>(
    `select count(*)::int as count, (array_agg(u order by u))[1:3] as examples
     from unnest($1::integer[]) as x (u) left join national.school s on s.urn = u where s.urn is null`,
    [urns],
  );
  return { count: rows[0]?.count ?? 0, examples: rows[0]?.examples ?? [] };
}
