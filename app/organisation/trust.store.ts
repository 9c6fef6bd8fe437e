import { sql } from "kysely";
import type { HeldRole, Person, Place } from "../platform/access/access.rules.ts";
import type { Database, Look } from "../platform/database/change.ts";
import type { TrustHere } from "../platform/web/route.tsx";

// A trust keeps its door and its name for good, so a door that was found once is not asked for again.
const doors = new WeakMap<Database["pool"], Map<string, TrustHere>>();

/** Trusts by their door in the address; names only, known to the whole site. */
export async function findTrust(db: Database, slug: string): Promise<TrustHere | undefined> {
  const known = doors.get(db.pool)?.get(slug);
  if (known) return known;
  const { rows } = await db.pool.query<{ trust_id: string; slug: string; name: string }>(
    "select trust_id, slug, name from organisation.directory where slug = $1",
    [slug],
  );
  const found = rows[0] && { trustId: rows[0].trust_id, slug: rows[0].slug, name: rows[0].name };
  if (found) {
    if (!doors.has(db.pool)) doors.set(db.pool, new Map());
    doors.get(db.pool)?.set(slug, found);
  }
  return found;
}

/** The UID of a trust in the national register; undefined for one that is not in it. */
export async function uidOfTrust(look: Look): Promise<number | undefined> {
  const row = await look.row<{ uid: number | null }>(sql`select uid from organisation.directory where trust_id = ${look.trustId}`);
  return row?.uid ?? undefined;
}

export async function listTrusts(db: Database): Promise<TrustHere[]> {
  const { rows } = await db.pool.query<{ trust_id: string; slug: string; name: string }>(
    "select trust_id, slug, name from organisation.directory order by name",
  );
  return rows.map((row) => ({ trustId: row.trust_id, slug: row.slug, name: row.name }));
}

/** From where a role held on the unit `u` reaches down: what is held on a board reaches the whole trust. */
export const reachOfUnit = sql`case u.kind when 'board' then (select t.id from organisation.unit t where t.kind = 'trust') else u.id end`;

/** What the trust asks of who signs in with the role `r` of the person `p`, and since when they hold what they hold. */
export const roleSignIn = sql`
  coalesce((select r.kind = any(s.second_factor_for) from organisation.sign_in_rule s), false) as "needsSecondFactor",
  greatest(p.roles_changed_at, lower(r.held)) as "changedAt"`;
export type RoleSignIn = { needsSecondFactor: boolean; changedAt: Date | null };
export function askedOf(rows: readonly RoleSignIn[]): Required<Pick<Person, "needsSecondFactor" | "rolesChangedAt">> {
  const changed = Math.max(...rows.map(({ changedAt }) => changedAt?.getTime() ?? 0));
  return {
    needsSecondFactor: rows.some((row) => row.needsSecondFactor),
    rolesChangedAt: Temporal.Instant.fromEpochMilliseconds(changed),
  };
}

/** The person an account is in this trust, with the roles held now; nobody when no role is held. A role held on a board reaches what the board is of: the whole trust. */
export async function findPerson(look: Look, accountId: string): Promise<Person | undefined> {
  const rows = await look.rows<{ id: string; name: string; kind: string; unit_id: string } & RoleSignIn>(
    sql`select p.id, p.name, r.kind, ${reachOfUnit} as unit_id, ${roleSignIn}
        from organisation.person p join organisation.role r on r.trust_id = p.trust_id and r.person_id = p.id
        join organisation.unit u on u.trust_id = r.trust_id and u.id = r.unit_id
        where p.account_id = ${accountId} and r.held @> ${look.now.toString()}::timestamptz`,
  );
  const first = rows[0];
  return (
    first && {
      trustId: look.trustId,
      personId: first.id,
      accountId,
      name: first.name,
      roles: rows.map((row): HeldRole => ({ kind: row.kind, unitId: row.unit_id })),
      ...askedOf(rows),
    }
  );
}

/** Everybody who holds a role now and has an address, with the roles they hold, as `findPerson` gives one of them. */
export async function membersNow(look: Look): Promise<{ readonly person: Person; readonly email: string }[]> {
  const rows = await look.rows<{ id: string; name: string; email: string; account: string | null; roles: HeldRole[] }>(sql`
    with held as materialized (
      select r.person_id, jsonb_agg(distinct jsonb_build_object('kind', r.kind, 'unitId', ${reachOfUnit})) as roles
      from organisation.role r join organisation.unit u on u.trust_id = r.trust_id and u.id = r.unit_id
      where r.trust_id = ${look.trustId} and r.held @> ${look.now.toString()}::timestamptz group by r.person_id)
    select p.id, p.name, p.email, p.account_id as account, h.roles from held h join organisation.person p on p.trust_id = ${look.trustId} and p.id = h.person_id
    where p.email is not null order by p.name, p.id`);
  return rows.map(({ id, name, email, account, roles }) => ({
    person: { trustId: look.trustId, personId: id, accountId: account ?? "", name, roles },
    email,
  }));
}

export type AcademyRow = {
  unitId: string;
  urn: number;
  name: string;
  phase: string;
  lowAge: number | null;
  highAge: number | null;
  town: string | null;
  pupils: number | null;
  joined: string | null;
  clockYears: number;
  predecessors: number[];
  regionId: string | null;
  regionName: string | null;
  easting: number | null;
  northing: number | null;
};

const academyColumns = sql`a.unit_id as "unitId", a.urn, u.name, a.phase, a.low_age as "lowAge", a.high_age as "highAge", a.town, a.pupils, a.joined::text,
  a.years_to_lighthouse as "clockYears", a.predecessors, p.region_id as "regionId", a.easting, a.northing`;
/** The trust's academies with their region on this day, by name; or the one of a URN. */
export function listAcademies(look: Look, day: string, urn?: number): Promise<AcademyRow[]> {
  if (urn !== undefined)
    return look.rows<AcademyRow>(sql`
      select ${academyColumns}, r.name as "regionName" from organisation.academy a
      join organisation.unit u on u.trust_id = a.trust_id and u.id = a.unit_id
      left join organisation.placement p on p.trust_id = a.trust_id and p.academy_id = a.unit_id and p.held @> ${day}::date
      left join organisation.unit r on r.trust_id = p.trust_id and r.id = p.region_id
      where a.urn = ${urn}`);
  return look.rows<AcademyRow>(sql`
    with unit as materialized (select id, name from organisation.unit),
    placed as materialized (
      select p.academy_id, p.region_id, r.name from organisation.placement p join unit r on r.id = p.region_id where p.held @> ${day}::date)
    select ${academyColumns}, p.name as "regionName" from organisation.academy a
    join unit u on u.id = a.unit_id
    left join placed p on p.academy_id = a.unit_id
    order by u.name`);
}

// A trust is one unit for good, so it is asked for once.
const trustUnits = new Map<string, string>();

export async function trustUnit(look: Look): Promise<string> {
  const known = trustUnits.get(look.trustId);
  if (known) return known;
  const row = await look.row<{ id: string }>(sql`select id from organisation.unit where kind = 'trust'`);
  if (!row) throw new Error("this trust has no unit of its own");
  trustUnits.set(look.trustId, row.id);
  return row.id;
}

/** The trust as a place. */
export async function placeOfTrust(look: Look): Promise<Place> {
  return { trustId: look.trustId, unitId: await trustUnit(look), within: [] };
}

/** An academy as a place, by its URN: it lies within its region of that day and within the trust. */
export async function placeOfAcademy(look: Look, urn: string | undefined): Promise<(Place & { academy: AcademyRow }) | undefined> {
  if (!urn || !/^\d{6}$/.test(urn)) return undefined;
  const [[academy], trust] = await Promise.all([listAcademies(look, today(look), Number(urn)), trustUnit(look)]);
  if (!academy) return undefined;
  return {
    trustId: look.trustId,
    unitId: academy.unitId,
    within: [academy.regionId, trust].filter((id) => id !== null),
    academy,
  };
}

/** One person for each region who holds the role of Regional CEO on it now: who has held it longest. */
export async function regionChiefs(look: Look): Promise<ReadonlyMap<string, string>> {
  const rows = await look.rows<{ region: string; person: string }>(sql`
    select distinct on (unit_id) unit_id as region, person_id as person from organisation.role
    where kind = 'regional-ceo' and held @> ${look.now.toString()}::timestamptz order by unit_id, lower(held), person_id`);
  return new Map(rows.map(({ region, person }) => [region, person]));
}

/** Who leads each region now: those who hold the role of Regional CEO on it. */
export async function regionLeads(look: Look): Promise<ReadonlyMap<string, string>> {
  const rows = await look.rows<{ region: string; names: string }>(sql`
    with who as materialized (select id, name from organisation.person)
    select r.unit_id as region, string_agg(p.name, ' and ' order by p.name) as names
    from organisation.role r join who p on p.id = r.person_id
    where r.kind = 'regional-ceo' and r.held @> ${look.now.toString()}::timestamptz group by r.unit_id`);
  return new Map(rows.map(({ region, names }) => [region, names]));
}

/** The units a role can be held on, the trust first. */
export const listUnits = (look: Look) =>
  look.rows<{ id: string; kind: string; name: string }>(
    sql`select id, kind, name from organisation.unit where kind in ('trust', 'region', 'academy') order by kind = 'trust' desc, kind desc, name`,
  );

export const today = (look: Look): string => look.now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();

export type Meeting = { id: string; bodyId: string; body: string; heldOn: string };
export function listMeetings(look: Look): Promise<Meeting[]> {
  return look.rows<Meeting>(sql`
    with held as materialized (select * from organisation.meeting where trust_id = ${look.trustId}),
    body as materialized (select id, name from organisation.unit where id = any(array(select distinct body_id from held)))
    select m.id, m.body_id as "bodyId", u.name as body, m.held_on::text as "heldOn" from held m join body u on u.id = m.body_id order by m.held_on desc`);
}
export async function findMeeting(look: Look, id: string): Promise<Meeting | undefined> {
  return (await listMeetings(look)).find((meeting) => meeting.id === id);
}
