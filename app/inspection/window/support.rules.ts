import { sayDay } from "../../language/period.ts";
import type { Frameworks } from "../frameworks/framework.rules.ts";
import { asksForSupport, type Inspection } from "../known/inspection.rules.ts";
import { type Estimate, soonOf } from "./window.rules.ts";

export type SupportReason =
  | { readonly kind: "judged"; readonly on: string; readonly title: string; readonly word: string }
  | { readonly kind: "window" };

/** Why an academy may need support of its own, which it has not asked for itself: what its last inspection judged, and that the next may come within a year. */
export function supportReasons(all: Frameworks, inspections: readonly Inspection[], estimate: Estimate, today: string): SupportReason[] {
  const last = [...inspections].filter(({ kind }) => kind === "graded" || kind === "ungraded").sort((a, b) => (a.on < b.on ? 1 : -1))[0];
  const judged = last
    ? asksForSupport(all, last).map(({ title, word }): SupportReason => ({ kind: "judged", on: last.on, title, word: word.name }))
    : [];
  const soon = estimate.kind === "window" && ["now", "year"].includes(soonOf({ ...estimate, monitoring: [] }, today));
  return [...judged, ...(soon ? [{ kind: "window" as const }] : [])];
}

/** A reason for support in a sentence. */
export function saySupport(reason: SupportReason): string {
  switch (reason.kind) {
    case "judged":
      return `${reason.title}: ${reason.word.toLowerCase()} at the inspection of ${sayDay(reason.on)}.`;
    case "window":
      return "The window of the next inspection is open, or opens within twelve months.";
  }
}
