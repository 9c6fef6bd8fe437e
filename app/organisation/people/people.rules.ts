import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type RoleKind, roleKinds } from "./permissions.rules.ts";

export type RoleDraft = {
  readonly name: string;
  readonly email: string;
  readonly kind: string;
  readonly unitId: string;
  readonly from: string;
};
export type RoleRefusal =
  | { readonly kind: "no-such-role" }
  | { readonly kind: "no-such-unit" }
  | { readonly kind: "name-needed" }
  | { readonly kind: "email-needed" }
  | { readonly kind: "no-day" }
  | { readonly kind: "overlaps" }
  | { readonly kind: "last-administrator" }
  | { readonly kind: "already-ended" };

/** Whether a role may be given as asked; the overlap with roles held is the database's to see. */
export function considerRole(draft: RoleDraft, units: ReadonlySet<string>): Outcome<RoleDraft & { kind: RoleKind }, RoleRefusal> {
  if (!draft.name.trim() || draft.name.trim().length > 200) return refuse({ kind: "name-needed" });
  if (draft.email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email)) return refuse({ kind: "email-needed" });
  if (!Object.hasOwn(roleKinds, draft.kind)) return refuse({ kind: "no-such-role" });
  if (!units.has(draft.unitId)) return refuse({ kind: "no-such-unit" });
  if (!draft.from) return refuse({ kind: "no-day" });
  return accept({ ...draft, name: draft.name.trim(), email: draft.email.trim().toLowerCase(), kind: draft.kind as RoleKind });
}

export function sayRoleRefusal(refusal: RoleRefusal): string {
  switch (refusal.kind) {
    case "no-such-role":
      return "Choose one of the roles listed.";
    case "no-such-unit":
      return "Choose where the role is held: the trust, a region or an academy.";
    case "name-needed":
      return "Give the person's name, in 200 letters at most.";
    case "email-needed":
      return "Give an e-mail address like name@school.org.uk.";
    case "no-day":
      return "Give the first day in the role.";
    case "overlaps":
      return "This person holds this role there already for some of that time. End that one first, or give a later first day.";
    case "last-administrator":
      return "This is the trust's only administrator. Give somebody else the role first.";
    case "already-ended":
      return "This role has ended already.";
  }
}
