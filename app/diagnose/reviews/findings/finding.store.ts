import { sql } from "kysely";
import { isId } from "../../../language/id.ts";
import type { Change, Look } from "../../../platform/database/change.ts";
import type { Named } from "../review.store.ts";
import type { Check, Escalation, Finding, FindingDraft } from "./finding.rules.ts";

export type Answer = {
  readonly id: string;
  readonly text: string;
  readonly owner: Named;
  readonly due: string | null;
  readonly addedOn: string;
};
export type FindingRow = Finding & {
  readonly reviewId: string;
  readonly unitId: string;
  readonly unit: string;
  readonly urn: number | null;
  readonly raised: Named;
  readonly answers: readonly Answer[];
  readonly checkedBy: string | null;
  /** Whether the review was sent to the other side with this finding in it. */
  readonly wasSent: boolean;
};

const london = (column: string) => sql.raw(`(${column} at time zone 'Europe/London')::date::text`);
/** The findings of a review, of a unit, or one alone; the worst and oldest first. */
export async function listFindings(
  look: Look,
  of: {
    readonly reviewId?: string;
    readonly reviews?: readonly string[];
    readonly units?: readonly string[];
    readonly id?: string;
    readonly open?: true;
  },
): Promise<FindingRow[]> {
  // Whose review it is is asked so that an index alone tells it for all of a trust's.
  const which = of.id
    ? sql`id = ${isId(of.id) ? of.id : null}::uuid`
    : of.reviewId
      ? sql`review_id = ${of.reviewId}`
      : of.reviews
        ? sql`review_id = any(${[...of.reviews]}::uuid[])`
        : sql`review_id = any(array(select id from diagnose.review where coalesce(unit_id = any(${[...(of.units ?? [])]}::uuid[]), false)))`;
  // Which findings these are is told by indexes alone, so that each question may ask it by itself and all go beside each other.
  const wanted = sql`chosen as materialized (select id, review_id from diagnose.finding where ${which} ${of.open ? sql`and kind <> 'strength'` : sql``}),
    ids as materialized (
      select id, review_id from chosen ${of.open ? sql`where id <> all(array(select finding_id from diagnose.finding_check where finding_id = any(array(select id from chosen))))` : sql``})`;
  const ofFound = sql`finding_id = any(array(select id from ids))`;
  const named = (by: string, from: string) =>
    sql.raw(`select id, name from organisation.person where id = any(array(select distinct ${by} from ${from}))`);
  type Told = Pick<FindingRow, "id" | "reviewId" | "indicator" | "kind" | "text" | "raisedOn" | "raised">;
  type Place = Pick<FindingRow, "unitId" | "unit" | "urn"> & { readonly review: string; readonly sent: number | null };
  type Of<Row> = { readonly finding: string } & Row;
  const [found, places, answers, checks, further] = await Promise.all([
    look.rows<Told & { severity: FindingRow["severity"] | null; ownerId: string | null; at: number }>(sql`
      with ${wanted},
      found as materialized (select * from diagnose.finding where id = any(array(select id from ids))),
      who as materialized (${named("raised_by", "found")})
      select f.id, f.review_id as "reviewId", f.indicator, f.kind, f.severity, f.text, ${london("f.raised_at")} as "raisedOn",
        extract(epoch from f.raised_at)::float8 as at, jsonb_build_object('id', p.id, 'name', p.name) as raised, f.owner_id as "ownerId"
      from found f join who p on p.id = f.raised_by
      order by array_position(array['concern', 'improvement', 'strength'], f.kind), array_position(array['high', 'medium', 'low'], f.severity), f.raised_at, f.id`),
    // Apart from the findings, because how many of them a review has is nothing the planner could know.
    look.rows<Place>(sql`
      with ${wanted},
      sent as materialized (
        select review_id, max(taken_at) as at from diagnose.review_step where to_state = 'sent' and review_id = any(array(select distinct review_id from ids)) group by review_id),
      review as materialized (select id, unit_id from diagnose.review where id = any(array(select distinct review_id from ids))),
      units as materialized (select id, name from organisation.unit where id = any(array(select distinct unit_id from review))),
      academies as materialized (select unit_id, urn from organisation.academy where unit_id = any(array(select distinct unit_id from review)))
      select r.id as review, u.id as "unitId", u.name as unit, a.urn, extract(epoch from s.at)::float8 as sent
      from review r join units u on u.id = r.unit_id left join academies a on a.unit_id = r.unit_id left join sent s on s.review_id = r.id`),
    look.rows<Of<Answer>>(sql`
      with ${wanted}, answered as materialized (select * from diagnose.finding_answer where ${ofFound}), who as materialized (${named("owner_id", "answered")})
      select n.finding_id as finding, n.id, n.text, n.due::text, ${london("n.added_at")} as "addedOn", jsonb_build_object('id', o.id, 'name', o.name) as owner
      from answered n join who o on o.id = n.owner_id order by n.id`),
    look.rows<Of<{ closing: Check; checkedBy: string | null }>>(sql`
      with ${wanted}, checked as materialized (select * from diagnose.finding_check where ${ofFound}), who as materialized (${named("checked_by", "checked")}),
      rests as materialized (select finding_id, jsonb_agg(item_id) as items from diagnose.finding_check_rests_on where ${ofFound} group by finding_id)
      select c.finding_id as finding, k.name as "checkedBy",
        jsonb_build_object('on', c.checked_on, 'by', c.checked_by, 'seen', c.seen, 'evidence', coalesce(e.items, '[]')) as closing
      from checked c left join rests e on e.finding_id = c.finding_id left join who k on k.id = c.checked_by`),
    look.rows<Of<{ escalated: Escalation }>>(sql`
      with ${wanted}
      select finding_id as finding, jsonb_build_object('on', escalated_on, 'by', escalated_by, 'to', to_whom, 'stepsTaken', to_jsonb(steps)) as escalated
      from diagnose.finding_escalation where ${ofFound}`),
  ]);
  const answersOf = Map.groupBy(answers, ({ finding }) => finding);
  const checkOf = new Map(checks.map((check) => [check.finding, check]));
  const escalationOf = new Map(further.map((one) => [one.finding, one.escalated]));
  const placeOf = new Map(places.map(({ review, ...place }) => [review, place]));
  return found.flatMap(({ ownerId, at, ...row }) => {
    const place = placeOf.get(row.reviewId);
    if (!place) return [];
    const { sent, ...where } = place;
    const answered = (answersOf.get(row.id) ?? []).map(({ finding, ...answer }) => answer);
    const check = checkOf.get(row.id);
    return {
      ...row,
      ...where,
      wasSent: sent !== null && sent >= at,
      severity: row.severity ?? undefined,
      raisedBy: row.raised.id,
      answers: answered,
      answeredBy: answered.map(({ id }) => id),
      owner: answered.at(-1)?.owner.id ?? ownerId ?? undefined,
      closing: check?.closing,
      checkedBy: check?.checkedBy ?? null,
      escalated: escalationOf.get(row.id),
    };
  });
}

export async function keepFinding(change: Change, reviewId: string, draft: FindingDraft, raisedBy: string): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into diagnose.finding (trust_id, review_id, indicator, kind, severity, text, raised_by, raised_at)
    values (${change.trustId}, ${reviewId}, ${draft.indicator}, ${draft.kind}, ${draft.severity ?? null}, ${draft.text}, ${raisedBy}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the finding was not kept");
  return row.id;
}

/** One writer at a time for a finding. */
export const lockFinding = (change: Change, id: string) =>
  change.row(sql`select pg_advisory_xact_lock(hashtextextended(${`finding/${id}`}, 0))`);

export function keepAnswer(
  change: Change,
  findingId: string,
  answer: { text: string; ownerId: string; due: string | undefined },
  addedBy: string,
): void {
  change.send(sql`
    insert into diagnose.finding_answer (trust_id, finding_id, text, owner_id, due, added_by, added_at)
    values (${change.trustId}, ${findingId}, ${answer.text}, ${answer.ownerId}, ${answer.due ?? null}::date, ${addedBy}, ${change.now.toString()})`);
}

export function keepCheck(change: Change, findingId: string, check: Check): void {
  change.send(sql`
    insert into diagnose.finding_check (trust_id, finding_id, checked_on, seen, checked_by, recorded_at)
    values (${change.trustId}, ${findingId}, ${check.on}, ${check.seen}, ${check.by}, ${change.now.toString()})`);
  for (const item of new Set(check.evidence))
    change.send(
      sql`insert into diagnose.finding_check_rests_on (trust_id, finding_id, item_id) values (${change.trustId}, ${findingId}, ${item})`,
    );
}

export function keepEscalation(change: Change, findingId: string, escalation: Escalation): void {
  change.send(sql`
    insert into diagnose.finding_escalation (trust_id, finding_id, to_whom, steps, escalated_by, escalated_on, recorded_at)
    values (${change.trustId}, ${findingId}, ${escalation.to}, ${[...escalation.stepsTaken]}, ${escalation.by}, ${escalation.on}, ${change.now.toString()})`);
}
