import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { readDay } from "../../../language/period.ts";
import { today } from "../../../organisation/index.server.ts";
import type { Person } from "../../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../../platform/database/change.ts";
import { candidates, usableItems } from "../review.store.ts";
import { considerClosing, considerEscalation, type FindingRefusal, sayFindingRefusal } from "./finding.rules.ts";
import { type FindingRow, keepAnswer, keepCheck, keepEscalation, listFindings, lockFinding } from "./finding.store.ts";

export type ActRefusal =
  | FindingRefusal
  | { readonly kind: "gone" }
  | { readonly kind: "no-such-owner" }
  | { readonly kind: "due-over" }
  | { readonly kind: "no-such-day" }
  | { readonly kind: "strength-needs-none" }
  | { readonly kind: "to-whom" };
export function sayActRefusal(refusal: ActRefusal): string {
  switch (refusal.kind) {
    case "gone":
      return "The finding is not there. Go back to the list.";
    case "no-such-owner":
      return "Choose who does it among those listed.";
    case "due-over":
      return "The day by which it should be done is over. Give today or a later day.";
    case "no-such-day":
      return "Give a day that the calendar has, or leave it open.";
    case "strength-needs-none":
      return "A strength needs no answer.";
    case "to-whom":
      return "Say to whom the concern is taken.";
    default:
      return sayFindingRefusal(refusal);
  }
}

/** One act on one finding: held, weighed as it stands then, kept, and said. */
function onFinding(
  db: Database,
  by: Person,
  id: string,
  work: (
    change: Change,
    finding: FindingRow,
  ) => Promise<Outcome<{ kind: string; detail: Record<string, string | number | null> }, ActRefusal>>,
): Promise<Outcome<undefined, ActRefusal>> {
  return inOneChange<undefined, ActRefusal>(db, by, async (change) => {
    await lockFinding(change, id);
    const [finding] = await listFindings(change, { id });
    if (!finding) return refuse({ kind: "gone" });
    const done = await work(change, finding);
    if (!done.ok) return done;
    change.record({ kind: done.value.kind, detail: { finding: id, review: finding.reviewId, ...done.value.detail } });
    return accept(undefined);
  });
}

/** Says what is done about a finding, by whom and by when. */
export const answerFinding = (db: Database, by: Person, id: string, answer: { text: string; ownerId: string; due: string | undefined }) =>
  onFinding(db, by, id, async (change, finding) => {
    if (finding.kind === "strength") return refuse({ kind: "strength-needs-none" });
    if (finding.closing) return refuse({ kind: "closed-already", on: finding.closing.on });
    const text = answer.text.trim();
    if (!text) return refuse({ kind: "no-text" });
    if (!(await candidates(change, finding.unitId)).some((person) => person.id === answer.ownerId))
      return refuse({ kind: "no-such-owner" });
    if (answer.due !== undefined && !readDay(answer.due)) return refuse({ kind: "no-such-day" });
    if (answer.due !== undefined && answer.due < today(change)) return refuse({ kind: "due-over" });
    keepAnswer(change, id, { ...answer, text }, by.personId);
    return accept({ kind: "diagnose.finding-answered", detail: { owner: answer.ownerId, due: answer.due ?? null } });
  });

/** Closes a finding by a later look that names what was seen. */
export const closeFinding = (db: Database, by: Person, id: string, check: { on: string; evidence: readonly string[]; seen: string }) =>
  onFinding(db, by, id, async (change, finding) => {
    const evidence = await usableItems(change, finding.unitId, check.evidence);
    const considered = considerClosing(finding, { ...check, by: by.personId }, evidence, today(change));
    if (!considered.ok) return considered;
    keepCheck(change, id, considered.value);
    return accept({ kind: "diagnose.finding-closed", detail: { on: considered.value.on, evidence: considered.value.evidence.length } });
  });

/** Takes a concern further, with the steps that were taken first. */
export const escalateFinding = (db: Database, by: Person, id: string, wanted: { to: string; steps: readonly string[] }) =>
  onFinding(db, by, id, async (change, finding) => {
    if (!wanted.to.trim()) return refuse({ kind: "to-whom" });
    const considered = considerEscalation(finding, { on: today(change), by: by.personId, to: wanted.to.trim(), stepsTaken: wanted.steps });
    if (!considered.ok) return considered;
    keepEscalation(change, id, considered.value);
    return accept({ kind: "diagnose.finding-escalated", detail: { steps: considered.value.stepsTaken.length } });
  });
