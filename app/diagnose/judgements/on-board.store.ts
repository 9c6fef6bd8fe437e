import { type RawBuilder, sql } from "kysely";
import type { Change } from "../../platform/database/change.ts";
import type { NewJudgement } from "./judgement.store.ts";

/**
 * What puts a new judgement in the place of the one before it on its academy's row of the board, or between its neighbours where its lineage
 * is new there. The row is changed as the writer before has left it: two who judge one academy at once both stay on it.
 */
export function shownOnBoard(change: Change, judgement: NewJudgement, on: { judgedOn: string; edition: number }): RawBuilder<unknown> {
  // `before` are the places ahead of it, `after` the first one behind: that of its predecessor is left out.
  const put = (column: string) => sql.raw(`b.${column}[:at.before] || excluded.${column} || b.${column}[at.after:]`);
  return sql`
    insert into diagnose.board as b (trust_id, unit_id, perspective, lineages, levels, can_share, directions, confidences, judged_on, editions, judgements)
    values (${change.trustId}, ${judgement.unitId}, ${judgement.perspective}, array[${judgement.lineage}::uuid], array[${judgement.level}], array[${judgement.canShare}::boolean],
      array[${judgement.direction}], array[${judgement.confidence}], array[${on.judgedOn}::date], array[${on.edition}::int], array[${judgement.id}::uuid])
    on conflict (trust_id, unit_id, perspective) do update set (lineages, levels, can_share, directions, confidences, judged_on, editions, judgements) = (
      select ${put("lineages")}, ${put("levels")}, ${put("can_share")}, ${put("directions")}, ${put("confidences")}, ${put("judged_on")}, ${put("editions")}, ${put("judgements")}
      from (select (count(*) filter (where l < excluded.lineages[1]))::int as before, (count(*) filter (where l <= excluded.lineages[1]))::int + 1 as after
        from unnest(b.lineages) as l) at)`;
}
