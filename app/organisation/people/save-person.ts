import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";
import { considerPerson, type PersonDraft, type PersonRefusal } from "./people.rules.ts";

export type SaveRefusal = PersonRefusal | { readonly kind: "crossed"; readonly current: PersonDraft & { readonly version: number } };

/** Corrects a person's name and address; refused when somebody else has saved since. A new address withdraws what was sent to the old one. */
export async function savePerson(
  db: Database,
  by: Person,
  personId: string,
  draft: PersonDraft & { readonly version: number },
): Promise<Outcome<undefined, SaveRefusal>> {
  const considered = considerPerson(draft);
  if (!considered.ok) return considered;
  const { name, email } = considered.value;
  try {
    return await inOneChange<undefined, SaveRefusal>(db, by, async (change) => {
      const there = await change.row<{ name: string; email: string | null; version: number }>(
        sql`select name, email, version from organisation.person where id = ${personId} for update`,
      );
      if (!there) return refuse({ kind: "no-such-person" });
      if (there.version !== draft.version) return refuse({ kind: "crossed", current: { ...there, email: there.email ?? "" } });
      await change.rows(sql`update organisation.person set name = ${name}, email = ${email}, version = version + 1 where id = ${personId}`);
      if (there.email !== email)
        await change.rows(sql`
          update organisation.invitation set withdrawn_at = ${change.now.toString()}::timestamptz
          where person_id = ${personId} and withdrawn_at is null and used_at is null`);
      change.record({
        kind: "organisation.person-corrected",
        detail: { person: personId, name: there.name !== name, email: there.email !== email },
      });
      return accept(undefined);
    });
  } catch (error) {
    if (brokenConstraint(error) === "person_trust_id_email_key") return refuse({ kind: "email-taken", email });
    throw error;
  }
}
