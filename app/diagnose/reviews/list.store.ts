import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { ReviewKind } from "./life.rules.ts";
import { type Review, reviewColumns } from "./review.store.ts";

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
  /** The campaign that asks for it, and who did ask. */
  readonly campaign: string | null;
  readonly askedBy: string;
};
export const reviewsOnPage = 100;

/** Reviews that may ask something of somebody: all that go on, and those agreed that they led. */
const mayAsk = (personId: string) => sql`
      select * from (select * from diagnose.review where state not in ('agreed', 'closed') order by planned_at desc, id desc limit 300) going
      union all
      select * from (select * from diagnose.review where state = 'agreed' and lead_id = ${personId} order by planned_at desc, id desc limit 100) led`;

/** The newest reviews: all of the trust, of one unit, of one campaign, those named, or before one in that order. */
export async function listReviews(
  look: Look,
  personId: string,
  of: {
    readonly unitId?: string | undefined;
    readonly campaignId?: string;
    readonly before?: string | undefined;
    readonly open?: boolean;
    readonly kind?: ReviewKind | undefined;
    readonly ids?: readonly string[];
    /** Those that may ask something of this person. */
    readonly asks?: true;
  } = {},
): Promise<ListedReview[]> {
  const day = look.now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  const [rows, placed, home, frameworks] = await Promise.all([
    look.rows<Omit<ListedReview, "framework" | "regionId" | "isAtHome">>(sql`
    with found as materialized (${
      of.asks
        ? mayAsk(personId)
        : sql`
      select * from diagnose.review where ${of.unitId ? sql`unit_id = ${of.unitId}` : sql`true`} ${of.campaignId ? sql`and campaign_id = ${of.campaignId}` : sql``} ${of.ids ? sql`and id = any(${[...of.ids]}::uuid[])` : sql``}
        ${of.kind ? sql`and kind = ${of.kind}` : sql``} ${of.open ? sql`and state not in ('agreed', 'closed')` : sql``}
        ${of.before ? sql`and (planned_at, id) < (select planned_at, id from diagnose.review where id::text = ${of.before})` : sql``}
      order by planned_at desc, id desc limit ${of.ids ? of.ids.length : of.campaignId ? 1000 : reviewsOnPage}`
    }),
    mine as materialized (
      select review_id, indicator from diagnose.review_reviewer where review_id = any(array(select id from found)) and person_id = ${personId}),
    counted as materialized (
      select review_id, count(*)::int as of, (count(*) filter (where status = 'done'))::int as judged,
        (count(*) filter (where is_mine))::int as mine, (count(*) filter (where is_mine and status = 'done'))::int as mine_done
      from (
        select review_id, status, (review_id, indicator) in (select review_id, indicator from mine) as is_mine from diagnose.review_row
        where review_id = any(array(select id from found))) w group by review_id),
    units as materialized (select id, name, kind from organisation.unit where id = any(array(select distinct unit_id from found))),
    academies as materialized (select unit_id, urn from organisation.academy where unit_id = any(array(select distinct unit_id from found))),
    who as materialized (select id, name from organisation.person where id = any(array(select lead_id from found union select moderator_id from found union select planned_by from found))),
    campaigns as materialized (select id, title from diagnose.campaign where id = any(array(select distinct campaign_id from found)))
    select ${reviewColumns}, c.judged, c.of, c.mine, c.mine_done as "mineDone", g.title as campaign, b.name as "askedBy"
    from found r join units u on u.id = r.unit_id left join academies a on a.unit_id = r.unit_id join who l on l.id = r.lead_id join who b on b.id = r.planned_by left join campaigns g on g.id = r.campaign_id left join who m on m.id = r.moderator_id
    join counted c on c.review_id = r.id order by r.planned_at desc, r.id desc`),
    look.rows<{ id: string; regionId: string }>(
      sql`select academy_id as id, region_id as "regionId" from organisation.placement where trust_id = ${look.trustId} and held @> ${day}::date`,
    ),
    look.rows<{ id: string }>(
      sql`select distinct unit_id as id from organisation.role where person_id = ${personId} and held @> ${look.now.toString()}::timestamptz`,
    ),
    look.rows<{ id: string; name: string }>(
      sql`select id, content ->> 'name' as name from frameworks.edition where trust_id = ${look.trustId}`,
    ),
  ]);
  const regionOf = new Map(placed.map(({ id, regionId }) => [id, regionId]));
  const atHome = new Set(home.map(({ id }) => id));
  const nameOf = new Map(frameworks.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    ...row,
    framework: nameOf.get(row.editionId) ?? "",
    regionId: regionOf.get(row.unitId) ?? null,
    isAtHome: atHome.has(row.unitId),
  }));
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
