import { Button, type Frame, Page, Select } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import type { AskedReview } from "./asked.store.ts";
import { type ReviewKind, reviewKinds } from "./life.rules.ts";
import type { ListedReview } from "./list.store.ts";
import { reviewPaths } from "./paths.ts";
import { sayAsk, sayKind, sayState } from "./review.words.ts";
import { askedBy } from "./turn.rules.ts";

/** What is asked of me, and what is going on beside it? */
export function ReviewsView({
  frame,
  slug,
  reviews,
  mine,
  today,
  asked,
  older,
  mayPlan,
  leadsQuality,
}: {
  frame: Frame;
  slug: string;
  reviews: readonly ListedReview[];
  mine: readonly AskedReview[];
  today: string;
  asked: { readonly kind: ReviewKind | undefined; readonly open: boolean };
  older: string | undefined;
  mayPlan: boolean;
  leadsQuality: boolean;
}) {
  return (
    <Page frame={frame} title="Reviews">
      <h1>Reviews</h1>
      <ul class="govuk-list actions">
        {mayPlan && (
          <>
            <li>
              <a href={reviewPaths.plan(slug)}>Plan a review</a>
            </li>
            <li>
              <a href={reviewPaths.bringIn(slug)}>Bring a review in from a file</a>
            </li>
          </>
        )}
        <li>
          <a href={reviewPaths.findings(slug)}>Open findings</a>
        </li>
        {leadsQuality && (
          <>
            <li>
              <a href={reviewPaths.campaigns(slug)}>Campaigns</a>
            </li>
            <li>
              <a href={reviewPaths.joiners(slug)}>Joiners</a>
            </li>
            <li>
              <a href={reviewPaths.agreement(slug)}>How far judges agree</a>
            </li>
          </>
        )}
      </ul>
      <section>
        <h2>Asked of you</h2>
        {mine.length === 0 ? (
          <p>Nothing is asked of you now.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {mine.map((one) => (
              <Asked slug={slug} one={one} today={today} />
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>Every review you may see</h2>
        <form method="get" action={reviewPaths.list(slug)} class="filters">
          <Select
            name="kind"
            label="Kind"
            value={asked.kind ?? ""}
            options={[{ value: "", text: "Every kind" }, ...reviewKinds.map((kind) => ({ value: kind, text: sayKind(kind) }))]}
          />
          <Select
            name="open"
            label="State"
            value={asked.open ? "yes" : ""}
            options={[
              { value: "", text: "Every state" },
              { value: "yes", text: "Not agreed yet" },
            ]}
          />
          <Button secondary>Show</Button>
        </form>
        {reviews.length === 0 ? (
          <p>There is none{asked.kind || asked.open ? " of this kind and state" : " yet"}.</p>
        ) : (
          <ReviewTable slug={slug} reviews={reviews} />
        )}
        {older && (
          <p>
            <a
              href={`${reviewPaths.list(slug)}?${new URLSearchParams({ before: older, kind: asked.kind ?? "", open: asked.open ? "yes" : "" })}`}
            >
              Older reviews
            </a>
          </p>
        )}
      </section>
    </Page>
  );
}

function Asked({ slug, one: { review, ask }, today }: { slug: string; one: AskedReview; today: string }) {
  const by = askedBy(review);
  return (
    <li>
      <a href={reviewPaths.review(slug, review.id)}>
        {sayKind(review.kind)}: {review.unit}
      </a>{" "}
      <span class="soft">
        ({[review.framework, review.about, review.campaign, `asked by ${review.askedBy}`].filter(Boolean).join(", ")})
      </span>
      : {sayAsk(review.kind, ask)}
      {by && (
        <span class={by < today ? "late" : "soft"}>
          {" "}
          by {sayDay(by)}
          {by < today ? ", overdue" : ""}
        </span>
      )}
    </li>
  );
}

export const ReviewTable = ({ slug, reviews }: { slug: string; reviews: readonly ListedReview[] }) => (
  <table class="plain">
    <thead>
      <tr>
        <th scope="col">Review</th>
        <th scope="col">Framework</th>
        <th scope="col">State</th>
        <th scope="col">Judged</th>
        <th scope="col">Led by</th>
        <th scope="col">Planned</th>
      </tr>
    </thead>
    <tbody>
      {reviews.map((review) => (
        <tr>
          <th scope="row">
            <a href={reviewPaths.review(slug, review.id)}>
              {sayKind(review.kind)}: {review.unit}
            </a>
          </th>
          <td data-label="Framework">
            {review.framework}
            {review.about && `, ${review.about}`}
          </td>
          <td data-label="State">{sayState(review.kind, review.state)}</td>
          <td data-label="Judged">
            {review.judged} of {review.of}
          </td>
          <td data-label="Led by">{review.lead.name}</td>
          <td data-label="Planned">{sayDay(review.plannedOn)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
