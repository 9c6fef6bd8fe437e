import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { type AssignmentRefusal, candidateOf, considerAssignment } from "./assignment.rules.ts";
import { mayPlan } from "./permissions.rules.ts";
import { candidates, loadWork, lockReview, type ReviewPlace } from "./review.store.ts";
import { keepReviewers } from "./write-row.store.ts";

export type AssignRefusal = AssignmentRefusal | { readonly kind: "not-lead" } | { readonly kind: "crossed" };
export type Assignment = {
  readonly personId: string;
  /** What they are to judge, and what they judged when the page was opened. */
  readonly indicators: readonly string[];
  readonly seen: readonly string[];
};
const alike = (one: readonly string[], other: readonly string[]) => [...one].sort().join() === [...other].sort().join();

/** Says which indicators one person judges in a review: its lead does, or who plans reviews here. */
export function assignReviewer(
  db: Database,
  by: Person,
  place: ReviewPlace,
  wanted: Assignment,
): Promise<Outcome<undefined, AssignRefusal>> {
  const { review, edition } = place;
  const { personId } = wanted;
  return inOneChange<undefined, AssignRefusal>(db, by, async (change) => {
    const held = await lockReview(change, review.id);
    const [work, people] = await Promise.all([loadWork(change, place), candidates(change, review.unitId)]);
    if (review.lead.id !== by.personId && !mayPlan(review.kind, by, place)) return refuse({ kind: "not-lead" });
    const rows = work.rows.map((row) => ({
      key: row.indicator,
      title: edition.content.indicators.find(({ key }) => key === row.indicator)?.title ?? row.indicator,
      reviewers: row.reviewers.map(({ id }) => id),
      judgedBy: row.status === "done" ? row.writtenBy?.id : undefined,
    }));
    const before = rows.filter(({ reviewers }) => reviewers.includes(personId)).map(({ key }) => key);
    if (!alike(before, wanted.seen)) return refuse({ kind: "crossed" });
    const strange = wanted.indicators.find((key) => !rows.some((row) => row.key === key));
    const changed = rows.filter(({ key }) => before.includes(key) !== wanted.indicators.includes(key));
    const considered = considerAssignment(
      {
        kind: review.kind,
        state: held?.state ?? review.state,
        indicators: rows,
        people: people.map((person) => candidateOf(person, review)),
      },
      Object.fromEntries([
        ...changed.map(({ key, reviewers }) => [
          key,
          wanted.indicators.includes(key) ? [...reviewers, personId] : reviewers.filter((id) => id !== personId),
        ]),
        ...(strange === undefined ? [] : [[strange, [personId]]]),
      ]),
    );
    if (!considered.ok) return considered;
    keepReviewers(change, review.id, considered.value);
    change.record({
      kind: "diagnose.reviewer-assigned",
      detail: { review: review.id, person: personId, indicators: wanted.indicators.length },
    });
    return accept(undefined);
  });
}
