import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { ConsideredSuggestion, TextField, Verdict } from "./talk.rules.ts";

type Done = { readonly by: string | null; readonly on: string };
export type CommentRow = Done & {
  readonly id: string;
  readonly text: string;
  readonly byId: string | null;
  readonly resolved: Done | null;
};
export type SuggestionRow = Done & {
  readonly id: string;
  readonly field: TextField;
  readonly was: string;
  readonly text: string;
  readonly because: string;
  readonly answer: (Done & { readonly verdict: Verdict; readonly because: string }) | null;
};
const day = (column: string) => sql.raw(`(${column} at time zone 'Europe/London')::date::text`);

/** What was said of a part, in order. */
export const listComments = (look: Look, part: string): Promise<CommentRow[]> =>
  look.rows<CommentRow>(sql`
    select c.id, c.text, c.written_by as "byId", p.name as by, ${day("c.written_at")} as on,
      case when r.comment_id is not null then jsonb_build_object('by', q.name, 'on', ${day("r.resolved_at")}) end as resolved
    from improve.comment c left join improve.comment_resolved r on r.trust_id = c.trust_id and r.comment_id = c.id
    left join organisation.person p on p.trust_id = c.trust_id and p.id = c.written_by
    left join organisation.person q on q.trust_id = r.trust_id and q.id = r.resolved_by
    where c.trust_id = ${look.trustId} and c.part_id = ${part} order by c.written_at, c.id`);

/** What was suggested for a part, in order, with what became of it. */
export const listSuggestions = (look: Look, part: string): Promise<SuggestionRow[]> =>
  look.rows<SuggestionRow>(sql`
    select s.id, s.field, s.was, s.text, s.because, p.name as by, ${day("s.made_at")} as on,
      case when a.suggestion_id is not null then jsonb_build_object('verdict', a.verdict, 'because', a.because, 'by', q.name, 'on', ${day("a.answered_at")}) end as answer
    from improve.suggestion s left join improve.suggestion_answer a on a.trust_id = s.trust_id and a.suggestion_id = s.id
    left join organisation.person p on p.trust_id = s.trust_id and p.id = s.made_by
    left join organisation.person q on q.trust_id = a.trust_id and q.id = a.answered_by
    where s.trust_id = ${look.trustId} and s.part_id = ${part} order by s.made_at, s.id`);

export type TalkCount = { readonly part: string; readonly comments: number; readonly suggestions: number };
/** How much of each part of these plans is still open. */
export async function countTalk(look: Look, plans: readonly string[]): Promise<ReadonlyMap<string, TalkCount>> {
  const rows = await look.rows<TalkCount>(sql`
    with ids as materialized (
      select array(select id from improve.part where trust_id = ${look.trustId} and plan_id = any(${[...plans]}::uuid[])) as parts),
    comments as materialized (select id, part_id from improve.comment where trust_id = ${look.trustId} and part_id = any((select parts from ids)::uuid[])),
    suggestions as materialized (select id, part_id from improve.suggestion where trust_id = ${look.trustId} and part_id = any((select parts from ids)::uuid[])),
    ended as materialized (
      select comment_id as id from improve.comment_resolved where trust_id = ${look.trustId} and comment_id = any((select array_agg(id) from comments)::uuid[])
      union all
      select suggestion_id from improve.suggestion_answer where trust_id = ${look.trustId} and suggestion_id = any((select array_agg(id) from suggestions)::uuid[]))
    select part_id as part, sum(comments)::int as comments, sum(suggestions)::int as suggestions from (
      select id, part_id, 1 as comments, 0 as suggestions from comments union all select id, part_id, 0, 1 from suggestions) said
    where not exists (select from ended where ended.id = said.id) group by part_id`);
  return new Map(rows.map((row) => [row.part, row]));
}

/** What a field of a part said in one of its versions. */
export async function textInVersion(look: Look, part: string, version: number, field: TextField): Promise<string | undefined> {
  const column = sql.raw(field === "withWhom" ? "with_whom" : field);
  const row = await look.row<{ text: string }>(
    sql`select ${column} as text from improve.part_version where trust_id = ${look.trustId} and part_id = ${part} and version = ${version}`,
  );
  return row?.text;
}

export async function addComment(change: Change, part: string, text: string, by: string | undefined): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into improve.comment (trust_id, part_id, text, written_by, written_at) values (${change.trustId}, ${part}, ${text}, ${by ?? null}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the comment was not kept");
  return row.id;
}
export const resolve = (change: Change, comment: string, by: string | undefined) =>
  change.rows(
    sql`insert into improve.comment_resolved (trust_id, comment_id, resolved_by, resolved_at) values (${change.trustId}, ${comment}, ${by ?? null}, ${change.now.toString()})`,
  );
export async function addSuggestion(
  change: Change,
  part: string,
  suggestion: ConsideredSuggestion & { readonly was: string },
  by: string | undefined,
): Promise<string> {
  const { field, was, text, because } = suggestion;
  const row = await change.row<{ id: string }>(sql`
    insert into improve.suggestion (trust_id, part_id, field, was, text, because, made_by, made_at)
    values (${change.trustId}, ${part}, ${field}, ${was}, ${text}, ${because}, ${by ?? null}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the suggestion was not kept");
  return row.id;
}
export const answer = (
  change: Change,
  suggestion: string,
  given: { readonly verdict: Verdict; readonly because: string },
  by: string | undefined,
) =>
  change.rows(sql`
    insert into improve.suggestion_answer (trust_id, suggestion_id, verdict, because, answered_by, answered_at)
    values (${change.trustId}, ${suggestion}, ${given.verdict}, ${given.because}, ${by ?? null}, ${change.now.toString()})`);

export type OpenSuggestion = {
  readonly id: string;
  readonly partId: string;
  readonly planId: string;
  readonly field: TextField;
  readonly by: string | null;
};
/** Every suggestion of the trust that waits for its answer. */
export const openSuggestions = (look: Look): Promise<OpenSuggestion[]> =>
  look.rows<OpenSuggestion>(sql`
    with open as materialized (
      select s.id from improve.suggestion s where s.trust_id = ${look.trustId}
        and not exists (select from improve.suggestion_answer a where a.trust_id = s.trust_id and a.suggestion_id = s.id))
    select o.id, o.part_id as "partId", p.plan_id as "planId", o.field, w.name as by
    from improve.suggestion o join improve.part p on p.trust_id = ${look.trustId} and p.id = o.part_id
    left join organisation.person w on w.trust_id = ${look.trustId} and w.id = o.made_by
    where o.trust_id = ${look.trustId} and o.id = any((select array_agg(id) from open)::uuid[]) order by o.id`);
