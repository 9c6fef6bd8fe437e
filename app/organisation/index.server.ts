export { firstDayOfCalendar } from "./calendar/calendar.content.ts";
export {
  academiesWithCalendar,
  type HalfTerm,
  halfTermOf,
  halfTermOfAcademy,
  keepYears,
  loadCalendar,
  type SourcedYear,
} from "./calendar/calendar.store.ts";
export { createTrust, type NewAcademy, type NewTrust, sayTrustRefusal, slugOf, type TrustRefusal } from "./create-trust.ts";
export { frameOf } from "./frame.ts";
export { LinkThatOpensNothing } from "./people/invitation.view.tsx";
export { joinWithIdentity } from "./people/invite-with-identity.ts";
export { listPeople, type Member, membersOn, type PersonRow, trustsOfAccounts } from "./people/people.store.ts";
export { trustsOf } from "./people/reset-link.ts";
export { loadSignInRule } from "./sign-in/sign-in-rule.store.ts";
export {
  type AcademyRow,
  findMeeting,
  findPerson,
  findTrust,
  listAcademies,
  listMeetings,
  listTrusts,
  listUnits,
  type Meeting,
  membersNow,
  placeOfAcademy,
  placeOfTrust,
  regionChiefs,
  regionLeads,
  today,
  trustUnit,
  uidOfTrust,
} from "./trust.store.ts";
export { loadKeptWords, loadWords } from "./words/words.store.ts";
