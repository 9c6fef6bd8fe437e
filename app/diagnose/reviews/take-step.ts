import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { halfTermOf, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { actorIn, factsOf } from "./facts.ts";
import { listFindings } from "./findings/finding.store.ts";
import { judgeAsAgreed, perspectiveOfKind } from "./judge-as-agreed.ts";
import { considerStep, type Step, type StepRefusal } from "./review.rules.ts";
import { loadWork, lockReview, type ReviewPlace } from "./review.store.ts";
import { keepAsSent } from "./write-row.store.ts";

export type TakeStepRefusal = StepRefusal | { readonly kind: "no-half-term"; readonly day: string };

/** Brings a review into its next state, or back; when it is agreed, what it says becomes judgements. Answers the state. */
export function takeStep(
  db: Database,
  by: Person,
  place: ReviewPlace,
  seen: number,
  step: Step,
): Promise<Outcome<string, TakeStepRefusal>> {
  const { review } = place;
  return inOneChange<string, TakeStepRefusal>(db, by, async (change) => {
    const day = today(change);
    const held = await lockReview(change, review.id);
    const [work, findings, halfTerm] = await Promise.all([
      loadWork(change, place),
      listFindings(change, { reviewId: review.id }),
      halfTermOf(change, day),
    ]);
    const now = { ...place, review: { ...review, ...held } };
    const considered = considerStep(factsOf(now, work, findings), seen, step, await actorIn(change, by, now, work), day);
    if (!considered.ok) return considered;
    const { from, to, as, reason, replyBy } = considered.value;
    const version = seen + 1;
    if (to === "sent") keepAsSent(change, review.id);
    if (to === "agreed" && perspectiveOfKind(review.kind)) {
      if (!halfTerm) return refuse({ kind: "no-half-term", day });
      await judgeAsAgreed(change, now, work, { day, halfTerm });
    }
    change.send(sql`
      update diagnose.review set state = ${to}, version = ${version}, reply_by = ${replyBy ?? null}::date, sendings = sendings + ${to === "sent" ? 1 : 0}::int where id = ${review.id}`);
    change.send(sql`
      insert into diagnose.review_step (trust_id, review_id, version, from_state, to_state, taken_by, as_part, taken_at, reason, reply_by)
      values (${change.trustId}, ${review.id}, ${version}, ${from}, ${to}, ${by.personId}, ${as}, ${change.now.toString()}, ${reason ?? null}, ${to === "sent" ? (replyBy ?? null) : null}::date)`);
    change.record({ kind: "diagnose.review-step-taken", detail: { review: review.id, from, to, as, version } });
    return accept(to);
  });
}
