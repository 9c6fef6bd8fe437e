import { type RawBuilder, sql } from "kysely";
import type { Look } from "../platform/database/change.ts";
import { type Found, marked, newestFound, type Sought } from "../platform/database/search.ts";
import type { EvidenceKind } from "./evidence.rules.ts";

export type EvidenceHit = {
  readonly id: string;
  readonly unitId: string;
  readonly kind: EvidenceKind;
  /** Both marked, to be cut by `partsOf`. */
  readonly title: string;
  readonly snippet: string;
  readonly dated: string;
  readonly withdrawn: boolean;
};

/** The newest evidence that says what is sought: of these units, but for what is `hidden`, asked of each as `e`; what is restricted only of those it is open for. */
export function searchEvidence(
  look: Look,
  sought: Sought,
  asked: { units: readonly string[]; open: readonly string[]; hidden: RawBuilder<unknown>; limit: number; after?: string | undefined },
): Promise<Found<EvidenceHit>> {
  const body = sql`coalesce(e.text, regexp_replace(e.url, '^https?://', ''), '')`;
  return newestFound<EvidenceHit>(
    look,
    asked.limit,
    // Whose it is is asked so that no index by unit is taken for it: that one would read every row of the trust.
    sql`select id from evidence.item where id < ${asked.after ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"} and coalesce(unit_id = any(${[...asked.units]}::uuid[]), false)
      and (sensitivity = 'ordinary' or unit_id = any(${[...asked.open]}::uuid[])) and (brief is null or brief @@ ${sought.near}::tsquery)`,
    sql`select e.id, e.unit_id as "unitId", e.kind, ${marked(sql`e.title`, sought, true)} as title, ${marked(body, sought)} as snippet, e.dated,
      exists (select from evidence.withdrawal w where w.trust_id = e.trust_id and w.item_id = e.id) as withdrawn
      from evidence.item e where e.id = o.id and to_tsvector('english', evidence.said(e.title, e.text, e.url)) @@ ${sought.exact}::tsquery and not ${asked.hidden}`,
  );
}
