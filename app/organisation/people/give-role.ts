import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";
import { addAccount } from "../../platform/sign-in/account.store.ts";
import { considerRole, type RoleDraft, type RoleRefusal } from "./people.rules.ts";

/** Gives somebody a role for a period that begins on a day; the person is added to the trust where they are new. */
export async function giveRole(db: Database, by: Person, draft: RoleDraft): Promise<Outcome<{ personId: string }, RoleRefusal>> {
  try {
    return await inOneChange(db, by, async (change) => {
      const units = new Set((await change.rows<{ id: string }>(sql`select id from organisation.unit`)).map((unit) => unit.id));
      const considered = considerRole(draft, units);
      if (!considered.ok) return considered;
      const { name, email, kind, unitId, from } = considered.value;
      const person =
        (await change.row<{ id: string }>(sql`select id from organisation.person where email = ${email} for update`)) ??
        (await change.row<{ id: string }>(
          sql`insert into organisation.person (trust_id, name, email) values (${change.trustId}, ${name}, ${email}) returning id`,
        ));
      const role = await change.row<{ id: string }>(sql`
        insert into organisation.role (trust_id, person_id, kind, unit_id, held)
        values (${change.trustId}, ${person?.id}, ${kind}, ${unitId}, tstzrange(${from}::timestamp at time zone 'Europe/London', null)) returning id`);
      change.record({
        kind: "organisation.role-given",
        detail: { person: person?.id ?? null, role: role?.id ?? null, roleKind: kind, unit: unitId, from },
      });
      return accept({ personId: person?.id ?? "" });
    });
  } catch (error) {
    if (brokenConstraint(error) === "role_periods_do_not_overlap") return refuse({ kind: "overlaps" });
    throw error;
  }
}

/** Ends a role now: from this instant it opens nothing. The last administrator's cannot be ended. */
export function endRole(db: Database, by: Person, roleId: string): Promise<Outcome<string, RoleRefusal>> {
  return inOneChange<string, RoleRefusal>(db, by, async (change) => {
    await change.rows(sql`select id from organisation.unit where kind = 'trust' for update`);
    const now = change.now.toString();
    const role = await change.row<{ kind: string }>(
      sql`select kind from organisation.role where id = ${roleId} and (upper_inf(held) or upper(held) > ${now}::timestamptz)`,
    );
    if (!role) return refuse({ kind: "already-ended" });
    const others = await change.row(
      sql`select from organisation.role where kind = 'administrator' and id <> ${roleId} and held @> ${now}::timestamptz`,
    );
    if (role.kind === "administrator" && !others) return refuse({ kind: "last-administrator" });
    // A role not yet begun has nothing to keep but its own first instant.
    await change.rows(
      sql`update organisation.role set held = tstzrange(lower(held), greatest(${now}::timestamptz, lower(held) + interval '1 microsecond')) where id = ${roleId}`,
    );
    change.record({ kind: "organisation.role-ended", detail: { role: roleId, roleKind: role.kind } });
    return accept(roleId);
  });
}

/** Opens an account for a person who has none, with a first password to hand over; an address that has an account already is not joined to it. */
export async function openAccount(
  db: Database,
  signIn: pg.Pool,
  by: Person,
  personId: string,
): Promise<{ email: string; password: string } | undefined> {
  const password = randomBytes(9).toString("base64url");
  let opened: string | undefined;
  const outcome = await inOneChange(db, by, async (change) => {
    const person = await change.row<{ name: string; email: string }>(
      sql`select name, email from organisation.person where id = ${personId} and account_id is null and email is not null for update`,
    );
    const accountId = person && (await addAccount(signIn, { ...person, password }));
    if (!accountId) return refuse("no-account");
    opened = person.email;
    await change.rows(sql`update organisation.person set account_id = ${accountId} where id = ${personId}`);
    change.record({ kind: "organisation.account-opened", detail: { person: personId } });
    return accept(accountId);
  });
  return outcome.ok && opened ? { email: opened, password } : undefined;
}
