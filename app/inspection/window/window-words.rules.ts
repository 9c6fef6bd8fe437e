import { sayDay } from "../../language/period.ts";
import { sayYear } from "../../language/school-year.ts";
import type { CannotEstimate, Estimate, Reason, RuleKey, Soon, WindowRules } from "./window.rules.ts";

/** A window in a phrase: "in the school year 2026/27", or between two days. */
export function sayWindow(estimate: Estimate): string {
  if (estimate.kind === "cannot") return "Cannot be estimated";
  const { from, to } = estimate;
  const year = Number(to.slice(0, 4));
  return from === `${year - 1}-09-01` && to === `${year}-08-31` ? `School year ${sayYear(year)}` : `${sayDay(from)} to ${sayDay(to)}`;
}

/** How a window lies to today, in a few words. */
export function sayState(estimate: Estimate): string {
  if (estimate.kind === "cannot") return "not known";
  switch (estimate.state) {
    case "to-come":
      return "not open yet";
    case "open":
      return "open now";
    case "passed":
      return "its last day has passed: any day";
  }
}

/** Why there is no estimate, and what would make one. */
export function sayCannot(why: CannotEstimate): string {
  switch (why) {
    case "nothing-known":
      return "because no inspection is known and the school is in no register that was imported. Write its last inspection down, or have the national files imported.";
    case "no-opening-day":
      return "because no inspection is known and the register has no day on which this school opened. Write its last inspection down.";
    case "kind-not-known":
      return "because no inspection under its own URN is known, and the register does not say whether it chose to become an academy or was given to a sponsor. Have the national register imported.";
    case "converter-without-history":
      return "because its predecessor's inspections count, and none is known. Have Ofsted's file imported, or write the last one down.";
    case "no-interval":
      return "because no interval was found for a school in this position.";
  }
}

/** Every step of the reasoning, a fact that two of its ways rest on told once. */
export function stepsOf({ reasons, monitoring }: Estimate): Reason[] {
  const facts = new Set<string>();
  return [...reasons, ...monitoring].filter((reason) => {
    if (reason.kind !== "last") return true;
    const told = facts.has(reason.on);
    facts.add(reason.on);
    return !told;
  });
}

/** One step of the reasoning in a sentence; with its source and day where it is a rule. */
export function sayReason(reason: Reason, rules: WindowRules): { says: string; source?: string; confirmed?: boolean } {
  switch (reason.kind) {
    case "last":
      return { says: `The last inspection that counts began on ${sayDay(reason.on)} (${reason.framework.name}).` };
    case "predecessor":
      return {
        says: `The last inspection that counts was of its predecessor, URN ${reason.urn}, on ${sayDay(reason.on)} (${reason.framework.name}).`,
      };
    case "opened":
      return { says: `The school of this URN opened on ${sayDay(reason.on)}, and no inspection of it is known.` };
    case "deferred":
      return { says: `A deferral until ${sayDay(reason.until)} is noted here.` };
    case "rule":
      return sayRule(reason.rule, rules);
  }
}
export function sayRule(key: RuleKey, rules: WindowRules): { says: string; source: string; confirmed: boolean } {
  const { says, source, dated, confirmed } = rules[key];
  return { says, source: `${source}; as of ${sayDay(dated)}`, confirmed };
}

export const soonWords: Readonly<Record<Soon, string>> = {
  now: "May come now",
  year: "Within a year",
  later: "Later",
  cannot: "Cannot be estimated",
};
