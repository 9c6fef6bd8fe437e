import { sql } from "kysely";
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
  const which = of.id
    ? sql`f.id::text = ${of.id}`
    : of.reviewId
      ? sql`f.review_id = ${of.reviewId}`
      : of.reviews
        ? sql`f.review_id = any(${[...of.reviews]}::uuid[])`
        : sql`r.unit_id = any(${[...(of.units ?? [])]}::uuid[])`;
  const open = of.open ? sql`and f.kind <> 'strength' and c.finding_id is null` : sql``;
  const ofFound = sql`finding_id = any(array(select id from found))`;
  // Each table is asked once for all findings, so that a long list costs no more questions than a short one.
  const rows = await look.rows<Omit<FindingRow, "answeredBy" | "raisedBy" | "owner"> & { ownerId: string | null }>(sql`
    with chosen as materialized (select f.*, r.unit_id from diagnose.finding f join diagnose.review r on r.trust_id = f.trust_id and r.id = f.review_id where ${which}),
    checked as materialized (select * from diagnose.finding_check where finding_id = any(array(select id from chosen))),
    found as materialized (select f.* from chosen f left join checked c on c.finding_id = f.id where true ${open}),
    answered as materialized (select * from diagnose.finding_answer where ${ofFound}),
    rests as materialized (select finding_id, jsonb_agg(item_id) as items from diagnose.finding_check_rests_on where ${ofFound} group by finding_id),
    further as materialized (select * from diagnose.finding_escalation where ${ofFound}),
    sent as materialized (select review_id, max(taken_at) as at from diagnose.review_step where to_state = 'sent' and review_id = any(array(select review_id from found)) group by review_id),
    who as materialized (select id, name from organisation.person
      where id = any(array(select raised_by from found union select owner_id from answered union select checked_by from checked))),
    places as materialized (select u.id, u.name, a.urn from organisation.unit u left join organisation.academy a on a.trust_id = u.trust_id and a.unit_id = u.id
      where u.id = any(array(select unit_id from found)))
    select f.id, f.review_id as "reviewId", f.unit_id as "unitId", u.name as unit, u.urn, f.indicator, f.kind, f.severity, f.text, ${london("f.raised_at")} as "raisedOn",
      jsonb_build_object('id', p.id, 'name', p.name) as raised, f.owner_id as "ownerId", k.name as "checkedBy", coalesce(s.at >= f.raised_at, false) as "wasSent",
      coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'due', n.due, 'addedOn', ${london("n.added_at")}, 'owner', jsonb_build_object('id', o.id, 'name', o.name)) order by n.id)
        from answered n join who o on o.id = n.owner_id where n.finding_id = f.id), '[]') as answers,
      case when c.finding_id is not null then jsonb_build_object('on', c.checked_on, 'by', c.checked_by, 'seen', c.seen, 'evidence', coalesce(e.items, '[]')) end as closing,
      case when x.finding_id is not null then jsonb_build_object('on', x.escalated_on, 'by', x.escalated_by, 'to', x.to_whom, 'stepsTaken', to_jsonb(x.steps)) end as escalated
    from found f join places u on u.id = f.unit_id join who p on p.id = f.raised_by
    left join checked c on c.finding_id = f.id left join rests e on e.finding_id = f.id left join who k on k.id = c.checked_by
    left join further x on x.finding_id = f.id left join sent s on s.review_id = f.review_id
    order by array_position(array['concern', 'improvement', 'strength'], f.kind), array_position(array['high', 'medium', 'low'], f.severity), f.raised_at, f.id`);
  return rows.map(({ ownerId, ...row }) => {
    const owners = row.answers.map(({ owner }) => owner.id);
    return {
      ...row,
      severity: row.severity ?? undefined,
      raisedBy: row.raised.id,
      answeredBy: row.answers.map(({ id }) => id),
      owner: owners.at(-1) ?? ownerId ?? undefined,
      closing: row.closing ?? undefined,
      escalated: row.escalated ?? undefined,
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
