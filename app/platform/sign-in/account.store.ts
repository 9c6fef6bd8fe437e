import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type pg from "pg";
import { forgetGuesses, noteGuess } from "./guess.store.ts";
import { hasSecondFactor, openHalfSession } from "./half-session.store.ts";
import { newToken, tokenHash } from "./link-token.ts";
import { inSiteChange, type SiteChange } from "./site-change.ts";

export type Account = { readonly id: string; readonly email: string; readonly name: string; readonly siteOperator: boolean };
export type Session = {
  readonly id: string;
  readonly account: Account;
  readonly formToken: string;
  /** With how many factors it was opened, and when they were last given. */
  readonly factors: 1 | 2;
  readonly provenAt: Temporal.Instant;
};

const derive = promisify(argon2);
/** OWASP's second recommended Argon2id setting: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
export const idleMinutes = 120;
const absoluteHours = 12;

export { guessesAllowed } from "./guess.store.ts";

/** The hash of a password, with its salt, for keeping. The same letters count as the same, however a keyboard composed them. */
export async function hashPassword(password: string, nonce = randomBytes(16)): Promise<string> {
  const tag = await derive("argon2id", { message: password.normalize("NFC"), nonce, ...cost });
  return `argon2id$${nonce.toString("base64url")}$${tag.toString("base64url")}`;
}

async function passwordFits(password: string, kept: string): Promise<boolean> {
  const [, nonce = "", tag = ""] = kept.split("$");
  const offered = await hashPassword(password, Buffer.from(nonce, "base64url"));
  return timingSafeEqual(Buffer.from(offered.split("$")[2] ?? ""), Buffer.from(tag));
}

/** Compared when nobody has the address, so that both answers take the same time. */
const nobodys = hashPassword(randomBytes(12).toString("hex"));

/** Keeps a new account; answers its id, or undefined when the address has one already. */
export async function addAccount(
  db: pg.Pool | pg.ClientBase,
  account: { email: string; name: string; password: string; siteOperator?: boolean },
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    "insert into sign_in.account (email, name, password_hash, site_operator) values ($1, $2, $3, $4) on conflict (email) do nothing returning id",
    [account.email.toLowerCase(), account.name, await hashPassword(account.password), account.siteOperator ?? false],
  );
  return rows[0]?.id;
}

export type Weighed = { kind: "fits"; accountId: string } | { kind: "wrong" } | { kind: "too-many" };
const addressOf = (email: string) => email.trim().toLowerCase();

/** Weighs a guess at an address's password; every guess is counted before it is weighed. */
export async function weighGuess(db: pg.Pool, email: string, password: string, network: string): Promise<Weighed> {
  const address = addressOf(email);
  if (!(await noteGuess(db, { address }, network))) return { kind: "too-many" };
  const { rows } = await db.query<{ id: string; password_hash: string | null }>(
    "select id, password_hash from sign_in.account where email = $1 and ended_at is null",
    [address],
  );
  const fits = await passwordFits(password, rows[0]?.password_hash ?? (await nobodys));
  return rows[0]?.password_hash && fits ? { kind: "fits", accountId: rows[0].id } : { kind: "wrong" };
}

/** Opens a session for an account that has shown who it is; undefined for one that has ended meanwhile. */
export async function openSession({ client, record }: SiteChange, accountId: string, factors: 1 | 2, browser: string, how: string) {
  const token = newToken();
  await client.query("delete from sign_in.session where ends_at < now() - interval '90 days'");
  // Asked with the row held: an account that ended while its password was weighed opens nothing.
  const { rows } = await client.query<{ id: string }>(
    `insert into sign_in.session (token_hash, account_id, form_token, ends_at, browser, factors)
     select $1, id, $3, now() + make_interval(hours => $4), $5, $6 from sign_in.account where id = $2 and ended_at is null for update returning id`,
    [tokenHash(token), accountId, newToken(), absoluteHours, browser, factors],
  );
  if (!rows[0]) return undefined;
  record({ kind: "sign-in.signed-in", detail: { session: rows[0].id, account: accountId, how, factors } });
  return token;
}

/** An account with a second factor is asked for it by a half session, which opens nothing else. */
export type SignedIn = { kind: "signed-in" | "second-factor"; token: string } | { kind: "wrong" } | { kind: "too-many" };

/** Tries an address and a password; answers the token of a new session, or of the question for the second factor. */
export async function trySignIn(
  db: pg.Pool,
  email: string,
  password: string,
  network: string,
  browser = "An unknown browser",
): Promise<SignedIn> {
  const weighed = await weighGuess(db, email, password, network);
  if (weighed.kind !== "fits") return weighed;
  return inSiteChange<SignedIn>(db, weighed.accountId, async (change) => {
    await forgetGuesses(change.client, { address: addressOf(email) });
    // A right password is no guess: a whole conference may sign in from one network.
    await change.client.query("delete from sign_in.attempt where key = $1 and at = (select max(at) from sign_in.attempt where key = $1)", [
      `network:${network}`,
    ]);
    return goOn(change, weighed.accountId, browser, "password");
  });
}

/** After one factor: a session where no second is set up, else the question for it. */
export async function goOn(change: SiteChange, accountId: string, browser: string, how: string): Promise<SignedIn> {
  // The row is held, so that a factor set up at this moment is seen, or ends the session that this opens.
  await change.client.query("select from sign_in.account where id = $1 for update", [accountId]);
  const second = await hasSecondFactor(change.client, accountId);
  const token = second ? await openHalfSession(change.client, accountId, browser) : await openSession(change, accountId, 1, browser, how);
  if (!token) return { kind: "wrong" };
  return { kind: second ? "second-factor" : "signed-in", token };
}

/** The session of a cookie, while it is neither idle too long nor past its end. */
export async function findSession(db: pg.Pool, token: string): Promise<Session | undefined> {
  const { rows } = await db.query<{
    session: string;
    id: string;
    email: string;
    name: string;
    site_operator: boolean;
    form_token: string;
    factors: 1 | 2;
    proven_at: Date;
  }>({
    name: "session",
    // That it was seen is written once a minute: a read does not wait for the disk.
    text: `with found as (
       select s.token_hash, s.id as session, a.id, a.email, a.name, a.site_operator, s.form_token, s.factors, s.proven_at, s.seen_at
       from sign_in.session s join sign_in.account a on a.id = s.account_id and a.ended_at is null
       where s.token_hash = $1 and s.ends_at > now() and s.seen_at > now() - make_interval(mins => $2)),
     noted as (
       update sign_in.session s set seen_at = now() from found f where s.token_hash = f.token_hash and f.seen_at < now() - interval '1 minute')
     select * from found`,
    values: [tokenHash(token), idleMinutes],
  });
  const row = rows[0];
  return (
    row && {
      id: row.session,
      account: { id: row.id, email: row.email, name: row.name, siteOperator: row.site_operator },
      formToken: row.form_token,
      factors: row.factors,
      provenAt: Temporal.Instant.fromEpochMilliseconds(row.proven_at.getTime()),
    }
  );
}

/** Ends the session of a cookie: its owner signs out, or signs in anew in the same browser. */
export async function endSession(db: pg.Pool, token: string, how: "signed-out" | "replaced" = "signed-out"): Promise<void> {
  await inSiteChange(db, undefined, async ({ client, record }) => {
    const { rows } = await client.query<{ id: string; account_id: string }>(
      "update sign_in.session set ends_at = now() where token_hash = $1 and ends_at > now() returning id, account_id",
      [tokenHash(token)],
    );
    for (const { id, account_id } of rows) record({ kind: "sign-in.session-ended", detail: { session: id, account: account_id, how } });
  });
}

/** The account to administer a new trust: the one of that address, else the site's first operator. */
export async function findAdministrator(db: pg.Pool, email: string | undefined): Promise<Omit<Account, "siteOperator"> | undefined> {
  const { rows } = await db.query<Omit<Account, "siteOperator">>(
    "select id, email, name from sign_in.account where ended_at is null and case when $1::text is null then site_operator else email = lower($1) end order by id limit 1",
    [email ?? null],
  );
  return rows[0];
}
