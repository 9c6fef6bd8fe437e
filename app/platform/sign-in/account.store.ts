import { argon2, createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type pg from "pg";

export type Account = { readonly id: string; readonly email: string; readonly name: string; readonly siteOperator: boolean };
export type Session = { readonly account: Account; readonly formToken: string };

const derive = promisify(argon2);
/** OWASP's second recommended Argon2id setting: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const idleMinutes = 120;
const absoluteHours = 12;
export const guessesAllowed = 10;

/** The hash of a password, with its salt, for keeping. */
export async function hashPassword(password: string, nonce = randomBytes(16)): Promise<string> {
  const tag = await derive("argon2id", { message: password, nonce, ...cost });
  return `argon2id$${nonce.toString("base64url")}$${tag.toString("base64url")}`;
}

async function passwordFits(password: string, kept: string): Promise<boolean> {
  const [, nonce = "", tag = ""] = kept.split("$");
  const offered = await hashPassword(password, Buffer.from(nonce, "base64url"));
  return timingSafeEqual(Buffer.from(offered.split("$")[2] ?? ""), Buffer.from(tag));
}

const hashed = (token: string) => createHash("sha256").update(token).digest();
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

export type SignedIn = { kind: "signed-in"; token: string } | { kind: "wrong" } | { kind: "too-many" };

/** Tries an address and a password. Guesses are counted in the database, by address and by network, so that every process sees them. */
export async function trySignIn(db: pg.Pool, email: string, password: string, network: string): Promise<SignedIn> {
  const address = email.trim().toLowerCase();
  const keys = [`account:${address}`, `network:${network}`];
  await db.query("delete from sign_in.attempt where at < clock_timestamp() - interval '1 hour'");
  // The guess is written down before it is weighed: parallel guesses cannot slip past the count.
  const { rows: counted } = await db.query<{ most: string }>(
    `with noted as (insert into sign_in.attempt (key) select unnest($1::text[]))
     select coalesce(max(n), 0) as most from (
       select count(*) / case when key like 'network:%' then 5 else 1 end as n from sign_in.attempt
       where key = any($1) and at > clock_timestamp() - interval '5 minutes' group by key) counts`,
    [keys],
  );
  if (Number(counted[0]?.most ?? 0) >= guessesAllowed) return { kind: "too-many" };
  const { rows } = await db.query<{ id: string; password_hash: string }>(
    "select id, password_hash from sign_in.account where email = $1 and ended_at is null",
    [address],
  );
  const account = rows[0];
  const fits = await passwordFits(password, account?.password_hash ?? (await nobodys));
  if (!account || !fits) return { kind: "wrong" };
  await db.query("delete from sign_in.attempt where key = $1", [`account:${address}`]);
  // A right password is no guess: a whole conference may sign in from one network.
  await db.query("delete from sign_in.attempt where key = $1 and at = (select max(at) from sign_in.attempt where key = $1)", [
    `network:${network}`,
  ]);
  const token = randomBytes(32).toString("base64url");
  await db.query(
    "insert into sign_in.session (token_hash, account_id, form_token, ends_at) values ($1, $2, $3, now() + make_interval(hours => $4))",
    [hashed(token), account.id, randomBytes(24).toString("base64url"), absoluteHours],
  );
  return { kind: "signed-in", token };
}

/** The session of a cookie, while it is neither idle too long nor past its end. */
export async function findSession(db: pg.Pool, token: string): Promise<Session | undefined> {
  const { rows } = await db.query<{ id: string; email: string; name: string; site_operator: boolean; form_token: string }>(
    `update sign_in.session s set seen_at = now() from sign_in.account a
     where s.token_hash = $1 and a.id = s.account_id and a.ended_at is null and s.ends_at > now() and s.seen_at > now() - make_interval(mins => $2)
     returning a.id, a.email, a.name, a.site_operator, s.form_token`,
    [hashed(token), idleMinutes],
  );
  const row = rows[0];
  return row && { account: { id: row.id, email: row.email, name: row.name, siteOperator: row.site_operator }, formToken: row.form_token };
}

export async function endSession(db: pg.Pool, token: string): Promise<void> {
  await db.query("delete from sign_in.session where token_hash = $1", [hashed(token)]);
}

/** The account to administer a new trust: the one of that address, else the site's first operator. */
export async function findAdministrator(db: pg.Pool, email: string | undefined): Promise<Omit<Account, "siteOperator"> | undefined> {
  const { rows } = await db.query<Omit<Account, "siteOperator">>(
    "select id, email, name from sign_in.account where ended_at is null and case when $1::text is null then site_operator else email = lower($1) end order by id limit 1",
    [email ?? null],
  );
  return rows[0];
}
