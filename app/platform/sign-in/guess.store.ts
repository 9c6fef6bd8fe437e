import type pg from "pg";
import { inSiteChange } from "./site-change.ts";

export const guessesAllowed = 10;
const guessesOfNetwork = guessesAllowed * 5;
/** Six digits could be hit in weeks of patient guessing by somebody who has the password; at fifty a day they cannot. */
const codesOfDay = 50;

/** What is guessed at: the password of an address, or the second factor of an account. */
export type GuessAt = { readonly address: string } | { readonly codesOf: string };
const keyOf = (at: GuessAt) => ("address" in at ? `account:${at.address}` : `code:${at.codesOf}`);

/** Writes a guess down and answers whether it may be weighed. Counted in the database, by what is guessed at and by network, so that every process sees it and none forgets. */
export async function noteGuess(db: pg.Pool, at: GuessAt, network: string): Promise<boolean> {
  const [key, from] = [keyOf(at), `network:${network}`];
  await db.query(
    "delete from sign_in.attempt where at < clock_timestamp() - case when key like 'code:%' then interval '1 day' else interval '1 hour' end",
  );
  // Written down and committed before it is counted: however many come at once, each counts itself and all before it.
  await db.query("insert into sign_in.attempt (key) values ($1), ($2)", [key, from]);
  const { rows } = await db.query<{ of_key: string; of_network: string; of_day: string }>(
    `select count(*) filter (where key = $1 and at > clock_timestamp() - interval '5 minutes') as of_key,
       count(*) filter (where key = $2 and at > clock_timestamp() - interval '5 minutes') as of_network, count(*) filter (where key = $1) as of_day
     from sign_in.attempt where key in ($1, $2)`,
    [key, from],
  );
  const counted = rows[0];
  const tooMany = Number(counted?.of_key) > guessesAllowed || ("codesOf" in at && Number(counted?.of_day) > codesOfDay);
  if (tooMany) await tell(db, key, at);
  else if (Number(counted?.of_network) > guessesOfNetwork) await tell(db, from, undefined);
  else return true;
  return false;
}

const waysOfNetwork = 300;

/** Whether somebody of a network may set out for a provider now: a whole school may, a machine that keeps on asking may not. */
export async function noteWay(db: pg.Pool, network: string): Promise<boolean> {
  await db.query("insert into sign_in.attempt (key) values ($1)", [`way:${network}`]);
  const { rows } = await db.query<{ ways: number }>(
    "select count(*)::int as ways from sign_in.attempt where key = $1 and at > clock_timestamp() - interval '5 minutes'",
    [`way:${network}`],
  );
  return (rows[0]?.ways ?? 0) <= waysOfNetwork;
}

/** Forgets the guesses at what was now given rightly. */
export async function forgetGuesses(client: pg.ClientBase, at: GuessAt): Promise<void> {
  await client.query("delete from sign_in.attempt where key = $1", [keyOf(at)]);
}

/** The limit is told to the audit chain once for the minutes it holds, not for every further guess. */
async function tell(db: pg.Pool, key: string, at: GuessAt | undefined): Promise<void> {
  await inSiteChange(db, undefined, async ({ client, record }) => {
    const told = await client.query(
      `insert into sign_in.attempt (key) select $1 where not exists (
         select from sign_in.attempt where key = $1 and at > clock_timestamp() - interval '5 minutes')`,
      [`told:${key}`],
    );
    if (!told.rowCount) return;
    if (!at) return record({ kind: "sign-in.guess-limit-reached", detail: { limit: "network", account: null } });
    if ("codesOf" in at) return record({ kind: "sign-in.guess-limit-reached", detail: { limit: "code", account: at.codesOf } });
    const { rows } = await client.query<{ id: string }>("select id from sign_in.account where email = $1", [at.address]);
    record({ kind: "sign-in.guess-limit-reached", detail: { limit: "address", account: rows[0]?.id ?? null } });
  });
}
