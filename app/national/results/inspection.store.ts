import type { ClientBase } from "pg";
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
