import { createHash } from "node:crypto";
import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Change, type Database, inOneChange, inOneLook, type Look } from "../../platform/database/change.ts";
import { today } from "../trust.store.ts";
import { listRoles, listUnits } from "./people.store.ts";
import { type FileRow, guarded } from "./people-file.form.ts";
import { type Plan, planPeople, unitInFile } from "./people-file.rules.ts";
import { type RoleKind, roleKinds } from "./permissions.rules.ts";

async function loadHere(look: Look) {
  const people = await look.rows<{ id: string; name: string; email: string | null }>(
    sql`select id, name, email from organisation.person order by name, id`,
  );
  const roles = (await listRoles(look)).map((role) => ({ ...role, ended: role.state === "ended" }));
  return { people, roles, units: await listUnits(look), today: today(look) };
}

/** Everybody with every role, held, to come and ended: a row for each role, and one for each person without any. */
export async function exportPeople(look: Look): Promise<(string | number | null)[][]> {
  const { people, roles, units } = await loadHere(look);
  const unit = new Map(units.map((row) => [row.id, unitInFile(row)]));
  const byPerson = Map.groupBy(roles, ({ personId }) => personId);
  const rows = people.flatMap(({ id, name, email }) => {
    const who = [guarded(name), guarded(email ?? "")];
    const held = byPerson.get(id) ?? [];
    if (held.length === 0) return [[...who, null, null, null, null]];
    return held.map((role) => {
      const where = unit.get(role.unitId) ?? role.unit;
      return [
        ...who,
        roleKinds[role.kind as RoleKind] ?? role.kind,
        typeof where === "number" ? where : guarded(where),
        role.from,
        role.to,
      ];
    });
  });
  return [["name", "email", "role", "unit", "from", "to"], ...rows];
}

/** What a plan would do, as a hash: so that what was shown is what is done. */
export const planHash = ({ add, give, end }: Plan): string =>
  createHash("sha256")
    .update(JSON.stringify([add, give, end]))
    .digest("hex");

/** What a file would do, without doing it. */
export const considerFile = (db: Database, by: Person, rows: readonly FileRow[]): Promise<Plan> =>
  inOneLook(db, by, async (look) => planPeople(rows, await loadHere(look)));

export type ImportRefusal = { readonly kind: "rows-refused" } | { readonly kind: "changed-since" } | { readonly kind: "nothing-to-do" };

/** Does what a file says as one change, and only what was shown before: all of it, or nothing. */
export async function importPeople(
  db: Database,
  by: Person,
  rows: readonly FileRow[],
  shown: string,
): Promise<Outcome<Plan, ImportRefusal>> {
  try {
    return await inOneChange<Plan, ImportRefusal>(db, by, async (change) => {
      await change.rows(sql`select id from organisation.unit where kind = 'trust' for update`);
      const plan = planPeople(rows, await loadHere(change));
      if (plan.refused.length > 0) return refuse({ kind: "rows-refused" });
      if (planHash(plan) !== shown) return refuse({ kind: "changed-since" });
      if (plan.add.length + plan.give.length + plan.end.length === 0) return refuse({ kind: "nothing-to-do" });
      await carryOut(change, plan);
      return accept(plan);
    });
  } catch (error) {
    // Somebody gave a role or added a person in the same moment; the file is looked at anew.
    const broken = brokenConstraint(error);
    if (broken === "role_periods_do_not_overlap" || broken === "person_trust_id_email_key") return refuse({ kind: "changed-since" });
    throw error;
  }
}

async function carryOut(change: Change, { read, add, give, end, unchanged }: Plan) {
  const { trustId } = change;
  const rows = (of: readonly unknown[]) => sql`jsonb_to_recordset(${JSON.stringify(of)}::jsonb)`;
  const midnight = (day: string) => sql.raw(`(${day}::timestamp at time zone 'Europe/London')`);
  const people = await change.rows<{ id: string; email: string }>(sql`
    insert into organisation.person (trust_id, name, email) select ${trustId}, name, email from ${rows(add)} as g(name text, email text) returning id, email`);
  const newcomers = new Map(people.map(({ id, email }) => [email, id]));
  const gifts = give.map((row) => ({ ...row, person: newcomers.get(row.person) ?? row.person }));
  // Shortened before lengthened, and both before given: no period meets another on the way to a plan in which none does.
  const later = (row: Plan["end"][number]) => (row.to ?? "9999") > (row.before ?? "9999");
  for (const some of [end.filter((row) => !later(row)), end.filter(later)])
    await change.rows(sql`
      update organisation.role r set held = tstzrange(lower(r.held), ${midnight("(g.to + 1)")}) from ${rows(some)} as g("roleId" uuid, "to" date) where r.id = g."roleId"`);
  const given = await change.rows<{ id: string }>(sql`
    insert into organisation.role (trust_id, person_id, kind, unit_id, held)
    select ${trustId}, g.person, g.kind, g."unitId", tstzrange(${midnight('g."from"')}, ${midnight("(g.to + 1)")})
    from ${rows(gifts)} as g(person uuid, kind text, "unitId" uuid, "from" date, "to" date) returning id`);
  change.record({
    kind: "organisation.people-imported",
    detail: { rows: read, added: add.length, given: given.length, ended: end.length, unchanged },
  });
  for (const ids of hundreds(given.map(({ id }) => id)))
    change.record({ kind: "organisation.roles-given", detail: { roles: ids.join(" ") } });
  for (const ids of hundreds(end.map(({ roleId }) => roleId)))
    change.record({ kind: "organisation.roles-ended", detail: { roles: ids.join(" ") } });
}

const hundreds = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / 100) }, (_, at) => ids.slice(at * 100, at * 100 + 100));

export function sayImportRefusal(refusal: ImportRefusal): string {
  switch (refusal.kind) {
    case "rows-refused":
      return "Nothing was done, because some rows cannot be. Correct them in the file and choose it again.";
    case "changed-since":
      return "Somebody has changed people or roles since you looked, so nothing was done. Below is what the file would do now; confirm it again.";
    case "nothing-to-do":
      return "The file says what is here already, so nothing was done.";
  }
}
