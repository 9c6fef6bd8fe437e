import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { type AssuranceRefusal, considerText, sayAssuranceRefusal } from "./assurance-text.rules.ts";
import { actorIn, factsOf } from "./facts.ts";
import { considerReply, type Reply, type ReplyRefusal } from "./review.rules.ts";
import { holdReview, loadWork, type ReviewPlace } from "./review.store.ts";
import { sayReplyRefusal } from "./review.words.ts";

export type WriteReplyRefusal = ReplyRefusal | AssuranceRefusal | { readonly kind: "crossed" };
export const sayWriteReplyRefusal = (refusal: WriteReplyRefusal): string => {
  if (refusal.kind === "crossed")
    return "Somebody of the academy answered here since you opened it. Read theirs, change yours if you need to, and send it again.";
  return refusal.kind === "must-go" || refusal.kind === "is-it-somebody" ? sayAssuranceRefusal(refusal) : sayReplyRefusal(refusal);
};

/** Keeps what the academy says of one indicator, as they saw its answer before (0: none). It may change until the answers are sent. */
export function writeReply(
  db: Database,
  by: Person,
  place: ReviewPlace,
  draft: { readonly indicator: string; readonly reply: Reply; readonly seen: number; readonly namesNobody: boolean },
): Promise<Outcome<undefined, WriteReplyRefusal>> {
  const { review, edition } = place;
  return inOneChange<undefined, WriteReplyRefusal>(db, by, async (change) => {
    await change.row(sql`select from diagnose.review_row where review_id = ${review.id} and indicator = ${draft.indicator} for update`);
    const held = await holdReview(change, review.id);
    const work = await loadWork(change, place);
    const facts = { ...factsOf(place, work, []), state: held?.state ?? review.state };
    const considered = considerReply(facts, draft.indicator, draft.reply, await actorIn(change, by, place, work));
    if (!considered.ok) return considered;
    const before = work.replies.find(({ indicator }) => indicator === draft.indicator);
    if ((before?.version ?? 0) !== draft.seen) return refuse({ kind: "crossed" });
    const because = considered.value.accurate ? "" : considered.value.because;
    const text = considerText(edition.content.kind, because, draft.namesNobody, [review.unit]);
    if (!text.ok) return text;
    change.send(sql`
      insert into diagnose.review_reply (trust_id, review_id, sending, indicator, accurate, because, replied_by, replied_at)
      values (${change.trustId}, ${review.id}, ${review.sendings}, ${draft.indicator}, ${considered.value.accurate}, ${because}, ${by.personId}, ${change.now.toString()})
      on conflict (trust_id, review_id, sending, indicator) do update set accurate = excluded.accurate, because = excluded.because, version = diagnose.review_reply.version + 1,
        replied_by = excluded.replied_by, replied_at = excluded.replied_at`);
    change.record({
      kind: "diagnose.review-answered",
      detail: { review: review.id, indicator: draft.indicator, accurate: considered.value.accurate },
    });
    return accept(undefined);
  });
}
