import type { Context } from "hono";
import type { FieldRefusal } from "../../../design/house.tsx";
import { frameworksInUse } from "../../../frameworks/index.server.ts";
import { readDay } from "../../../language/period.ts";
import { frameOf, placeOfTrust, today } from "../../../organisation/index.server.ts";
import { inOneLook, type Look } from "../../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../../platform/web/route.tsx";
import { reviewKinds } from "../life.rules.ts";
import { listReviews } from "../list.store.ts";
import { reviewPaths } from "../paths.ts";
import { mayLeadQuality } from "../permissions.rules.ts";
import { unitsToReview } from "../review.store.ts";
import { sayKind } from "../review.words.ts";
import { progressOf } from "./campaign.rules.ts";
import { handedInOn, leadsOf, listCampaigns } from "./campaign.store.ts";
import { CampaignsView, CampaignView, NewCampaignView, type WrittenCampaign } from "./campaign.view.tsx";
import { type CampaignRefusal, openCampaign, sayCampaignRefusal } from "./open-campaign.ts";

const quality = allow(mayLeadQuality, placeOfTrust);
const placeOfCampaign = async (look: Look, params: Record<string, string>) => {
  const [campaign] = await listCampaigns(look, params.campaign ?? "");
  return campaign && { ...(await placeOfTrust(look)), campaign };
};

export const openCampaigns = route("get", "/:trust/reviews/campaigns", quality, async (c, asked) => {
  const { campaigns, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    campaigns: await listCampaigns(look),
    day: today(look),
  }));
  return page(c, <CampaignsView frame={frameOf(asked, "reviews")} slug={asked.trust.slug} campaigns={campaigns} today={day} />);
});

async function showNew(c: Context, asked: Asked, written: WrittenCampaign | undefined, refusals: readonly FieldRefusal[] = []) {
  const { units, frameworks } = await inOneLook(asked.db, asked.person, async (look) => ({
    units: await unitsToReview(look),
    frameworks: await frameworksInUse(look),
  }));
  const academies = units.filter(({ kind }) => kind === "academy").map(({ id }) => id);
  return page(
    c,
    <NewCampaignView
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      units={units.map(({ id, name }) => ({ value: id, text: name }))}
      frameworks={frameworks.map(({ key, name }) => ({ value: key, text: name }))}
      kinds={reviewKinds.filter((kind) => kind !== "moderation").map((kind) => ({ value: kind, text: sayKind(kind) }))}
      written={written ?? { title: "", kind: "self-evaluation", framework: "ten-indicators", due: "", units: academies }}
      refusals={refusals}
    />,
    refusals.length > 0 ? 422 : 200,
  );
}
export const openNewCampaign = route("get", "/:trust/reviews/campaigns/new", quality, (c, asked) => showNew(c, asked, undefined));

const fieldOf = (refusal: CampaignRefusal): string => {
  if (refusal.kind === "title-needed") return "title";
  if (refusal.kind === "not-a-kind-to-ask") return "kind";
  if (refusal.kind === "day-over") return "due";
  if (refusal.kind !== "unit-refused") return "units";
  return refusal.why.kind === "due-over"
    ? "due"
    : refusal.why.kind === "no-edition-in-use" || refusal.why.kind === "not-of-such-a-unit"
      ? "framework"
      : "units";
};
export const newCampaign = route("post", "/:trust/reviews/campaigns/new", quality, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written: WrittenCampaign = {
    ...{ title: text("title"), kind: text("kind"), framework: text("framework"), due: text("due") },
    units: form.getAll("units").map(String),
  };
  const kind = reviewKinds.find((one) => one === written.kind) ?? "moderation";
  if (!readDay(written.due))
    return showNew(c, asked, written, [{ field: "due", text: "Give the day by which it is asked for: a day that the calendar has." }]);
  const opened = await openCampaign(asked.db, asked.person, { ...written, kind });
  return opened.ok
    ? c.redirect(reviewPaths.campaign(asked.trust.slug, opened.value), 303)
    : showNew(c, asked, written, [{ field: fieldOf(opened.refusal), text: sayCampaignRefusal(opened.refusal) }]);
});

export const openOneCampaign = route(
  "get",
  "/:trust/reviews/campaigns/:campaign{[0-9a-f-]{36}}",
  allow(mayLeadQuality, placeOfCampaign),
  async (c, asked) => {
    const { campaign } = asked.place as NonNullable<Awaited<ReturnType<typeof placeOfCampaign>>>;
    const { reviews, on, leads, day } = await inOneLook(asked.db, asked.person, async (look) => ({
      reviews: await listReviews(look, asked.person.personId, { campaignId: campaign.id }),
      on: await handedInOn(look, campaign.id),
      leads: await leadsOf(look, campaign.id),
      day: today(look),
    }));
    const sorted = reviews.toSorted((one, other) => one.unit.localeCompare(other.unit, "en-GB"));
    const progress = progressOf(
      { kind: campaign.kind, due: campaign.due, units: sorted.map(({ unitId }) => unitId) },
      sorted.map(({ unitId, state, judged, of, id }) => ({ unitId, state, judged, of, handedInOn: on.get(id) })),
      day,
    );
    return page(
      c,
      <CampaignView
        frame={frameOf(asked, "reviews")}
        slug={asked.trust.slug}
        campaign={campaign}
        reviews={sorted}
        progress={progress}
        on={on}
        leads={leads}
        words={asked.words}
      />,
    );
  },
);
export const campaignRoutes = [openCampaigns, openNewCampaign, newCampaign, openOneCampaign];
