import { sql } from "kysely";
import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { type Ended, endGrantsFor, endSessionFor, unlinkFor } from "../../platform/sign-in/grant.store.ts";
import type { ResetRefusal } from "../../platform/sign-in/reset.rules.ts";
import { closeToken, closeTokens } from "../tokens/token.store.ts";
import { today } from "../trust.store.ts";
import { endNow, lockRoles } from "./end-role.ts";
import { administeredUntil, type RoleRefusal } from "./people.rules.ts";
import { administrations, loadPerson } from "./people.store.ts";
import { trustsOf } from "./reset-link.ts";

type Houses = { readonly db: Database; readonly keeper: Database; readonly signIn: pg.Pool };
type Whose = { readonly id: string; readonly accountId: string | null };
export type AccessRefusal =
  | { readonly kind: "gone" }
  | { readonly kind: "nothing" }
  | Extract<RoleRefusal, { kind: "last-administrator" }>
  | { readonly kind: "account"; readonly why: ResetRefusal };
type Done<Value> = Promise<Outcome<Value, AccessRefusal>>;

/** Ends one token of a person: from this instant it opens nothing. */
export function endTokenOf({ db }: Houses, by: Person, { id }: Whose, token: string): Done<string> {
  return inOneChange<string, AccessRefusal>(db, by, async (change) => {
    if (!(await closeToken(change, id, token))) return refuse({ kind: "gone" });
    change.record({ kind: "organisation.token-ended", detail: { token, person: id } });
    return accept(token);
  });
}

/** Changes what lets a person's account in, where it is this trust's alone; refused for one that is somebody elsewhere too. */
function ofAccount(
  db: Database,
  by: Person,
  { id, accountId }: Whose,
  kind: "session-ended" | "linked-account-ended",
  work: (accountId: string) => Promise<Outcome<number, ResetRefusal>>,
): Done<number> {
  return inOneChange<number, AccessRefusal>(db, by, async (change) => {
    if (!accountId) return refuse({ kind: "gone" });
    const done = await work(accountId);
    if (!done.ok) return refuse({ kind: "account", why: done.refusal });
    if (done.value === 0) return refuse({ kind: "gone" });
    change.record({ kind: `organisation.${kind}`, detail: { person: id } });
    return done;
  });
}
export const endSessionOf = ({ db, keeper, signIn }: Houses, by: Person, whose: Whose, session: string): Done<number> =>
  ofAccount(db, by, whose, "session-ended", (accountId) =>
    endSessionFor(signIn, { accountId, trustId: by.trustId, by: by.accountId }, session, trustsOf(keeper)),
  );
export const endLinkedAccountOf = ({ db, keeper, signIn }: Houses, by: Person, whose: Whose, identity: string): Done<number> =>
  ofAccount(db, by, whose, "linked-account-ended", (accountId) =>
    unlinkFor(signIn, { accountId, trustId: by.trustId, by: by.accountId }, identity, trustsOf(keeper)),
  );

/** What was ended; of an account that is not this trust's alone nothing is. */
export type EndedAccess = { readonly roles: number; readonly tokens: number; readonly invitations: number; readonly account: Ended | null };

/**
 * Ends everything by which a person comes into this trust, at once: roles held and to come, tokens, invitation, and where the account is this
 * trust's alone its sessions, linked accounts and reset link. The trust is never left without an administrator. Sign-in's part is kept first:
 * a failure in between leaves less access, never more.
 */
export function endAccess({ db, keeper, signIn }: Houses, by: Person, personId: string): Done<EndedAccess> {
  return inOneChange<EndedAccess, AccessRefusal>(db, by, async (change) => {
    await lockRoles(change);
    const person = await loadPerson(change, personId);
    if (!person) return refuse({ kind: "gone" });
    const roles = person.roles.filter(({ state }) => state !== "ended");
    if (roles.some(({ kind }) => kind === "administrator")) {
      const day = today(change);
      const others = await administrations(
        change,
        roles.map(({ id }) => id),
      );
      if (administeredUntil(others, day) < administeredUntil(await administrations(change), day))
        return refuse({ kind: "last-administrator" });
    }
    for (const role of roles) await endNow(change, role);
    const tokens = await closeTokens(change, personId);
    for (const token of tokens) change.record({ kind: "organisation.token-ended", detail: { token, person: personId } });
    const invitations = await withdrawAll(change, personId);
    const asked = person.accountId && { accountId: person.accountId, trustId: by.trustId, by: by.accountId };
    const ended = asked ? await endGrantsFor(signIn, asked, trustsOf(keeper)) : undefined;
    const account = ended?.ok ? ended.value : null;
    const all = { roles: roles.length, tokens: tokens.length, invitations, account };
    if (roles.length + tokens.length + invitations + (account ? account.sessions + account.identities + account.resets : 0) === 0)
      return refuse({ kind: "nothing" });
    change.record({
      kind: "organisation.access-ended",
      detail: {
        person: personId,
        roles: roles.length,
        tokens: tokens.length,
        invitations,
        sessions: account?.sessions ?? null,
        linkedAccounts: account?.identities ?? null,
        resetLinks: account?.resets ?? null,
      },
    });
    return accept(all);
  });
}

async function withdrawAll(change: Change, personId: string): Promise<number> {
  const withdrawn = await change.rows<{ id: string }>(sql`
    update organisation.invitation set withdrawn_at = ${change.now.toString()}::timestamptz
    where person_id = ${personId} and withdrawn_at is null and used_at is null returning id`);
  for (const { id } of withdrawn)
    change.record({ kind: "organisation.invitation-withdrawn", detail: { person: personId, invitation: id } });
  return withdrawn.length;
}

export function sayAccessRefusal(refusal: AccessRefusal): string {
  switch (refusal.kind) {
    case "gone":
      return "This has ended already. Below is what is still open.";
    case "nothing":
      return "Nothing was open any more.";
    case "last-administrator":
      return "The trust would be left without an administrator. Give somebody else the role first, from today at the latest.";
    case "account":
      return sayWhoseAccount(refusal.why);
  }
}

/** Why a trust neither sees nor ends what lets an account in. */
export function sayWhoseAccount(refusal: ResetRefusal): string {
  switch (refusal.kind) {
    case "no-account":
      return "This person has no account: nobody can sign in as them.";
    case "account-ended":
      return "The account behind this person has ended: nobody can sign in with it.";
    case "site-operator":
      return "The account behind this person runs the site, so its sessions are not this trust's to see or end. What they open here ends with the roles above; another site operator ends the rest.";
    case "other-trust":
      return "The account behind this person is used in another trust too, so its sessions are not this trust's alone to see or end. What they open here ends with the roles above; the site operator ends the rest.";
  }
}
