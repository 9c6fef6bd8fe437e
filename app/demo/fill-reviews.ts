import { sql } from "kysely";
import { copyFramework, shippedFrameworks } from "../frameworks/index.server.ts";
import type { Change } from "../platform/database/change.ts";
import { demoHalfTerms } from "./demo-calendar.rules.ts";
import { type DemoReview, type DemoReviewKind, demoFrameworks, demoReviews, stateOf } from "./demo-reviews.rules.ts";

const perspectives: Readonly<Record<DemoReviewKind, string>> = {
  "self-evaluation": "self",
  "trust-monitoring": "trust",
  "peer-review": "peer",
  "external-review": "external",
};
const at = (day: string, hour: number) => sql`(${sql.raw(day)} + time '${sql.raw(String(hour))}:00') at time zone 'Europe/London'`;

/** The demonstration's other frameworks and its reviews, with what came of those that are agreed. The keeper looks past the tenant, so each question names the trust. */
export async function fillReviews(change: Change, tenIndicators: string): Promise<void> {
  const editions = new Map([["ten-indicators", tenIndicators]]);
  for (const [key, from] of demoFrameworks) {
    const content = shippedFrameworks().get(key);
    if (!content) throw new Error(`the demonstration uses ${key}, which is not shipped`);
    editions.set(key, await copyFramework(change, content, from));
  }
  const reviews = demoReviews().map((review, n) => ({ ...review, n, id: crypto.randomUUID() }));
  await keepReviews(change, reviews, editions);
  await keepWork(change, reviews);
  await keepFindings(change, reviews);
  await judgeAgreed(change, reviews);
}

type Kept = DemoReview & { readonly id: string };
const json = (rows: unknown) => JSON.stringify(rows);
/** Rows of the reviews as one set, each with the review it is of. */
const each = <Row extends object>(reviews: readonly Kept[], rowsOf: (review: Kept) => readonly Row[]) =>
  json(reviews.flatMap((review) => rowsOf(review).map((row, n) => ({ ...row, review: review.id, n }))));
const person = (trust: string, name: string) =>
  sql`(select p.id from organisation.person p where p.trust_id = ${trust} and p.name = ${sql.raw(name)})`;

async function keepReviews(change: Change, reviews: readonly Kept[], editions: ReadonlyMap<string, string>) {
  const { trustId } = change;
  const rows = reviews.map((review) => ({
    ...{ id: review.id, urn: review.urn, edition: editions.get(review.framework), kind: review.kind, state: stateOf(review) },
    ...{ version: 1 + review.steps.length, due: review.due, lead: review.lead, moderator: review.moderator ?? null },
    ...{ plannedBy: review.plannedBy, plannedOn: review.plannedOn, sendings: review.steps.filter(({ to }) => to === "sent").length },
    replyBy: review.steps.find(({ replyBy }) => replyBy)?.replyBy ?? null,
  }));
  await change.rows(sql`
    insert into diagnose.review (trust_id, id, unit_id, edition_id, kind, state, version, sendings, due, reply_by, lead_id, moderator_id, planned_by, planned_at)
    select ${trustId}, r.id, a.unit_id, r.edition, r.kind, r.state, r.version, r.sendings, r.due, r."replyBy", ${person(trustId, "r.lead")}, ${person(trustId, "r.moderator")},
      ${person(trustId, `r."plannedBy"`)}, ${at(`r."plannedOn"`, 9)}
    from jsonb_to_recordset(${json(rows)}::jsonb) as r(id uuid, urn int, edition uuid, kind text, state text, version int, sendings int, due date, "replyBy" date, lead text, moderator text,
      "plannedBy" text, "plannedOn" date) join organisation.academy a on a.trust_id = ${trustId} and a.urn = r.urn`);
  const steps = each(reviews, (review) =>
    review.steps.map((step, n) => ({ ...step, from: review.steps[n - 1]?.to ?? "planned", version: n + 2 })),
  );
  await change.rows(sql`
    insert into diagnose.review_step (trust_id, review_id, version, from_state, to_state, taken_by, as_part, taken_at, reason, reply_by)
    select ${trustId}, s.review, s.version, s."from", s."to", ${person(trustId, `s."by"`)}, s."as", ${at(`s."on"`, 17)}, s.reason, s."replyBy"
    from jsonb_to_recordset(${steps}::jsonb) as s(review uuid, version int, "from" text, "to" text, "by" text, "as" text, "on" date, reason text, "replyBy" date)`);
}

async function keepWork(change: Change, reviews: readonly Kept[]) {
  const { trustId } = change;
  const rows = each(reviews, (review) =>
    review.rows.map((row) => {
      const { level, canShare, confidence, direction, narrative, helps, hinders, toDo } = row;
      const pieces = review.evidence.map((piece, n) => ({ ...piece, n }));
      const wasSent = review.steps.some(({ to }) => to === "sent");
      const status = row.level === null ? (row.narrative === "" ? "to-do" : "in-progress") : "done";
      const sent = { level, canShare, confidence, direction, narrative, helps, hinders, toDo, evidence: [] as string[] };
      return { ...row, status, sent: wasSent ? sent : null, pieces: pieces.filter(({ indicator }) => indicator === row.indicator) };
    }),
  );
  await change.rows(sql`
    insert into diagnose.review_row (trust_id, review_id, indicator, status, level, can_share, confidence, direction, narrative, helps, hinders, to_do, version, written_by, written_as, written_at, sent)
    select ${trustId}, w.review, w.indicator, w.status, w.level, w."canShare", w.confidence, w.direction, w.narrative, w.helps, w.hinders, w."toDo", (w."writtenBy" is not null)::int,
      ${person(trustId, `w."writtenBy"`)}, w."writtenAs", case when w."writtenBy" is not null then ${at(`w."writtenOn"`, 14)} end, nullif(w.sent, 'null')
    from jsonb_to_recordset(${rows}::jsonb) as w(review uuid, indicator text, status text, level text, "canShare" boolean, confidence text, direction text, narrative text, helps text, hinders text,
      "toDo" text, "writtenBy" text, "writtenAs" text, "writtenOn" date, sent jsonb)`);
  await change.rows(sql`
    insert into diagnose.review_reviewer (trust_id, review_id, indicator, person_id)
    select ${trustId}, w.review, w.indicator, p.id from jsonb_to_recordset(${rows}::jsonb) as w(review uuid, indicator text, reviewers jsonb), jsonb_array_elements_text(w.reviewers) name
    join organisation.person p on p.trust_id = ${trustId} and p.name = name.value`);
  const evidence = each(reviews, ({ evidence }) => evidence.map((piece) => ({ ...piece, id: crypto.randomUUID() })));
  await change.rows(sql`
    insert into evidence.item (trust_id, id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
    select ${trustId}, e.id, r.unit_id, 'note', e.title, e.text, e.dated, 'ordinary', ${person(trustId, `e."by"`)}, ${at("e.dated", 15)}
    from jsonb_to_recordset(${evidence}::jsonb) as e(review uuid, id uuid, title text, text text, dated date, "by" text) join diagnose.review r on r.trust_id = ${trustId} and r.id = e.review`);
  await change.rows(sql`
    insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance)
    select ${trustId}, e.review, e.indicator, e.id, e.stance from jsonb_to_recordset(${evidence}::jsonb) as e(review uuid, id uuid, indicator text, stance text) where e.indicator is not null`);
  await change.rows(sql`
    update diagnose.review_row w set sent = jsonb_set(w.sent, '{evidence}', b.items)
    from (select review_id, indicator, jsonb_agg(item_id order by item_id) as items from diagnose.review_rests_on where trust_id = ${trustId} group by 1, 2) b
    where w.trust_id = ${trustId} and w.sent is not null and b.review_id = w.review_id and b.indicator = w.indicator
      and exists (select from diagnose.review r where r.trust_id = w.trust_id and r.id = w.review_id and r.state <> 'closed')`);
  await change.rows(sql`
    insert into diagnose.review_reply (trust_id, review_id, sending, indicator, accurate, because, replied_by, replied_at)
    select ${trustId}, y.review, 1, y.indicator, y.because = '', y.because, ${person(trustId, `y."by"`)}, ${at(`y."on"`, 16)}
    from jsonb_to_recordset(${each(reviews, ({ replies }) => replies)}::jsonb) as y(review uuid, indicator text, because text, "by" text, "on" date)`);
}

async function keepFindings(change: Change, reviews: readonly Kept[]) {
  const { trustId } = change;
  const findings = each(reviews, ({ findings }) => findings.map((finding) => ({ ...finding, id: crypto.randomUUID() })));
  const given = sql`jsonb_to_recordset(${findings}::jsonb) as f(review uuid, id uuid, indicator text, kind text, severity text, text text, "by" text, "on" date, answer jsonb, escalated jsonb, "check" jsonb)`;
  await change.rows(sql`
    insert into diagnose.finding (trust_id, id, review_id, indicator, kind, severity, text, raised_by, raised_at)
    select ${trustId}, f.id, f.review, f.indicator, f.kind, f.severity, f.text, ${person(trustId, `f."by"`)}, ${at(`f."on"`, 14)} from ${given}`);
  await change.rows(sql`
    insert into diagnose.finding_answer (trust_id, finding_id, text, owner_id, due, added_by, added_at)
    select ${trustId}, f.id, f.answer ->> 'text', ${person(trustId, "f.answer ->> 'owner'")}, (f.answer ->> 'due')::date, ${person(trustId, "f.answer ->> 'owner'")},
      ${at("(f.answer ->> 'on')::date", 11)} from ${given} where f.answer is not null`);
  await change.rows(sql`
    insert into diagnose.finding_escalation (trust_id, finding_id, to_whom, steps, escalated_by, escalated_on, recorded_at)
    select ${trustId}, f.id, f.escalated ->> 'to', array(select jsonb_array_elements_text(f.escalated -> 'steps')), ${person(trustId, `f."by"`)}, (f.escalated ->> 'on')::date,
      ${at("(f.escalated ->> 'on')::date", 12)} from ${given} where f.escalated is not null`);
  await change.rows(sql`
    insert into diagnose.finding_check (trust_id, finding_id, checked_on, seen, checked_by, recorded_at)
    select ${trustId}, f.id, (f."check" ->> 'on')::date, f."check" ->> 'seen', ${person(trustId, `f."check" ->> 'by'`)}, ${at(`(f."check" ->> 'on')::date`, 16)}
    from ${given} where f."check" is not null`);
  await change.rows(sql`
    insert into diagnose.finding_check_rests_on (trust_id, finding_id, item_id)
    select ${trustId}, f.id, i.id from ${given} join diagnose.review r on r.trust_id = ${trustId} and r.id = f.review
    join evidence.item i on i.trust_id = ${trustId} and i.unit_id = r.unit_id and i.title = f."check" ->> 'evidence'`);
}

/** What each agreed review became: judgements in the names of those who wrote them, each in the place of the one that stood. */
async function judgeAgreed(change: Change, reviews: readonly Kept[]) {
  const { trustId } = change;
  const agreed = reviews.flatMap((review) => {
    const step = review.steps.find(({ to }) => to === "agreed");
    const halfTerm = step && demoHalfTerms.find(({ firstDay, lastDay }) => firstDay <= step.on && step.on <= lastDay);
    return step && halfTerm
      ? [{ id: review.id, on: step.on, perspective: perspectives[review.kind], schoolYear: halfTerm.schoolYear, number: halfTerm.number }]
      : [];
  });
  await change.rows(sql`
    with made as (
      insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, replaces, review_id)
      select ${trustId}, r.unit_id, r.edition_id, w.indicator, i.lineage, g.perspective, g."schoolYear", g.number, w.level, w.can_share, w.confidence, w.direction, w.narrative, w.written_by, w.written_as,
        ${at(`g."on"`, 17)}, (select j.id from diagnose.judgement j where j.trust_id = ${trustId} and j.unit_id = r.unit_id and j.lineage = i.lineage and j.perspective = g.perspective
          and not exists (select from diagnose.judgement n where n.trust_id = j.trust_id and n.replaces = j.id)), r.id
      from jsonb_to_recordset(${json(agreed)}::jsonb) as g(id uuid, "on" date, perspective text, "schoolYear" text, number int)
      join diagnose.review r on r.trust_id = ${trustId} and r.id = g.id join diagnose.review_row w on w.trust_id = ${trustId} and w.review_id = r.id
      join frameworks.indicator i on i.trust_id = ${trustId} and i.edition_id = r.edition_id and i.key = w.indicator
      returning id, review_id, indicator)
    insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance)
    select ${trustId}, m.id, b.item_id, b.stance from made m join diagnose.review_rests_on b on b.trust_id = ${trustId} and b.review_id = m.review_id and b.indicator = m.indicator`);
}
