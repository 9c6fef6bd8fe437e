import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";
import { tokenHash } from "../../platform/sign-in/link-token.ts";
import type { Identity } from "../../platform/sign-in/provider.ts";
import { findInvitation } from "./invite.ts";

export type JoinRefusal = "not-open" | "identity-is-somebody";

/**
 * Accepts an invitation with an identity at a provider: account, person, identity and invitation in one transaction. Answers the trust's
 * part of the address. An identity that is linked already joins nothing.
 */
export async function joinWithIdentity(db: Database, token: string, identity: Identity): Promise<Outcome<string, JoinRefusal>> {
  const invited = await findInvitation(db, token);
  if (!invited) return refuse("not-open");
  const { trustId, personId, id, slug } = invited;
  try {
    return await inOneChange<string, JoinRefusal>(db, { trustId, personId }, async (change) => {
      const { issuer, subject, provider, twoFactors } = identity;
      const joined = await change.row<{ account: string | null }>(
        sql`select platform.accept_invitation_with_identity(${tokenHash(token)}, ${change.now.toString()}::timestamptz, ${issuer}, ${subject}, ${provider}, ${twoFactors}) as account`,
      );
      if (!joined?.account) return refuse("not-open");
      change.record({ kind: "organisation.invitation-accepted", detail: { invitation: id, person: personId, account: joined.account } });
      return accept(slug);
    });
  } catch (error) {
    if (brokenConstraint(error) === "identity_issuer_subject_key") return refuse("identity-is-somebody");
    throw error;
  }
}
