import { type RawBuilder, sql } from "kysely";
import type { Change, Look } from "../platform/database/change.ts";
import type { NewEvidence } from "./evidence.rules.ts";

const chunkBytes = 1024 * 1024;

/** What keeps one piece of evidence about a unit under its new id; a file's bytes follow by `keepBytes`. */
export const evidenceKept = (change: Change, id: string, unitId: string, addedBy: string, piece: NewEvidence): RawBuilder<unknown> => sql`
    insert into evidence.item (trust_id, id, unit_id, kind, title, text, url, dated, sensitivity, media_type, bytes, value, added_by, added_at)
    values (${change.trustId}, ${id}, ${unitId}, ${piece.kind}, ${piece.title}, ${piece.text ?? null}, ${piece.url ?? null}, ${piece.dated}, ${piece.sensitivity},
      ${piece.file?.mediaType ?? null}, ${piece.file?.bytes.length ?? null}, ${piece.value ? JSON.stringify(piece.value) : null}::jsonb, ${addedBy}, ${change.now.toString()})`;

/** Keeps the bytes of a file that is evidence, in chunks; of other evidence nothing. */
export function keepBytes(change: Change, id: string, piece: NewEvidence): void {
  for (let start = 0, number = 0; piece.file && start < piece.file.bytes.length; start += chunkBytes, number++)
    change.send(
      sql`insert into evidence.chunk (trust_id, item_id, number, bytes) values (${change.trustId}, ${id}, ${number}, ${Buffer.from(piece.file.bytes.subarray(start, start + chunkBytes))})`,
    );
}

/** Keeps one piece of evidence about a unit under its new id, whole. */
export function keepEvidence(change: Change, id: string, unitId: string, addedBy: string, piece: NewEvidence): void {
  change.send(evidenceKept(change, id, unitId, addedBy, piece));
  keepBytes(change, id, piece);
}

export type EvidenceFile = { id: string; unitId: string; title: string; mediaType: string; bytes: Buffer; sensitivity: string };

/** A file with its bytes, only through the unit it is about. */
export async function loadFile(look: Look, unitId: string, id: string): Promise<EvidenceFile | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const item = await look.row<Omit<EvidenceFile, "bytes">>(sql`
    select id, unit_id as "unitId", title, media_type as "mediaType", sensitivity from evidence.item where id = ${id} and unit_id = ${unitId} and kind = 'file'`);
  if (!item) return undefined;
  const chunks = await look.rows<{ bytes: Buffer }>(sql`select bytes from evidence.chunk where item_id = ${id} order by number`);
  return { ...item, bytes: Buffer.concat(chunks.map((chunk) => chunk.bytes)) };
}

export type EvidenceOfUnit = {
  id: string;
  kind: "note" | "link" | "file" | "value";
  title: string;
  dated: string;
  sensitivity: "ordinary" | "restricted";
};
/** The newest evidence about a unit, and whatever of it is named beside. */
export function listEvidence(look: Look, unitId: string, newest: number, besides: readonly string[] = []): Promise<EvidenceOfUnit[]> {
  return look.rows<EvidenceOfUnit>(sql`
    with latest as materialized (
      select id from evidence.item where unit_id = ${unitId} order by dated desc, id desc limit ${newest})
    select id, kind, title, dated::text, sensitivity from evidence.item
    where unit_id = ${unitId} and (id = any(array(select id from latest)) or id = any(${[...besides]}::uuid[])) order by dated desc, id desc`);
}
