import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { hashPassword, idleMinutes, type Session, weighGuess } from "./account.store.ts";
import { commonestPasswords } from "./commonest-passwords.ts";
import { forgetGuesses } from "./guess.store.ts";
import { considerPassword, type PasswordRefusal } from "./password.rules.ts";
import { inSiteChange, type SiteChange } from "./site-change.ts";

export type OpenSession = { readonly id: string; readonly begunAt: Date; readonly seenAt: Date; readonly browser: string };

/** The sessions of an account that are open now, the last used first. */
export async function listSessions(signIn: pg.Pool, accountId: string): Promise<OpenSession[]> {
  const { rows } = await signIn.query<OpenSession>(
    `select id, begun_at as "begunAt", seen_at as "seenAt", browser from sign_in.session
     where account_id = $1 and ends_at > now() and seen_at > now() - make_interval(mins => $2) order by seen_at desc, id`,
    [accountId, idleMinutes],
  );
  return rows;
}

/** Ends the open sessions of an account, all but the kept one, each with its event. */
export async function endSessions(
  { client, record }: SiteChange,
  accountId: string,
  how: string,
  which: { readonly only?: string; readonly but?: string } = {},
): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `update sign_in.session set ends_at = now() where account_id = $1 and ends_at > now()
       and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3) returning id`,
    [accountId, which.only ?? null, which.but ?? null],
  );
  for (const { id } of rows) record({ kind: "sign-in.session-ended", detail: { session: id, account: accountId, how } });
  return rows.length;
}

/** Ends one session of one's own, or all but this one; answers how many ended. */
export const endOwnSessions = (signIn: pg.Pool, session: Session, which: { only: string } | "others"): Promise<number> =>
  inSiteChange(signIn, session.account.id, (change) =>
    endSessions(change, session.account.id, "by-owner", which === "others" ? { but: session.id } : which),
  );

export type ChangeRefusal = PasswordRefusal | { readonly kind: "wrong" } | { readonly kind: "too-many" };

/** Changes one's own password with the present one, and ends the other sessions. A wrong present password counts as a guess. */
export async function changePassword(
  signIn: pg.Pool,
  session: Session,
  present: string,
  wanted: string,
  network: string,
): Promise<Outcome<number, ChangeRefusal>> {
  const { id, email, name } = session.account;
  const considered = considerPassword(wanted, { name, email }, commonestPasswords);
  if (!considered.ok) return considered;
  const weighed = await weighGuess(signIn, email, present, network);
  if (weighed.kind !== "fits") return refuse({ kind: weighed.kind });
  const hash = await hashPassword(considered.value);
  return inSiteChange(signIn, id, async (change) => {
    await setPassword(change, id, hash);
    change.record({ kind: "sign-in.password-changed", detail: { account: id } });
    return accept(await endSessions(change, id, "password-changed", { but: session.id }));
  });
}

/** Keeps a new password, forgets the guesses at the old one and withdraws the reset links that are open. */
export async function setPassword({ client }: SiteChange, accountId: string, hash: string): Promise<void> {
  const { rows } = await client.query<{ email: string }>("update sign_in.account set password_hash = $2 where id = $1 returning email", [
    accountId,
    hash,
  ]);
  await forgetGuesses(client, { address: rows[0]?.email ?? "" });
  await client.query("delete from sign_in.half_session where account_id = $1", [accountId]);
  await client.query("update sign_in.reset set withdrawn_at = now() where account_id = $1 and withdrawn_at is null and used_at is null", [
    accountId,
  ]);
}

export function sayChangeRefusal(refusal: { kind: "wrong" | "too-many" }): string {
  switch (refusal.kind) {
    case "wrong":
      return "The present password is not right. Type it again, or ask your administrator for a reset link.";
    case "too-many":
      return "Too many tries. Wait five minutes, then try again.";
  }
}
