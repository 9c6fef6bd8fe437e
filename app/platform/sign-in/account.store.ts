import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type pg from "pg";
import { newToken, tokenHash } from "./link-token.ts";
import { inSiteChange } from "./site-change.ts";

export type Account = { readonly id: string; readonly email: string; readonly name: string; readonly siteOperator: boolean };
export type Session = { readonly id: string; readonly account: Account; readonly formToken: string };

const derive = promisify(argon2);
/** OWASP's second recommended Argon2id setting: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
export const idleMinutes = 120;
const absoluteHours = 12;
export const guessesAllowed = 10;

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

/** Weighs a guess at an address's password. Guesses are counted in the database, by address and by network, so that every process sees them. */
export async function weighGuess(db: pg.Pool, email: string, password: string, network: string): Promise<Weighed> {
  const address = email.trim().toLowerCase();
  const [account, from] = [`account:${address}`, `network:${network}`];
  await db.query("delete from sign_in.attempt where at < clock_timestamp() - interval '1 hour'");
  // The guess is written down before it is weighed: parallel guesses cannot slip past the count.
  const { rows: counted } = await db.query<{ of_account: string; of_network: string }>(
    `with noted as (insert into sign_in.attempt (key) values ($1), ($2))
     select count(*) filter (where key = $1) as of_account, count(*) filter (where key = $2) as of_network
     from sign_in.attempt where key in ($1, $2) and at > clock_timestamp() - interval '5 minutes'`,
    [account, from],
  );
  const limits = { address: guessesAllowed, network: guessesAllowed * 5 };
  if (Number(counted[0]?.of_account) >= limits.address) return tooMany(db, account, address);
  if (Number(counted[0]?.of_network) >= limits.network) return tooMany(db, from, undefined);
  const { rows } = await db.query<{ id: string; password_hash: string }>(
    "select id, password_hash from sign_in.account where email = $1 and ended_at is null",
    [address],
  );
  const fits = await passwordFits(password, rows[0]?.password_hash ?? (await nobodys));
  return rows[0] && fits ? { kind: "fits", accountId: rows[0].id } : { kind: "wrong" };
}

/** The limit is told to the audit chain once for the minutes it holds, not for every further guess. */
async function tooMany(db: pg.Pool, key: string, address: string | undefined): Promise<Weighed> {
  await inSiteChange(db, undefined, async ({ client, record }) => {
    const told = await client.query(
      `insert into sign_in.attempt (key) select $1 where not exists (
         select from sign_in.attempt where key = $1 and at > clock_timestamp() - interval '5 minutes')`,
      [`told:${key}`],
    );
    if (!told.rowCount) return;
    const { rows } = await client.query<{ id: string }>("select id from sign_in.account where email = $1", [address ?? null]);
    record({ kind: "sign-in.guess-limit-reached", detail: { limit: address ? "address" : "network", account: rows[0]?.id ?? null } });
  });
  return { kind: "too-many" };
}

export type SignedIn = { kind: "signed-in"; token: string } | { kind: "wrong" } | { kind: "too-many" };

/** Tries an address and a password; answers the token of a new session. */
export async function trySignIn(
  db: pg.Pool,
  email: string,
  password: string,
  network: string,
  browser = "An unknown browser",
): Promise<SignedIn> {
  const weighed = await weighGuess(db, email, password, network);
  if (weighed.kind !== "fits") return weighed;
  const token = newToken();
  return inSiteChange(db, weighed.accountId, async ({ client, record }) => {
    await client.query("delete from sign_in.attempt where key = $1", [`account:${email.trim().toLowerCase()}`]);
    await client.query("delete from sign_in.session where ends_at < now() - interval '90 days'");
    // Asked again with the row held: an account that ended while its password was weighed opens nothing.
    const { rows } = await client.query<{ id: string }>(
      `insert into sign_in.session (token_hash, account_id, form_token, ends_at, browser)
       select $1, id, $3, now() + make_interval(hours => $4), $5 from sign_in.account where id = $2 and ended_at is null for update returning id`,
      [tokenHash(token), weighed.accountId, newToken(), absoluteHours, browser],
    );
    if (!rows[0]) return { kind: "wrong" };
    record({ kind: "sign-in.signed-in", detail: { session: rows[0].id } });
    return { kind: "signed-in", token };
  });
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
  }>(
    // Written once a minute, not for every page: each write waits for the disk, and pages of one session would wait for each other.
    `with found as (select s.id as session, s.seen_at, a.id, a.email, a.name, a.site_operator, s.form_token
       from sign_in.session s join sign_in.account a on a.id = s.account_id
       where s.token_hash = $1 and a.ended_at is null and s.ends_at > now() and s.seen_at > now() - make_interval(mins => $2)),
     seen as (update sign_in.session s set seen_at = now() from found
       where s.id = found.session and found.seen_at < now() - interval '1 minute')
     select * from found`,
    [tokenHash(token), idleMinutes],
  );
  const row = rows[0];
  return (
    row && {
      id: row.session,
      account: { id: row.id, email: row.email, name: row.name, siteOperator: row.site_operator },
      formToken: row.form_token,
    }
  );
}

/** Ends the session of a cookie: its owner signs out. */
export async function endSession(db: pg.Pool, token: string): Promise<void> {
  await inSiteChange(db, undefined, async ({ client, record }) => {
    const { rows } = await client.query<{ id: string; account_id: string }>(
      "update sign_in.session set ends_at = now() where token_hash = $1 and ends_at > now() returning id, account_id",
      [tokenHash(token)],
    );
    for (const { id, account_id } of rows)
      record({ kind: "sign-in.session-ended", detail: { session: id, account: account_id, how: "signed-out" } });
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
