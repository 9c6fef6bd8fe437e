import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Trajectory } from "./trajectory.rules.ts";

export type KeptTrajectory = Trajectory & { readonly number: number; readonly part: string };
/** How the targets of a plan's objectives stood at each of its reviews of progress. */
export const listTrajectories = (look: Look, planId: string): Promise<KeptTrajectory[]> =>
  look.rows<KeptTrajectory>(sql`
    select number, part_id as part, target_id as target, name, unit, decimals, better, value, value_of as "valueOf", needs, due::text,
      baseline, baseline_of as "baselineOf", baseline_on::text as "baselineOn", by_now as "byNow"
    from improve.progress_kpi where trust_id = ${look.trustId} and plan_id = ${planId} order by number, part_id, name, target_id`);

export const keepTrajectories = (
  change: Change,
  planId: string,
  number: number,
  lines: readonly { readonly part: string; readonly trajectories: readonly Trajectory[] }[],
) =>
  change.rows(sql`
    insert into improve.progress_kpi (trust_id, plan_id, number, part_id, target_id, name, unit, decimals, better, value, value_of, needs, due, baseline, baseline_of, baseline_on, by_now)
    select ${change.trustId}, ${planId}, ${number}, k.part, k.target, k.name, k.unit, k.decimals, k.better, k.value, k."valueOf", k.needs, k.due, k.baseline, k."baselineOf", k."baselineOn", k."byNow"
    from jsonb_to_recordset(${JSON.stringify(lines.flatMap(({ part, trajectories }) => trajectories.map((one) => ({ part, ...one }))))}::jsonb)
      as k(part uuid, target uuid, name text, unit text, decimals int, better text, value float8, "valueOf" text, needs float8, due date, baseline float8, "baselineOf" text, "baselineOn" date, "byNow" float8)`);
