import { randomBytes } from "node:crypto";
import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { openSession, type Session, weighGuess } from "./account.store.ts";
import { type CodeRefusal, readCode } from "./factor.rules.ts";
import { forgetGuesses, noteGuess } from "./guess.store.ts";
import { endHalfSession, findHalfSession, holdHalfSession, secondFactorsOf } from "./half-session.store.ts";
import { tokenHash } from "./link-token.ts";
import { seal, unseal } from "./seal.ts";
import { endSessions } from "./session.store.ts";
import { inSiteChange, type SiteChange } from "./site-change.ts";
import { base32, newSecret, stepOfCode } from "./totp.ts";

const recoveryCodes = 10;
/** A secret that nobody confirmed is shown for so long, then made anew. */
const pendingMinutes = 30;
type Key = Buffer | undefined;

/** Weighs a typed code and uses it up: each code from an app, and each recovery code, opens once. */
async function useCode(change: SiteChange, key: Key, accountId: string, typed: string): Promise<"fits" | "wrong" | "no-key"> {
  const { client, record } = change;
  const code = readCode(typed);
  if (code?.kind === "recovery") {
    const used = await client.query(
      "update sign_in.recovery_code set used_at = now() where account_id = $1 and hash = $2 and used_at is null",
      [accountId, tokenHash(code.code)],
    );
    if (used.rowCount) record({ kind: "sign-in.recovery-code-used", detail: { account: accountId } });
    return used.rowCount ? "fits" : "wrong";
  }
  if (!code) return "wrong";
  const { rows } = await client.query<{ sealed: Buffer }>(
    "select sealed from sign_in.totp where account_id = $1 and confirmed_at is not null",
    [accountId],
  );
  if (!rows[0]) return "wrong";
  const secret = key && unseal(key, accountId, rows[0].sealed);
  if (!secret) return "no-key";
  const step = stepOfCode(secret, code.code, Temporal.Now.instant());
  if (step === undefined) return "wrong";
  const taken = await client.query("update sign_in.totp set last_step = $2 where account_id = $1 and last_step < $2", [accountId, step]);
  return taken.rowCount ? "fits" : "wrong";
}

/** The second step of signing in: a code with the half session that the password opened. Every guess is counted before it is weighed. */
export async function signInWithCode(
  signIn: pg.Pool,
  key: Key,
  half: string,
  typed: string,
  network: string,
): Promise<Outcome<string, CodeRefusal>> {
  const found = await findHalfSession(signIn, half);
  if (!found) return refuse({ kind: "gone" });
  const { accountId, browser } = found;
  if (!(await noteGuess(signIn, { codesOf: accountId }, network))) return refuse({ kind: "too-many" });
  return inSiteChange<Outcome<string, CodeRefusal>>(signIn, accountId, async (change) => {
    if (!(await holdHalfSession(change.client, half))) return refuse({ kind: "gone" });
    const weighed = await useCode(change, key, accountId, typed);
    if (weighed !== "fits") return refuse({ kind: weighed });
    await endHalfSession(change.client, half);
    await forgetGuesses(change.client, { codesOf: accountId });
    const token = await openSession(change, accountId, 2, browser, "password and code");
    return token ? accept(token) : refuse({ kind: "gone" });
  });
}

export type SetUpRefusal = CodeRefusal | { readonly kind: "already" };

/** Makes a new secret for an authenticator app, which counts only once a code confirms it. */
export async function beginApp(signIn: pg.Pool, key: Key, session: Session): Promise<Outcome<undefined, SetUpRefusal>> {
  if (!key) return refuse({ kind: "no-key" });
  const { rowCount } = await signIn.query(
    `insert into sign_in.totp (account_id, sealed) values ($1, $2)
     on conflict (account_id) do update set sealed = excluded.sealed, made_at = now(), last_step = 0 where totp.confirmed_at is null`,
    [session.account.id, seal(key, session.account.id, newSecret())],
  );
  return rowCount ? accept(undefined) : refuse({ kind: "already" });
}

/** The secret that waits for its first code; undefined when none does. */
export async function pendingSecret(signIn: pg.Pool, key: Key, accountId: string): Promise<string | undefined> {
  const { rows } = await signIn.query<{ sealed: Buffer }>(
    "select sealed from sign_in.totp where account_id = $1 and confirmed_at is null and made_at > now() - make_interval(mins => $2)",
    [accountId, pendingMinutes],
  );
  return key && rows[0] && unseal(key, accountId, rows[0].sealed);
}

/** Confirms the app by its first code: from now on it is asked for. Ends the other sessions; answers the recovery codes, told this once, where there were none. */
export async function confirmApp(
  signIn: pg.Pool,
  key: Key,
  session: Session,
  typed: string,
  network: string,
): Promise<Outcome<readonly string[], SetUpRefusal>> {
  const accountId = session.account.id;
  if (!(await noteGuess(signIn, { codesOf: accountId }, network))) return refuse({ kind: "too-many" });
  const secret = await pendingSecret(signIn, key, accountId);
  if (!secret) return refuse({ kind: "gone" });
  const code = readCode(typed);
  const step = code?.kind === "app" ? stepOfCode(secret, code.code, Temporal.Now.instant()) : undefined;
  if (step === undefined) return refuse({ kind: "wrong" });
  return inSiteChange<Outcome<readonly string[], SetUpRefusal>>(signIn, accountId, async (change) => {
    const confirmed = await change.client.query(
      "update sign_in.totp set confirmed_at = now(), last_step = $2 where account_id = $1 and confirmed_at is null",
      [accountId, step],
    );
    if (!confirmed.rowCount) return refuse({ kind: "already" });
    return accept(await factorAdded(change, session, "app"));
  });
}

/** Takes the app away, with the present password (where there is one) and a fresh code; ends the other sessions. */
export async function removeApp(
  signIn: pg.Pool,
  key: Key,
  session: Session,
  given: { readonly password: string; readonly code: string },
  network: string,
): Promise<Outcome<undefined, CodeRefusal | { readonly kind: "wrong-password" }>> {
  const accountId = session.account.id;
  const { rows } = await signIn.query<{ some: boolean }>("select password_hash is not null as some from sign_in.account where id = $1", [
    accountId,
  ]);
  const weighed = rows[0]?.some ? await weighGuess(signIn, session.account.email, given.password, network) : undefined;
  if (weighed?.kind === "too-many") return refuse({ kind: "too-many" });
  if (weighed?.kind === "wrong") return refuse({ kind: "wrong-password" });
  if (!(await noteGuess(signIn, { codesOf: accountId }, network))) return refuse({ kind: "too-many" });
  return inSiteChange<Outcome<undefined, CodeRefusal>>(signIn, accountId, async (change) => {
    const used = await useCode(change, key, accountId, given.code);
    if (used !== "fits") return refuse({ kind: used });
    await forgetGuesses(change.client, { codesOf: accountId });
    await forgetGuesses(change.client, { address: session.account.email });
    await change.client.query("delete from sign_in.totp where account_id = $1", [accountId]);
    await factorRemoved(change, session, "app");
    return accept(undefined);
  });
}

/** What follows when a second factor was added: other sessions end, this one has shown it, and there are recovery codes. */
export async function factorAdded(change: SiteChange, session: Session, factor: string): Promise<readonly string[]> {
  const accountId = session.account.id;
  change.record({ kind: "sign-in.factor-added", detail: { account: accountId, factor } });
  await forgetGuesses(change.client, { codesOf: accountId });
  await change.client.query("delete from sign_in.half_session where account_id = $1", [accountId]);
  await change.client.query("update sign_in.session set factors = 2, proven_at = now() where id = $1", [session.id]);
  await endSessions(change, accountId, "factor-added", { but: session.id });
  return (await secondFactorsOf(change.client, accountId)).recoveryCodes > 0 ? [] : newRecoveryCodes(change, accountId);
}

/** What follows when one was removed: other sessions end; without any left there is nothing to recover, and this session has one factor. */
export async function factorRemoved(change: SiteChange, session: Session, factor: string): Promise<void> {
  const accountId = session.account.id;
  change.record({ kind: "sign-in.factor-removed", detail: { account: accountId, factor, by: "owner" } });
  await change.client.query("delete from sign_in.half_session where account_id = $1", [accountId]);
  await endSessions(change, accountId, "factor-removed", { but: session.id });
  const left = await secondFactorsOf(change.client, accountId);
  if (left.app || left.passkeys > 0) return;
  await change.client.query("delete from sign_in.recovery_code where account_id = $1", [accountId]);
  await change.client.query("update sign_in.session set factors = 1 where id = $1", [session.id]);
}

/** Ten new recovery codes of 120 random bits, told this once; the ones before open nothing any more. */
async function newRecoveryCodes({ client, record }: SiteChange, accountId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => base32(randomBytes(15)));
  await client.query("delete from sign_in.recovery_code where account_id = $1", [accountId]);
  await client.query("insert into sign_in.recovery_code (account_id, hash) select $1, unnest($2::bytea[])", [
    accountId,
    codes.map(tokenHash),
  ]);
  record({ kind: "sign-in.recovery-codes-made", detail: { account: accountId, codes: codes.length } });
  return codes.map((code) => code.match(/.{6}/g)?.join("-") ?? code);
}

/** Makes new recovery codes for an account that has a second factor; undefined for one that has none. */
export const replaceRecoveryCodes = (signIn: pg.Pool, session: Session): Promise<readonly string[] | undefined> =>
  inSiteChange(signIn, session.account.id, async (change) => {
    const { app, passkeys } = await secondFactorsOf(change.client, session.account.id);
    return app || passkeys > 0 ? newRecoveryCodes(change, session.account.id) : undefined;
  });

/** Removes every second factor of an account whose owner has lost them; ends its sessions. Answers whether there was one. */
export const removeLostFactors = (signIn: pg.Pool, accountId: string, by: string): Promise<boolean> =>
  inSiteChange(signIn, by, async (change) => {
    const { app, passkeys } = await secondFactorsOf(change.client, accountId);
    if (!app && passkeys === 0) return false;
    for (const table of ["totp", "recovery_code", "passkey", "half_session"])
      await change.client.query(`delete from sign_in.${table} where account_id = $1`, [accountId]);
    change.record({ kind: "sign-in.factor-removed", detail: { account: accountId, factor: "all", by: "site-operator" } });
    await endSessions(change, accountId, "factor-removed");
    return true;
  });
