import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import {
  type ConsideredRole,
  considerPerson,
  considerRole,
  type PersonDraft,
  type PersonRefusal,
  type RoleDraft,
  type RoleRefusal,
} from "./people.rules.ts";
import { listUnits } from "./people.store.ts";

/** From a chosen first day to a chosen last day, which is held to its midnight; both counted in Europe/London. */
export const heldFor = ({ from, to }: Pick<ConsideredRole, "from" | "to">) =>
  sql`tstzrange(${from}::timestamp at time zone 'Europe/London', (${to}::date + 1)::timestamp at time zone 'Europe/London')`;

/** Gives somebody a role for the chosen days; a person named by an address that is new here is added to the trust. */
export async function giveRole(
  db: Database,
  by: Person,
  whose: PersonDraft | { readonly personId: string },
  draft: RoleDraft,
): Promise<Outcome<{ personId: string; roleId: string }, PersonRefusal | RoleRefusal>> {
  try {
    return await inOneChange<{ personId: string; roleId: string }, PersonRefusal | RoleRefusal>(db, by, async (change) => {
      const person = await personFor(change, whose);
      if (!person.ok) return person;
      const units = new Map((await listUnits(change)).map(({ id, kind }) => [id, kind]));
      const considered = considerRole(draft, units);
      if (!considered.ok) return considered;
      const { kind, unitId, from, to } = considered.value;
      const role = await change.row<{ id: string }>(sql`
        insert into organisation.role (trust_id, person_id, kind, unit_id, held)
        values (${change.trustId}, ${person.value}, ${kind}, ${unitId}, ${heldFor({ from, to })}) returning id`);
      change.record({
        kind: "organisation.role-given",
        detail: { person: person.value, role: role?.id ?? null, roleKind: kind, unit: unitId, from, to },
      });
      return accept({ personId: person.value, roleId: role?.id ?? "" });
    });
  } catch (error) {
    if (brokenConstraint(error) === "role_periods_do_not_overlap") return refuse({ kind: "overlaps" });
    throw error;
  }
}

async function personFor(change: Change, whose: PersonDraft | { readonly personId: string }): Promise<Outcome<string, PersonRefusal>> {
  if ("personId" in whose) {
    const there = await change.row<{ id: string }>(sql`select id from organisation.person where id = ${whose.personId} for update`);
    return there ? accept(there.id) : refuse({ kind: "no-such-person" });
  }
  const considered = considerPerson(whose);
  if (!considered.ok) return considered;
  const { name, email } = considered.value;
  const added = await change.row<{ id: string }>(sql`
    insert into organisation.person (trust_id, name, email) values (${change.trustId}, ${name}, ${email}) on conflict (trust_id, email) do nothing returning id`);
  if (added) {
    change.record({ kind: "organisation.person-added", detail: { person: added.id } });
    return accept(added.id);
  }
  const there = await change.row<{ id: string; name: string }>(
    sql`select id, name from organisation.person where email = ${email} for update`,
  );
  if (there && there.name.toLowerCase() !== name.toLowerCase()) return refuse({ kind: "other-name", name: there.name });
  return there ? accept(there.id) : refuse({ kind: "no-such-person" });
}
