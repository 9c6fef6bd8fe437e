import { sql } from "kysely";
import type { Change } from "../../platform/database/change.ts";
import type { EditionContent } from "../edition.rules.ts";
import { type Edition, editionColumns } from "../edition.store.ts";

/**
 * Every edition of the framework named or of the one that an edition belongs to, the newest first, locked: one writer of frameworks at a time. The lock is a statement of its own, because who waited
 * for rows alone would not see a draft begun meanwhile; the rows are held too, so that judgements on them are done or wait.
 */
export async function lockEditions(change: Change, of: { framework: string } | { edition: string }): Promise<Edition[]> {
  await lockFrameworks(change);
  const framework =
    "edition" in of
      ? sql`(select o.framework_id from frameworks.edition o where o.id = ${of.edition})`
      : sql`(select f.id from frameworks.framework f where f.key = ${of.framework})`;
  return change.rows<Edition>(
    sql`select ${editionColumns} from frameworks.edition e where e.framework_id = ${framework} order by e.number desc for update of e`,
  );
}

/** Holds back every other writer of the trust's frameworks until this change is done. */
export async function lockFrameworks(change: Change): Promise<void> {
  await change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${change.trustId}/framework`}, 0))`);
}

/** Keeps a new draft that follows an edition; answers its id. */
export async function addDraft(change: Change, follows: Edition, content: EditionContent): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into frameworks.edition (trust_id, framework_id, number, content)
    values (${change.trustId}, ${follows.frameworkId}, ${follows.number + 1}, ${JSON.stringify(content)}::jsonb) returning id`);
  if (!row) throw new Error("the draft was not kept");
  return row.id;
}

/** Keeps what a draft now says, as its next version. */
export async function saveDraft(change: Change, id: string, version: number, content: EditionContent, parts: object): Promise<void> {
  await change.rows(sql`
    update frameworks.edition set content = ${JSON.stringify(content)}::jsonb, part_versions = ${JSON.stringify(parts)}::jsonb, version = ${version}
    where id = ${id} and in_use_from is null`);
}

/** Closes the edition before, where there is one, and begins the draft on the same day. The order matters: never are two in use. */
export async function handOver(change: Change, before: string | undefined, draft: string, day: string): Promise<void> {
  if (before) await change.rows(sql`update frameworks.edition set closed_on = ${day}::date where id = ${before}`);
  await change.rows(sql`update frameworks.edition set in_use_from = ${day}::date where id = ${draft}`);
}
