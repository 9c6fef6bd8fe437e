import { randomBytes } from "node:crypto";
import type pg from "pg";
import { addAccount } from "./account.store.ts";

export async function hasAccounts(signIn: pg.Pool): Promise<boolean> {
  return (await signIn.query("select 1 from sign_in.account limit 1")).rowCount !== 0;
}

/** On a site without accounts, makes the first site operator and answers how to sign in; the password is shown this once. */
export async function firstOperator(signIn: pg.Pool): Promise<string[]> {
  if (await hasAccounts(signIn)) return [];
  const password = randomBytes(12).toString("base64url");
  const made = await addAccount(signIn, { email: "operator@localhost.localdomain", name: "Site operator", password, siteOperator: true });
  return made ? ["Sign in as the site operator, this once shown:", `  operator@localhost.localdomain   ${password}`] : [];
}
