export { firstDayOfCalendar } from "./calendar.content.ts";
export { createTrust, type NewAcademy, type NewTrust, sayTrustRefusal, slugOf, type TrustRefusal } from "./create-trust.ts";
export { frameOf } from "./frame.ts";
export {
  type AcademyRow,
  findMeeting,
  findPerson,
  findTrust,
  type HalfTerm,
  halfTermOf,
  listAcademies,
  listMeetings,
  listPeople,
  listTrusts,
  type Meeting,
  type PersonRow,
  placeOfAcademy,
  placeOfTrust,
  regionLeads,
  today,
  trustUnit,
  trustWords,
  type Words,
} from "./trust.store.ts";
