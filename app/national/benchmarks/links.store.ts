import type { RegisterReader } from "../register/register.store.ts";
import type { Succession } from "./predecessors.rules.ts";

const before = (school: string) => `lateral (
  select linked_urn as earlier from national.school_link where urn = ${school} and direction = 'predecessor'
  union all select urn from national.school_link where linked_urn = ${school} and direction = 'successor') p`;

/** Everybody who came before some schools, step by step, under the school asked about. `union` drops steps already taken, so that a ring of links ends the walk. */
export async function linksBefore(db: RegisterReader, urns: readonly number[]): Promise<ReadonlyMap<number, readonly Succession[]>> {
  const { rows } = await db.query(
    `with recursive step (school, later, earlier) as (
       select a.urn, a.urn, p.earlier from unnest($1::int[]) a (urn), ${before("a.urn")}
       union select s.school, s.earlier, p.earlier from step s, ${before("s.earlier")}
     ) select school, later, earlier from step`,
    [urns],
  );
  return Map.groupBy(rows as (Succession & { school: number })[], ({ school }) => school);
}

/** Where schools lie: the register's code of the authority and number of the region. */
export async function placesOf(db: RegisterReader, urns: readonly number[]) {
  const { rows } = await db.query(
    `select a.urn, s.la_code::int as authority, r.region from unnest($1::int[]) a (urn)
     left join national.school s on s.urn = a.urn left join national.school_region r on r.urn = a.urn`,
    [urns],
  );
  type Place = { readonly urn: number; readonly authority: number | null; readonly region: number | null };
  return new Map((rows as Place[]).map((place) => [place.urn, place]));
}
