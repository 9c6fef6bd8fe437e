import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { Rag } from "../progress/progress.rules.ts";

/** How each objective of these plans went when its plan was last reviewed. */
export async function lastRags(look: Look, plans: readonly string[]): Promise<ReadonlyMap<string, { rag: Rag; on: string }>> {
  const rows = await look.rows<{ part: string; rag: Rag; on: string }>(sql`
    with last as materialized (
      select distinct on (plan_id) plan_id, number, reviewed_on from improve.progress
      where trust_id = ${look.trustId} and plan_id = any(${[...plans]}::uuid[]) order by plan_id, number desc),
    line as materialized (select plan_id, number, part_id, rag from improve.progress_line where trust_id = ${look.trustId} and plan_id = any(array(select plan_id from last)))
    select l.part_id as part, l.rag, r.reviewed_on::text as on from last r join line l on l.plan_id = r.plan_id and l.number = r.number`);
  return new Map(rows.map(({ part, rag, on }) => [part, { rag, on }]));
}
