import { accept, type Outcome, refuse } from "../../language/outcome.ts";

/** For whom a reset link is asked: a trust, by its administrator, or the whole site, by its operator. */
export type ResetFor = { readonly trustId: string } | "site";
export type ResetRefusal =
  | { readonly kind: "no-account" }
  | { readonly kind: "account-ended" }
  | { readonly kind: "site-operator" }
  | { readonly kind: "other-trust" };

/** Whether a reset link may be made, or still be used: a trust's only for an account that is somebody in that trust and in no other, and runs no site. */
export function considerReset(
  account: { readonly siteOperator: boolean; readonly ended: boolean } | undefined,
  trusts: readonly string[],
  asked: ResetFor,
): Outcome<undefined, ResetRefusal> {
  if (!account) return refuse({ kind: "no-account" });
  if (account.ended) return refuse({ kind: "account-ended" });
  if (asked === "site") return accept(undefined);
  if (account.siteOperator) return refuse({ kind: "site-operator" });
  if (trusts.some((trustId) => trustId !== asked.trustId)) return refuse({ kind: "other-trust" });
  return trusts.includes(asked.trustId) ? accept(undefined) : refuse({ kind: "no-account" });
}

export function sayResetRefusal(refusal: ResetRefusal): string {
  switch (refusal.kind) {
    case "no-account":
      return "This person has no account here. Invite them instead.";
    case "account-ended":
      return "This account has ended. The site operator can open it again.";
    case "site-operator":
      return "This account runs the site. Only the site operator can make a reset link for it.";
    case "other-trust":
      return "This account is used in another trust too. Ask the site operator for a reset link.";
  }
}
