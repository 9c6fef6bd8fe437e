import type { Context } from "hono";
import { readDay, sayDay } from "../../language/period.ts";
import { frameOf, today, trustUnit } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { listPlans, type PlanPlace, type PlanRow, placeFor, placeOfPlan } from "../plans/plan.store.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import { CompareView } from "./compare.view.tsx";
import { comparePlan } from "./load-comparison.ts";

/** With what a plan is compared unless somebody says: the last plan of its kind before it, and else what it said a month ago. */
function usually(others: readonly PlanRow[], plan: PlanRow, day: string): { readonly plan: PlanRow } | { readonly on: string } {
  const before = others.filter(({ begins }) => begins < plan.begins).sort((one, other) => other.begins.localeCompare(one.begins))[0];
  return before ? { plan: before } : { on: Temporal.PlainDate.from(day).subtract({ months: 1 }).toString() };
}
const sinceWords = (with_: { readonly plan: PlanRow } | { readonly on: string }) =>
  "on" in with_ ? `Since the end of ${sayDay(with_.on)}` : `Since “${with_.plan.title}”`;

async function show(c: Context, asked: Asked) {
  const place = asked.place as PlanPlace;
  const { plan } = place;
  if (!seesPlan(asked.person, place)) return c.notFound() as Promise<Response>;
  const [on, other] = [c.req.query("on"), c.req.query("with")];
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const [day, trust, plans] = [today(look), await trustUnit(look), await listPlans(look, { unitId: plan.unitId })];
    const others = plans.filter(
      (one) => one.kind === plan.kind && one.id !== plan.id && seesPlan(asked.person, placeFor(one, look.trustId, trust)),
    );
    const read = on === undefined ? undefined : readDay(on)?.toString();
    const amiss = on === undefined ? undefined : read === undefined ? "unread" : read > day ? "to-come" : undefined;
    const chosen = others.find(({ id }) => id === other);
    const with_ = read !== undefined ? { on: read } : chosen ? { plan: chosen } : usually(others, plan, day);
    return { others, amiss, with_, comparison: amiss ? undefined : await comparePlan(look, plan, with_, asked.words) };
  });
  const { with_, amiss } = found;
  const text = amiss === "unread" ? "Give the day as day, month and year." : "That day is still to come. Give today or an earlier day.";
  return page(
    c,
    <CompareView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      plan={plan}
      others={found.others.map(({ id, title }) => ({ value: id, text: title }))}
      written={{ on: on ?? ("on" in with_ ? with_.on : ""), with: "plan" in with_ ? with_.plan.id : "" }}
      since={sinceWords(with_)}
      comparison={found.comparison}
      refusals={amiss ? [{ field: "on", text }] : []}
    />,
    amiss ? 422 : 200,
  );
}
export const openCompare = route("get", "/:trust/plans/:plan{[0-9a-f-]{36}}/compare", allow(mayOpenTrust, placeOfPlan), show);
