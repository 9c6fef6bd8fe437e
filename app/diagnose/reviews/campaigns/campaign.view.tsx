import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  type Option,
  Page,
  Progress,
  Refusals,
  Select,
  TextField,
} from "../../../design/house.tsx";
import { sayDay } from "../../../language/period.ts";
import { counted, type Words } from "../../../language/words.ts";
import type { ListedReview } from "../list.store.ts";
import { reviewPaths } from "../paths.ts";
import { sayKind, sayState } from "../review.words.ts";
import type { CampaignProgress } from "./campaign.rules.ts";
import type { CampaignRow } from "./campaign.store.ts";

/** What has been asked of many, and how far is each? */
export function CampaignsView({
  frame,
  slug,
  campaigns,
  today,
}: {
  frame: Frame;
  slug: string;
  campaigns: readonly CampaignRow[];
  today: string;
}) {
  return (
    <Page frame={frame} title="Campaigns">
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>Campaigns</h1>
      <p>
        A campaign asks the same review of many places by one day. <a href={`${reviewPaths.campaigns(slug)}/new`}>Open a campaign</a>
      </p>
      {campaigns.length === 0 ? (
        <p>There is none yet.</p>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Campaign</th>
              <th scope="col">Asks for</th>
              <th scope="col">By</th>
              <th scope="col">Handed in</th>
              <th scope="col">Agreed</th>
            </tr>
          </thead>
          <tbody>
            {campaigns.map((campaign) => (
              <tr>
                <th scope="row">
                  <a href={reviewPaths.campaign(slug, campaign.id)}>{campaign.title}</a>
                </th>
                <td data-label="Asks for">
                  {sayKind(campaign.kind)}, {campaign.framework}
                </td>
                <td data-label="By" class={campaign.due < today && campaign.handedIn < campaign.asked ? "late" : undefined}>
                  {sayDay(campaign.due)}
                </td>
                <td data-label="Handed in">
                  {campaign.handedIn} of {campaign.asked}
                </td>
                <td data-label="Agreed">{campaign.agreed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

export type WrittenCampaign = {
  readonly title: string;
  readonly kind: string;
  readonly framework: string;
  readonly due: string;
  readonly units: readonly string[];
};
export function NewCampaignView({
  frame,
  slug,
  token,
  units,
  frameworks,
  kinds,
  written,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  units: readonly Option[];
  frameworks: readonly Option[];
  kinds: readonly Option[];
  written: WrittenCampaign;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title={`${refusals.length > 0 ? "Error: " : ""}Open a campaign`}>
      <p>
        <a href={reviewPaths.campaigns(slug)}>Campaigns</a>
      </p>
      <h1>Open a campaign</h1>
      <Refusals refusals={refusals} />
      <Form action={`${reviewPaths.campaigns(slug)}/new`} token={token}>
        <TextField
          name="title"
          label="What is it called?"
          hint="Autumn self-evaluation 2026, say."
          value={written.title}
          refusals={refusals}
        />
        <Select
          name="kind"
          label="Kind of review"
          hint="A self-evaluation goes to who heads each place, or to somebody else there where nobody does; any other is led by the region's chief executive. Where there is neither, you lead it yourself."
          value={written.kind}
          refusals={refusals}
          options={kinds}
        />
        <Select name="framework" label="Framework" value={written.framework} refusals={refusals} options={frameworks} />
        <TextField name="due" label="Handed in by" type="date" value={written.due} refusals={refusals} />
        <p>
          Each place gets its review at once, and sees this name and yours with it. What has been asked cannot be withdrawn, so look at the
          day and the places again before you ask.
        </p>
        <Checkboxes name="units" label="Who is asked" options={units} values={new Set(written.units)} refusals={refusals} />
        <Button>Ask them</Button>
      </Form>
    </Page>
  );
}

const handedInWords = { "in-time": "in time", late: "late", "not-yet": "not yet", overdue: "overdue" };
export function CampaignView({
  frame,
  slug,
  campaign,
  reviews,
  progress,
  on,
  leads,
  words,
}: {
  frame: Frame;
  slug: string;
  campaign: CampaignRow;
  reviews: readonly ListedReview[];
  progress: CampaignProgress;
  on: ReadonlyMap<string, string>;
  /** Of each review, whether who leads it holds a role on its place, and heads it. */
  leads: ReadonlyMap<string, { readonly atHome: boolean; readonly heads: boolean }>;
  words: Words;
}) {
  const { handedIn, overdue, agreed, daysLeft } = progress;
  const left =
    daysLeft < 0 ? `${counted(-daysLeft, "day")} over` : daysLeft === 0 ? "today is the last day" : `${counted(daysLeft, "day")} left`;
  return (
    <Page frame={frame} title={campaign.title}>
      <p>
        <a href={reviewPaths.campaigns(slug)}>Campaigns</a>
      </p>
      <h1>{campaign.title}</h1>
      <p class="soft">
        {sayKind(campaign.kind)} by {campaign.framework} · asked by {campaign.openedBy} on {sayDay(campaign.openedOn)}
      </p>
      <Progress
        label="Handed in"
        share={progress.share ?? 0}
        words={`${handedIn} of ${counted(reviews.length, "place")} handed in, ${agreed} agreed${overdue > 0 ? `, ${overdue} overdue` : ""}. Asked for by ${sayDay(campaign.due)}: ${left}.`}
      />
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">State</th>
            <th scope="col">Judged</th>
            <th scope="col">Led by</th>
            <th scope="col">Handed in</th>
          </tr>
        </thead>
        <tbody>
          {reviews.map((review) => {
            const unit = progress.units.find(({ unitId }) => unitId === review.unitId);
            return (
              <tr>
                <th scope="row">
                  <a href={reviewPaths.review(slug, review.id)}>{review.unit}</a>
                </th>
                <td data-label="State">{sayState(review.kind, review.state)}</td>
                <td data-label="Judged">
                  {review.judged} of {review.of}
                </td>
                <td data-label="Led by">
                  {review.lead.name}
                  <InsteadOfHead slug={slug} review={review} lead={leads.get(review.id)} words={words} />
                </td>
                <td data-label="Handed in" class={unit?.handedIn === "overdue" ? "late" : undefined}>
                  {unit && handedInWords[unit.handedIn]}
                  {on.get(review.id) ? `, ${sayDay(on.get(review.id) ?? "")}` : ""}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Page>
  );
}

/** To whom a self-evaluation went where it could not go to who heads the place. */
function InsteadOfHead({
  slug,
  review,
  lead,
  words,
}: {
  slug: string;
  review: ListedReview;
  lead: { readonly atHome: boolean; readonly heads: boolean } | undefined;
  words: Words;
}) {
  if (review.kind !== "self-evaluation" || review.unitKind !== "academy" || !lead || lead.heads) return null;
  return (
    <span class="block soft">
      {lead.atHome ? (
        `who is not its ${words.principal}`
      ) : (
        <>
          who holds no role here. <a href={reviewPaths.assign(slug, review.id)}>Say who judges it</a>
        </>
      )}
    </span>
  );
}
