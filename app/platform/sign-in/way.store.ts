import type pg from "pg";
import { newToken, tokenHash } from "./link-token.ts";
import { keyFrom, seal, unseal } from "./seal.ts";

const wayMinutes = 10;
const purpose = "way to a provider";

/** Keeps what a browser takes with it on the way to a provider, sealed with the token that only its cookie has; answers that token. */
export async function keepWay(signIn: pg.Pool, taken: object): Promise<string> {
  const token = newToken();
  await signIn.query("delete from sign_in.way where ends_at < now()");
  await signIn.query("insert into sign_in.way (token_hash, sealed, ends_at) values ($1, $2, now() + make_interval(mins => $3))", [
    tokenHash(token),
    seal(keyFrom(token, purpose), "", JSON.stringify(taken)),
    wayMinutes,
  ]);
  return token;
}

/** What was taken on the way, once; undefined when it took too long, was used already or is another browser's. */
export async function takeWay(signIn: pg.Pool, token: string): Promise<unknown> {
  const { rows } = await signIn.query<{ sealed: Buffer }>(
    "delete from sign_in.way where token_hash = $1 and ends_at > now() returning sealed",
    [tokenHash(token)],
  );
  const text = rows[0] && unseal(keyFrom(token, purpose), "", rows[0].sealed);
  return text === undefined ? undefined : JSON.parse(text);
}
