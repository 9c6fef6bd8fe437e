import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type pg from "pg";
import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { openSession, type Session } from "./account.store.ts";
import { factorAdded, factorRemoved } from "./code.store.ts";
import { tokenHash } from "./link-token.ts";
import type { SignInSettings } from "./settings.ts";
import { inSiteChange } from "./site-change.ts";

/** Brought with the first passkey: it would hold every start up by a tenth of a second or more. */
const webauthn = () => import("@simplewebauthn/server");
const challengeMinutes = 5;
/** Ed25519, ES256 and RS256: what authenticators have. */
const algorithms = [-8, -7, -257] as const;
export type PasskeyRow = { readonly id: string; readonly name: string; readonly madeAt: Date; readonly usedAt: Date | null };

/** An account's passkeys, the oldest first. */
export async function listPasskeys(signIn: pg.Pool, accountId: string): Promise<PasskeyRow[]> {
  const { rows } = await signIn.query<PasskeyRow>(
    `select id, name, made_at as "madeAt", used_at as "usedAt" from sign_in.passkey where account_id = $1 order by id`,
    [accountId],
  );
  return rows;
}

async function keepChallenge(signIn: pg.Pool, challenge: string, accountId: string | null): Promise<void> {
  await signIn.query("delete from sign_in.challenge where ends_at < now()");
  await signIn.query("insert into sign_in.challenge (hash, account_id, ends_at) values ($1, $2, now() + make_interval(mins => $3))", [
    tokenHash(challenge),
    accountId,
    challengeMinutes,
  ]);
}

/** Whether a challenge was ours, for this account or for signing in; it is used up by the question. */
const takeChallenge = (signIn: pg.Pool, accountId: string | null) => async (challenge: string) => {
  const { rowCount } = await signIn.query(
    "delete from sign_in.challenge where hash = $1 and account_id is not distinct from $2::uuid and ends_at > now()",
    [tokenHash(challenge), accountId],
  );
  return rowCount === 1;
};

/** What the browser is asked, to make a new passkey for the account that is signed in. */
export async function askForNewPasskey(
  signIn: pg.Pool,
  { origin }: SignInSettings,
  { account }: Session,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { rows } = await signIn.query<{ id: string }>("select credential_id as id from sign_in.passkey where account_id = $1", [
    account.id,
  ]);
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: "Eddystone",
    rpID: origin.hostname,
    userName: account.email,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id)),
    attestationType: "none",
    excludeCredentials: rows,
    supportedAlgorithmIDs: [...algorithms],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(signIn, options.challenge, account.id);
  return options;
}

/** What the browser is asked, to sign in with any passkey of this site. */
export async function askForPasskey(signIn: pg.Pool, { origin }: SignInSettings): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await (await webauthn()).generateAuthenticationOptions({ rpID: origin.hostname, userVerification: "required" });
  await keepChallenge(signIn, options.challenge, null);
  return options;
}

const credential = z.looseObject({ id: z.string().max(2000), response: z.looseObject({ clientDataJSON: z.string().max(10_000) }) });
function readAnswer(answer: string): unknown {
  try {
    const read = credential.safeParse(JSON.parse(answer));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

export type PasskeyRefusal = { readonly kind: "not-verified" | "name-needed" | "too-many" | "no-such-passkey" | "only-way-in" };
const most = 20;

/** Keeps a new passkey; answers the recovery codes, told this once, where there were none. */
export async function addPasskey(
  signIn: pg.Pool,
  settings: SignInSettings,
  session: Session,
  given: { readonly name: string; readonly answer: string },
): Promise<Outcome<readonly string[], PasskeyRefusal>> {
  const name = given.name.trim().slice(0, 60);
  if (!name) return refuse({ kind: "name-needed" });
  if ((await listPasskeys(signIn, session.account.id)).length >= most) return refuse({ kind: "too-many" });
  const response = readAnswer(given.answer) as RegistrationResponseJSON | undefined;
  const { verifyRegistrationResponse } = await webauthn();
  const verified =
    response &&
    (await verifyRegistrationResponse({
      response,
      expectedChallenge: takeChallenge(signIn, session.account.id),
      expectedOrigin: settings.origin.origin,
      expectedRPID: settings.origin.hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    }).catch(() => undefined));
  if (!verified?.verified) return refuse({ kind: "not-verified" });
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return inSiteChange<Outcome<readonly string[], PasskeyRefusal>>(signIn, session.account.id, async (change) => {
    const kept = await change.client.query(
      `insert into sign_in.passkey (account_id, credential_id, public_key, counter, transports, name) values ($1, $2, $3, $4, $5, $6)
       on conflict (credential_id) do nothing`,
      [session.account.id, id, Buffer.from(publicKey), counter, (response?.response.transports ?? []).map(String).slice(0, 10), name],
    );
    if (!kept.rowCount) return refuse({ kind: "not-verified" });
    return accept(await factorAdded(change, session, "passkey"));
  });
}

/** Signs in with a passkey, whose owner was verified by it: two factors in one. */
export async function signInWithPasskey(
  signIn: pg.Pool,
  settings: SignInSettings,
  answer: string,
  browser: string,
): Promise<Outcome<string, PasskeyRefusal>> {
  const response = readAnswer(answer) as AuthenticationResponseJSON | undefined;
  if (!response) return refuse({ kind: "not-verified" });
  const { rows } = await signIn.query<{ id: string; account: string; key: Buffer; counter: string }>(
    "select id, account_id as account, public_key as key, counter from sign_in.passkey where credential_id = $1",
    [response.id],
  );
  const passkey = rows[0];
  if (!passkey) return refuse({ kind: "not-verified" });
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: takeChallenge(signIn, null),
    expectedOrigin: settings.origin.origin,
    expectedRPID: settings.origin.hostname,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(passkey.key), counter: Number(passkey.counter) },
  }).catch(() => undefined);
  if (!verified?.verified) return refuse({ kind: "not-verified" });
  const { newCounter } = verified.authenticationInfo;
  return inSiteChange<Outcome<string, PasskeyRefusal>>(signIn, passkey.account, async (change) => {
    // Gone or used further while it was weighed, it opens nothing.
    const used = await change.client.query("update sign_in.passkey set counter = $2, used_at = now() where id = $1 and counter = $3", [
      passkey.id,
      newCounter,
      passkey.counter,
    ]);
    const token = used.rowCount ? await openSession(change, passkey.account, 2, browser, "passkey") : undefined;
    return token ? accept(token) : refuse({ kind: "not-verified" });
  });
}

/** Takes a passkey of one's own away; the other sessions end. The only way into an account stays. */
export function removePasskey(signIn: pg.Pool, session: Session, passkeyId: string): Promise<Outcome<undefined, PasskeyRefusal>> {
  return inSiteChange<Outcome<undefined, PasskeyRefusal>>(signIn, session.account.id, async (change) => {
    const { rows } = await change.client.query<{ ways: number }>(
      `select (a.password_hash is not null)::int + (select count(*)::int from sign_in.identity i where i.account_id = a.id)
         + (select count(*)::int from sign_in.passkey p where p.account_id = a.id and p.id <> $2) as ways
       from sign_in.account a where a.id = $1 for update`,
      [session.account.id, passkeyId],
    );
    if (rows[0]?.ways === 0) return refuse({ kind: "only-way-in" });
    const gone = await change.client.query("delete from sign_in.passkey where account_id = $1 and id = $2", [
      session.account.id,
      passkeyId,
    ]);
    if (!gone.rowCount) return refuse({ kind: "no-such-passkey" });
    await factorRemoved(change, session, "passkey");
    return accept(undefined);
  });
}

export function sayPasskeyRefusal({ kind }: PasskeyRefusal): string {
  switch (kind) {
    case "not-verified":
      return "The passkey did not open this, or it took too long. Try again, or use another way.";
    case "name-needed":
      return "Give the passkey a name by which you know it again, such as the device it is on.";
    case "too-many":
      return `You have ${most} passkeys. Take one away that you no longer use first.`;
    case "no-such-passkey":
      return "This passkey is not there any more. Look at the list again.";
    case "only-way-in":
      return "This is your only way in. Add another passkey, or ask for a reset link to choose a password; then take it away.";
  }
}
