import { sql } from "kysely";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { type ListedReview, listReviews } from "./list.store.ts";
import { listedFor } from "./may-see.ts";
import { type Ask, askOf, type Near, type TurnFacts } from "./turn.rules.ts";

/** A review, and what it asks of its reader now. */
export type AskedReview = { readonly review: ListedReview; readonly ask: Ask };

/** What reviews ask of somebody today, the newest first: what My work, the reminders and the list of reviews all tell. */
export async function reviewsAskedOf(look: Look, person: Person, trust: string): Promise<AskedReview[]> {
  const [found, heads] = await Promise.all([listReviews(look, person.personId, { asks: true }), headsNow(look)]);
  const seen = listedFor(found, person, trust);
  const nearOf = await nearTo(look, seen, heads);
  return seen.flatMap((review) => {
    const ask = askOf(review, { person, ...review }, nearOf(review), trust, today(look));
    return ask ? [{ review, ask }] : [];
  });
}

type Heads = readonly { readonly kind: string; readonly unitId: string; readonly personId: string }[];
/** Who heads each academy and each region now. */
const headsNow = (look: Look): Promise<Heads> =>
  look.rows(sql`select kind, unit_id as "unitId", person_id as "personId" from organisation.role
    where trust_id = ${look.trustId} and kind in ('principal', 'regional-ceo') and held @> ${look.now.toString()}::timestamptz`);

type Placed = Pick<ListedReview, "id" | "unitId" | "regionId" | "state" | "lead">;
/** Who stands near each of these reviews. */
async function nearTo(look: Look, reviews: readonly Placed[], heads: Heads): Promise<(review: Placed) => Near> {
  const holders = (kind: string) =>
    Map.groupBy(
      heads.filter((one) => one.kind === kind),
      ({ unitId }) => unitId,
    );
  const [principals, chiefs] = [holders("principal"), holders("regional-ceo")];
  const people = [...new Set([...chiefs.values()].flat().map(({ personId }) => personId))];
  const sent = reviews.filter(({ state }) => state === "sent" || state === "answered").map(({ id }) => id);
  // Who judged in a review does not moderate it.
  const judged =
    sent.length === 0 || people.length === 0
      ? []
      : await look.rows<{ id: string; personId: string }>(sql`
          select distinct review_id as id, person_id as "personId" from diagnose.review_reviewer
          where review_id = any(${sent}::uuid[]) and person_id = any(${people}::uuid[])`);
  const wrote = new Set(judged.map(({ id, personId }) => `${id} ${personId}`));
  return ({ id, unitId, regionId, lead }) => {
    const mine = (principals.get(unitId) ?? []).map(({ personId }) => personId);
    const theirs = (regionId === null ? [] : (chiefs.get(regionId) ?? [])).map(({ personId }) => personId);
    return { heads: mine, chiefs: theirs.filter((one) => one !== lead.id && !mine.includes(one) && !wrote.has(`${id} ${one}`)) };
  };
}

/** The campaign that asks for a review, and who asked for it. */
export const whoAskedFor = (look: Look, review: string) =>
  look.row<{ campaign: string | null; askedBy: string }>(sql`
    select g.title as campaign, p.name as "askedBy" from diagnose.review r join organisation.person p on p.trust_id = r.trust_id and p.id = r.planned_by
    left join diagnose.campaign g on g.trust_id = r.trust_id and g.id = r.campaign_id where r.id = ${review}`);

/** The names of those whom a review asks for its next step today; nobody's where it waits for rows to be judged. */
export async function whoIsAsked(look: Look, review: TurnFacts & Placed, reviewers: ReadonlySet<string>, trust: string): Promise<string[]> {
  const around = [review.unitId, review.regionId, trust].filter((unit) => unit !== null);
  const [people, heads] = await Promise.all([
    look.rows<{ id: string; name: string; roles: { kind: string; unitId: string }[]; homes: string[] }>(sql`
      with boards as materialized (select id from organisation.unit where trust_id = ${look.trustId} and kind = 'board'),
      held as materialized (
        select person_id, kind, unit_id, unit_id = any(array(select id from boards)) as on_board from organisation.role
        where trust_id = ${look.trustId} and held @> ${look.now.toString()}::timestamptz
          and (unit_id = any(${around}::uuid[]) or unit_id = any(array(select id from boards)) or person_id = any(${[review.lead.id, ...(review.moderator ? [review.moderator.id] : [])]}::uuid[]))),
      who as materialized (select id, name from organisation.person where id = any(array(select distinct person_id from held)))
      select p.id, p.name, jsonb_agg(jsonb_build_object('kind', h.kind, 'unitId', case when h.on_board then ${trust}::uuid else h.unit_id end)) as roles,
        array_agg(h.unit_id) as homes
      from held h join who p on p.id = h.person_id group by p.id, p.name order by p.name, p.id`),
    headsNow(look),
  ]);
  const near = (await nearTo(look, [review], heads))(review);
  return people
    .filter(({ id, name, roles, homes }) => {
      const person: Person = { trustId: look.trustId, personId: id, accountId: "", name, roles };
      const judges = reviewers.has(id) ? 1 : 0;
      const ask = askOf(
        review,
        { person, mine: judges, mineDone: judges, isAtHome: homes.includes(review.unitId) },
        near,
        trust,
        today(look),
      );
      return ask?.kind === "step";
    })
    .map(({ name }) => name);
}
