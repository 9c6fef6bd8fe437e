import { accept, type Outcome } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { considerSignInRule, type SignInRuleRefusal } from "./sign-in-rule.rules.ts";
import { lockSignInRule, saveSignInRule } from "./sign-in-rule.store.ts";

/** Sets which roles the trust asks a second factor of; it holds from the next request on. */
export function changeSignInRule(
  db: Database,
  by: Person & { readonly factors: 1 | 2 },
  draft: { readonly roles: readonly string[]; readonly version: number },
): Promise<Outcome<string, SignInRuleRefusal>> {
  return inOneChange<string, SignInRuleRefusal>(db, by, async (change) => {
    const kept = await lockSignInRule(change);
    const considered = considerSignInRule(kept, draft, { roles: by.roles.map(({ kind }) => kind), factors: by.factors });
    if (!considered.ok) return considered;
    await saveSignInRule(change, considered.value);
    change.record({
      kind: "organisation.sign-in-rule-changed",
      detail: { secondFactorFor: considered.value.join(" "), version: kept.version + 1 },
    });
    return accept(considered.value.join(" "));
  });
}
