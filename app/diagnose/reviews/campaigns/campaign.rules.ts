import { daysFrom } from "../../../language/period.ts";
import { hasReached, type ReviewKind, type ReviewState } from "../life.rules.ts";

/** The same review asked of many academies by a day. */
export type Campaign = { readonly kind: ReviewKind; readonly due: string; readonly units: readonly string[] };
export type InCampaign = {
  readonly unitId: string;
  readonly state: ReviewState;
  readonly judged: number;
  readonly of: number;
  /** The day on which it left the reviewers' hands for good; none while it has not. */
  readonly handedInOn: string | undefined;
};

export type UnitProgress = {
  readonly unitId: string;
  readonly state: ReviewState | "not-begun";
  readonly judged: number;
  /** None while the review has not begun: then nobody knows of how many. */
  readonly of: number | undefined;
  readonly handedIn: "in-time" | "late" | "not-yet" | "overdue";
};
export type CampaignProgress = {
  readonly units: readonly UnitProgress[];
  readonly handedIn: number;
  readonly overdue: number;
  readonly agreed: number;
  /** Until the day it is due; below 0 after it. */
  readonly daysLeft: number;
  /** The share of what was asked that is handed in, 0 to 1; none where nobody was asked. */
  readonly share: number | undefined;
};

/** How far a campaign has come, academy by academy in the order they were asked. */
export function progressOf(campaign: Campaign, reviews: readonly InCampaign[], today: string): CampaignProgress {
  const of = new Map(reviews.map((review) => [review.unitId, review]));
  const units = campaign.units.map((unitId): UnitProgress => {
    const review = of.get(unitId);
    const on = review?.handedInOn;
    const missing = today > campaign.due ? "overdue" : "not-yet";
    const handedIn = on === undefined ? missing : on > campaign.due ? "late" : "in-time";
    return review
      ? { unitId, state: review.state, judged: review.judged, of: review.of, handedIn }
      : { unitId, state: "not-begun", judged: 0, of: undefined, handedIn };
  });
  const count = (is: (unit: UnitProgress) => boolean) => units.filter(is).length;
  const handedIn = count((unit) => unit.handedIn === "in-time" || unit.handedIn === "late");
  return {
    units,
    handedIn,
    overdue: count((unit) => unit.handedIn === "overdue"),
    agreed: count(({ state }) => state !== "not-begun" && hasReached(campaign.kind, state, "agreed")),
    daysLeft: daysFrom(today, campaign.due),
    share: units.length === 0 ? undefined : handedIn / units.length,
  };
}
