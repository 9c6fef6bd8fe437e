import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange, inOneLook } from "../../platform/database/change.ts";
import { newToken, tokenHash } from "../../platform/sign-in/link-token.ts";
import { considerInvitation, type InviteRefusal, invitationDays, tokenFor, trustOfToken } from "./invitation.rules.ts";

/** Invites a person at their address and withdraws the invitation before; answers the token, which is kept only as a hash; null to the same request sent again. */
export function invite(db: Database, by: Person, personId: string): Promise<Outcome<string | null, InviteRefusal>> {
  return inOneChange<string | null, InviteRefusal>(db, by, async (change) => {
    const considered = considerInvitation(
      await change.row<{ email: string | null; hasAccount: boolean }>(
        sql`select email, account_id is not null as "hasAccount" from organisation.person where id = ${personId} for update`,
      ),
    );
    if (!considered.ok) return considered;
    const token = tokenFor(change.trustId, newToken());
    const now = change.now.toString();
    await change.rows(sql`
      update organisation.invitation set withdrawn_at = ${now}::timestamptz where person_id = ${personId} and withdrawn_at is null and used_at is null`);
    const made = await change.row<{ id: string }>(sql`
      insert into organisation.invitation (trust_id, person_id, email, token_hash, made_at, expires_at)
      values (${change.trustId}, ${personId}, ${considered.value}, ${tokenHash(token)}, ${now}::timestamptz, ${now}::timestamptz + make_interval(days => ${invitationDays})) returning id`);
    change.record({ kind: "organisation.invitation-made", detail: { person: personId, invitation: made?.id ?? null } });
    change.tellOnce();
    return accept(token);
  });
}

/** Withdraws a person's open invitation: from this instant its link opens nothing. */
export function withdrawInvitation(db: Database, by: Person, personId: string): Promise<Outcome<undefined, "none-open">> {
  return inOneChange<undefined, "none-open">(db, by, async (change) => {
    const withdrawn = await change.row<{ id: string }>(sql`
      update organisation.invitation set withdrawn_at = ${change.now.toString()}::timestamptz
      where person_id = ${personId} and withdrawn_at is null and used_at is null returning id`);
    if (!withdrawn) return refuse("none-open");
    change.record({ kind: "organisation.invitation-withdrawn", detail: { person: personId, invitation: withdrawn.id } });
    return accept(undefined);
  });
}

export type OpenInvitation = { trustId: string; id: string; personId: string; name: string; email: string; trust: string; slug: string };

/** The open invitation of a token; nothing for one used, expired, withdrawn or unknown, or whose person has another address by now. */
export async function findInvitation(db: Database, token: string): Promise<OpenInvitation | undefined> {
  const trustId = trustOfToken(token);
  if (!trustId) return undefined;
  return inOneLook(db, { trustId, personId: undefined }, (look) =>
    look.row<OpenInvitation>(sql`
      select i.trust_id as "trustId", i.id, p.id as "personId", p.name, p.email, d.name as trust, d.slug
      from organisation.invitation i join organisation.person p on p.trust_id = i.trust_id and p.id = i.person_id
      join organisation.directory d on d.trust_id = i.trust_id
      where i.token_hash = ${tokenHash(token)} and i.used_at is null and i.withdrawn_at is null and i.expires_at > ${look.now.toString()}::timestamptz
        and p.email = i.email and p.account_id is null`),
  );
}

export type AcceptRefusal = "not-open" | "somebody-already";

/**
 * Accepts an invitation: with a new account and its password's hash, or with the signed-in account of the same address. Account, person and
 * invitation change in one transaction, through the one function that reaches from a trust's transaction into sign-in; so a failure at any
 * point, the audit entry's among them, leaves neither an account without its person nor a person without the account, and the link works again.
 */
export async function acceptInvitation(
  db: Database,
  { trustId, personId, id }: OpenInvitation,
  token: string,
  how: { readonly passwordHash: string } | { readonly signedInAs: string },
): Promise<Outcome<string, AcceptRefusal>> {
  try {
    return await inOneChange<string, AcceptRefusal>(db, { trustId, personId }, async (change) => {
      const [hash, account] = "passwordHash" in how ? [how.passwordHash, null] : [null, how.signedInAs];
      const joined = await change.row<{ account: string | null }>(
        sql`select platform.accept_invitation(${tokenHash(token)}, ${change.now.toString()}::timestamptz, ${hash}, ${account}) as account`,
      );
      if (!joined?.account) return refuse("not-open");
      change.record({ kind: "organisation.invitation-accepted", detail: { invitation: id, person: personId, account: joined.account } });
      return accept(joined.account);
    });
  } catch (error) {
    if (brokenConstraint(error) === "person_trust_id_account_id_key") return refuse("somebody-already");
    throw error;
  }
}
