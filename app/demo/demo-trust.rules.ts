import type { Judged } from "../frameworks/index.ts";
import type { CalendarYear } from "../organisation/index.ts";
import { type DemoAcademy, type DemoRegion, demoAcademies } from "./demo-academies.rules.ts";
import {
  type DemoHalfTerm,
  type DemoMeeting,
  demoCalendar,
  demoHalfTerms,
  demoMeetings,
  demoOwnCalendars,
  demoToday,
} from "./demo-calendar.rules.ts";
import { demoHistories } from "./demo-histories.rules.ts";
import { type DemoJudgement, demoJudgements } from "./demo-judgements.rules.ts";
import { type DemoPerson, demoPeople } from "./demo-people.rules.ts";

export type DemoDecision = {
  readonly urn: number;
  /** The key of the meeting. */
  readonly meeting: string;
  readonly category: string;
  /** Why the board differed from the recommendation. */
  readonly reason?: string;
};

export type DemoTrust = {
  readonly uid: number;
  readonly name: string;
  readonly slug: string;
  /** The day the demonstration is set on. */
  readonly today: string;
  readonly regions: readonly DemoRegion[];
  readonly academies: readonly DemoAcademy[];
  readonly people: readonly DemoPerson[];
  readonly halfTerms: readonly DemoHalfTerm[];
  readonly calendar: readonly CalendarYear[];
  /** The academies whose calendars differ. */
  readonly ownCalendars: readonly { readonly urn: number; readonly years: readonly CalendarYear[] }[];
  readonly meetings: readonly DemoMeeting[];
  readonly judgements: readonly DemoJudgement[];
  readonly decisions: readonly DemoDecision[];
};

/** The fictional demonstration trust: the same every time, with nothing recorded after its own today. */
export function demoTrust(): DemoTrust {
  return {
    uid: 990001,
    name: "Granite Coast Learning Trust",
    slug: "granite-coast",
    today: demoToday,
    regions: ["West", "Central", "East"],
    academies: demoAcademies,
    people: demoPeople,
    halfTerms: demoHalfTerms,
    calendar: demoCalendar,
    ownCalendars: demoOwnCalendars,
    meetings: demoMeetings,
    judgements: demoJudgements(),
    decisions: demoAcademies.flatMap(({ urn }, at) => decisionsOf(urn, at)),
  };
}

/** The judgement of each indicator that stood on a day, by the trust itself unless the academy's own is asked for. */
export function standingOn(
  trust: DemoTrust,
  urn: number,
  day: string,
  perspective: DemoJudgement["perspective"] = "trust",
): ReadonlyMap<string, DemoJudgement & Judged> {
  const standing = new Map<string, DemoJudgement>();
  for (const judgement of trust.judgements) {
    if (judgement.urn === urn && judgement.perspective === perspective && judgement.judgedOn <= day)
      standing.set(judgement.indicator, judgement);
  }
  return standing;
}

function decisionsOf(urn: number, at: number): DemoDecision[] {
  const history = demoHistories[at];
  const decisions: DemoDecision[] = [];
  if (history?.decision2025) decisions.push({ urn, meeting: "eob-2025-07", category: history.decision2025 });
  if (history?.decision2026) {
    const reason = history.reason2026 ? { reason: history.reason2026 } : {};
    decisions.push({ urn, meeting: "eob-2026-07", category: history.decision2026, ...reason });
  }
  return decisions;
}
