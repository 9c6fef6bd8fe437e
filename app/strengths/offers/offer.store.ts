import { sql } from "kysely";
import { isId } from "../../language/id.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Behind, Offer } from "./offer.rules.ts";

export type OfferRow = Offer &
  Behind & {
    readonly id: string;
    readonly version: number;
    readonly unitId: string;
    readonly editionId: string;
    readonly indicator: string;
    readonly lineage: string;
    readonly judgedOn: string;
    readonly person: string | null;
    /** Whether the person still holds a role in the trust. */
    readonly personIsHere: boolean;
    readonly withdrawn: string | null;
    readonly setBy: string;
    readonly setOn: string;
  };
const now = (look: Look) => look.now.toString();
/** What is told of the versions `found` of offers, with what stands of the judgement behind each. */
const told = (look: Look) => sql`,
  behind as materialized (select * from diagnose.judgement where id = any(array(select judgement_id from found))),
  boards as materialized (select * from diagnose.board where perspective = 'trust' and unit_id = any(array(select unit_id from found))),
  who as materialized (select id, name from organisation.person where id = any(array(select set_by from found union select person_id from found))),
  here as materialized (
    select distinct person_id from organisation.role where person_id = any(array(select person_id from found)) and held @> ${now(look)}::timestamptz)
  select o.id, o.version, o.unit_id as "unitId", o.judgement_id as "judgementId", o.subject, o.phase, o.person_id as "personId", o.says, o.offered_from::text as "from",
  o.offered_until::text as until, o.withdrawn, j.edition_id as "editionId", j.indicator, j.lineage, (j.judged_at at time zone 'Europe/London')::date::text as "judgedOn",
  coalesce(b.judgements[array_position(b.lineages, j.lineage)] = j.id, false) as current, coalesce(b.can_share[array_position(b.lineages, j.lineage)], false) as "canShareNow",
  b.judged_on[array_position(b.lineages, j.lineage)]::text as "judgedOnNow", q.name as person,
  coalesce(o.person_id in (select person_id from here), false) as "personIsHere",
  s.name as "setBy", (o.set_at at time zone 'Europe/London')::date::text as "setOn"
  from found o join behind j on j.id = o.judgement_id left join boards b on b.unit_id = j.unit_id
  join who s on s.id = o.set_by left join who q on q.id = o.person_id`;

/** The offers as they stand, of the trust or of one academy, those withdrawn too, each academy's in the order they were made. */
export const listOffers = (look: Look, unitId?: string): Promise<OfferRow[]> =>
  look.rows<OfferRow>(sql`
    with found as materialized (
      select distinct on (id) * from strengths.offer where trust_id = ${look.trustId} ${unitId ? sql`and unit_id = ${unitId}` : sql``} order by id, version desc)
    ${told(look)} order by o.unit_id, o.id`);

/** Every version of one offer, the newest first. */
export async function offerHistory(look: Look, id: string): Promise<OfferRow[]> {
  if (!isId(id)) return [];
  return look.rows<OfferRow>(
    sql`with found as materialized (select * from strengths.offer where id = ${id}) ${told(look)} order by o.version desc`,
  );
}

/** Keeps one version of an offer; answers its id. A version that somebody has made meanwhile breaks the key. */
export async function keepOffer(
  change: Change,
  offer: Offer & {
    readonly id?: string | undefined;
    readonly version: number;
    readonly unitId: string;
    readonly withdrawn: string | null;
    readonly setBy: string;
  },
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into strengths.offer (trust_id, id, version, unit_id, judgement_id, subject, phase, person_id, says, offered_from, offered_until, withdrawn, set_by, set_at)
    values (${change.trustId}, coalesce(${offer.id ?? null}::uuid, uuidv7()), ${offer.version}, ${offer.unitId}, ${offer.judgementId}, ${offer.subject}, ${offer.phase},
      ${offer.personId}, ${offer.says}, ${offer.from}, ${offer.until}, ${offer.withdrawn}, ${offer.setBy}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the offer was not kept");
  return row.id;
}

export type Shareable = {
  readonly id: string;
  readonly editionId: string;
  readonly indicator: string;
  readonly lineage: string;
  readonly judgedOn: string;
};
/** The trust's judgements of a unit that stand and say that others can learn from them, the newest first. */
export const shareableOf = (look: Look, unitId: string): Promise<Shareable[]> =>
  look.rows<Shareable>(sql`
    select j.id, j.edition_id as "editionId", j.indicator, j.lineage, (j.judged_at at time zone 'Europe/London')::date::text as "judgedOn"
    from diagnose.board b, unnest(b.judgements, b.can_share) as s(id, can_share) join diagnose.judgement j on j.id = s.id
    where b.unit_id = ${unitId} and b.perspective = 'trust' and s.can_share and j.trust_id = b.trust_id order by j.judged_at desc, j.id`);
