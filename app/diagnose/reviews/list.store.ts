import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { ReviewKind } from "./life.rules.ts";
import { type Review, reviewColumns, reviewJoins } from "./review.store.ts";

/** A review as a list shows it, with what its reader is to it. */
export type ListedReview = Review & {
  readonly framework: string;
  readonly regionId: string | null;
  readonly judged: number;
  readonly of: number;
  /** How many rows the reader is asked to judge, and how many of them are done. */
  readonly mine: number;
  readonly mineDone: number;
  readonly isAtHome: boolean;
};
export const reviewsOnPage = 100;

/** The newest reviews: all of the trust, of one unit, of one campaign, those named, or before one in that order. */
export function listReviews(
  look: Look,
  personId: string,
  of: {
    readonly unitId?: string | undefined;
    readonly campaignId?: string;
    readonly before?: string | undefined;
    readonly open?: boolean;
    readonly kind?: ReviewKind | undefined;
    readonly ids?: readonly string[];
  } = {},
): Promise<ListedReview[]> {
  const day = look.now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  return look.rows<ListedReview>(sql`
    with found as materialized (
      select * from diagnose.review where ${of.unitId ? sql`unit_id = ${of.unitId}` : sql`true`} ${of.campaignId ? sql`and campaign_id = ${of.campaignId}` : sql``} ${of.ids ? sql`and id = any(${[...of.ids]}::uuid[])` : sql``}
        ${of.kind ? sql`and kind = ${of.kind}` : sql``} ${of.open ? sql`and state not in ('agreed', 'closed')` : sql``}
        ${of.before ? sql`and (planned_at, id) < (select planned_at, id from diagnose.review where id::text = ${of.before})` : sql``}
      order by planned_at desc, id desc limit ${of.ids ? of.ids.length : of.campaignId ? 1000 : reviewsOnPage}),
    counted as materialized (
      select w.review_id, count(*)::int as of, (count(*) filter (where w.status = 'done'))::int as judged,
        (count(v.person_id))::int as mine, (count(v.person_id) filter (where w.status = 'done'))::int as mine_done
      from diagnose.review_row w left join diagnose.review_reviewer v on v.trust_id = w.trust_id and v.review_id = w.review_id and v.indicator = w.indicator and v.person_id = ${personId}
      where w.review_id = any(array(select id from found)) group by w.review_id),
    home as materialized (select distinct unit_id from organisation.role where person_id = ${personId} and held @> ${look.now.toString()}::timestamptz)
    select ${reviewColumns}, e.content ->> 'name' as framework, p.region_id as "regionId", c.judged, c.of, c.mine, c.mine_done as "mineDone",
      r.unit_id in (select unit_id from home) as "isAtHome"
    from found r ${reviewJoins} join counted c on c.review_id = r.id
    join frameworks.edition e on e.trust_id = r.trust_id and e.id = r.edition_id
    left join organisation.placement p on p.trust_id = r.trust_id and p.academy_id = r.unit_id and p.held @> ${day}::date
    order by r.planned_at desc, r.id desc`);
}

/** The newest reviews with who judges in each, for whoever asks: what they see of each is weighed afterwards. */
export async function listReviewsFor(
  look: Look,
  of: { readonly before?: string | undefined },
): Promise<(ListedReview & { readonly reviewers: readonly string[] })[]> {
  const reviews = await listReviews(look, "00000000-0000-0000-0000-000000000000", of);
  const rows = await look.rows<{ id: string; people: string[] }>(sql`
    select review_id as id, array_agg(distinct person_id) as people from diagnose.review_reviewer
    where review_id = any(${reviews.map(({ id }) => id)}::uuid[]) group by review_id`);
  const people = new Map(rows.map((row) => [row.id, row.people]));
  return reviews.map((review) => ({ ...review, reviewers: people.get(review.id) ?? [] }));
}
