import type { RegisterAcademy, RegisterTrust } from "./register-words.rules.ts";
import { trustSearchOf } from "./register-words.rules.ts";

/** Anything that runs a query: a client, a pool, or a look. */
export interface RegisterReader {
  query(text: string | NamedQuestion, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** A question whose plan each connection keeps under its name. */
export interface NamedQuestion {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

const trustSelect = (
  academies: string,
) => `select t.uid, t.reference, t.name, t.companies_house as "companiesHouse", t.type, t.status, t.opened::text, t.closed::text, t.ukprn,
  t.as_at::text as "asAt", ${academies} as academies from national.trust t`;

/** Academy trusts by words of their name, UID, TR reference or Companies House number; open ones first, then those with most academies. */
export async function findTrusts(db: RegisterReader, words: string, limit = 50): Promise<RegisterTrust[]> {
  const search = trustSearchOf(words);
  if (!search) return [];
  const { rows } = await db.query(
    // Counted for all trusts at once: a word may be in the names of half of them.
    `with held as materialized (select uid, count(*)::int as academies from national.membership where current group by uid)
     ${trustSelect("coalesce(h.academies, 0)")} left join held h on h.uid = t.uid
     where t.uid = $1 or t.reference = $2 or t.companies_house = $3 or lower(t.name) like all ($4::text[])
     order by coalesce(t.status, 'Open') = 'Closed', coalesce(t.uid = $1, false) desc, lower(t.name) = $5 desc, academies desc, t.name, t.uid limit $6`,
    [search.uid, search.reference, search.companiesHouse, search.patterns, search.exact, limit],
  );
  return rows as RegisterTrust[];
}

/** One academy trust by its Group UID; undefined when the register has none. */
export async function loadTrust(db: RegisterReader, uid: number): Promise<RegisterTrust | undefined> {
  if (!Number.isInteger(uid) || uid <= 0 || uid > 2_147_483_647) return undefined;
  const { rows } = await db.query(
    `${trustSelect("(select count(*)::int from national.membership m where m.uid = t.uid and m.current)")} where t.uid = $1`,
    [uid],
  );
  return rows[0] as RegisterTrust | undefined;
}

/** The academies that the newest snapshot places in a trust, with everything the register tells of them, by name. */
export async function academiesOfTrust(db: RegisterReader, uid: number): Promise<RegisterAcademy[]> {
  if (!Number.isInteger(uid) || uid <= 0 || uid > 2_147_483_647) return [];
  // A snapshot that does not tell when a school joined must not hide what another one told.
  const { rows } = await db.query(
    `select s.urn, s.name, s.type, s.status, s.phase, s.low_age as "lowAge", s.high_age as "highAge", s.town, s.postcode, s.easting, s.northing,
       s.la_code as "laCode", s.la_name as "laName", s.region, s.pupils, s.ukprn, s.opened::text, s.closed::text, m.as_at_last::text as "asAt",
       coalesce(m.joined, (select max(h.joined) from national.membership h where h.urn = m.urn and h.uid = m.uid))::text as joined,
       array(select p.urn from national.predecessors_of(s.urn) p) as predecessors
     from national.membership m join national.school s using (urn) where m.uid = $1 and m.current order by s.name, s.urn`,
    [uid],
  );
  return rows as RegisterAcademy[];
}
