import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";

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

/** The newest decision of each academy. */
export function latestDecisions(decisions: readonly DecisionRow[]): ReadonlyMap<string, DecisionRow> {
  const latest = new Map<string, DecisionRow>();
  for (const decision of decisions) if (!latest.has(decision.unitId)) latest.set(decision.unitId, decision);
  return latest;
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
