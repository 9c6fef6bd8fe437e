import { sql } from "kysely";
import { byRank, levelOf } from "../../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { halfTermOf, today } from "../../../organisation/index.server.ts";
import type { Person } from "../../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../../platform/database/change.ts";
import { considerJudging, type JudgingRefusal, sayJudgingRefusal } from "../assignment.rules.ts";
import { type AssuranceRefusal, considerText, sayAssuranceRefusal } from "../assurance-text.rules.ts";
import { holdReview, loadWork, type ReviewPlace } from "../review.store.ts";
import { keepBlind, listBlind } from "./blind.store.ts";
import { type BlindRefusal, considerBlind, sayBlindRefusal } from "./moderation.rules.ts";

export type GiveBlindRefusal =
  | BlindRefusal
  | JudgingRefusal
  | AssuranceRefusal
  | { readonly kind: "not-a-moderation" }
  | { readonly kind: "reason-needed" }
  | { readonly kind: "given-already" }
  | { readonly kind: "no-half-term"; readonly day: string };
export function sayGiveBlindRefusal(refusal: GiveBlindRefusal): string {
  switch (refusal.kind) {
    case "not-a-moderation":
      return "Only in a moderation do two people judge blind. Judge here in the ordinary way.";
    case "reason-needed":
      return "Say in a sentence why you see it so, so that you can compare your reasons.";
    case "given-already":
      return "You have given your judgement of this already. Wait for the other one.";
    case "no-half-term":
      return "The school calendar does not hold this day. Add the school year to the calendar, then send this again.";
    case "must-go":
    case "is-it-somebody":
      return sayAssuranceRefusal(refusal);
    case "two-judges-already":
    case "seen-already":
    case "no-such-level":
      return sayBlindRefusal(refusal);
    default:
      return sayJudgingRefusal(refusal);
  }
}

/** Keeps one person's blind judgement of one indicator, for good. */
export function giveBlind(
  db: Database,
  by: Person,
  place: ReviewPlace,
  draft: {
    readonly indicator: string;
    readonly edition: string;
    readonly level: string;
    readonly because: string;
    readonly namesNobody: boolean;
  },
): Promise<Outcome<undefined, GiveBlindRefusal>> {
  const { review, edition } = place;
  return inOneChange<undefined, GiveBlindRefusal>(db, by, async (change) => {
    const day = today(change);
    // One giver at a time for an indicator: the third of two judges must see both.
    await change.row(sql`select from diagnose.review_row where review_id = ${review.id} and indicator = ${draft.indicator} for update`);
    const held = await holdReview(change, review.id);
    const [work, halfTerm, blind] = await Promise.all([loadWork(change, place), halfTermOf(change, day), listBlind(change, review.id)]);
    if (review.kind !== "moderation") return refuse({ kind: "not-a-moderation" });
    const rows = work.rows.map(({ indicator, reviewers }) => ({ key: indicator, reviewers: reviewers.map(({ id }) => id), version: 0 }));
    const judging = considerJudging({ state: held?.state ?? review.state, edition, rows }, { ...draft, seen: 0 }, by.personId);
    if (!judging.ok) return judging;
    const ranks = byRank(edition.content);
    const rankOf = (level: string) => ranks.findIndex(({ key }) => key === level);
    const given = blind
      .filter(({ indicator }) => indicator === draft.indicator)
      .map(({ judge, level, on }) => ({ judge: judge.id, rank: rankOf(level), on }));
    if (given.length < 2 && given.some(({ judge }) => judge === by.personId)) return refuse({ kind: "given-already" });
    const mine = { judge: by.personId, rank: levelOf(edition.content, draft.level) ? rankOf(draft.level) : -1, on: day };
    const considered = considerBlind(given, mine, ranks.length);
    if (!considered.ok) return considered;
    const because = draft.because.trim();
    if (!because) return refuse({ kind: "reason-needed" });
    const text = considerText(edition.content.kind, because, draft.namesNobody, [review.unit]);
    if (!text.ok) return text;
    if (!halfTerm) return refuse({ kind: "no-half-term", day });
    keepBlind(change, {
      ...{ reviewId: review.id, indicator: draft.indicator, judgeId: by.personId, level: draft.level, because },
      schoolYear: halfTerm.schoolYear,
    });
    change.record({ kind: "diagnose.judged-blind", detail: { review: review.id, indicator: draft.indicator } });
    return accept(undefined);
  });
}
