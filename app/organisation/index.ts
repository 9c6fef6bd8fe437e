export { paths as organisationPaths } from "./paths.ts";
export {
  everyRole,
  mayAdministerPeople,
  mayArrangeTrust,
  mayOpenTrust,
  maySeeStanding,
  type RoleKind,
  roleKinds,
} from "./people/permissions.rules.ts";
