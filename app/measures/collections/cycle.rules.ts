import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { daysBetween, readDay, sayDay } from "../../language/period.ts";
import type { PupilGroup } from "../../language/pupil-group.ts";
import { halfTermOf, type Period } from "../../language/school-year.ts";
import type { Measure } from "../../national/index.ts";
import { isToCome, stretchOf } from "../own/own-figure.rules.ts";

/** A window in which academies hand in one set of figures for one period. The days are the first, the one it is due, and the last. */
export type Cycle = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly period: Period;
  readonly measures: readonly string[];
  readonly groups: readonly PupilGroup[];
  readonly opens: string;
  readonly due: string;
  readonly locks: string;
};
export type SignOff = {
  readonly kind: "signed-off" | "reopened";
  readonly by: string;
  readonly on: string;
  readonly reason: string | null;
};
export type AcademyState = "not-started" | "begun" | "complete" | "signed-off";

/** How far an academy has come: by how many of its figures stand, and the last signing off. */
export function stateOf(expected: number, filled: number, last: Pick<SignOff, "kind"> | undefined): AcademyState {
  if (last?.kind === "signed-off") return "signed-off";
  return filled === 0 ? "not-started" : filled < expected ? "begun" : "complete";
}
export const stateWords: Readonly<Record<AcademyState, string>> = {
  "not-started": "not started",
  begun: "begun",
  complete: "complete, not signed off",
  "signed-off": "signed off",
};

export type EntryRefusal =
  | { readonly kind: "not-open"; readonly opens: string }
  | { readonly kind: "signed-off" }
  | { readonly kind: "locked"; readonly locks: string };

/** Whether figures may be entered today: while the window is open, and after it where a leader has opened it again. */
export function considerEntry(
  cycle: Pick<Cycle, "opens" | "locks">,
  last: SignOff | undefined,
  today: string,
): Outcome<undefined, EntryRefusal> {
  if (last?.kind === "signed-off") return refuse({ kind: "signed-off" });
  if (today < cycle.opens) return refuse({ kind: "not-open", opens: cycle.opens });
  if (today > cycle.locks && last?.kind !== "reopened") return refuse({ kind: "locked", locks: cycle.locks });
  return accept(undefined);
}
export function sayEntryRefusal(refusal: EntryRefusal): string {
  switch (refusal.kind) {
    case "not-open":
      return `This collection opens on ${sayDay(refusal.opens)}. Enter the figures then.`;
    case "signed-off":
      return "These figures are signed off. A leader can open them again, with a reason.";
    case "locked":
      return `This collection was locked after ${sayDay(refusal.locks)}. A leader can move the day it locks.`;
  }
}

export type SignOffRefusal =
  | EntryRefusal
  | { readonly kind: "incomplete"; readonly filled: number; readonly expected: number }
  | { readonly kind: "changed-since" };
/** Whether an academy's figures may be signed off: while they may be entered, when all stand, and as its signer saw them. */
export function considerSignOff(
  entry: Outcome<undefined, EntryRefusal>,
  figures: { readonly filled: number; readonly expected: number; readonly as: string },
  seen: string,
): Outcome<undefined, SignOffRefusal> {
  if (!entry.ok) return entry;
  const { filled, expected } = figures;
  if (filled < expected) return refuse({ kind: "incomplete", filled, expected });
  return figures.as === seen ? accept(undefined) : refuse({ kind: "changed-since" });
}
export function saySignOffRefusal(refusal: SignOffRefusal): string {
  switch (refusal.kind) {
    case "incomplete":
      return `${refusal.filled} of ${refusal.expected} figures stand. Enter the others, or say why there is none, and sign off then.`;
    case "changed-since":
      return "Somebody has changed a figure since you looked. Read them again below, and sign off then.";
    default:
      return sayEntryRefusal(refusal);
  }
}

export type ReopenRefusal = { readonly kind: "reason-needed" | "not-signed-off" };
export function sayReopenRefusal({ kind }: ReopenRefusal): string {
  return kind === "reason-needed"
    ? "Say in up to 500 letters why the figures are opened again."
    : "These figures are not signed off, so there is nothing to open.";
}

export type CycleDraft = {
  readonly name: string;
  readonly period: Period;
  readonly measures: readonly string[];
  readonly groups: readonly PupilGroup[];
  readonly academies: readonly string[];
  readonly opens: string;
  readonly due: string;
  readonly locks: string;
};
export type CycleRefusal =
  | { readonly kind: "name-needed" | "name-taken" | "measures-needed" | "groups-needed" | "academies-needed" | "period-needed" }
  | { readonly kind: "period-to-come" }
  | { readonly kind: "wrong-stretch"; readonly measure: string; readonly stretch: "half-term" | "year" }
  | { readonly kind: "no-such-day"; readonly day: "opens" | "due" | "locks" }
  | { readonly kind: "days-out-of-order"; readonly day: "due" | "locks" }
  | { readonly kind: "crossed" };

/** Whether a collection may be so: a name, a set of measures that fit its period, and its three days in order. */
export function considerCycle(draft: CycleDraft, measures: ReadonlyMap<string, Measure>, now: Period): Outcome<CycleDraft, CycleRefusal> {
  const name = draft.name.trim().replace(/\s+/g, " ");
  if (!name || name.length > 100) return refuse({ kind: "name-needed" });
  if (draft.measures.length === 0 || draft.measures.length > 20) return refuse({ kind: "measures-needed" });
  if (draft.groups.length === 0) return refuse({ kind: "groups-needed" });
  if (draft.academies.length === 0) return refuse({ kind: "academies-needed" });
  if (isToCome(draft.period, now)) return refuse({ kind: "period-to-come" });
  for (const code of draft.measures) {
    const measure = measures.get(code);
    if (!measure) return refuse({ kind: "measures-needed" });
    const [stretch, term] = [stretchOf(measure), halfTermOf(draft.period)];
    if (stretch !== "either" && (stretch === "half-term") !== (term !== undefined))
      return refuse({ kind: "wrong-stretch", measure: measure.name, stretch });
  }
  for (const day of ["opens", "due", "locks"] as const) if (!readDay(draft[day])) return refuse({ kind: "no-such-day", day });
  if (draft.due < draft.opens) return refuse({ kind: "days-out-of-order", day: "due" });
  if (draft.locks < draft.due) return refuse({ kind: "days-out-of-order", day: "locks" });
  return accept({ ...draft, name });
}
export function sayCycleRefusal(refusal: CycleRefusal): string {
  switch (refusal.kind) {
    case "name-needed":
      return "Give the collection a name of up to 100 letters.";
    case "name-taken":
      return "Another collection has this name. Give another.";
    case "measures-needed":
      return "Choose one to twenty measures.";
    case "groups-needed":
      return "Choose for which pupils: all, or groups.";
    case "academies-needed":
      return "Choose who takes part.";
    case "period-needed":
      return "Choose the period that the figures are for.";
    case "period-to-come":
      return "This period has not begun yet. Choose one that has.";
    case "wrong-stretch":
      return `“${refusal.measure}” is counted by the ${refusal.stretch === "year" ? "school year" : "half-term"}. Choose such a period, or leave it out.`;
    case "no-such-day":
      return "Give this day.";
    case "days-out-of-order":
      return refusal.day === "due"
        ? "It cannot be due before it opens. Give a later day."
        : "It cannot be locked before it is due. Give a later day.";
    case "crossed":
      return "Somebody changed this collection while you were writing. Theirs stands below beside yours; send yours again if it should replace it.";
  }
}

export const occasions = ["in-7-days", "in-1-day", "due", "overdue"] as const;
export type Occasion = (typeof occasions)[number];

/** Which reminder an academy is due today: one at a time, the nearest; none once it is signed off, or before the window opens. */
export function occasionOf(cycle: Pick<Cycle, "opens" | "due">, state: AcademyState, today: string): Occasion | undefined {
  if (state === "signed-off" || today < cycle.opens) return undefined;
  const left = daysBetween(Temporal.PlainDate.from(today), Temporal.PlainDate.from(cycle.due));
  if (left < 0) return "overdue";
  return left === 0 ? "due" : left === 1 ? "in-1-day" : left <= 7 ? "in-7-days" : undefined;
}
/** When somebody was reminded, counted from the day it was due. */
export const occasionWords: Readonly<Record<Occasion, string>> = {
  "in-7-days": "within the week before",
  "in-1-day": "the day before",
  due: "on the day",
  overdue: "when it was overdue",
};
export function sayOccasion(occasion: Occasion, due: string): string {
  switch (occasion) {
    case "in-7-days":
      return `due within a week, on ${sayDay(due)}`;
    case "in-1-day":
      return `due tomorrow, ${sayDay(due)}`;
    case "due":
      return "due today";
    case "overdue":
      return `overdue since ${sayDay(due)}`;
  }
}
