import { sql } from "kysely";
import type { HeldRole, Person } from "../../platform/access/access.rules.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import { askedOf, type RoleSignIn, reachOfUnit, roleSignIn } from "../trust.store.ts";
import type { Scopes } from "./token.rules.ts";

export type TokenRow = { id: string; name: string; scopes: Scopes; madeOn: string; endsOn: string };

/** A person's tokens that have not ended, newest first. */
export function listTokens(look: Look, personId: string): Promise<TokenRow[]> {
  return look.rows<TokenRow>(sql`
    select id, name, scopes, (made_at at time zone 'Europe/London')::date::text as "madeOn", (ends_at at time zone 'Europe/London')::date::text as "endsOn"
    from organisation.token where person_id = ${personId} and ends_at > ${look.now.toString()}::timestamptz order by id desc`);
}

/** The person whose live token has this hash, with the roles held now; nobody without a role, or where the token lacks the scope. */
export async function holderOfToken(look: Look, hash: Buffer, scope: "read" | "write"): Promise<Person | undefined> {
  const now = look.now.toString();
  const rows = await look.rows<{ id: string; name: string; account: string | null; kind: string; unit: string } & RoleSignIn>(sql`
    select p.id, p.name, p.account_id as account, r.kind, ${reachOfUnit} as unit, ${roleSignIn}
    from organisation.person p
    join organisation.role r on r.trust_id = p.trust_id and r.person_id = p.id and r.held @> ${now}::timestamptz
    join organisation.unit u on u.trust_id = r.trust_id and u.id = r.unit_id
    where p.id = (select t.person_id from organisation.token t where t.hash = ${hash} and t.ends_at > ${now}::timestamptz and ${scope} = any(t.scopes))`);
  const first = rows[0];
  // A person whose account was taken away holds no token either.
  if (!first?.account) return undefined;
  return {
    trustId: look.trustId,
    personId: first.id,
    accountId: first.account,
    name: first.name,
    roles: rows.map((row): HeldRole => ({ kind: row.kind, unitId: row.unit })),
    ...askedOf(rows),
  };
}

export async function saveToken(
  change: Change,
  token: { personId: string; name: string; scopes: Scopes; days: number; hash: Buffer },
): Promise<string> {
  const now = change.now.toString();
  const row = await change.row<{ id: string }>(sql`
    insert into organisation.token (trust_id, person_id, name, hash, scopes, made_at, ends_at)
    values (${change.trustId}, ${token.personId}, ${token.name}, ${token.hash}, ${[...token.scopes]}, ${now}, ${now}::timestamptz + make_interval(days => ${token.days})) returning id`);
  if (!row) throw new Error("the token was not kept");
  return row.id;
}

/** Ends a person's own live token now; whether there was one. */
export async function closeToken(change: Change, personId: string, id: string): Promise<boolean> {
  const now = change.now.toString();
  const ended = await change.rows(sql`
    update organisation.token set ends_at = ${now}::timestamptz
    where id = ${id} and person_id = ${personId} and ends_at > ${now}::timestamptz returning id`);
  return ended.length > 0;
}

/** Ends every live token of a person now; answers their ids. */
export async function closeTokens(change: Change, personId: string): Promise<string[]> {
  const now = change.now.toString();
  const ended = await change.rows<{ id: string }>(
    sql`update organisation.token set ends_at = ${now}::timestamptz where person_id = ${personId} and ends_at > ${now}::timestamptz returning id`,
  );
  return ended.map(({ id }) => id);
}
