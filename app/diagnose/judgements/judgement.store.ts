import { type RawBuilder, sql } from "kysely";
import type { EvidenceKind, Stance, StoredEvidence, Version, Withdrawn } from "../../evidence/index.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import { type Counted, type Coverage, coverageOf } from "./coverage.rules.ts";
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
/** What is told of the judgements `found`. Their judges and editions are few: each is looked up once, and not for each judgement. */
const told = (
  more: RawBuilder<unknown>,
) => sql`, who as materialized (select id, name from organisation.person where id = any(array(select distinct judged_by from found))),
  editions as materialized (select id, number from frameworks.edition where id = any(array(select distinct edition_id from found)))
  select ${columns}, ${more} from found j join who p on p.id = j.judged_by join editions f on f.id = j.edition_id`;
const beforeAll = "00000000-0000-0000-0000-000000000000";
/** Of one academy an index gives the judgements in order, so that a page of them ends the walk. */
const among = (units: readonly string[]) => (units.length === 1 ? sql`unit_id = ${units[0]}` : sql`unit_id = any(${[...units]}::uuid[])`);
/** The ids of the judgements that stand on the board, of every academy or of these, however long the history behind them is. */
const onBoard = (units?: readonly string[]) =>
  sql`select unnest(judgements) as id from diagnose.board where ${units ? among(units) : sql`true`}`;
// Peers and outsiders judge seldom: what they said is told by an index of its own.
const besideBoard = sql`diagnose.judgement where perspective in ('peer', 'external')`;
export const standing = (units: readonly string[] | undefined) => sql`(${onBoard(units)}
  union all select id from ${besideBoard} and ${units ? among(units) : sql`true`} and id not in (select replaces from ${besideBoard} and replaces is not null)) standing`;
// Each lineage ends in one judgement, the newest; so the walk from the newest ends at its first
// step. Who follows is asked as a value: `not exists` was joined with the lineage's whole history.
const theLast = sql`(select n.replaces from diagnose.judgement n where n.trust_id = j.trust_id and n.unit_id = j.unit_id and n.lineage = j.lineage
  and n.perspective = j.perspective and n.replaces = j.id) is null order by j.id desc limit 1`;

/** `evidence`: how many pieces it relies on, those against it too. */
export type CurrentRow = JudgementRow & { coverage: Coverage; evidence: number };

/**
 * The current judgements (newest unreplaced) of one unit and these lineages, by indicator key. What was judged on an earlier edition
 * carries over with its lineage, and is given under the key its indicator has now.
 */
export async function currentJudgements(look: Look, lineages: Readonly<Record<string, string>>, unitId: string): Promise<CurrentRow[]> {
  const rows = await look.rows<JudgementRow & { pieces: Counted[] }>(sql`
    with found as materialized (
      select k.key, j.* from diagnose.judgement j join jsonb_each_text(${JSON.stringify(lineages)}::jsonb) as k(key, lineage) on k.lineage::uuid = j.lineage
      where j.id = any(array(${onBoard([unitId])}))),
    rests as materialized (
      select r.judgement_id, r.stance, i.* from diagnose.rests_on r join evidence.item i on i.trust_id = r.trust_id and i.id = r.item_id
      where r.judgement_id = any(array(select id from found))),
    gone as materialized (select item_id from evidence.withdrawal where item_id = any(array(select id from rests))),
    behind as materialized (
      select judgement_id, json_agg(json_build_object('kind', kind, 'dated', dated, 'addedById', added_by, 'stance', stance,
        'withdrawn', id in (select item_id from gone))) as pieces
      from rests group by judgement_id)
    ${told(sql`j.key as indicator, coalesce(e.pieces, '[]') as pieces`)}
    left join behind e on e.judgement_id = j.id`);
  return rows.map(({ pieces, ...row }) => {
    const coverage = coverageOf(pieces);
    return { ...row, coverage, evidence: coverage.pieces };
  });
}

/** Every judgement of one lineage of one unit, on whichever edition it was made, newest first. */
export function judgementHistory(look: Look, unitId: string, lineage: string): Promise<JudgementRow[]> {
  return look.rows<JudgementRow>(sql`
    with found as materialized (select * from diagnose.judgement where unit_id = ${unitId} and lineage = ${lineage})
    ${told(sql`j.indicator`)} order by j.judged_at desc, j.id desc`);
}

/** The judgements after one, in the order they were made: of every academy, or only those that stand now. */
export function listJudgements(
  look: Look,
  asked: { after: string | undefined; limit: number; academies: readonly string[] | undefined; current: boolean },
): Promise<JudgementRow[]> {
  // Which they are is told by the board, or by an index alone; only those that are shown are then read.
  const wanted = asked.current
    ? sql`${standing(asked.academies)} where true`
    : sql`diagnose.judgement where ${asked.academies ? among(asked.academies) : sql`true`}`;
  const page = sql`${wanted} and id > ${asked.after ?? beforeAll} order by id limit ${asked.limit}`;
  // All of one academy's come in this order, so that reading them is finding them.
  const found =
    !asked.current && asked.academies?.length === 1
      ? sql`found as materialized (select * from ${page})`
      : sql`wanted as materialized (select id from ${page}),
    found as materialized (select * from diagnose.judgement where id = any(array(select id from wanted)))`;
  return look.rows<JudgementRow>(sql`
    with ${found}
    ${told(sql`j.indicator`)} order by j.id`);
}

export type EvidenceRow = {
  judgementId: string;
  id: string;
  kind: EvidenceKind | "closed";
  title: string;
  text: string | null;
  url: string | null;
  value: StoredEvidence["value"];
  dated: string;
  sensitivity: string;
  stance: Stance;
  addedBy: string;
  addedById: string;
  withdrawn: Withdrawn | null;
  newer: Pick<Version, "id" | "title" | "addedOn"> | null;
};
/** The evidence behind every judgement of one lineage of one unit. */
export function evidenceBehind(look: Look, unitId: string, lineage: string): Promise<EvidenceRow[]> {
  return look.rows<EvidenceRow>(sql`
    with behind as materialized (
      select judgement_id, item_id, stance from diagnose.rests_on
      where judgement_id = any(array(select id from diagnose.judgement where unit_id = ${unitId} and lineage = ${lineage}))),
    found as materialized (select * from evidence.item where id = any(array(select item_id from behind))),
    gone as materialized (select * from evidence.withdrawal where item_id = any(array(select id from found))),
    after as materialized (select * from evidence.item where follows = any(array(select id from found))),
    who as materialized (
      select id, name from organisation.person where id = any(array(select added_by from found union select withdrawn_by from gone)))
    select r.judgement_id as "judgementId", i.id, i.kind, i.title, i.text, i.url, i.value, i.dated::text, i.sensitivity, r.stance, p.name as "addedBy", i.added_by as "addedById",
      case when w.item_id is not null then json_build_object('on', (w.withdrawn_at at time zone 'Europe/London')::date, 'by', wp.name, 'reason', w.reason) end as withdrawn,
      case when n.id is not null then json_build_object('id', n.id, 'title', n.title, 'addedOn', (n.added_at at time zone 'Europe/London')::date) end as newer
    from found i join behind r on r.item_id = i.id join who p on p.id = i.added_by
    left join gone w on w.item_id = i.id left join who wp on wp.id = w.withdrawn_by left join after n on n.follows = i.id
    order by i.dated desc, i.id`);
}

/**
 * The id of the current judgement of an indicator as an edition names it, after locking its lineage at the academy, so that one writer at a
 * time considers it, on any edition; and as many new ids as are asked for. Nothing is locked where the edition has no such indicator.
 */
export async function lockCurrent(
  change: Change,
  on: { unitId: string; edition: string; indicator: string; perspective: Perspective },
  newIds: number,
): Promise<{ current: string | undefined; ids: string[] }> {
  // The edition comes from a form, so it may be no id at all.
  const lineage = sql`(select i.lineage from frameworks.indicator i join frameworks.edition e on e.trust_id = i.trust_id and e.id = i.edition_id
    where e.id::text = ${on.edition} and i.key = ${on.indicator})`;
  // The lock is a statement of its own: who waited for it must see what was done meanwhile.
  const [, row] = await Promise.all([
    change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${on.unitId} || '/' || ${lineage} || '/' || ${on.perspective}, 0))`),
    change.row<{ current: string | null; ids: string[] }>(sql`
      select (select j.id from diagnose.judgement j where j.unit_id = ${on.unitId} and j.lineage = ${lineage} and j.perspective = ${on.perspective} and ${theLast}) as current,
        array(select uuidv7() from generate_series(1, ${newIds}::int)) as ids`),
  ]);
  return { current: row?.current ?? undefined, ids: row?.ids ?? [] };
}

export type NewJudgement = ConsideredJudgement & {
  id: string;
  unitId: string;
  editionId: string;
  indicator: string;
  lineage: string;
  perspective: Perspective;
  judgedBy: string;
  /** The review that agreed it, where it did not come from a single form. */
  reviewId?: string | undefined;
};

/** What keeps a judgement, and on which evidence it rests. */
export function judgementKept(
  change: Change,
  judgement: NewJudgement,
  evidence: readonly { id: string; stance: string }[],
): RawBuilder<unknown>[] {
  return [
    sql`
    insert into diagnose.judgement (trust_id, id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, replaces, review_id)
    values (${change.trustId}, ${judgement.id}, ${judgement.unitId}, ${judgement.editionId}, ${judgement.indicator}, ${judgement.lineage}, ${judgement.perspective}, ${judgement.schoolYear}, ${judgement.halfTerm}, ${judgement.level},
      ${judgement.canShare}, ${judgement.confidence}, ${judgement.direction}, ${judgement.narrative}, ${judgement.judgedBy}, ${judgement.role}, ${change.now.toString()}, ${judgement.replacing ?? null}, ${judgement.reviewId ?? null})`,
    ...evidence.map(
      ({ id, stance }) =>
        sql`insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance) values (${change.trustId}, ${judgement.id}, ${id}, ${stance})`,
    ),
  ];
}
