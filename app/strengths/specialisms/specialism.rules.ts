import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readDay, sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";

export const kinds = { specialism: "Lighthouse specialism", satellite: "Satellite" } as const;
export type SpecialismKind = keyof typeof kinds;
export const reaches = { trust: "the whole trust", region: "its region" } as const;
export type Reach = keyof typeof reaches;

/** The four tests, in the order in which they are asked. */
export const tests = {
  strength: "A real strength, which has led to better teaching and learning",
  support: "Support given to others in it",
  cpd: "Professional development given in it",
  success: "Evidence that this has worked",
} as const;
export type TestKey = keyof typeof tests;
export const testKeys = Object.keys(tests) as TestKey[];

export type Tested = { readonly test: TestKey; readonly says: string; readonly items: readonly string[] };
export type StepKind = "awarded" | "renewed" | "withdrawn";
export type Step = { readonly kind: StepKind; readonly decidedOn: string; readonly reviewBy: string | null };

export type AwardDraft = {
  readonly kind: string;
  readonly subject: string;
  readonly indicator: string;
  readonly reach: string;
} & StepDraft;
export type StepDraft = {
  readonly decidedOn: string;
  readonly reviewBy: string;
  readonly meeting: string;
  readonly tested: Readonly<Record<TestKey, { readonly says: string; readonly items: readonly string[] }>>;
};
export type AwardFacts = {
  readonly today: string;
  readonly isSubject: (key: string) => boolean;
  /** The lineages of the indicators in use, by key. */
  readonly lineages: Readonly<Record<string, string>>;
  readonly meetings: ReadonlyMap<string, string>;
  /** The academy's evidence among what was chosen. */
  readonly evidence: readonly { readonly id: string; readonly title: string; readonly withdrawnOn: string | null }[];
};
export type Award = {
  readonly kind: SpecialismKind;
  readonly subject: string | null;
  readonly lineage: string | null;
  readonly reach: Reach;
  readonly step: ConsideredStep;
};
export type ConsideredStep = {
  readonly decidedOn: string;
  readonly reviewBy: string;
  readonly meetingId: string | null;
  readonly tested: readonly Tested[];
};
export type SpecialismRefusal =
  | { readonly kind: "no-such-kind" | "nothing-named" | "no-such-subject" | "no-such-indicator" | "no-such-reach" }
  | { readonly kind: "no-decided-day" | "decided-to-come" | "no-such-meeting" | "reason-needed" }
  | { readonly kind: "other-day"; readonly heldOn: string }
  | { readonly kind: "no-review-day" | "review-too-far" }
  | { readonly kind: "test-lacks-words" | "test-lacks-evidence"; readonly test: TestKey }
  | { readonly kind: "no-such-evidence"; readonly test: TestKey }
  | { readonly kind: "evidence-withdrawn"; readonly test: TestKey; readonly title: string; readonly on: string }
  | { readonly kind: "held-already" }
  | { readonly kind: "crossed"; readonly by: string; readonly what: StepKind }
  | { readonly kind: "not-held" };

const longestToReview = 3;

/** Whether a step may be decided so: on a day that has come, to be reviewed within three years, with each of the four tests told and borne out. */
export function considerStep(
  draft: StepDraft,
  facts: Omit<AwardFacts, "isSubject" | "lineages">,
): Outcome<ConsideredStep, SpecialismRefusal> {
  if (!readDay(draft.decidedOn)) return refuse({ kind: "no-decided-day" });
  if (draft.decidedOn > facts.today) return refuse({ kind: "decided-to-come" });
  const heldOn = draft.meeting ? facts.meetings.get(draft.meeting) : undefined;
  if (draft.meeting && !heldOn) return refuse({ kind: "no-such-meeting" });
  if (heldOn && heldOn !== draft.decidedOn) return refuse({ kind: "other-day", heldOn });
  if (!readDay(draft.reviewBy) || draft.reviewBy <= facts.today) return refuse({ kind: "no-review-day" });
  const furthest = Temporal.PlainDate.from(draft.decidedOn).add({ years: longestToReview }).toString();
  if (draft.reviewBy > furthest) return refuse({ kind: "review-too-far" });
  const tested: Tested[] = [];
  for (const test of testKeys) {
    const { says, items } = draft.tested[test];
    const chosen = [...new Set(items.filter(Boolean))];
    if (!says.trim() || says.trim().length > 1000) return refuse({ kind: "test-lacks-words", test });
    if (chosen.length === 0) return refuse({ kind: "test-lacks-evidence", test });
    for (const item of chosen) {
      const piece = facts.evidence.find(({ id }) => id === item);
      if (!piece) return refuse({ kind: "no-such-evidence", test });
      if (piece.withdrawnOn) return refuse({ kind: "evidence-withdrawn", test, title: piece.title, on: piece.withdrawnOn });
    }
    tested.push({ test, says: says.trim(), items: chosen });
  }
  return accept({ decidedOn: draft.decidedOn, reviewBy: draft.reviewBy, meetingId: draft.meeting || null, tested });
}

/** Whether a specialism or satellite may be awarded so: in a subject, an indicator or both. */
export function considerAward(draft: AwardDraft, facts: AwardFacts): Outcome<Award, SpecialismRefusal> {
  const { kind, reach, subject, indicator } = draft;
  if (!Object.hasOwn(kinds, kind)) return refuse({ kind: "no-such-kind" });
  if (!subject && !indicator) return refuse({ kind: "nothing-named" });
  if (subject && !facts.isSubject(subject)) return refuse({ kind: "no-such-subject" });
  const lineage = indicator ? facts.lineages[indicator] : undefined;
  if (indicator && !lineage) return refuse({ kind: "no-such-indicator" });
  if (!Object.hasOwn(reaches, reach)) return refuse({ kind: "no-such-reach" });
  const step = considerStep(draft, facts);
  if (!step.ok) return step;
  return accept({
    kind: kind as SpecialismKind,
    subject: subject || null,
    lineage: lineage ?? null,
    reach: reach as Reach,
    step: step.value,
  });
}

export type SpecialismState = "held" | "due" | "overdue" | "withdrawn";
const dueWithin = 60;
/** Where a specialism stands on a day, by its last step: its review is due from sixty days before the day set for it. */
export function stateOn(last: Step, today: string): SpecialismState {
  if (last.kind === "withdrawn" || last.reviewBy === null) return "withdrawn";
  if (last.reviewBy < today) return "overdue";
  return Temporal.PlainDate.from(today).add({ days: dueWithin }).toString() >= last.reviewBy ? "due" : "held";
}
export function sayState(last: Step, today: string): string {
  switch (stateOn(last, today)) {
    case "held":
      return `Held; to be reviewed by ${sayDay(last.reviewBy ?? "")}`;
    case "due":
      return `Held; its review is due by ${sayDay(last.reviewBy ?? "")}`;
    case "overdue":
      return `Held, but its review was due by ${sayDay(last.reviewBy ?? "")}`;
    case "withdrawn":
      return `Withdrawn on ${sayDay(last.decidedOn)}`;
  }
}

const did: Readonly<Record<StepKind, string>> = { awarded: "awarded", renewed: "renewed", withdrawn: "withdrew" };
/** Each refusal in words that say what to do next. */
export function saySpecialismRefusal(refusal: SpecialismRefusal, words: Words): string {
  switch (refusal.kind) {
    case "no-such-kind":
      return "Choose a Lighthouse specialism or a satellite.";
    case "nothing-named":
      return "Say in which subject or indicator, or both.";
    case "no-such-subject":
      return "Choose one of the subjects listed.";
    case "no-such-indicator":
      return "Choose one of the indicators in use.";
    case "no-such-reach":
      return "Choose for whom it works: the whole trust, or its region.";
    case "no-decided-day":
      return "Give the day it was decided.";
    case "decided-to-come":
      return "The day it was decided is still to come. Record it when it has been decided.";
    case "no-such-meeting":
      return `Choose one of the ${words.board}'s meetings listed, or none.`;
    case "other-day":
      return `That meeting was held on ${sayDay(refusal.heldOn)}. Give that day, or choose another meeting.`;
    case "no-review-day":
      return "Give a day to come by which it is reviewed.";
    case "review-too-far":
      return `It is reviewed within ${longestToReview} years of the day it was decided. Give an earlier day.`;
    case "test-lacks-words":
      return `“${tests[refusal.test]}”: say in up to 1,000 characters what was seen.`;
    case "test-lacks-evidence":
      return `“${tests[refusal.test]}”: choose the evidence that bears it out. Without it nothing is awarded.`;
    case "no-such-evidence":
      return `“${tests[refusal.test]}”: the evidence chosen is not this ${words.academy}'s. Choose it again from the list.`;
    case "evidence-withdrawn":
      return `“${tests[refusal.test]}”: “${refusal.title}” was withdrawn on ${sayDay(refusal.on)}. Choose other evidence.`;
    case "held-already":
      return `This ${words.academy} holds that already. Open it to renew or withdraw it.`;
    case "reason-needed":
      return "Say in up to 1,000 characters why it is withdrawn.";
    case "crossed":
      return `${refusal.by} ${did[refusal.what]} it while you were writing. Look at what stands now; your words are below.`;
    case "not-held":
      return "It was withdrawn before. Award it anew if it is earned again.";
  }
}
