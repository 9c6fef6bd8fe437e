import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CannotStart } from "../database/embedded.ts";
import { keepFile } from "../database/kept-file.ts";
import { keyFrom } from "./seal.ts";

/** A provider with which people may sign in, as the site's operator named it. */
export type Provider = {
  /** Its part of the address, from the name of its settings: `google`. */
  readonly slug: string;
  readonly label: string;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Values of `acr` by which this provider says that two factors were given. */
  readonly twoFactorAcr: readonly string[];
};

/** What the site's operator sets for signing in. */
export type SignInSettings = {
  /** The address people open, to which passkeys and providers are bound. */
  readonly origin: URL;
  /** Seals the secrets of authenticator apps; without it none can be set up. */
  readonly key: Buffer | undefined;
  readonly providers: readonly Provider[];
  /** The address of the passkeys' script in the build. */
  readonly passkeyScript: string;
};

export const plainSettings: SignInSettings = {
  origin: new URL("http://localhost:3000"),
  key: undefined,
  providers: [],
  passkeyScript: "/assets/passkey.js",
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of signing in to the site of this address. The secret is EDDYSTONE_SECRET; with the embedded database it is a file beside that one's passwords,
 * made at the first start. Refuses to start with settings that are not whole.
 */
export function readSignInSettings(env: Environment, origin: URL, home: string | undefined): Omit<SignInSettings, "passkeyScript"> {
  const secret = env.EDDYSTONE_SECRET ?? (home && secretOfHome(home));
  if (secret !== undefined && secret.length < 32)
    throw new CannotStart("EDDYSTONE_SECRET is too short. Give at least 32 characters by chance, for example of: openssl rand -base64 32");
  return { origin, key: secret ? keyFrom(secret, "codes from an app") : undefined, providers: providersOf(env) };
}

function secretOfHome(home: string): string {
  const file = join(home, "sign-in-secret");
  // Never written over, because what is sealed with it would be lost.
  if (!existsSync(file)) keepFile(file, randomBytes(32).toString("base64url"));
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32)
    throw new CannotStart(
      `${file} is damaged. Put it back from a copy of this folder. Without one, delete it and start again: whoever uses an app for codes then sets it up anew.`,
    );
  return secret;
}

const local = new Set(["localhost", "127.0.0.1", "[::1]"]);
export const isLocal = (address: URL) => local.has(address.hostname);

function providersOf(env: Environment): Provider[] {
  return Object.keys(env)
    .flatMap((name) => name.match(/^EDDYSTONE_OIDC_([A-Z0-9]+(?:_[A-Z0-9]+)*)_ISSUER$/)?.[1] ?? [])
    .sort()
    .map((name) => {
      const read = (part: string) => env[`EDDYSTONE_OIDC_${name}_${part}`]?.trim() || undefined;
      const [issuer, clientId, clientSecret] = [URL.parse(read("ISSUER") ?? ""), read("CLIENT_ID"), read("CLIENT_SECRET")];
      const prefix = `EDDYSTONE_OIDC_${name}`;
      if (!clientId || !clientSecret)
        throw new CannotStart(`${prefix}_ISSUER is set, so ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET are needed too.`);
      if (!issuer || (issuer.protocol !== "https:" && !isLocal(issuer)))
        throw new CannotStart(`${prefix}_ISSUER is not an https address. Copy it from the provider's own pages.`);
      const label = read("LABEL") ?? `${name[0]}${name.slice(1).toLowerCase().replaceAll("_", " ")}`;
      const slug = name.toLowerCase().replaceAll("_", "-");
      return { slug, label, issuer, clientId, clientSecret, twoFactorAcr: read("ACR")?.split(/[\s,]+/) ?? [] };
    });
}
