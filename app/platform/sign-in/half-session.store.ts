import type pg from "pg";
import { newToken, tokenHash } from "./link-token.ts";

export const halfMinutes = 10;

export type SecondFactors = { readonly app: boolean; readonly passkeys: number; readonly recoveryCodes: number };

/** The second factors of an account that count, and how many recovery codes are left. */
export async function secondFactorsOf(db: pg.Pool | pg.ClientBase, accountId: string): Promise<SecondFactors> {
  const { rows } = await db.query<SecondFactors>(
    `select exists (select from sign_in.totp where account_id = $1 and confirmed_at is not null) as app,
       (select count(*)::int from sign_in.passkey where account_id = $1) as passkeys,
       (select count(*)::int from sign_in.recovery_code where account_id = $1 and used_at is null) as "recoveryCodes"`,
    [accountId],
  );
  return rows[0] ?? { app: false, passkeys: 0, recoveryCodes: 0 };
}

export async function hasSecondFactor(db: pg.Pool | pg.ClientBase, accountId: string): Promise<boolean> {
  const { app, passkeys } = await secondFactorsOf(db, accountId);
  return app || passkeys > 0;
}

/** Whether an account has not ended. */
export async function isLive(db: pg.Pool, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: "live account",
    text: "select from sign_in.account where id = $1 and ended_at is null",
    values: [accountId],
  });
  return rowCount === 1;
}

/** Whether an account comes in with two factors at all: one of ours, or an identity whose provider last said so. */
export async function comesWithTwoFactors(db: pg.Pool, accountId: string): Promise<boolean> {
  if (await hasSecondFactor(db, accountId)) return true;
  const { rowCount } = await db.query("select from sign_in.identity where account_id = $1 and two_factors limit 1", [accountId]);
  return rowCount === 1;
}

/** Keeps that the first factor was given, for ten minutes; answers the token. */
export async function openHalfSession(client: pg.ClientBase, accountId: string, browser: string): Promise<string | undefined> {
  const token = newToken();
  await client.query("delete from sign_in.half_session where ends_at < now()");
  const { rowCount } = await client.query(
    `insert into sign_in.half_session (token_hash, account_id, browser, ends_at)
     select $1, id, $3, now() + make_interval(mins => $4) from sign_in.account where id = $2 and ended_at is null`,
    [tokenHash(token), accountId, browser, halfMinutes],
  );
  return rowCount ? token : undefined;
}

/** Whose half session a token is, and in which browser it began; nothing once it is over or the account has ended. */
export async function findHalfSession(
  db: pg.Pool | pg.ClientBase,
  token: string,
): Promise<{ accountId: string; browser: string } | undefined> {
  const { rows } = await db.query<{ accountId: string; browser: string }>(
    `select h.account_id as "accountId", h.browser from sign_in.half_session h join sign_in.account a on a.id = h.account_id
     where h.token_hash = $1 and h.ends_at > now() and a.ended_at is null`,
    [tokenHash(token)],
  );
  return rows[0];
}

/** Holds a half session for this change; whether it is still there. */
export async function holdHalfSession(client: pg.ClientBase, token: string): Promise<boolean> {
  const { rowCount } = await client.query("select from sign_in.half_session where token_hash = $1 and ends_at > now() for update", [
    tokenHash(token),
  ]);
  return rowCount === 1;
}

export async function endHalfSession(client: pg.Pool | pg.ClientBase, token: string): Promise<void> {
  await client.query("delete from sign_in.half_session where token_hash = $1", [tokenHash(token)]);
}
