import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import { type Found, marked, newestFound, type Sought } from "../../platform/database/search.ts";
import type { Perspective } from "./judgement.rules.ts";
import { standing } from "./judgement.store.ts";

export type RestingJudgement = {
  readonly id: string;
  readonly editionId: string;
  readonly indicator: string;
  readonly perspective: Perspective;
  readonly level: string;
  readonly stance: "supports" | "contradicts";
  readonly judgedBy: string;
  readonly judgedOn: string;
  readonly supersededOn: string | null;
};
// Asked as a value, which the index of successors alone tells: joined, it is looked for in all that was ever judged of the academy.
const successor = sql`(select n.judged_at from diagnose.judgement n
  where n.trust_id = j.trust_id and n.unit_id = j.unit_id and n.lineage = j.lineage and n.perspective = j.perspective and n.replaces = j.id)`;
/** Every judgement that rests on a piece of evidence, with the day another superseded it. */
export const judgementsOn = (look: Look, item: string): Promise<RestingJudgement[]> =>
  look.rows<RestingJudgement>(sql`
    select j.id, j.edition_id as "editionId", j.indicator, j.perspective, j.level, r.stance, p.name as "judgedBy",
      (j.judged_at at time zone 'Europe/London')::date::text as "judgedOn", (${successor} at time zone 'Europe/London')::date::text as "supersededOn"
    from diagnose.rests_on r join diagnose.judgement j on j.trust_id = r.trust_id and j.id = r.judgement_id
    join organisation.person p on p.trust_id = j.trust_id and p.id = j.judged_by
    where r.item_id = ${item} order by j.id desc`);

export type NarrativeHit = {
  readonly id: string;
  readonly unitId: string;
  readonly editionId: string;
  readonly indicator: string;
  readonly perspective: Perspective;
  readonly level: string;
  readonly judgedBy: string;
  readonly judgedOn: string;
  readonly superseded: boolean;
  /** Marked, to be cut by `partsOf`. */
  readonly snippet: string;
};
/** The newest judgements whose narrative says what is sought, of these units. */
export async function searchNarratives(
  look: Look,
  sought: Sought,
  asked: { units: readonly string[]; limit: number; after?: string | undefined },
): Promise<Found<NarrativeHit>> {
  const found = await newestFound<Omit<NarrativeHit, "superseded">>(
    look,
    asked.limit,
    // Whose it is is asked so that no index by unit is taken for it: that one would read every judgement of the trust.
    sql`select id from diagnose.judgement where id < ${asked.after ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"} and coalesce(unit_id = any(${[...asked.units]}::uuid[]), false)
      and (brief is null or brief @@ ${sought.near}::tsquery)`,
    sql`select j.id, j.unit_id as "unitId", j.edition_id as "editionId", j.indicator, j.perspective, j.level, j.judged_by as "judgedBy",
      (j.judged_at at time zone 'Europe/London')::date as "judgedOn", ${marked(sql`j.narrative`, sought)} as snippet
      from diagnose.judgement j where j.id = o.id and to_tsvector('english', j.narrative) @@ ${sought.exact}::tsquery`,
    "judgedBy",
  );
  if (found.hits.length === 0) return { ...found, hits: [] };
  const units = [...new Set(found.hits.map(({ unitId }) => unitId))];
  const stand = await look.rows<{ id: string }>(
    sql`select id from ${standing(units)} where id = any(${found.hits.map(({ id }) => id)}::uuid[])`,
  );
  const stands = new Set(stand.map(({ id }) => id));
  return { ...found, hits: found.hits.map((hit) => ({ ...hit, superseded: !stands.has(hit.id) })) };
}
