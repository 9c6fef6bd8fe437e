import type { ClientBase } from "pg";
import type { RegisterReader } from "../register/register.store.ts";
import type { Inspection } from "./inspection.rules.ts";

/** Keeps inspections; of one told before, what the newer release says counts. Answers how many were written. */
export async function saveInspections(
  db: ClientBase,
  importId: number,
  releasedOn: string,
  inspections: readonly Inspection[],
): Promise<number> {
  const { rowCount } = await db.query(
    `insert into national.inspection as i (urn, era, inspected_on, published_on, number, kind, outcomes, urn_then, import)
     select urn, era, "on", published, number, kind, outcomes, "urnThen", $2
     from jsonb_to_recordset($1::jsonb) as x (urn integer, era text, "on" date, published date, number text, kind text, outcomes jsonb, "urnThen" integer)
     on conflict (urn, era, inspected_on) do update set published_on = excluded.published_on, number = excluded.number, kind = excluded.kind,
       outcomes = excluded.outcomes, urn_then = excluded.urn_then, import = excluded.import
     where (select coalesce(r.released_on, '-infinity') from national.result_import r where r.id = i.import) <= $3::date`,
    [JSON.stringify(inspections), importId, releasedOn],
  );
  return rowCount ?? 0;
}

export type SchoolInspection = {
  readonly urn: number;
  readonly era: "graded" | "ungraded" | "report-card";
  readonly on: string;
  readonly published: string | null;
  readonly number: string | null;
  readonly kind: string | null;
  readonly urnThen: number | null;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly dataset: string;
  readonly releasedOn: string | null;
};
/** Every inspection that is known of these URNs, each with the file that told it last. */
export async function inspectionsOfSchools(db: RegisterReader, urns: readonly number[]): Promise<SchoolInspection[]> {
  const { rows } = await db.query(
    `select i.urn, i.era, i.inspected_on::text as "on", i.published_on::text as published, i.number, i.kind, i.urn_then as "urnThen", i.outcomes,
       r.dataset, r.released_on::text as "releasedOn"
     from national.inspection i join national.result_import r on r.id = i.import where i.urn = any($1::int[]) order by i.urn, i.inspected_on, i.era`,
    [urns],
  );
  return rows as SchoolInspection[];
}
