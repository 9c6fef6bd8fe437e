import { sql } from "kysely";
import type { Look } from "../platform/database/change.ts";

export type AboutIndicator = { readonly id: string; readonly lineage: string | null; readonly indicator: string };
/** Of which indicator each of these judgements and findings is: a judgement by its lineage, a finding by its indicator's key. */
export function indicatorsOf(look: Look, judgements: readonly string[], findings: readonly string[]): Promise<AboutIndicator[]> {
  return look.rows<AboutIndicator>(sql`
    select id, lineage, indicator from diagnose.judgement where trust_id = ${look.trustId} and id = any(${[...judgements]}::uuid[])
    union all select id, null, indicator from diagnose.finding where trust_id = ${look.trustId} and id = any(${[...findings]}::uuid[])`);
}
