import { sql } from "kysely";
import type { Change, Look } from "../../../platform/database/change.ts";
import type { Named } from "../review.store.ts";

/** One judge's view of one indicator, given blind. */
export type BlindRow = {
  readonly indicator: string;
  readonly judge: Named;
  readonly level: string;
  readonly because: string;
  readonly on: string;
};
/** What was given blind in a review; who may see it is for `blindSeen` to say. */
export const listBlind = (look: Look, reviewId: string): Promise<BlindRow[]> =>
  look.rows<BlindRow>(sql`
    select b.indicator, jsonb_build_object('id', p.id, 'name', p.name) as judge, b.level, b.because, (b.given_at at time zone 'Europe/London')::date::text as "on"
    from diagnose.blind b join organisation.person p on p.trust_id = b.trust_id and p.id = b.judge_id where b.review_id = ${reviewId} order by b.given_at, p.name`);

export function keepBlind(
  change: Change,
  given: { reviewId: string; indicator: string; judgeId: string; level: string; because: string; schoolYear: string },
): void {
  change.send(sql`
    insert into diagnose.blind (trust_id, review_id, indicator, judge_id, level, because, given_at, school_year)
    values (${change.trustId}, ${given.reviewId}, ${given.indicator}, ${given.judgeId}, ${given.level}, ${given.because}, ${change.now.toString()}, ${given.schoolYear})`);
}

export type ComparedRow = {
  readonly one: Named & { readonly level: string };
  readonly other: Named & { readonly level: string };
  readonly editionId: string;
  readonly schoolYear: string;
};
/** Every indicator that two people judged blind in the trust, in the years after `since`. */
export const comparedPairs = (look: Look, since: string): Promise<ComparedRow[]> =>
  look.rows<ComparedRow>(sql`
    with given as materialized (select * from diagnose.blind where school_year >= ${since}),
    who as materialized (select id, name from organisation.person where id = any(array(select judge_id from given)))
    select jsonb_build_object('id', p.id, 'name', p.name, 'level', a.level) as one, jsonb_build_object('id', q.id, 'name', q.name, 'level', b.level) as other,
      r.edition_id as "editionId", a.school_year as "schoolYear"
    from given a join given b on b.review_id = a.review_id and b.indicator = a.indicator and a.judge_id < b.judge_id
    join diagnose.review r on r.id = a.review_id join who p on p.id = a.judge_id join who q on q.id = b.judge_id`);
