import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { today } from "../trust.store.ts";
import { heldFor } from "./give-role.ts";
import { administeredUntil, considerEnd, type End, type RoleRefusal } from "./people.rules.ts";
import { administrations, findRole, type RoleRow } from "./people.store.ts";

/** One at a time in a trust, so that two administrators cannot end each other. */
export const lockRoles = (change: Change) => change.rows(sql`select id from organisation.unit where kind = 'trust' for update`);

/** Ends a role from this instant; one that was not held for a moment yet is withdrawn. The caller has seen to it that an administrator is left. */
export async function endNow(change: Change, { id, personId, kind }: RoleRow): Promise<void> {
  const now = sql`${change.now.toString()}::timestamptz`;
  const [withdrawn] = await change.rows(sql`delete from organisation.role where id = ${id} and lower(held) >= ${now} returning id`);
  if (withdrawn) {
    change.record({ kind: "organisation.role-withdrawn", detail: { role: id, person: personId, roleKind: kind } });
    return;
  }
  await change.rows(sql`update organisation.role set held = tstzrange(lower(held), ${now}) where id = ${id}`);
  change.record({ kind: "organisation.role-ended", detail: { role: id, person: personId, roleKind: kind, how: "now", to: null } });
}

/**
 * Ends a role now, on a chosen last day, or takes an end that lies ahead away. Ended now, it opens nothing from this instant; one not yet
 * begun is withdrawn. The trust is never left without an administrator.
 */
export async function endRole(db: Database, by: Person, roleId: string, end: End): Promise<Outcome<string, RoleRefusal>> {
  try {
    return await inOneChange<string, RoleRefusal>(db, by, async (change) => {
      await lockRoles(change);
      const role = await findRole(change, roleId);
      if (!role) return refuse({ kind: "already-ended" });
      const day = today(change);
      const considered = considerEnd({ ...role, ended: role.state === "ended" }, end, day);
      if (!considered.ok) return considered;
      const to = considered.value.how === "on" ? considered.value.day : null;
      if (role.kind === "administrator") {
        const others = await administrations(change, [roleId]);
        const after = considered.value.how === "now" ? others : [...others, { from: role.from, to }];
        if (administeredUntil(after, day) < administeredUntil([...others, role], day)) return refuse({ kind: "last-administrator" });
      }
      const { personId, kind: roleKind } = role;
      if (considered.value.how === "now") {
        await endNow(change, role);
        return accept(personId);
      }
      await change.rows(
        sql`update organisation.role set held = tstzrange(lower(held), upper(${heldFor({ from: role.from, to })})) where id = ${roleId}`,
      );
      change.record({ kind: "organisation.role-ended", detail: { role: roleId, person: personId, roleKind, how: end.how, to } });
      return accept(personId);
    });
  } catch (error) {
    if (brokenConstraint(error) === "role_periods_do_not_overlap") return refuse({ kind: "overlaps" });
    throw error;
  }
}
