import { sql } from "kysely";
import type { Change, Look } from "../../../platform/database/change.ts";
import type { ReviewKind } from "../life.rules.ts";

export type CampaignRow = {
  readonly id: string;
  readonly title: string;
  readonly kind: ReviewKind;
  readonly framework: string;
  readonly due: string;
  readonly openedBy: string;
  readonly openedOn: string;
  readonly asked: number;
  readonly handedIn: number;
  readonly agreed: number;
};
/** The campaigns of the trust, the newest first; or the one of an id. */
export const listCampaigns = (look: Look, id?: string): Promise<CampaignRow[]> =>
  look.rows<CampaignRow>(sql`
    with counted as materialized (
      select campaign_id, count(*)::int as asked, (count(*) filter (where state not in ('planned', 'gathering', 'draft')))::int as handed_in,
        (count(*) filter (where state in ('agreed', 'closed')))::int as agreed
      from diagnose.review where campaign_id is not null ${id === undefined ? sql`` : sql`and campaign_id::text = ${id}`} group by campaign_id)
    select c.id, c.title, c.kind, e.content ->> 'name' as framework, c.due::text, p.name as "openedBy", (c.opened_at at time zone 'Europe/London')::date::text as "openedOn",
      coalesce(n.asked, 0) as asked, coalesce(n.handed_in, 0) as "handedIn", coalesce(n.agreed, 0) as agreed
    from diagnose.campaign c join frameworks.edition e on e.trust_id = c.trust_id and e.id = c.edition_id
    join organisation.person p on p.trust_id = c.trust_id and p.id = c.opened_by left join counted n on n.campaign_id = c.id
    where ${id === undefined ? sql`true` : sql`c.id::text = ${id}`} order by c.opened_at desc, c.id desc limit 200`);

/** When each review of a campaign left its reviewers' hands for good: the last sending that was not taken back, or its agreement. */
export const handedInOn = async (look: Look, campaignId: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await look.rows<{ id: string; on: string }>(sql`
    select r.id, (max(s.taken_at) at time zone 'Europe/London')::date::text as "on" from diagnose.review r
    join diagnose.review_step s on s.trust_id = r.trust_id and s.review_id = r.id and s.to_state = 'sent'
    where r.campaign_id = ${campaignId} and r.state not in ('planned', 'gathering', 'draft') group by r.id`);
  return new Map(rows.map(({ id, on }) => [id, on]));
};

/** A review of a place that goes on, and the campaign that asks for it. */
export type OpenReview = { readonly unit: string; readonly campaign: string | null };
/** Which of these places have a review of a kind by an edition's framework that is not agreed yet, as a campaign asks for it: of nothing in particular. */
export const openReviewsOf = (look: Look, units: readonly string[], of: { kind: ReviewKind; editionId: string }): Promise<OpenReview[]> =>
  look.rows<OpenReview>(sql`
    select u.name as unit, g.title as campaign from diagnose.review r join organisation.unit u on u.trust_id = r.trust_id and u.id = r.unit_id
    left join diagnose.campaign g on g.trust_id = r.trust_id and g.id = r.campaign_id
    where r.unit_id::text = any(${[...units]}) and r.kind = ${of.kind} and r.about = '' and r.state not in ('agreed', 'closed')
      and r.edition_id in (select e.id from frameworks.edition e where e.framework_id = (select framework_id from frameworks.edition where id = ${of.editionId}))
    order by u.name, r.planned_at`);

/** One campaign is opened at a time, so that two of the same do not ask twice. */
export const lockCampaigns = (change: Change) =>
  change.row(sql`select pg_advisory_xact_lock(hashtextextended(${`campaigns/${change.trustId}`}, 0))`);

/** Who leads each review of a campaign: whether they hold a role on its place now, and whether they head it. */
export const leadsOf = async (look: Look, campaignId: string): Promise<ReadonlyMap<string, { atHome: boolean; heads: boolean }>> => {
  const rows = await look.rows<{ id: string; atHome: boolean; heads: boolean }>(sql`
    with asked as materialized (select id, unit_id, lead_id from diagnose.review where campaign_id = ${campaignId}),
    held as materialized (
      select person_id, unit_id, bool_or(kind = 'principal') as heads from organisation.role
      where held @> ${look.now.toString()}::timestamptz and unit_id = any(array(select unit_id from asked)) group by person_id, unit_id)
    select a.id, h.person_id is not null as "atHome", coalesce(h.heads, false) as heads
    from asked a left join held h on h.person_id = a.lead_id and h.unit_id = a.unit_id`);
  return new Map(rows.map(({ id, ...lead }) => [id, lead]));
};
