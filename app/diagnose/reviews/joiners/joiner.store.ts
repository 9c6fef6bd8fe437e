import { sql } from "kysely";
import type { Change, Database, Look } from "../../../platform/database/change.ts";
import type { ReviewState } from "../life.rules.ts";
import { type Joiner, type Joining, usualJoining } from "./joiner.rules.ts";

/** What the trust asks of joiners, as it set it or as is usual. */
export async function loadJoining(look: Look): Promise<Joining> {
  const row = await look.row<Joining>(sql`select framework, days, version from diagnose.joining`);
  return row ?? usualJoining;
}

/** Sets it as it was seen; answers whether it stood so. */
export async function keepJoining(change: Change, wanted: { framework: string; days: number }, seen: number, by: string): Promise<boolean> {
  const rows = await change.rows(sql`
    insert into diagnose.joining as j (trust_id, framework, days, set_by, set_at)
    select ${change.trustId}, ${wanted.framework}, ${wanted.days}, ${by}, ${change.now.toString()} where ${seen}::int = 0 or exists (select from diagnose.joining)
    on conflict (trust_id) do update set framework = excluded.framework, days = excluded.days, version = j.version + 1, set_by = excluded.set_by, set_at = excluded.set_at
    where j.version = ${seen} returning version`);
  return rows.length === 1;
}

export type JoinerRow = Joiner & {
  readonly name: string;
  readonly urn: number;
  readonly reviewId: string | null;
  readonly state: ReviewState | null;
  readonly due: string | null;
};
/** The academies that joined since a day, with their first review by a framework. */
export const joinersSince = (look: Look, since: string, framework: string): Promise<JoinerRow[]> =>
  look.rows<JoinerRow>(sql`
    select a.unit_id as "unitId", u.name, a.urn, a.joined::text, r.id is not null as "hasDiagnosis", r.id as "reviewId", r.state, r.due::text
    from organisation.academy a join organisation.unit u on u.trust_id = a.trust_id and u.id = a.unit_id
    left join lateral (select r.id, r.state, r.due from diagnose.review r join frameworks.edition e on e.trust_id = r.trust_id and e.id = r.edition_id
      join frameworks.framework f on f.trust_id = e.trust_id and f.id = e.framework_id and f.key = ${framework}
      where r.trust_id = a.trust_id and r.unit_id = a.unit_id order by r.planned_at, r.id limit 1) r on true
    where a.joined >= ${since}::date order by a.joined desc, u.name`);

/** Somebody who leads quality for the trust now, in whose name a joiner's diagnosis is planned: the one longest in office. */
export const whoLeadsQuality = (look: Look): Promise<{ id: string; name: string; kind: string; unitId: string } | undefined> =>
  look.row(sql`
    select p.id, p.name, r.kind, r.unit_id as "unitId" from organisation.role r join organisation.person p on p.trust_id = r.trust_id and p.id = r.person_id
    where r.kind in ('national-director', 'managing-director', 'deputy-managing-director') and r.held @> ${look.now.toString()}::timestamptz
    order by array_position(array['national-director', 'managing-director', 'deputy-managing-director'], r.kind), lower(r.held), p.id limit 1`);

/** The trusts that an academy joined in the days before one. The keeper looks past the tenant. */
export async function trustsWithJoiners(keeper: Database, since: string, until: string): Promise<string[]> {
  const { rows } = await keeper.pool.query<{ trust_id: string }>(
    "select distinct trust_id from organisation.academy where joined between $1 and $2",
    [since, until],
  );
  return rows.map(({ trust_id }) => trust_id);
}
