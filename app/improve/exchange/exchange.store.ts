import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { Reason } from "../parts/part.rules.ts";

/** Everybody the trust has or had, by name. */
export const listNames = (look: Look): Promise<{ id: string; name: string }[]> =>
  look.rows<{ id: string; name: string }>(sql`select id, name from organisation.person where trust_id = ${look.trustId} order by id`);

export const keyOfReason = ({ source, says, on }: Reason): string => JSON.stringify([source, says, on]);
/** Those of these reasons that stand so, word for word, in some plan of the trust. */
export async function keptReasons(look: Look, reasons: readonly Reason[]): Promise<ReadonlySet<string>> {
  const dated = reasons.filter(({ on }) => on !== "");
  if (dated.length === 0) return new Set();
  const rows = await look.rows<Reason>(sql`
    select distinct r.source, r.says, r.frozen_on::text as on from improve.part_reason r
    join jsonb_to_recordset(${JSON.stringify(dated)}::jsonb) as g(source text, says text, "on" date) on g.source = r.source and g.says = r.says and g."on" = r.frozen_on
    where r.trust_id = ${look.trustId}`);
  return new Set(rows.map(keyOfReason));
}
