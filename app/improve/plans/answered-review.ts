import { reviewNamed } from "../../diagnose/index.server.ts";
import { sayKind } from "../../diagnose/index.ts";
import { sayDay } from "../../language/period.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";

/** The review that a plan answers: which it is, for whoever may see it. */
export type AnsweredReview = { readonly id: string; readonly says: string } | "unseen";
export async function answeredReview(
  look: Look,
  by: Person,
  plan: { readonly reviewId: string | null },
): Promise<AnsweredReview | undefined> {
  if (plan.reviewId === null) return undefined;
  const review = await reviewNamed(look, by, plan.reviewId);
  return review ? { id: review.id, says: sayReview(review) } : "unseen";
}
/** A review in a phrase: its kind, its day and what it is about. */
export const sayReview = ({
  kind,
  plannedOn,
  about,
}: {
  kind: Parameters<typeof sayKind>[0];
  plannedOn: string;
  about: string | null;
}): string => `${sayKind(kind)}, ${sayDay(plannedOn)}${about ? `: ${about.slice(0, 80)}` : ""}`;
