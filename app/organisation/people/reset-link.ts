import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import type { ResetRefusal } from "../../platform/sign-in/reset.rules.ts";
import { makeReset, withdrawReset } from "../../platform/sign-in/reset.store.ts";
import { trustsOfAccounts } from "./people.store.ts";

type Houses = { readonly db: Database; readonly keeper: Database; readonly signIn: pg.Pool };
type Whose = { readonly id: string; readonly accountId: string | null };

/** In which trusts an account is somebody, as a reset link asks it. */
export const trustsOf =
  (keeper: Database) =>
  async (accountId: string): Promise<string[]> =>
    ((await trustsOfAccounts(keeper, [accountId])).get(accountId) ?? []).map(({ trustId }) => trustId);

/**
 * Makes a reset link for a person who is somebody in this trust alone; answers its token, null to the same request sent again. Sign-in keeps the link before the trust's own entry
 * is kept: a failure in between leaves a link whose token nobody was told, which the next one withdraws.
 */
export function makeResetLink(
  { db, keeper, signIn }: Houses,
  by: Person,
  { id, accountId }: Whose,
): Promise<Outcome<string | null, ResetRefusal>> {
  return inOneChange<string | null, ResetRefusal>(db, by, async (change) => {
    if (!accountId) return refuse({ kind: "no-account" });
    const made = await makeReset(signIn, { accountId, for: { trustId: by.trustId }, by: by.accountId }, trustsOf(keeper));
    change.tellOnce();
    if (made.ok) change.record({ kind: "organisation.reset-link-made", detail: { person: id } });
    return made;
  });
}

/** Withdraws the reset link that this trust made for a person. */
export function withdrawResetLink({ db, signIn }: Houses, by: Person, { id, accountId }: Whose): Promise<Outcome<undefined, "none-open">> {
  return inOneChange<undefined, "none-open">(db, by, async (change) => {
    const withdrawn = accountId && (await withdrawReset(signIn, { accountId, for: { trustId: by.trustId }, by: by.accountId }));
    if (!withdrawn) return refuse("none-open");
    change.record({ kind: "organisation.reset-link-withdrawn", detail: { person: id } });
    return accept(undefined);
  });
}
