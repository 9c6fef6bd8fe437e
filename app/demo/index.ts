export type { DemoAcademy, DemoPhase, DemoRegion } from "./demo-academies.rules.ts";
export type { DemoHalfTerm, DemoHalfTermName, DemoMeeting } from "./demo-calendar.rules.ts";
export type { DemoEvidence, DemoJudgement } from "./demo-judgements.rules.ts";
export type { DemoPerson, DemoRole, DemoScope } from "./demo-people.rules.ts";
export { type DemoDecision, type DemoTrust, demoTrust, standingOn } from "./demo-trust.rules.ts";
