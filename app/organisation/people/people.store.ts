import { sql } from "kysely";
import { isId } from "../../language/id.ts";
import type { Database, Look } from "../../platform/database/change.ts";
import type { Days, UnitKind } from "./people.rules.ts";

export type UnitRow = { id: string; kind: UnitKind; name: string; urn: number | null };
export type RoleRow = Days & {
  id: string;
  personId: string;
  kind: string;
  unitId: string;
  unit: string;
  state: "held" | "to-come" | "ended";
};
export type InvitationRow = { madeAt: string; expiresAt: string; state: "open" | "expired" | "withdrawn" | "used" };
export type PersonRow = { id: string; name: string; email: string | null; hasAccount: boolean; invited: boolean; roles: RoleRow[] };
export type PersonPage = {
  id: string;
  name: string;
  email: string | null;
  version: number;
  accountId: string | null;
  roles: RoleRow[];
  invitation: InvitationRow | undefined;
};
export type PeopleFilters = { readonly words: string; readonly role: string; readonly unit: string; readonly page: number };
export const peopleOnPage = 100;

/** The units that roles are held on: the trust, its boards, its regions, its academies. */
export function listUnits(look: Look): Promise<UnitRow[]> {
  return look.rows<UnitRow>(sql`
    select u.id, u.kind, u.name, a.urn from organisation.unit u left join organisation.academy a on a.trust_id = u.trust_id and a.unit_id = u.id
    where u.kind in ('trust', 'board', 'region', 'academy')
    order by array_position(array['trust', 'board', 'region', 'academy'], u.kind), u.name`);
}

const instant = (look: Look) => sql`${look.now.toString()}::timestamptz`;
const firstDay = sql`(lower(r.held) at time zone 'Europe/London')::date::text`;
const lastDay = sql`((upper(r.held) - interval '1 microsecond') at time zone 'Europe/London')::date::text`;
const columns = (
  look: Look,
) => sql`r.id, r.person_id as "personId", r.kind, r.unit_id as "unitId", u.name as unit, ${firstDay} as "from", ${lastDay} as "to",
  case when r.held @> ${instant(look)} then 'held' when lower(r.held) > ${instant(look)} then 'to-come' else 'ended' end as state`;

/** The roles of these people, or of everybody: held, to come and ended, the newest first. */
export function listRoles(look: Look, people?: readonly string[]): Promise<RoleRow[]> {
  return look.rows<RoleRow>(sql`
    with unit as materialized (select id, name from organisation.unit)
    select ${columns(look)} from organisation.role r join unit u on u.id = r.unit_id
    where ${people === undefined} or r.person_id = any(${people ?? []}::uuid[]) order by lower(r.held) desc, r.kind, u.name, r.id`);
}

const newestInvitation = sql`(select i.* from organisation.invitation i where i.trust_id = p.trust_id and i.person_id = p.id order by i.made_at desc, i.id desc limit 1)`;

/** The people asked for, a page of them by name with the roles they hold now, and how many there are in all. */
export async function findPeople(look: Look, { words, role, unit, page }: PeopleFilters): Promise<{ people: PersonRow[]; total: number }> {
  const found = sql`
    from organisation.person p where (${words} = '' or strpos(lower(p.name), lower(${words})) > 0 or strpos(p.email, lower(${words})) > 0)
      and (${role} = '' and ${unit} = '' or exists (select from organisation.role r where r.trust_id = p.trust_id and r.person_id = p.id
        and r.held @> ${instant(look)} and (${role} = '' or r.kind = ${role}) and (${unit} = '' or r.unit_id::text = ${unit})))`;
  const people = await look.rows<Omit<PersonRow, "roles">>(sql`
    select p.id, p.name, p.email, p.account_id is not null as "hasAccount",
      p.id in (select i.person_id from organisation.invitation i where i.withdrawn_at is null and i.used_at is null and i.expires_at > ${instant(look)}) as invited
    ${found} order by p.name, p.id limit ${peopleOnPage} offset ${(page - 1) * peopleOnPage}`);
  const counted = await look.row<{ total: string }>(sql`select count(*) as total ${found}`);
  const roles = Map.groupBy(
    await listRoles(
      look,
      people.map(({ id }) => id),
    ),
    ({ personId }) => personId,
  );
  const heldBy = (id: string) => (roles.get(id) ?? []).filter(({ state }) => state === "held");
  return { people: people.map((person) => ({ ...person, roles: heldBy(person.id) })), total: Number(counted?.total) };
}

/** Everybody of the trust with the roles they hold now. */
export async function listPeople(look: Look): Promise<(Omit<PersonRow, "invited"> & { version: number })[]> {
  const people = await look.rows<Omit<PersonRow, "roles" | "invited"> & { version: number }>(
    sql`select id, name, email, version, account_id is not null as "hasAccount" from organisation.person order by name, id`,
  );
  const roles = Map.groupBy(await listRoles(look), ({ personId }) => personId);
  return people.map((person) => ({ ...person, roles: (roles.get(person.id) ?? []).filter(({ state }) => state === "held") }));
}

/** One person of the trust with every role and the newest invitation. */
export async function loadPerson(look: Look, personId: string): Promise<PersonPage | undefined> {
  if (!isId(personId)) return undefined;
  const person = await look.row<Omit<PersonPage, "roles" | "invitation">>(
    sql`select id, name, email, version, account_id as "accountId" from organisation.person where id = ${personId}`,
  );
  const invitation = await look.row<InvitationRow>(sql`
    select (i.made_at at time zone 'Europe/London')::date::text as "madeAt", (i.expires_at at time zone 'Europe/London')::date::text as "expiresAt",
      case when i.used_at is not null then 'used' when i.withdrawn_at is not null then 'withdrawn' when i.expires_at > ${instant(look)} then 'open' else 'expired' end as state
    from organisation.person p, lateral ${newestInvitation} i where p.id = ${personId}`);
  return person && { ...person, roles: await listRoles(look, [personId]), invitation };
}

/** One role with whose it is, by its id. */
export async function findRole(look: Look, roleId: string): Promise<RoleRow | undefined> {
  if (!isId(roleId)) return undefined;
  return look.row<RoleRow>(sql`
    select ${columns(look)} from organisation.role r join organisation.unit u on u.trust_id = r.trust_id and u.id = r.unit_id where r.id = ${roleId}`);
}

export type Member = { name: string; kind: string };
/** Who sat on a board on a day, for any part of it. */
export function membersOn(look: Look, bodyId: string, day: string): Promise<Member[]> {
  return look.rows<Member>(sql`
    with who as materialized (select id, name from organisation.person)
    select distinct p.name, r.kind from organisation.role r join who p on p.id = r.person_id
    where r.unit_id = ${bodyId} and r.held && tstzrange(${day}::timestamp at time zone 'Europe/London', (${day}::date + 1)::timestamp at time zone 'Europe/London')
    order by p.name`);
}

/** The administrators' periods that are not over, in days, as the rule weighs them; all but these roles'. */
export function administrations(look: Look, but: readonly string[] = []): Promise<Days[]> {
  return look.rows<Days>(sql`
    select ${firstDay} as "from", ${lastDay} as "to" from organisation.role r
    where r.kind = 'administrator' and (upper_inf(r.held) or upper(r.held) > ${instant(look)}) and r.id <> all(${[...but]}::uuid[])`);
}

/** In which trusts an account is somebody, across the site: asked in the keeper's role, before a reset link is made or used. */
export async function trustsOfAccounts(
  keeper: Database,
  accounts: readonly string[],
): Promise<Map<string, { trustId: string; slug: string; name: string }[]>> {
  const { rows } = await keeper.pool.query<{ accountId: string; trustId: string; slug: string; name: string }>(
    `select p.account_id as "accountId", p.trust_id as "trustId", d.slug, d.name from organisation.person p join organisation.directory d on d.trust_id = p.trust_id
     where p.account_id = any($1) order by d.name`,
    [accounts],
  );
  return Map.groupBy(rows, ({ accountId }) => accountId);
}
