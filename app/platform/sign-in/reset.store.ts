import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { hashPassword } from "./account.store.ts";
import { commonestPasswords } from "./commonest-passwords.ts";
import { newToken, tokenHash } from "./link-token.ts";
import { considerPassword, type PasswordRefusal } from "./password.rules.ts";
import { considerReset, type ResetFor, type ResetRefusal } from "./reset.rules.ts";
import { endSessions, setPassword } from "./session.store.ts";
import { inSiteChange } from "./site-change.ts";

export const resetHours = 24;
/** The trusts in which an account is somebody: asked of the organisation, which the platform does not know. */
export type TrustsOf = (accountId: string) => Promise<readonly string[]>;
const open = "withdrawn_at is null and used_at is null";

/** Makes a reset link for an account and withdraws the one before it; answers its token, which is kept only as a hash. */
export function makeReset(
  signIn: pg.Pool,
  asked: { accountId: string; for: ResetFor; by: string },
  trustsOf: TrustsOf,
): Promise<Outcome<string, ResetRefusal>> {
  return inSiteChange(signIn, asked.by, async ({ client, record }) => {
    const { rows } = await client.query<{ siteOperator: boolean; ended: boolean }>(
      'select site_operator as "siteOperator", ended_at is not null as ended from sign_in.account where id = $1 for update',
      [asked.accountId],
    );
    const considered = considerReset(rows[0], await trustsOf(asked.accountId), asked.for);
    if (!considered.ok) return considered;
    const token = newToken();
    const trustId = asked.for === "site" ? null : asked.for.trustId;
    await client.query(`update sign_in.reset set withdrawn_at = now() where account_id = $1 and ${open}`, [asked.accountId]);
    await client.query(
      "insert into sign_in.reset (token_hash, account_id, made_in, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4))",
      [tokenHash(token), asked.accountId, trustId, resetHours],
    );
    record({ kind: "sign-in.reset-link-made", detail: { account: asked.accountId, trust: trustId } });
    return accept(token);
  });
}

/** Withdraws the open reset link of an account; a trust withdraws only what it may make. Answers whether there was one. */
export function withdrawReset(signIn: pg.Pool, asked: { accountId: string; for: ResetFor; by: string }): Promise<boolean> {
  return inSiteChange(signIn, asked.by, async ({ client, record }) => {
    const { rowCount } = await client.query(
      `update sign_in.reset set withdrawn_at = now() where account_id = $1 and ${open} and ($2::uuid is null or made_in = $2)`,
      [asked.accountId, asked.for === "site" ? null : asked.for.trustId],
    );
    if (rowCount) record({ kind: "sign-in.reset-link-withdrawn", detail: { account: asked.accountId } });
    return rowCount === 1;
  });
}

type OpenReset = {
  id: string;
  accountId: string;
  email: string;
  name: string;
  siteOperator: boolean;
  ended: boolean;
  trustId: string | null;
};
async function findOpen(client: pg.Pool | pg.PoolClient, token: string, trustsOf: TrustsOf) {
  const { rows } = await client.query<OpenReset>(
    `select r.id, a.id as "accountId", a.email, a.name, a.site_operator as "siteOperator", a.ended_at is not null as ended, r.made_in as "trustId"
     from sign_in.reset r join sign_in.account a on a.id = r.account_id where r.token_hash = $1 and ${open} and r.expires_at > now()`,
    [tokenHash(token)],
  );
  const found = rows[0];
  if (!found) return undefined;
  // Weighed again when it is used: since it was made, the account may have joined another trust.
  const may = considerReset(found, await trustsOf(found.accountId), found.trustId ? { trustId: found.trustId } : "site");
  return may.ok ? found : undefined;
}

/** Whose password an open reset link resets; nothing for one used, expired, withdrawn or unknown. */
export const findReset = (signIn: pg.Pool, token: string, trustsOf: TrustsOf): Promise<OpenReset | undefined> =>
  findOpen(signIn, token, trustsOf);

/** Uses a reset link up: keeps the new password and ends every session of the account. */
export async function useReset(
  signIn: pg.Pool,
  token: string,
  wanted: string,
  trustsOf: TrustsOf,
): Promise<Outcome<{ email: string }, PasswordRefusal | { kind: "no-such-link" }>> {
  const found = await findReset(signIn, token, trustsOf);
  if (!found) return refuse({ kind: "no-such-link" });
  const considered = considerPassword(wanted, found, commonestPasswords);
  if (!considered.ok) return considered;
  const hash = await hashPassword(considered.value);
  return inSiteChange(signIn, found.accountId, async (change) => {
    // The account's row is held before its links are looked at, as by everybody who makes a link or joins the account to a person.
    await change.client.query("select from sign_in.account where id = $1 for update", [found.accountId]);
    const still = await findOpen(change.client, token, trustsOf);
    const used = still && (await change.client.query(`update sign_in.reset set used_at = now() where id = $1 and ${open}`, [still.id]));
    if (!still || !used?.rowCount) return refuse({ kind: "no-such-link" });
    await setPassword(change, still.accountId, hash);
    change.record({ kind: "sign-in.password-reset", detail: { account: still.accountId, trust: still.trustId } });
    await endSessions(change, still.accountId, "password-reset");
    return accept({ email: still.email });
  });
}
