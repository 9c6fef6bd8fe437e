export { firstDayOfCalendar } from "./calendar.content.ts";
export { createTrust, type NewAcademy, type NewTrust, sayTrustRefusal, slugOf, type TrustRefusal } from "./create-trust.ts";
export { frameOf } from "./frame.ts";
export { LinkThatOpensNothing } from "./people/invitation.view.tsx";
export { listPeople, type Member, membersOn, type PersonRow, trustsOfAccounts } from "./people/people.store.ts";
export { trustsOf } from "./people/reset-link.ts";
export {
  type AcademyRow,
  findMeeting,
  findPerson,
  findTrust,
  type HalfTerm,
  halfTermOf,
  listAcademies,
  listMeetings,
  listTrusts,
  type Meeting,
  placeOfAcademy,
  placeOfTrust,
  today,
  trustUnit,
  trustWords,
  type Words,
} from "./trust.store.ts";
