import { reviewPaths } from "../../diagnose/index.ts";
import type { AnsweredReview } from "./answered-review.ts";

/** Which review a plan answers, named only to who may see it. */
export const AnswersReview = ({ slug, review }: { slug: string; review: AnsweredReview | undefined }) =>
  review === undefined ? null : (
    <p>
      {review === "unseen" ? (
        "It answers a review that you may not see."
      ) : (
        <>
          It answers the review <a href={reviewPaths.review(slug, review.id)}>{review.says}</a>.
        </>
      )}
    </p>
  );
