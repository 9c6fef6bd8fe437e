import { may, type Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { mayJudgeHere } from "../judgements/judgement.rules.ts";
import { actorIn } from "./facts.ts";
import { type FindingRow, listFindings } from "./findings/finding.store.ts";
import { sightFor } from "./may-see.ts";
import type { Actor } from "./review.rules.ts";
import { loadWork, placeOfReview, type ReviewEvidence, type ReviewPlace, type Work, type WorkRow } from "./review.store.ts";
import { evidenceSeen, findingsSeen, rowsSeen, type Sight } from "./sight.rules.ts";

/** A review as one person sees it. */
export type SeenReview = {
  readonly place: ReviewPlace;
  readonly work: Work;
  readonly actor: Actor;
  readonly sight: Sight;
  readonly rows: readonly WorkRow[];
  readonly findings: readonly FindingRow[];
  /** The evidence of the rows they see; what is restricted is closed to who may neither judge here nor has a part in judging it. */
  readonly evidence: readonly ReviewEvidence[];
};

/** What somebody is in a review and sees of it, as it stands now; undefined where they see nothing. */
export async function seenReview(look: Look, person: Person, reviewId: string): Promise<SeenReview | undefined> {
  const place = await placeOfReview(look, { review: reviewId });
  if (!place) return undefined;
  const work = await loadWork(look, place);
  const actor = await actorIn(look, person, place, work);
  const sight = sightFor(place.review, actor, person, place);
  if (sight.words === "none") return undefined;
  const opensRestricted =
    may(mayJudgeHere, person, place) || (["lead", "reviewer", "moderator"] as const).some((part) => actor.parts.has(part));
  const rows = rowsSeen(sight, work.rows, person.personId);
  const pieces = rows.flatMap((row) => evidenceSeen(sight, row, work.evidence));
  const evidence = pieces.map((piece) =>
    piece.sensitivity === "restricted" && !opensRestricted
      ? { ...piece, kind: "closed" as const, title: "Restricted evidence", text: null, url: null }
      : piece,
  );
  const findings = sight.findings ? findingsSeen(sight, await listFindings(look, { reviewId })) : [];
  return { place, work, actor, sight, rows, findings, evidence };
}
