export { type CalendarYear, halfTermsOf } from "./calendar/calendar.rules.ts";
export { paths as organisationPaths } from "./paths.ts";
export { sayHeldOn } from "./people/people.rules.ts";
export { guarded, unguarded } from "./people/people-file.form.ts";
export {
  everyRole,
  mayAdministerPeople,
  mayArrangeTrust,
  mayOpenTrust,
  mayRequireFactors,
  maySeeStanding,
  type RoleKind,
  roleKinds,
} from "./people/permissions.rules.ts";
export { roleName, unitName } from "./words/words.rules.ts";
