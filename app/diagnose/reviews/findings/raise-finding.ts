import { accept, type Outcome } from "../../../language/outcome.ts";
import type { Person } from "../../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../../platform/database/change.ts";
import { type AssuranceRefusal, considerText, sayAssuranceRefusal } from "../assurance-text.rules.ts";
import { holdReview, loadWork, type ReviewPlace } from "../review.store.ts";
import { considerFinding, type FindingKind, type FindingRefusal, type Severity, sayFindingRefusal } from "./finding.rules.ts";
import { keepFinding } from "./finding.store.ts";

export type RaiseRefusal = FindingRefusal | AssuranceRefusal | { readonly kind: "kind-needed" };
const kinds: readonly string[] = ["strength", "improvement", "concern"] satisfies FindingKind[];
const severities: readonly string[] = ["low", "medium", "high"] satisfies Severity[];

/** Raises a finding inside a review, of one of its indicators; answers its id. */
export function raiseFinding(
  db: Database,
  by: Person,
  place: ReviewPlace,
  draft: {
    readonly indicator: string;
    readonly kind: string;
    readonly severity: string;
    readonly text: string;
    readonly namesNobody: boolean;
  },
): Promise<Outcome<string, RaiseRefusal>> {
  const { review, edition } = place;
  return inOneChange<string, RaiseRefusal>(db, by, async (change) => {
    const held = await holdReview(change, review.id);
    const work = await loadWork(change, place);
    if (!kinds.includes(draft.kind)) return { ok: false, refusal: { kind: "kind-needed" } };
    const considered = considerFinding(
      {
        state: held?.state ?? review.state,
        lead: review.lead.id,
        rows: work.rows.map(({ indicator, reviewers }) => ({ key: indicator, reviewers: reviewers.map(({ id }) => id) })),
      },
      {
        ...{ indicator: draft.indicator, kind: draft.kind as FindingKind, text: draft.text },
        severity: severities.includes(draft.severity) ? (draft.severity as Severity) : undefined,
      },
      by.personId,
    );
    if (!considered.ok) return considered;
    const text = considerText(edition.content.kind, considered.value.text, draft.namesNobody, [review.unit]);
    if (!text.ok) return text;
    const id = await keepFinding(change, review.id, considered.value, by.personId);
    const { indicator, kind, severity } = considered.value;
    change.record({
      kind: "diagnose.finding-raised",
      detail: { finding: id, review: review.id, indicator, finds: kind, severity: severity ?? null },
    });
    return accept(id);
  });
}

/** Each refusal in words, and the field of the form it is about. */
export function sayRaiseRefusal(refusal: RaiseRefusal): { readonly field: string; readonly text: string } {
  if (refusal.kind === "kind-needed")
    return { field: "findingKind", text: "Say what it is: a strength, something to improve, or a concern." };
  if (refusal.kind === "must-go" || refusal.kind === "is-it-somebody") return { field: "findingText", text: sayAssuranceRefusal(refusal) };
  const field = refusal.kind === "severity-needed" || refusal.kind === "strength-has-none" ? "findingSeverity" : "findingText";
  return { field, text: sayFindingRefusal(refusal) };
}
