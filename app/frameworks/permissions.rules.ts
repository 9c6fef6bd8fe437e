import type { Permission } from "../platform/access/access.rules.ts";

export const mayEditFramework: Permission = {
  name: "edit-framework",
  says: "choose which frameworks the trust uses, write new editions of them and put them into use",
  roles: ["administrator", "managing-director", "deputy-managing-director", "national-director"],
};
