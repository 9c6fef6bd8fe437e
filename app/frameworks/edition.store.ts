import { sql } from "kysely";
import type { Change, Look } from "../platform/database/change.ts";
import type { EditionContent } from "./edition.rules.ts";

export type Edition = { id: string; number: number; inUseFrom: string | null; closedOn: string | null; content: EditionContent };

/** The edition of the trust's first framework in use on a day. */
export function editionInUse(look: Look, day: string): Promise<Edition | undefined> {
  return look.row<Edition>(sql`
    select id, number, in_use_from::text as "inUseFrom", closed_on::text as "closedOn", content from frameworks.edition
    where in_use_from <= ${day}::date and (closed_on is null or closed_on > ${day}::date) order by in_use_from desc limit 1`);
}

/** Gives a trust its first edition of a framework, in use from that day; answers the edition's id. */
export async function copyFramework(change: Change, content: EditionContent, from: string): Promise<string> {
  const framework = await change.row<{ id: string }>(
    sql`insert into frameworks.framework (trust_id, name) values (${change.trustId}, ${content.name}) returning id`,
  );
  const edition = await change.row<{ id: string }>(sql`
    insert into frameworks.edition (trust_id, framework_id, number, content, in_use_from) values (${change.trustId}, ${framework?.id}, 1, ${JSON.stringify(content)}::jsonb, ${from}::date) returning id`);
  if (!edition) throw new Error("the edition was not kept");
  change.record({ kind: "frameworks.edition-copied", detail: { edition: edition.id, number: 1 } });
  return edition.id;
}
