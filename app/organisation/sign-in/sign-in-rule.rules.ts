import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { everyRole, type RoleKind } from "../people/permissions.rules.ts";

export type SignInRule = { readonly roles: readonly RoleKind[]; readonly version: number };
export type SignInRuleRefusal = { readonly kind: "crossed" } | { readonly kind: "same" } | { readonly kind: "yourself-first" };

/**
 * Whether the rule may become as chosen: by somebody who saw the one that stands, and who, where it will ask a second factor of them too,
 * came in with one, so that nobody shuts their own door.
 */
export function considerSignInRule(
  kept: SignInRule,
  draft: { readonly roles: readonly string[]; readonly version: number },
  by: { readonly roles: readonly string[]; readonly factors: 1 | 2 },
): Outcome<RoleKind[], SignInRuleRefusal> {
  const roles = everyRole.filter((kind) => draft.roles.includes(kind));
  if (roles.join() === kept.roles.join()) return refuse({ kind: "same" });
  if (draft.version !== kept.version) return refuse({ kind: "crossed" });
  if (by.factors === 1 && roles.some((kind) => by.roles.includes(kind))) return refuse({ kind: "yourself-first" });
  return accept(roles);
}

export function saySignInRuleRefusal({ kind }: SignInRuleRefusal): string {
  switch (kind) {
    case "crossed":
      return "Somebody changed this while the page was open, so nothing was saved. What you ticked is below, and beside it where theirs differs; change yours if you need to, then save to replace theirs.";
    case "same":
      return "Nothing was changed.";
    case "yourself-first":
      return "You hold one of these roles and signed in with a password alone. Set up a second factor of your own first, under your name; then save this.";
  }
}

/** Where two choices of roles differ: what stands and the reader did not tick, and what they ticked and does not stand. */
export const rolesApart = (kept: readonly RoleKind[], ticked: readonly string[]) => ({
  onlyTheirs: kept.filter((kind) => !ticked.includes(kind)),
  onlyYours: everyRole.filter((kind) => ticked.includes(kind) && !kept.includes(kind)),
});
