import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { goOn, openSession, type SignedIn } from "./account.store.ts";
import { secondFactorsOf } from "./half-session.store.ts";
import type { Identity } from "./provider.ts";
import { endSessions } from "./session.store.ts";
import { inSiteChange } from "./site-change.ts";

export type IdentityRow = { readonly id: string; readonly provider: string; readonly linkedAt: Date; readonly usedAt: Date | null };

/** The identities elsewhere with which an account is signed in. */
export async function listIdentities(signIn: pg.Pool, accountId: string): Promise<IdentityRow[]> {
  const { rows } = await signIn.query<IdentityRow>(
    `select id, provider, linked_at as "linkedAt", used_at as "usedAt" from sign_in.identity where account_id = $1 order by id`,
    [accountId],
  );
  return rows;
}

/** Signs in whoever an identity is linked to; wrong where it is linked to nobody. It counts as two factors only where its provider says so. */
export function signInWithIdentity(signIn: pg.Pool, identity: Identity, browser: string): Promise<SignedIn> {
  return inSiteChange<SignedIn>(signIn, undefined, async (change) => {
    const { rows } = await change.client.query<{ account: string }>(
      `update sign_in.identity set used_at = now(), two_factors = $3 where issuer = $1 and subject = $2 returning account_id as account`,
      [identity.issuer, identity.subject, identity.twoFactors],
    );
    const account = rows[0]?.account;
    if (!account) return { kind: "wrong" };
    const how = `identity: ${identity.provider}`;
    if (!identity.twoFactors) return goOn(change, account, browser, how);
    const token = await openSession(change, account, 2, browser, how);
    return token ? { kind: "signed-in", token } : { kind: "wrong" };
  });
}

export type LinkRefusal = { readonly kind: "linked-already" | "somebody-elses" };

/** Links an identity to the account that is signed in; the other sessions end. */
export function linkIdentity(
  signIn: pg.Pool,
  whose: { readonly session: string; readonly account: string },
  identity: Identity,
): Promise<Outcome<undefined, LinkRefusal>> {
  return inSiteChange<Outcome<undefined, LinkRefusal>>(signIn, whose.account, async (change) => {
    const linked = await change.client.query(
      `insert into sign_in.identity (account_id, issuer, subject, provider, two_factors) values ($1, $2, $3, $4, $5) on conflict (issuer, subject) do nothing`,
      [whose.account, identity.issuer, identity.subject, identity.provider, identity.twoFactors],
    );
    if (!linked.rowCount) {
      const there = await change.client.query("select from sign_in.identity where issuer = $1 and subject = $2 and account_id = $3", [
        identity.issuer,
        identity.subject,
        whose.account,
      ]);
      return refuse({ kind: there.rowCount ? "linked-already" : "somebody-elses" });
    }
    change.record({ kind: "sign-in.factor-added", detail: { account: whose.account, factor: `identity: ${identity.provider}` } });
    await endSessions(change, whose.account, "factor-added", { but: whose.session });
    return accept(undefined);
  });
}

export type UnlinkRefusal = { readonly kind: "only-way-in" | "no-such-identity" };

/** Takes a linked identity away; the other sessions end. The only way into an account stays. */
export function unlinkIdentity(
  signIn: pg.Pool,
  whose: { readonly session: string; readonly account: string },
  identityId: string,
): Promise<Outcome<undefined, UnlinkRefusal>> {
  return inSiteChange<Outcome<undefined, UnlinkRefusal>>(signIn, whose.account, async (change) => {
    const { rows } = await change.client.query<{ password: boolean }>(
      "select password_hash is not null as password from sign_in.account where id = $1 for update",
      [whose.account],
    );
    const others = await change.client.query("select from sign_in.identity where account_id = $1 and id <> $2", [
      whose.account,
      identityId,
    ]);
    const { passkeys } = await secondFactorsOf(change.client, whose.account);
    if (!rows[0]?.password && !others.rowCount && passkeys === 0) return refuse({ kind: "only-way-in" });
    const gone = await change.client.query("delete from sign_in.identity where account_id = $1 and id = $2", [whose.account, identityId]);
    if (!gone.rowCount) return refuse({ kind: "no-such-identity" });
    change.record({ kind: "sign-in.factor-removed", detail: { account: whose.account, factor: "identity", by: "owner" } });
    await endSessions(change, whose.account, "factor-removed", { but: whose.session });
    return accept(undefined);
  });
}

export function sayIdentityRefusal({ kind }: LinkRefusal | UnlinkRefusal): string {
  switch (kind) {
    case "linked-already":
      return "This is linked to your account already. Sign in with it next time.";
    case "somebody-elses":
      return "This is linked to another account of this site. Sign in there and take it away first, or choose another.";
    case "only-way-in":
      return "This is your only way in. Add a passkey, or ask for a reset link to choose a password; then take it away.";
    case "no-such-identity":
      return "This is not linked any more. Look at the list again.";
  }
}
