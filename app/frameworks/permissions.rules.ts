import type { Permission } from "../platform/access/access.rules.ts";

export const mayEditFramework: Permission = {
  name: "edit-framework",
  says: "write a new edition of the framework and put it into use",
  roles: ["administrator", "managing-director", "deputy-managing-director", "national-director"],
};
