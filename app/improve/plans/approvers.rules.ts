import type { Words } from "../../language/words.ts";
import { roleName } from "../../organisation/index.ts";
import { mayApprovePlans } from "../permissions.rules.ts";

type Holder = { readonly role: string; readonly name: string };
/** Who approves a plan: of an academy or a region its Regional CEO before the trust's leaders, who can too. */
export function sayApprovers(held: readonly Holder[], unitKind: string, words: Words): string {
  const may = mayApprovePlans.roles.filter((role) => held.some((one) => one.role === role));
  const near = unitKind === "academy" || unitKind === "region" ? may.filter((role) => role === "regional-ceo") : [];
  const [role] = near.length > 0 ? near : may;
  if (!role) return "Nobody holds a role that can approve it now. Ask who administers the trust to give one.";
  const names = held.flatMap((one) => (one.role === role ? [one.name] : []));
  return `${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names)}, ${roleName(role, words)}, approves it.`;
}
