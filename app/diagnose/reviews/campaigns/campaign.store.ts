import { sql } from "kysely";
import type { Look } from "../../../platform/database/change.ts";
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
