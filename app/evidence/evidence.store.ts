import { type RawBuilder, sql } from "kysely";
import { isId } from "../language/id.ts";
import type { Change, Look } from "../platform/database/change.ts";
import type { EvidencePiece, Hidden, StoredEvidence } from "./evidence.rules.ts";

const chunkBytes = 1024 * 1024;

/** What keeps one piece of evidence about a unit under its new id, after the version it follows; a file's bytes follow by `keepBytes`. */
export const evidenceKept = (
  change: Change,
  id: string,
  unitId: string,
  addedBy: string,
  piece: EvidencePiece,
  follows?: string,
): RawBuilder<unknown> => sql`
    insert into evidence.item (trust_id, id, unit_id, kind, title, text, url, dated, sensitivity, media_type, bytes, value, follows, added_by, added_at)
    values (${change.trustId}, ${id}, ${unitId}, ${piece.kind}, ${piece.title}, ${piece.text ?? null}, ${piece.url ?? null}, ${piece.dated}, ${piece.sensitivity},
      ${piece.file?.mediaType ?? null}, ${piece.file?.bytes.length ?? null}, ${piece.value ? JSON.stringify(piece.value) : null}::jsonb, ${follows ?? null}, ${addedBy}, ${change.now.toString()})`;

/** Keeps the bytes of a file that is evidence, in chunks; of other evidence nothing. */
export function keepBytes(change: Change, id: string, piece: EvidencePiece): void {
  for (let start = 0, number = 0; piece.file && start < piece.file.bytes.length; start += chunkBytes, number++)
    change.send(
      sql`insert into evidence.chunk (trust_id, item_id, number, bytes) values (${change.trustId}, ${id}, ${number}, ${Buffer.from(piece.file.bytes.subarray(start, start + chunkBytes))})`,
    );
}

/** Keeps one piece of evidence about a unit under its new id, whole. */
export function keepEvidence(change: Change, id: string, unitId: string, addedBy: string, piece: EvidencePiece, follows?: string): void {
  change.send(evidenceKept(change, id, unitId, addedBy, piece, follows));
  keepBytes(change, id, piece);
}

export type EvidenceFile = { id: string; unitId: string; title: string; mediaType: string; bytes: Buffer; sensitivity: string };

/** That a piece found by its id is about this unit: said so that no index of the unit's evidence is taken to find it. */
const ofUnit = (unitId: string) => sql`(unit_id = ${unitId}) is true`;
/** A file with its bytes, only through the unit it is about. */
export async function loadFile(look: Look, unitId: string, id: string): Promise<EvidenceFile | undefined> {
  if (!isId(id)) return undefined;
  const item = await look.row<Omit<EvidenceFile, "bytes">>(sql`
    select id, unit_id as "unitId", title, media_type as "mediaType", sensitivity from evidence.item
    where id = ${id} and ${ofUnit(unitId)} and kind = 'file'`);
  if (!item) return undefined;
  const chunks = await look.rows<{ bytes: Buffer }>(sql`select bytes from evidence.chunk where item_id = ${id} order by number`);
  return { ...item, bytes: Buffer.concat(chunks.map((chunk) => chunk.bytes)) };
}

const day = (column: string) => sql.raw(`(${column} at time zone 'Europe/London')::date`);
const version = (item: string, by: string) =>
  sql.raw(
    `case when ${item}.id is not null then json_build_object('id', ${item}.id, 'title', ${item}.title, 'addedOn', (${item}.added_at at time zone 'Europe/London')::date, 'by', ${by}.name) end`,
  );
/** What stands of the pieces `found`. What became of them is asked of all at once: it is little, and lies together for a trust. */
const told = sql`
  gone as materialized (select * from evidence.withdrawal where item_id = any(array(select id from found))),
  after as materialized (select * from evidence.item where follows = any(array(select id from found))),
  before as materialized (select * from evidence.item where id = any(array(select follows from found where follows is not null))),
  who as materialized (
    select id, name from organisation.person where id = any(array(
      select added_by from found union select withdrawn_by from gone union select added_by from after union select added_by from before)))
  select i.id, i.unit_id as "unitId", i.kind, i.title, i.text, i.url, i.value, i.media_type as "mediaType", i.bytes, i.dated::text, i.sensitivity,
    p.name as "addedBy", i.added_by as "addedById", ${day("i.added_at")}::text as "addedOn",
    case when w.item_id is not null then json_build_object('on', ${day("w.withdrawn_at")}, 'by', wp.name, 'reason', w.reason) end as withdrawn,
    ${version("f", "fp")} as follows, ${version("n", "np")} as newer
  from found i join who p on p.id = i.added_by
  left join gone w on w.item_id = i.id left join who wp on wp.id = w.withdrawn_by
  left join before f on f.id = i.follows left join who fp on fp.id = f.added_by
  left join after n on n.follows = i.id left join who np on np.id = n.added_by`;

/** One piece as it stands, only through the unit it is about. */
export async function findEvidence(look: Look, unitId: string, id: string): Promise<StoredEvidence | undefined> {
  if (!isId(id)) return undefined;
  return look.row<StoredEvidence>(
    sql`with found as materialized (select * from evidence.item where id = ${id} and ${ofUnit(unitId)}), ${told}`,
  );
}

const seen = ({ ids, butOf }: Hidden) => sql`(id <> all(${[...ids]}::uuid[]) or added_by::text = ${butOf} or follows is not null)`;
/** The evidence about a unit but for what is hidden, the newest first, from after the one last seen. */
export function pageOfEvidence(
  look: Look,
  unitId: string,
  asked: { hidden: Hidden; limit: number; after?: string | undefined },
): Promise<StoredEvidence[]> {
  const last = "ffffffff-ffff-ffff-ffff-ffffffffffff";
  return look.rows<StoredEvidence>(sql`
    with found as materialized (select * from evidence.item where unit_id = ${unitId} and id < ${asked.after ?? last} and ${seen(asked.hidden)} order by id desc limit ${asked.limit}),
    ${told} order by i.id desc`);
}

export type OfferedEvidence = Pick<StoredEvidence, "id" | "kind" | "title" | "dated" | "addedBy">;
const mostOffered = 40;
/** The newest evidence about a unit that something may rest on: not hidden, not withdrawn, and the last version of it. `also` is offered too, however old. */
export function offeredEvidence(look: Look, unitId: string, hidden: Hidden, also?: string): Promise<OfferedEvidence[]> {
  const chosen = also && isId(also) ? also : null;
  return look.rows<OfferedEvidence>(sql`
    with newest as materialized (
      select * from evidence.item where unit_id = ${unitId} and ${seen(hidden)} order by id desc limit ${mostOffered}),
    found as materialized (
      select * from newest union select * from evidence.item where ${ofUnit(unitId)} and id = ${chosen} and ${seen(hidden)}),
    past as materialized (
      select item_id as id from evidence.withdrawal where item_id = any(array(select id from found))
      union all select follows from evidence.item where follows = any(array(select id from found))),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct added_by from found)))
    select i.id, i.kind, i.title, i.dated::text, p.name as "addedBy" from found i join who p on p.id = i.added_by
    where i.id not in (select id from past) order by i.dated desc, i.id desc`);
}

export type HeldEvidence = { readonly id: string; readonly title: string; readonly withdrawnOn: string | null };
/** Pieces about a unit that somebody chose, held so that none is withdrawn meanwhile. What is not there, or hidden, is left out. */
export async function holdEvidence(change: Change, unitId: string, ids: readonly string[], hidden: Hidden): Promise<HeldEvidence[]> {
  const asked = ids.filter(isId).toSorted();
  if (asked.length === 0) return [];
  await change.rows(sql`select pg_advisory_xact_lock_shared(hashtextextended(id, 1)) from unnest(${asked}::text[]) id`);
  return change.rows<HeldEvidence>(sql`
    select i.id, i.title, ${day("w.withdrawn_at")}::text as "withdrawnOn"
    from evidence.item i left join evidence.withdrawal w on w.trust_id = i.trust_id and w.item_id = i.id
    where i.unit_id = ${unitId} and i.id = any(${asked}::uuid[]) and ${seen(hidden)}`);
}

/** Which of some pieces were withdrawn. */
export async function withdrawnAmong(look: Look, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await look.rows<{ id: string }>(sql`select item_id as id from evidence.withdrawal where item_id = any(${[...ids]}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}

/** Notes that a piece is withdrawn, after whoever is choosing it now. Whoever does it second breaks the key. */
export async function noteWithdrawal(change: Change, id: string, by: string, reason: string): Promise<void> {
  await change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 1))`);
  await change.rows(
    sql`insert into evidence.withdrawal (trust_id, item_id, reason, withdrawn_by, withdrawn_at) values (${change.trustId}, ${id}, ${reason}, ${by}, ${change.now.toString()})`,
  );
}

export async function newEvidenceId(change: Change): Promise<string> {
  return (await change.row<{ id: string }>(sql`select uuidv7() as id`))?.id ?? "";
}

export type EvidenceOfUnit = {
  id: string;
  kind: "note" | "link" | "file" | "value";
  title: string;
  dated: string;
  sensitivity: "ordinary" | "restricted";
};
/** The newest evidence about a unit that was not withdrawn, and whatever of it is named beside. */
export function listEvidence(look: Look, unitId: string, newest: number, besides: readonly string[] = []): Promise<EvidenceOfUnit[]> {
  return look.rows<EvidenceOfUnit>(sql`
    with gone as materialized (
      select item_id from evidence.withdrawal where item_id = any(array(select id from evidence.item where unit_id = ${unitId}))),
    latest as materialized (
      select id, kind, title, dated, sensitivity from evidence.item
      where unit_id = ${unitId} and id <> all(array(select item_id from gone)) order by dated desc, id desc limit ${newest})
    select id, kind, title, dated::text, sensitivity from (
      select * from latest union
      select i.id, kind, title, dated, sensitivity from unnest(${[...besides]}::uuid[]) named (id)
      cross join lateral (select * from evidence.item where trust_id = ${look.trustId} and id = named.id and ${ofUnit(unitId)} offset 0) i) told
    order by told.dated desc, id desc`);
}
