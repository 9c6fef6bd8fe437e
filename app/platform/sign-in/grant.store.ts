import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type SecondFactors, secondFactorsOf } from "./half-session.store.ts";
import { type IdentityRow, listIdentities } from "./identity.store.ts";
import { considerReset, type ResetRefusal } from "./reset.rules.ts";
import type { TrustsOf } from "./reset.store.ts";
import { endSessions, listSessions, type OpenSession } from "./session.store.ts";
import { inSiteChange, type SiteChange } from "./site-change.ts";

export type OpenReset = { readonly expiresAt: Date; readonly madeIn: string | null };
/** Every way by which an account is in now, or could come in. */
export type AccountGrants = {
  readonly sessions: readonly OpenSession[];
  readonly identities: readonly IdentityRow[];
  readonly factors: SecondFactors;
  readonly reset: OpenReset | undefined;
};

/** What lets an account in. Only for a trust whose alone it is, or for the site. */
export async function listGrants(signIn: pg.Pool, accountId: string): Promise<AccountGrants> {
  const [sessions, identities, factors, resets] = await Promise.all([
    listSessions(signIn, accountId),
    listIdentities(signIn, accountId),
    secondFactorsOf(signIn, accountId),
    signIn.query<OpenReset>(
      `select expires_at as "expiresAt", made_in as "madeIn" from sign_in.reset
       where account_id = $1 and withdrawn_at is null and used_at is null and expires_at > now()`,
      [accountId],
    ),
  ]);
  return { sessions, identities, factors, reset: resets.rows[0] };
}

type Asked = { readonly accountId: string; readonly trustId: string; readonly by: string };
/** Changes what lets an account in, for the trust whose alone it is: weighed with the account held, so that it joins no other meanwhile. */
function forTrust<Value>(
  signIn: pg.Pool,
  { accountId, trustId, by }: Asked,
  trustsOf: TrustsOf,
  work: (change: SiteChange) => Promise<Value>,
): Promise<Outcome<Value, ResetRefusal>> {
  return inSiteChange<Outcome<Value, ResetRefusal>>(signIn, by, async (change) => {
    const { rows } = await change.client.query<{ siteOperator: boolean; ended: boolean }>(
      'select site_operator as "siteOperator", ended_at is not null as ended from sign_in.account where id = $1 for update',
      [accountId],
    );
    const considered = considerReset(rows[0], await trustsOf(accountId), { trustId });
    return considered.ok ? accept(await work(change)) : refuse(considered.refusal);
  });
}

/** Ends one session of an account, for its trust; answers how many ended. */
export const endSessionFor = (signIn: pg.Pool, asked: Asked, session: string, trustsOf: TrustsOf) =>
  forTrust(signIn, asked, trustsOf, (change) => endSessions(change, asked.accountId, "by-administrator", { only: session }));

async function unlink({ client, record }: SiteChange, accountId: string, only?: string): Promise<number> {
  const { rows } = await client.query<{ provider: string }>(
    "delete from sign_in.identity where account_id = $1 and ($2::uuid is null or id = $2) returning provider",
    [accountId, only ?? null],
  );
  for (const { provider } of rows)
    record({ kind: "sign-in.factor-removed", detail: { account: accountId, factor: `identity: ${provider}`, by: "administrator" } });
  return rows.length;
}

/** Takes a linked account away, for the trust; the sessions end, because one may have been opened with it. Answers how many were. */
export const unlinkFor = (signIn: pg.Pool, asked: Asked, identity: string, trustsOf: TrustsOf) =>
  forTrust(signIn, asked, trustsOf, async (change) => {
    const gone = await unlink(change, asked.accountId, identity);
    if (gone > 0) await endSessions(change, asked.accountId, "factor-removed");
    return gone;
  });

export type Ended = { readonly sessions: number; readonly identities: number; readonly resets: number };
/** Ends every session, half-open or whole, linked account and open reset link of an account, for its trust. */
export const endGrantsFor = (signIn: pg.Pool, asked: Asked, trustsOf: TrustsOf): Promise<Outcome<Ended, ResetRefusal>> =>
  forTrust(signIn, asked, trustsOf, async (change) => {
    const { client, record } = change;
    const resets = await client.query(
      "update sign_in.reset set withdrawn_at = now() where account_id = $1 and withdrawn_at is null and used_at is null",
      [asked.accountId],
    );
    if (resets.rowCount) record({ kind: "sign-in.reset-link-withdrawn", detail: { account: asked.accountId } });
    await client.query("delete from sign_in.half_session where account_id = $1", [asked.accountId]);
    const identities = await unlink(change, asked.accountId);
    return { identities, sessions: await endSessions(change, asked.accountId, "by-administrator"), resets: resets.rowCount ?? 0 };
  });
