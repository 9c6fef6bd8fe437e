import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { endSessions } from "./session.store.ts";
import { inSiteChange } from "./site-change.ts";

export type AccountRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly siteOperator: boolean;
  readonly endedAt: Date | null;
  readonly lastUse: Date | null;
  readonly resetUntil: Date | null;
  readonly hasSecondFactor: boolean;
};
/** What is told of the accounts `shown`, in this order: each kind of fact is asked once for all of them. */
const factsOfShown = `of_shown as materialized (select array_agg(id) as ids from shown),
  seen as materialized (select account_id, max(seen_at) as at from sign_in.session where account_id = any((select ids from of_shown)::uuid[]) group by account_id),
  reset as materialized (select account_id, expires_at from sign_in.reset where account_id = any((select ids from of_shown)::uuid[]) and withdrawn_at is null and used_at is null and expires_at > now())
  select a.id, a.email, a.name, a.site_operator as "siteOperator", a.ended_at as "endedAt", s.at as "lastUse", r.expires_at as "resetUntil",
    a.id in (select account_id from sign_in.totp where account_id = any((select ids from of_shown)::uuid[]) and confirmed_at is not null
      union all select account_id from sign_in.passkey where account_id = any((select ids from of_shown)::uuid[])) as "hasSecondFactor"
  from shown a left join seen s on s.account_id = a.id left join reset r on r.account_id = a.id order by a.name, a.id`;

export const accountsOnPage = 50;

/**
 * The site's accounts by name, a page of them, and whether more follow; `words` are looked for in name and address. How many there are
 * is not counted: on a large site that would cost more than the page.
 */
export async function listAccounts(signIn: pg.Pool, words: string, pageNumber: number): Promise<{ accounts: AccountRow[]; more: boolean }> {
  const like = `%${words.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await signIn.query<AccountRow>(
    `with shown as materialized (
       select a.* from sign_in.account a where ${words ? "lower(a.name) like $1 or a.email like $1" : "$1 <> ''"} order by a.name, a.id limit ${accountsOnPage + 1} offset $2),
     ${factsOfShown}`,
    [like, (pageNumber - 1) * accountsOnPage],
  );
  return { accounts: rows.slice(0, accountsOnPage), more: rows.length > accountsOnPage };
}

/** One account with its last use and its open reset link. */
export async function findAccount(signIn: pg.Pool, accountId: string): Promise<AccountRow | undefined> {
  const { rows } = await signIn.query<AccountRow>(
    `with shown as materialized (select * from sign_in.account where id = $1), ${factsOfShown}`,
    [accountId],
  );
  return rows[0];
}

/** Whether an address has an account on this site, ended or not. */
export async function addressHasAccount(signIn: pg.Pool, email: string): Promise<boolean> {
  const { rowCount } = await signIn.query("select from sign_in.account where email = $1", [email.toLowerCase()]);
  return rowCount === 1;
}

export type EndRefusal = { readonly kind: "own-account" } | { readonly kind: "last-operator" } | { readonly kind: "no-such-account" };

/** Ends an account: its sessions and links end with it. One's own, and the last site operator's, stay. */
export function endAccount(signIn: pg.Pool, accountId: string, by: string): Promise<Outcome<undefined, EndRefusal>> {
  return inSiteChange<Outcome<undefined, EndRefusal>>(signIn, by, async (change) => {
    const { client, record } = change;
    if (accountId === by) return refuse({ kind: "own-account" });
    const operators = await client.query<{ id: string }>(
      "select id from sign_in.account where site_operator and ended_at is null order by id for update",
    );
    if (operators.rows.length === 1 && operators.rows[0]?.id === accountId) return refuse({ kind: "last-operator" });
    const ended = await client.query("update sign_in.account set ended_at = now() where id = $1 and ended_at is null", [accountId]);
    if (!ended.rowCount) return refuse({ kind: "no-such-account" });
    await client.query("update sign_in.reset set withdrawn_at = now() where account_id = $1 and withdrawn_at is null and used_at is null", [
      accountId,
    ]);
    record({ kind: "sign-in.account-ended", detail: { account: accountId } });
    await endSessions(change, accountId, "account-ended");
    return accept(undefined);
  });
}

/** Opens an ended account again, with the password it had. */
export function reopenAccount(signIn: pg.Pool, accountId: string, by: string): Promise<Outcome<undefined, EndRefusal>> {
  return inSiteChange<Outcome<undefined, EndRefusal>>(signIn, by, async ({ client, record }) => {
    const opened = await client.query("update sign_in.account set ended_at = null where id = $1 and ended_at is not null", [accountId]);
    if (!opened.rowCount) return refuse({ kind: "no-such-account" });
    record({ kind: "sign-in.account-reopened", detail: { account: accountId } });
    return accept(undefined);
  });
}

export function sayEndRefusal(refusal: EndRefusal): string {
  switch (refusal.kind) {
    case "own-account":
      return "This is your own account. Ask another site operator to end it.";
    case "last-operator":
      return "This is the site's only operator. Without one nobody could set trusts up or make reset links.";
    case "no-such-account":
      return "There is no such account any more, or it is so already. Look at the list again.";
  }
}
