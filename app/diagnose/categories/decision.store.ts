import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import { type HeldCategory, periodsHeld } from "./held.rules.ts";

export type DecisionRow = {
  id: string;
  unitId: string;
  meetingId: string;
  /** The edition whose rules and levels the board saw. */
  editionId: string;
  category: string;
  recommended: string | null;
  reason: string | null;
  decidedOn: string;
  effectiveFrom: string;
  recordedBy: string;
  replaces: string | null;
  saw: { edition: string; judgements: { id: string; indicator: string; level: string }[] };
};

/** Every decision, newest first; of one academy, or of all. */
export function decisionHistory(look: Look, unitId?: string): Promise<DecisionRow[]> {
  return look.rows<DecisionRow>(sql`
    select d.id, d.unit_id as "unitId", d.meeting_id as "meetingId", d.edition_id as "editionId", d.category, d.recommended, d.reason, d.decided_on::text as "decidedOn", d.effective_from::text as "effectiveFrom",
      p.name as "recordedBy", d.replaces, d.saw
    from diagnose.decision d join organisation.person p on p.trust_id = d.trust_id and p.id = d.recorded_by
    ${unitId ? sql`where d.unit_id = ${unitId}` : sql``} order by d.decided_on desc, d.recorded_at desc, d.id desc`);
}

/** Writes anew the periods in which an academy held its categories, as its decisions give them. */
export async function holdCategories(change: Change, unitId: string): Promise<void> {
  const periods = periodsHeld((await decisionHistory(change, unitId)).toReversed());
  await change.rows(sql`delete from diagnose.category_held where unit_id = ${unitId}`);
  await change.rows(sql`
    insert into diagnose.category_held (trust_id, unit_id, held, category, decision_id)
    select ${change.trustId}, ${unitId}, daterange(p."from", p.until), p.category, p."decisionId"
    from jsonb_to_recordset(${JSON.stringify(periods)}::jsonb) as p("from" date, until date, category text, "decisionId" uuid)`);
}

export type StandingDecision = Omit<DecisionRow, "saw" | "recordedBy"> & { readonly from: string; readonly until: string | null };

/** What each academy holds on a day and what it will hold after: the decisions behind the periods that are not past. */
export function decisionsThatStand(look: Look, day: string): Promise<StandingDecision[]> {
  return look.rows<StandingDecision>(sql`
    select d.id, d.unit_id as "unitId", d.meeting_id as "meetingId", d.edition_id as "editionId", d.category, d.recommended, d.reason, d.decided_on::text as "decidedOn",
      d.effective_from::text as "effectiveFrom", d.replaces, lower(h.held)::text as "from", upper(h.held)::text as until
    from diagnose.category_held h join diagnose.decision d on d.trust_id = h.trust_id and d.id = h.decision_id
    where upper_inf(h.held) or upper(h.held) > ${day}::date order by h.unit_id, h.held`);
}

/** The kept periods of every academy, oldest first. */
export function keptPeriods(look: Look): Promise<HeldCategory[]> {
  return look.rows<HeldCategory>(sql`
    select unit_id as "unitId", decision_id as "decisionId", category, lower(held)::text as "from", upper(held)::text as until
    from diagnose.category_held order by unit_id, held`);
}

export async function lockDecisions(change: Change, unitId: string): Promise<string | undefined> {
  await change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId}/category`}, 0))`);
  return (await decisionHistory(change, unitId))[0]?.id;
}

export type NewDecision = {
  unitId: string;
  meetingId: string;
  editionId: string;
  category: string;
  recommended: string | undefined;
  reason: string;
  decidedOn: string;
  effectiveFrom: string;
  recordedBy: string;
  saw: object;
  replaces: string | undefined;
};
export async function saveDecision(change: Change, decision: NewDecision): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into diagnose.decision (trust_id, unit_id, meeting_id, edition_id, category, recommended, reason, decided_on, effective_from, recorded_by, recorded_at, saw, replaces)
    values (${change.trustId}, ${decision.unitId}, ${decision.meetingId}, ${decision.editionId}, ${decision.category}, ${decision.recommended ?? null}, ${decision.reason || null},
      ${decision.decidedOn}, ${decision.effectiveFrom}, ${decision.recordedBy}, ${change.now.toString()}, ${JSON.stringify(decision.saw)}::jsonb, ${decision.replaces ?? null}) returning id`);
  if (!row) throw new Error("the decision was not kept");
  return row.id;
}
