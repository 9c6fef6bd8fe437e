import { accept, type Outcome, refuse } from "../../language/outcome.ts";

export type TokenDraft = { readonly name: string; readonly scopes: readonly string[]; readonly days: number };
export type Scopes = readonly ("read" | "write")[];
export type TokenRefusal =
  | { readonly kind: "name-needed" }
  | { readonly kind: "scope-needed" }
  | { readonly kind: "days-out-of-range" }
  | { readonly kind: "too-many" }
  | { readonly kind: "no-such-token" };

export const longestDays = 366;
export const mostTokens = 20;

/** Whether a token may be made as asked: a name to know it by, a scope, and an end within a year. */
export function considerToken(draft: TokenDraft, held: number): Outcome<{ name: string; scopes: Scopes; days: number }, TokenRefusal> {
  const name = draft.name.trim().slice(0, 100);
  const scopes = draft.scopes.filter((scope) => scope === "read" || scope === "write");
  if (!name) return refuse({ kind: "name-needed" });
  if (scopes.length === 0) return refuse({ kind: "scope-needed" });
  if (!Number.isInteger(draft.days) || draft.days < 1 || draft.days > longestDays) return refuse({ kind: "days-out-of-range" });
  if (held >= mostTokens) return refuse({ kind: "too-many" });
  return accept({ name, scopes, days: draft.days });
}

export function sayTokenRefusal(refusal: TokenRefusal): string {
  switch (refusal.kind) {
    case "name-needed":
      return "Give the token a name, so that you know it again: what will use it?";
    case "scope-needed":
      return "Choose what the token may do.";
    case "days-out-of-range":
      return `Give the number of days it lasts, from 1 to ${longestDays}.`;
    case "too-many":
      return `You have ${mostTokens} tokens. End one you no longer need first.`;
    case "no-such-token":
      return "This token has ended already, or is not yours.";
  }
}
