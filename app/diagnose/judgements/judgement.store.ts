import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Confidence, ConsideredJudgement, Direction, Perspective } from "./judgement.rules.ts";

export type JudgementRow = {
  id: string;
  unitId: string;
  /** The edition it was made on: its levels and descriptors are what the judge had read. */
  editionId: string;
  edition: number;
  /** The key of the indicator in that edition. */
  indicator: string;
  perspective: Perspective;
  level: string;
  canShare: boolean;
  confidence: Confidence;
  direction: Direction;
  narrative: string;
  judgedBy: string;
  role: string;
  judgedOn: string;
  schoolYear: string;
  halfTerm: number;
  replaces: string | null;
};
const columns = sql`j.id, j.unit_id as "unitId", j.edition_id as "editionId", f.number as edition, j.perspective, j.level, j.can_share as "canShare", j.confidence, j.direction, j.narrative, p.name as "judgedBy", j.role,
  (j.judged_at at time zone 'Europe/London')::date::text as "judgedOn", j.school_year as "schoolYear", j.half_term as "halfTerm", j.replaces`;
const from = sql`diagnose.judgement j join organisation.person p on p.trust_id = j.trust_id and p.id = j.judged_by
  join frameworks.edition f on f.trust_id = j.trust_id and f.id = j.edition_id`;
const unreplaced = sql`not exists (select from diagnose.judgement n where n.trust_id = j.trust_id and n.unit_id = j.unit_id and n.replaces = j.id)`;

export type CurrentRow = JudgementRow & { evidence: number; contradicting: number; newestEvidence: string | null };

/**
 * The current judgements (newest unreplaced) of these lineages by indicator key: of one unit, or of all. What was judged on an earlier
 * edition carries over with its lineage, and is given under the key its indicator has now.
 */
export function currentJudgements(look: Look, lineages: Readonly<Record<string, string>>, unitId?: string): Promise<CurrentRow[]> {
  return look.rows<CurrentRow>(sql`
    select ${columns}, k.key as indicator, coalesce(e.evidence, 0)::int as evidence, coalesce(e.contradicting, 0)::int as contradicting, e.newest::text as "newestEvidence"
    from ${from} join jsonb_each_text(${JSON.stringify(lineages)}::jsonb) as k(key, lineage) on k.lineage::uuid = j.lineage
    left join lateral (
      select count(*) as evidence, count(*) filter (where r.stance = 'contradicts') as contradicting, max(i.dated) as newest
      from diagnose.rests_on r join evidence.item i on i.trust_id = r.trust_id and i.id = r.item_id
      where r.trust_id = j.trust_id and r.judgement_id = j.id) e on true
    where ${unitId ? sql`j.unit_id = ${unitId} and` : sql``} ${unreplaced}`);
}

/** Every judgement of one lineage of one unit, on whichever edition it was made, newest first. */
export function judgementHistory(look: Look, unitId: string, lineage: string): Promise<JudgementRow[]> {
  return look.rows<JudgementRow>(
    sql`select ${columns}, j.indicator from ${from} where j.unit_id = ${unitId} and j.lineage = ${lineage} order by j.judged_at desc, j.id desc`,
  );
}

/** The judgements after one, in the order they were made: of every academy, or only those that stand now. */
export function listJudgements(
  look: Look,
  asked: { after: string | undefined; limit: number; academies: readonly string[] | undefined; current: boolean },
): Promise<JudgementRow[]> {
  return look.rows<JudgementRow>(sql`
    select ${columns}, j.indicator from ${from}
    where j.id > ${asked.after ?? "00000000-0000-0000-0000-000000000000"} ${asked.academies ? sql`and j.unit_id = any(${[...asked.academies]}::uuid[])` : sql``}
      ${asked.current ? sql`and ${unreplaced}` : sql``} order by j.id limit ${asked.limit}`);
}

export type EvidenceRow = {
  judgementId: string;
  id: string;
  kind: "note" | "link" | "file" | "value" | "closed";
  title: string;
  text: string | null;
  url: string | null;
  dated: string;
  sensitivity: string;
  stance: "supports" | "contradicts";
  addedBy: string;
};
/** The evidence behind every judgement of one lineage of one unit. */
export function evidenceBehind(look: Look, unitId: string, lineage: string): Promise<EvidenceRow[]> {
  return look.rows<EvidenceRow>(sql`
    select r.judgement_id as "judgementId", i.id, i.kind, i.title, i.text, i.url, i.dated::text, i.sensitivity, r.stance, p.name as "addedBy"
    from diagnose.rests_on r
    join diagnose.judgement j on j.trust_id = r.trust_id and j.id = r.judgement_id
    join evidence.item i on i.trust_id = r.trust_id and i.id = r.item_id
    join organisation.person p on p.trust_id = i.trust_id and p.id = i.added_by
    where j.unit_id = ${unitId} and j.lineage = ${lineage} order by i.dated desc, i.id`);
}

/** The id of the current judgement, after locking its lineage at the academy, so that one writer at a time considers it, on any edition. */
export async function lockCurrent(change: Change, unitId: string, lineage: string, perspective: Perspective): Promise<string | undefined> {
  await change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId}/${lineage}/${perspective}`}, 0))`);
  const row = await change.row<{ id: string }>(
    sql`select j.id from diagnose.judgement j where j.unit_id = ${unitId} and j.lineage = ${lineage} and j.perspective = ${perspective} and ${unreplaced}`,
  );
  return row?.id;
}

export type NewJudgement = ConsideredJudgement & {
  unitId: string;
  editionId: string;
  indicator: string;
  lineage: string;
  perspective: Perspective;
  judgedBy: string;
};

export async function saveJudgement(
  change: Change,
  judgement: NewJudgement,
  evidenceIds: readonly { id: string; stance: string }[],
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, replaces)
    values (${change.trustId}, ${judgement.unitId}, ${judgement.editionId}, ${judgement.indicator}, ${judgement.lineage}, ${judgement.perspective}, ${judgement.schoolYear}, ${judgement.halfTerm}, ${judgement.level},
      ${judgement.canShare}, ${judgement.confidence}, ${judgement.direction}, ${judgement.narrative}, ${judgement.judgedBy}, ${judgement.role}, ${change.now.toString()}, ${judgement.replacing ?? null}) returning id`);
  if (!row) throw new Error("the judgement was not kept");
  for (const { id, stance } of evidenceIds)
    await change.rows(
      sql`insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance) values (${change.trustId}, ${row.id}, ${id}, ${stance})`,
    );
  return row.id;
}
