import { type Frame, Page } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { reviewPaths } from "./paths.ts";
import type { Review } from "./review.store.ts";
import { sayKind } from "./review.words.ts";

/** A review that its reader may ask for and does not read yet: who writes it, and when it is theirs to read. */
export function UnseenReviewView({
  frame,
  slug,
  review,
  asking,
  framework,
}: {
  frame: Frame;
  slug: string;
  review: Review;
  asking: { readonly campaign: string | null; readonly askedBy: string };
  framework: string;
}) {
  const title = `${sayKind(review.kind)}: ${review.unit}`;
  return (
    <Page frame={frame} title={title}>
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>{title}</h1>
      <p class="soft">
        By {framework} · led by {review.lead.name} · asked by {asking.askedBy}
        {asking.campaign && ` in “${asking.campaign}”`}
        {review.due && ` · to be agreed by ${sayDay(review.due)}`}
      </p>
      <p>
        {review.lead.name} leads it and has not sent it yet. You read it here as soon as it is sent
        {review.kind === "self-evaluation" ? " to the trust" : ""}; until then nobody reads it but those who write it.
      </p>
    </Page>
  );
}
