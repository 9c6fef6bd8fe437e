import type { NationalRefusal, NationalReport } from "./import-words.rules.ts";
import type { ImportProgress } from "./register/import-register.ts";
import type { RegisterReader } from "./register/register.store.ts";

export const importKind = "national-import";

/** What the job of an import is told of its file. */
export interface ImportAsked {
  readonly name: string;
  readonly asAt: string | undefined;
  readonly period?: string | undefined;
  readonly version?: string | undefined;
}

/** How an import stands: waiting or under way, or ended with a report, a refusal or a failure. */
export type ImportStanding =
  | { readonly state: "waiting" }
  | { readonly state: "running"; readonly progress: ImportProgress | undefined; readonly attempt: number }
  | { readonly state: "done"; readonly report: NationalReport }
  | { readonly state: "refused"; readonly refusal: NationalRefusal }
  | { readonly state: "failed" };

export type ListedImport = {
  readonly id: string;
  readonly at: Date;
  /** Nobody: the command line. */
  readonly by: string | null;
  readonly file: string;
  readonly standing: ImportStanding;
};

type Row = {
  id: string;
  at: Date;
  by: string | null;
  file: string;
  state: ImportStanding["state"];
  attempt: number;
  progress: ImportProgress | null;
  outcome: { refusal?: NationalRefusal; report?: NationalReport } | null;
  report: NationalReport | null;
};

// An import in the browser is its job's, with its entry of the register or of results beside it; one on the command line has only that entry.
const imports = `
  select j.id, j.asked_at as at, j.asked_by_name as by, j.detail ->> 'name' as file, j.state, j.attempt, j.progress, j.outcome, coalesce(i.report, r.report) as report
  from job.job j left join national.import i on i.job_id = j.id left join national.result_import r on r.job_id = j.id where j.kind = '${importKind}'
  union all
  select i.id, i.imported_at, i.asked_by_name, i.file_name, 'done', 1, null, null, i.report from national.import i where i.job_id is null
  union all
  select r.page, r.imported_at, r.asked_by_name, r.file_name, 'done', 1, null, null, r.report from national.result_import r where r.job_id is null`;

/** The latest imports, by whomever and however they ended. */
export async function listImports(db: RegisterReader, limit = 30): Promise<ListedImport[]> {
  const { rows } = await db.query(`select * from (${imports}) x order by at desc, id desc limit $1`, [limit]);
  return (rows as Row[]).map(listed);
}

/** One import by its id; undefined when there is none. */
export async function findImport(db: RegisterReader, id: string): Promise<ListedImport | undefined> {
  const { rows } = await db.query(`select * from (${imports}) x where id = $1`, [id]);
  const row = rows[0] as Row | undefined;
  return row && listed(row);
}

const listed = (row: Row): ListedImport => ({ id: row.id, at: row.at, by: row.by, file: row.file, standing: standingOf(row) });

function standingOf({ state, attempt, progress, outcome, report }: Row): ImportStanding {
  const told = report ?? outcome?.report;
  if (state === "done" && told) return { state, report: told };
  if (state === "refused" && outcome?.refusal) return { state, refusal: outcome.refusal };
  if (state === "running") return { state, progress: progress ?? undefined, attempt };
  return { state: state === "waiting" ? "waiting" : "failed" };
}
