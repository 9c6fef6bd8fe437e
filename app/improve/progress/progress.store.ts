import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Line, Rag, Verdict } from "./progress.rules.ts";

export type ProgressRow = {
  readonly number: number;
  readonly on: string;
  readonly next: string | null;
  readonly by: string | null;
  /** Whether it was brought in from a file, and on which day it was written here. */
  readonly fromFile: boolean;
  readonly writtenOn: string;
  readonly lines: readonly (Line & { readonly kpis: readonly string[] })[];
};
/** The reviews of a plan's progress, the newest first. */
export const listProgress = (look: Look, planId: string): Promise<ProgressRow[]> =>
  look.rows<ProgressRow>(sql`
    select r.number, r.reviewed_on::text as on, r.next_on::text as next, p.name as by,
      r.from_file as "fromFile", (r.written_at at time zone 'Europe/London')::date::text as "writtenOn",
      (select coalesce(jsonb_agg(jsonb_build_object('part', l.part_id, 'rag', l.rag, 'narrative', l.narrative, 'decision', l.decision, 'kpis', to_jsonb(l.kpis)) order by l.part_id), '[]')
        from improve.progress_line l where l.trust_id = r.trust_id and l.plan_id = r.plan_id and l.number = r.number) as lines
    from improve.progress r left join organisation.person p on p.trust_id = r.trust_id and p.id = r.written_by
    where r.trust_id = ${look.trustId} and r.plan_id = ${planId} order by r.number desc`);

/** The colours of each plan's last review, across the trust. */
export async function lastColours(look: Look): Promise<ReadonlyMap<string, Readonly<Record<Rag, number>>>> {
  const rows = await look.rows<{ id: string } & Record<Rag, number>>(sql`
    with last as (select plan_id, max(number) as number from improve.progress where trust_id = ${look.trustId} group by plan_id)
    select l.plan_id as id, count(*) filter (where rag = 'red')::int as red, count(*) filter (where rag = 'amber')::int as amber, count(*) filter (where rag = 'green')::int as green
    from improve.progress_line l join last on last.plan_id = l.plan_id and last.number = l.number where l.trust_id = ${look.trustId} group by l.plan_id`);
  return new Map(rows.map(({ id, ...colours }) => [id, colours]));
}

export async function keepProgress(
  change: Change,
  planId: string,
  review: Pick<ProgressRow, "number" | "on" | "next" | "lines"> & { readonly fromFile?: boolean },
  by: string | undefined,
): Promise<void> {
  await change.rows(sql`
    insert into improve.progress (trust_id, plan_id, number, reviewed_on, next_on, written_by, written_at, from_file)
    values (${change.trustId}, ${planId}, ${review.number}, ${review.on}, ${review.next}::date, ${by ?? null}, ${change.now.toString()},
      ${review.fromFile ?? false})`);
  for (const line of review.lines)
    change.send(sql`
      insert into improve.progress_line (trust_id, plan_id, number, part_id, rag, narrative, decision, kpis)
      values (${change.trustId}, ${planId}, ${review.number}, ${line.part}, ${line.rag}, ${line.narrative}, ${line.decision}, ${[...line.kpis]}::text[])`);
}

export type ImpactRow = {
  readonly part: string;
  readonly verdict: Verdict;
  readonly happened: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly by: string | null;
  readonly on: string;
};
/** What came of each priority of a closed plan. */
export const listImpact = (look: Look, planId: string): Promise<ImpactRow[]> =>
  look.rows<ImpactRow>(sql`
    select i.part_id as part, i.verdict, i.happened, i.kpis_before as before, i.kpis_after as after, p.name as by, (i.judged_at at time zone 'Europe/London')::date::text as on
    from improve.impact i left join organisation.person p on p.trust_id = i.trust_id and p.id = i.judged_by
    where i.trust_id = ${look.trustId} and i.plan_id = ${planId} order by i.part_id`);

export const keepImpact = (change: Change, planId: string, impact: Omit<ImpactRow, "by" | "on">, by: string | undefined) =>
  change.rows(sql`
    insert into improve.impact (trust_id, plan_id, part_id, verdict, happened, kpis_before, kpis_after, judged_by, judged_at)
    values (${change.trustId}, ${planId}, ${impact.part}, ${impact.verdict}, ${impact.happened}, ${[...impact.before]}::text[], ${[...impact.after]}::text[], ${by ?? null}, ${change.now.toString()})`);
