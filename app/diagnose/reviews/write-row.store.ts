import { sql } from "kysely";
import type { Change } from "../../platform/database/change.ts";
import type { RowStatus } from "./assignment.rules.ts";
import type { RowWords } from "./review.store.ts";

/** Sets who judges each of these indicators, in the place of who did. */
export function keepReviewers(change: Change, reviewId: string, reviewers: ReadonlyMap<string, readonly string[]>): void {
  const rows = [...reviewers].flatMap(([key, people]) => people.map((person) => ({ key, person })));
  const json = JSON.stringify(rows);
  change.send(sql`delete from diagnose.review_reviewer where review_id = ${reviewId} and indicator = any(${[...reviewers.keys()]})
    and (indicator, person_id) not in (select key, person from jsonb_to_recordset(${json}::jsonb) as r(key text, person uuid))`);
  change.send(sql`insert into diagnose.review_reviewer (trust_id, review_id, indicator, person_id)
    select ${change.trustId}, ${reviewId}, key, person from jsonb_to_recordset(${json}::jsonb) as r(key text, person uuid) on conflict do nothing`);
}

/** Writes one row as its writer leaves it. */
export function keepRow(
  change: Change,
  on: { readonly reviewId: string; readonly indicator: string },
  words: RowWords & { readonly status: RowStatus },
  writer: { readonly id: string; readonly as: string },
): void {
  change.send(sql`
    update diagnose.review_row set status = ${words.status}, level = ${words.level}, can_share = ${words.canShare}, confidence = ${words.confidence}, direction = ${words.direction},
      narrative = ${words.narrative}, helps = ${words.helps}, hinders = ${words.hinders}, to_do = ${words.toDo},
      version = version + 1, written_by = ${writer.id}, written_as = ${writer.as}, written_at = ${change.now.toString()}
    where review_id = ${on.reviewId} and indicator = ${on.indicator}`);
}

/** Lets a row rest on pieces of evidence, each on one side. */
export function restOn(
  change: Change,
  on: { readonly reviewId: string; readonly indicator: string },
  pieces: readonly { readonly id: string; readonly stance: string }[],
): void {
  for (const { id, stance } of pieces)
    change.send(sql`
      insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance) values (${change.trustId}, ${on.reviewId}, ${on.indicator}, ${id}, ${stance})
      on conflict (trust_id, review_id, indicator, item_id) do nothing`);
}

/** Keeps what the other side is sent now of every row, and with it on which evidence each rests. */
export function keepAsSent(change: Change, reviewId: string): void {
  change.send(sql`
    update diagnose.review_row w set sent = jsonb_build_object('level', w.level, 'canShare', w.can_share, 'confidence', w.confidence, 'direction', w.direction,
      'narrative', w.narrative, 'helps', w.helps, 'hinders', w.hinders, 'toDo', w.to_do,
      'evidence', coalesce((select jsonb_agg(b.item_id order by b.item_id) from diagnose.review_rests_on b
        where b.trust_id = w.trust_id and b.review_id = w.review_id and b.indicator = w.indicator), '[]'))
    where w.review_id = ${reviewId}`);
}
