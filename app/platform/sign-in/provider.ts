import { randomBytes } from "node:crypto";
import * as client from "openid-client";
import type { Session } from "./account.store.ts";
import { saysTwoFactors } from "./factor.rules.ts";
import { isLocal, type Provider, type SignInSettings } from "./settings.ts";

/** Who somebody is at a provider: by its issuer and subject, which together never mean another. An address means nothing. */
export type Identity = { readonly issuer: string; readonly subject: string; readonly provider: string; readonly twoFactors: boolean };

/** What this browser must bring back, and what nobody else may know. */
export type Checks = { readonly state: string; readonly nonce: string; readonly verifier: string };
/** Why somebody goes to a provider. */
export type Errand =
  | { readonly kind: "sign-in" }
  | { readonly kind: "link"; readonly session: Session["id"]; readonly account: string }
  | { readonly kind: "invitation"; readonly token: string };

const found = new Map<string, { at: number; config: Promise<client.Configuration> }>();
const foundFor = 60 * 60_000;

/** What a provider says of itself, asked anew each hour. */
function configurationOf(provider: Provider): Promise<client.Configuration> {
  const key = `${provider.issuer.href} ${provider.clientId}`;
  const before = found.get(key);
  if (before && Date.now() - before.at < foundFor) return before.config;
  const config = client.discovery(provider.issuer, provider.clientId, {}, client.ClientSecretBasic(provider.clientSecret), {
    timeout: 10,
    // The library asks for signatures of ID tokens only where it is told to.
    execute: [client.enableNonRepudiationChecks, ...(isLocal(provider.issuer) ? [client.allowInsecureRequests] : [])],
  });
  found.set(key, { at: Date.now(), config });
  config.catch(() => found.delete(key));
  return config;
}

/** Each provider brings people back to an address of its own, so that no provider's answer can pass for another's. */
const returnAddress = ({ origin }: SignInSettings, { slug }: Provider) => new URL(`/sign-in/with/${slug}/return`, origin).href;

/** Where to send somebody, and what to keep until they come back. */
export async function wayTo(settings: SignInSettings, provider: Provider): Promise<{ address: URL; checks: Checks }> {
  const checks = {
    state: randomBytes(32).toString("base64url"),
    nonce: randomBytes(32).toString("base64url"),
    verifier: client.randomPKCECodeVerifier(),
  };
  const address = client.buildAuthorizationUrl(await configurationOf(provider), {
    redirect_uri: returnAddress(settings, provider),
    scope: "openid",
    response_type: "code",
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: "S256",
  });
  return { address, checks };
}

/** Who came back: exchanges the code and weighs the ID token, its signature among everything; throws where anything is not as it should be. */
export async function whoCameBack(settings: SignInSettings, provider: Provider, checks: Checks, query: string): Promise<Identity> {
  const back = new URL(returnAddress(settings, provider));
  back.search = query;
  const tokens = await client.authorizationCodeGrant(await configurationOf(provider), back, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error("the provider sent no ID token");
  return {
    issuer: claims.iss,
    subject: claims.sub,
    provider: provider.slug,
    twoFactors: saysTwoFactors({ amr: claims.amr, acr: claims.acr }, provider.twoFactorAcr),
  };
}
