import type { Permission } from "../../platform/access/access.rules.ts";

export const roleKinds = {
  "managing-director": "Managing Director",
  "deputy-managing-director": "Deputy Managing Director",
  "national-director": "National Director of Education & Standards",
  "regional-ceo": "Regional CEO",
  principal: "Principal",
  sle: "SLE",
  "central-team": "Central team",
  "eob-member": "EOB member",
  trustee: "Trustee",
  administrator: "Administrator",
} as const;
export type RoleKind = keyof typeof roleKinds;

const leaders = ["managing-director", "deputy-managing-director", "national-director"] as const;
export const everyRole = Object.keys(roleKinds) as RoleKind[];

/** Leaders and the board see everything; others what lies within the unit their role is held on. */
export const maySeeStanding: Permission = {
  name: "see-standing",
  says: "see where an academy stands: its judgements, evidence and category",
  roles: everyRole,
};
export const mayOpenTrust: Permission = {
  name: "open-trust",
  says: "open the trust's pages and see the academies within their own scope",
  roles: everyRole,
  anywhere: true,
};
export const mayAdministerPeople: Permission = {
  name: "administer-people",
  says: "add people and correct them, give roles and end them, invite, make reset links, and see and end all that lets a person in",
  roles: ["administrator", "managing-director"],
};
export const mayArrangeTrust: Permission = {
  name: "arrange-trust",
  says: "set regions, the school calendar, the trust's words and meetings",
  roles: ["administrator", ...leaders],
};
export const mayRequireFactors: Permission = {
  name: "require-factors",
  says: "say which roles need a second factor to open the trust's pages",
  roles: ["administrator", "managing-director"],
};
