import { accept, type Outcome, refuse } from "../../language/outcome.ts";

export const invitationDays = 7;
export type InviteRefusal = { readonly kind: "no-such-person" } | { readonly kind: "no-address" } | { readonly kind: "has-account" };

/** Whether a person may be invited: with an address, and not somebody who can sign in already. */
export function considerInvitation(
  person: { readonly email: string | null; readonly hasAccount: boolean } | undefined,
): Outcome<string, InviteRefusal> {
  if (!person) return refuse({ kind: "no-such-person" });
  if (person.hasAccount) return refuse({ kind: "has-account" });
  return person.email ? accept(person.email) : refuse({ kind: "no-address" });
}

export function sayInviteRefusal(refusal: InviteRefusal): string {
  switch (refusal.kind) {
    case "no-such-person":
      return "This person is no longer there. Look at the list again.";
    case "no-address":
      return "Give the person's e-mail address first: an invitation is bound to it.";
    case "has-account":
      return "This person can sign in already. Where the password is lost, make a reset link.";
  }
}

/** How somebody comes to an open invitation: with a password of their own, or with the account that their address has. */
export type Way = "choose-password" | "sign-in-first" | "accept" | "signed-in-as-another";

/** An address that has an account is joined only by somebody signed in with it; an equal address alone joins nothing. */
export function wayIn(invited: string, addressHasAccount: boolean, signedInAs: string | undefined): Way {
  if (signedInAs !== undefined && signedInAs !== invited) return "signed-in-as-another";
  if (signedInAs === invited) return "accept";
  return addressHasAccount ? "sign-in-first" : "choose-password";
}

/** A token names its trust, so that the invitation is looked for under that trust's own row-level security: 16 bytes of trust, 32 of chance. */
export const tokenFor = (trustId: string, secret: string): string => `${trustId.replaceAll("-", "")}${secret}`;
export function trustOfToken(token: string): string | undefined {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[A-Za-z0-9_-]{43}$/.exec(token);
  return parts?.slice(1).join("-");
}
