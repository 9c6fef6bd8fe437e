import { sql } from "kysely";
import { isId } from "../../language/id.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Template } from "./template.rules.ts";

export type TemplateRow = {
  readonly id: string;
  readonly version: number;
  readonly content: Template;
  readonly retired: boolean;
  readonly setBy: string | null;
  readonly setOn: string;
};
/** The trust's own templates as they are now, or one of them; by their kind and title. */
export const listTemplates = (look: Look, id?: string): Promise<TemplateRow[]> =>
  look.rows<TemplateRow>(sql`
    with now as (
      select distinct on (template_id) * from improve.template_version where trust_id = ${look.trustId} ${id === undefined ? sql`` : sql`and template_id = ${id}`}
      order by template_id, version desc)
    select n.template_id as id, n.version, n.content, n.retired, p.name as "setBy", (n.set_at at time zone 'Europe/London')::date::text as "setOn"
    from now n left join organisation.person p on p.trust_id = n.trust_id and p.id = n.set_by order by n.content ->> 'kind', n.content ->> 'title', n.template_id`);
export async function findTemplate(look: Look, id: string | undefined): Promise<TemplateRow | undefined> {
  if (!isId(id)) return undefined;
  return (await listTemplates(look, id))[0];
}

/** One writer at a time among a trust's templates. */
export const lockTemplates = (change: Change) =>
  change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`improve.template ${change.trustId}`}, 0))`);

export async function addTemplate(change: Change, content: Template, by: string | undefined): Promise<string> {
  const row = await change.row<{ id: string }>(
    sql`insert into improve.template (trust_id, made_at) values (${change.trustId}, ${change.now.toString()}) returning id`,
  );
  if (!row) throw new Error("the template was not made");
  await keepTemplate(change, row.id, { version: 1, content, retired: false }, by);
  return row.id;
}
export const keepTemplate = (
  change: Change,
  id: string,
  now: Pick<TemplateRow, "version" | "content" | "retired">,
  by: string | undefined,
) =>
  change.rows(sql`
    insert into improve.template_version (trust_id, template_id, version, content, retired, set_by, set_at)
    values (${change.trustId}, ${id}, ${now.version}, ${JSON.stringify(now.content)}::jsonb, ${now.retired}, ${by ?? null}, ${change.now.toString()})`);
