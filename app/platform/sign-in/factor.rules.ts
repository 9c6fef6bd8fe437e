/** What somebody typed as a second factor: a code from an app, or a recovery code; as people type them, with spaces or hyphens. */
export type Typed = { readonly kind: "app"; readonly code: string } | { readonly kind: "recovery"; readonly code: string };

export function readCode(typed: string): Typed | undefined {
  const code = typed.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  if (/^\d{6}$/.test(code)) return { kind: "app", code };
  // Read as written on paper: there is no 0, 1 or 8 in them.
  const recovery = code.replaceAll("0", "O").replaceAll("1", "I").replaceAll("8", "B");
  return /^[A-Z2-7]{24}$/.test(recovery) ? { kind: "recovery", code: recovery } : undefined;
}

/** For so long after the factors were given, factors may be added and removed without giving them again. */
export const freshMinutes = 15;

export type Proven = { readonly factors: 1 | 2; readonly provenAt: Temporal.Instant };
export const isFresh = ({ provenAt }: Proven, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(provenAt.add({ minutes: freshMinutes }), now) > 0;

/** What a trust asks of a session before it opens: nothing more, to sign in once more because a role changed, or a second factor. */
export function whatIsAsked(
  session: Proven,
  person: { readonly needsSecondFactor?: boolean; readonly rolesChangedAt?: Temporal.Instant | undefined },
): "nothing" | "sign-in-again" | "second-factor" {
  if (session.factors === 2 && person.rolesChangedAt && Temporal.Instant.compare(person.rolesChangedAt, session.provenAt) > 0)
    return "sign-in-again";
  return person.needsSecondFactor && session.factors === 1 ? "second-factor" : "nothing";
}

const kinds = {
  known: ["pwd", "pin", "kba"],
  held: ["otp", "hwk", "swk", "sc", "sms", "tel", "pop"],
  own: ["face", "fpt", "iris", "retina", "vbm"],
};
const multiFactorAcr = ["http://schemas.openid.net/pape/policies/2007/06/multi-factor", "https://refeds.org/profile/mfa"];

/** Whether an identity's provider says that two factors were given: by `amr` (RFC 8176), or by an `acr` that means so. Nothing said is one. */
export function saysTwoFactors(claims: { readonly amr?: unknown; readonly acr?: unknown }, alsoAcr: readonly string[] = []): boolean {
  const amr = Array.isArray(claims.amr) ? claims.amr : [];
  if (amr.includes("mfa")) return true;
  if (Object.values(kinds).filter((kind) => kind.some((method) => amr.includes(method))).length >= 2) return true;
  return typeof claims.acr === "string" && [...multiFactorAcr, ...alsoAcr].includes(claims.acr);
}

export type CodeRefusal = { readonly kind: "wrong" | "too-many" | "gone" | "no-key" };

export function sayCodeRefusal({ kind }: CodeRefusal): string {
  switch (kind) {
    case "wrong":
      return "This code is not right, or has been used. Type the one your app shows now, or a recovery code you have not used.";
    case "too-many":
      return "Too many tries. Wait five minutes, then try again with a new code. After fifty wrong codes in a day it is a day.";
    case "gone":
      return "That took too long. Begin again.";
    case "no-key":
      return "Codes from an app cannot be checked on this site now, because its secret is missing or is another. Use a recovery code or a passkey, and tell the site operator.";
  }
}
