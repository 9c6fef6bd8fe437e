import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import { everyRole, type RoleKind } from "../people/permissions.rules.ts";
import type { SignInRule } from "./sign-in-rule.rules.ts";

const known = (kinds: readonly string[]): RoleKind[] => everyRole.filter((kind) => kinds.includes(kind));

/** Which roles the trust asks a second factor of, with the version of that. */
export async function loadSignInRule(look: Look): Promise<SignInRule> {
  const row = await look.row<{ roles: string[]; version: number }>(
    sql`select second_factor_for as roles, version from organisation.sign_in_rule`,
  );
  return { roles: known(row?.roles ?? []), version: row?.version ?? 0 };
}

/** The rule as it is now, for one writer at a time. */
export async function lockSignInRule(change: Change): Promise<SignInRule> {
  await change.rows(sql`insert into organisation.sign_in_rule (trust_id, version) values (${change.trustId}, 0) on conflict do nothing`);
  await change.rows(sql`select from organisation.sign_in_rule for update`);
  return loadSignInRule(change);
}

export async function saveSignInRule(change: Change, roles: readonly RoleKind[]): Promise<void> {
  await change.rows(sql`update organisation.sign_in_rule set second_factor_for = ${[...roles]}, version = version + 1`);
}
