import { sql } from "kysely";
import { holdEditionInUse } from "../../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { sayDay } from "../../../language/period.ts";
import { regionChiefs, today } from "../../../organisation/index.server.ts";
import { may, type Person } from "../../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../../platform/database/change.ts";
import type { ReviewKind } from "../life.rules.ts";
import { mayLeadQuality } from "../permissions.rules.ts";
import { type PlanRefusal, sayPlanRefusal } from "../plan.rules.ts";
import { planIn } from "../plan-review.ts";
import { candidates, unitsToReview } from "../review.store.ts";
import { sayKind } from "../review.words.ts";
import { lockCampaigns, type OpenReview, openReviewsOf } from "./campaign.store.ts";

export type CampaignDraft = {
  readonly title: string;
  readonly kind: ReviewKind;
  readonly framework: string;
  readonly due: string;
  readonly units: readonly string[];
};
export type CampaignRefusal =
  | { readonly kind: "not-allowed-here" }
  | { readonly kind: "title-needed" }
  | { readonly kind: "not-a-kind-to-ask" }
  | { readonly kind: "nobody-asked" }
  | { readonly kind: "day-over"; readonly today: string }
  | { readonly kind: "asked-already"; readonly asks: ReviewKind; readonly framework: string; readonly open: readonly OpenReview[] }
  | { readonly kind: "unit-refused"; readonly unit: string; readonly why: PlanRefusal };
export function sayCampaignRefusal(refusal: CampaignRefusal): string {
  switch (refusal.kind) {
    case "not-allowed-here":
      return "Only who leads quality for the trust opens a campaign. Ask them.";
    case "title-needed":
      return "Give the campaign a name of up to 200 characters, by which academies know it.";
    case "not-a-kind-to-ask":
      return "Choose a self-evaluation, trust monitoring, a peer review or an external review. Moderation is planned for each review by itself.";
    case "nobody-asked":
      return "Choose at least one place that is asked.";
    case "day-over":
      return `The day by which it is asked for is over for every place. Give today (${sayDay(refusal.today)}) or a later day.`;
    case "asked-already":
      return sayAskedAlready(refusal);
    case "unit-refused":
      return `${refusal.unit}: ${sayPlanRefusal(refusal.why)}`;
  }
}

const namedAtMost = 5;
/** Which places have such a review going on, the first of them by name, and in which campaigns they were asked. */
function sayAskedAlready({ asks, framework, open }: Extract<CampaignRefusal, { kind: "asked-already" }>): string {
  const list = (words: readonly string[]) => new Intl.ListFormat("en-GB").format(words);
  const places = open.slice(0, namedAtMost).map(({ unit }) => unit);
  const more = open.length - places.length;
  const who = list(more > 0 ? [...places, `${more} more`] : places);
  const campaigns = [...new Set(open.flatMap(({ campaign }) => campaign ?? []))].map((title) => `“${title}”`);
  const asked = campaigns.length > 0 ? ` (asked for in ${list(campaigns)})` : "";
  const what = `${sayKind(asks).toLowerCase()} by “${framework}” that is not agreed yet${asked}`;
  return `${who} already ${open.length === 1 ? "has" : "have"} a ${what}. Take ${open.length === 1 ? "it" : "them"} out below, or wait until it is agreed.`;
}

/**
 * Asks the same review of many places by a day: each gets a review of its own, or none does. A self-evaluation is led and judged by who heads
 * the place; any other by the region's chief executive, where there is one who is not at home there, or by who opens the campaign.
 */
export function openCampaign(db: Database, by: Person, draft: CampaignDraft): Promise<Outcome<string, CampaignRefusal>> {
  return inOneChange<string, CampaignRefusal>(db, by, async (change) => {
    const units = await unitsToReview(change);
    const trust = units.find(({ kind }) => kind === "trust");
    if (!trust || !may(mayLeadQuality, by, { trustId: change.trustId, unitId: trust.id, within: [] }))
      return refuse({ kind: "not-allowed-here" });
    const title = draft.title.trim();
    if (!title || title.length > 200) return refuse({ kind: "title-needed" });
    if (draft.kind === "moderation") return refuse({ kind: "not-a-kind-to-ask" });
    const asked = [...new Set(draft.units)];
    if (asked.length === 0) return refuse({ kind: "nobody-asked" });
    const [edition, chiefs] = await Promise.all([holdEditionInUse(change, today(change), draft.framework), regionChiefs(change)]);
    const refusedAt = (id: string, why: PlanRefusal) =>
      refuse<CampaignRefusal>({ kind: "unit-refused", unit: units.find((unit) => unit.id === id)?.name ?? "One of the places", why });
    const unknown = asked.find((id) => !units.some((unit) => unit.id === id));
    if (unknown !== undefined) return refusedAt(unknown, { kind: "no-such-unit" });
    if (!edition) return refusedAt(asked[0] ?? "", { kind: "no-edition-in-use" });
    const day = today(change);
    if (draft.due < day) return refuse({ kind: "day-over", today: day });
    await lockCampaigns(change);
    const open = await openReviewsOf(change, asked, { kind: draft.kind, editionId: edition.id });
    if (open.length > 0) return refuse({ kind: "asked-already", asks: draft.kind, framework: edition.content.name, open });
    const campaign = await change.row<{ id: string }>(sql`
      insert into diagnose.campaign (trust_id, edition_id, kind, title, due, opened_by, opened_at)
      values (${change.trustId}, ${edition.id}, ${draft.kind}, ${title}, ${draft.due}::date, ${by.personId}, ${change.now.toString()}) returning id`);
    if (!campaign) throw new Error("the campaign was not kept");
    for (const unitId of asked) {
      const unit = units.find(({ id }) => id === unitId);
      const people = (await candidates(change, unitId)).filter(({ isAtHome }) => isAtHome);
      const head = people.find(({ roles }) => roles.includes("principal")) ?? people[0];
      const chief = unit?.within.map((id) => chiefs.get(id)).find((id) => id !== undefined);
      const lead = (draft.kind === "self-evaluation" ? head?.id : chief) ?? by.personId;
      const planned = await planIn(
        change,
        by,
        {
          ...{ unitId, framework: draft.framework, kind: draft.kind, about: "", due: draft.due, leadId: lead },
          ...{ moderatorId: undefined, from: undefined, reviewers: draft.kind === "self-evaluation" && head ? [head.id] : [] },
        },
        { id: campaign.id, edition },
      );
      if (!planned.ok) return refusedAt(unitId, planned.refusal);
    }
    change.record({
      kind: "diagnose.campaign-opened",
      detail: { campaign: campaign.id, edition: edition.id, asks: draft.kind, due: draft.due, places: asked.length },
    });
    return accept(campaign.id);
  });
}
