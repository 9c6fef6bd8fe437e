import type { Context } from "hono";
import { readDay, sayDay } from "../../language/period.ts";
import { frameOf, today, trustUnit } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import type { ApprovedContent } from "../plans/approve-plan.ts";
import { type Approval, listApprovals, listPlans, type PlanPlace, type PlanRow, placeFor, placeOfPlan } from "../plans/plan.store.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import { CompareView } from "./compare.view.tsx";
import { comparePlan, type With } from "./load-comparison.ts";

type Approved = Approval<ApprovedContent>;

/**
 * With what a plan is compared unless somebody says: what was last approved of it, which whoever approves again must know; else the last
 * plan of its kind before it, and else what it said a month ago.
 */
function usually(others: readonly PlanRow[], plan: PlanRow, day: string, approved: Approved | undefined): With {
  if (approved) return { approved };
  const before = others.filter(({ begins }) => begins < plan.begins).sort((one, other) => other.begins.localeCompare(one.begins))[0];
  return before ? { plan: before } : { on: Temporal.PlainDate.from(day).subtract({ months: 1 }).toString() };
}
const sinceWords = (with_: With, plan: PlanRow) =>
  "approved" in with_
    ? `Since it was last approved, on ${sayDay(with_.approved.on)}`
    : "on" in with_
      ? `Since the end of ${sayDay(with_.on)}`
      : `${with_.plan.begins < plan.begins ? "Since" : "Beside"} “${with_.plan.title}”, ${sayDay(with_.plan.begins)} to ${sayDay(with_.plan.ends)}`;
const lastApproved = "approval";

async function show(c: Context, asked: Asked) {
  const place = asked.place as PlanPlace;
  const { plan } = place;
  if (!seesPlan(asked.person, place)) return c.notFound() as Promise<Response>;
  const [on, other] = [c.req.query("on"), c.req.query("with")];
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const day = today(look);
    const [trust, plans, [approved]] = await Promise.all([
      trustUnit(look),
      listPlans(look, { unitId: plan.unitId }),
      listApprovals<ApprovedContent>(look, plan.id),
    ]);
    const others = plans.filter(
      (one) => one.kind === plan.kind && one.id !== plan.id && seesPlan(asked.person, placeFor(one, look.trustId, trust)),
    );
    const read = on === undefined ? undefined : readDay(on)?.toString();
    const amiss = on === undefined ? undefined : read === undefined ? "unread" : read > day ? "to-come" : undefined;
    const chosen = others.find(({ id }) => id === other);
    const with_: With = read !== undefined ? { on: read } : chosen ? { plan: chosen } : usually(others, plan, day, approved);
    return { others, approved, amiss, with_, comparison: amiss ? undefined : await comparePlan(look, plan, with_, asked.words) };
  });
  const { with_, amiss } = found;
  const text = amiss === "unread" ? "Give the day as day, month and year." : "That day is still to come. Give today or an earlier day.";
  return page(
    c,
    <CompareView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      plan={plan}
      others={[
        ...(found.approved ? [{ value: lastApproved, text: `This plan as it was last approved, on ${sayDay(found.approved.on)}` }] : []),
        ...found.others.map(({ id, title, begins, ends }) => ({ value: id, text: `${title}, ${sayDay(begins)} to ${sayDay(ends)}` })),
      ]}
      written={{
        on: on ?? ("on" in with_ ? with_.on : ""),
        with: "plan" in with_ ? with_.plan.id : "approved" in with_ ? lastApproved : "",
      }}
      since={sinceWords(with_, plan)}
      another={"plan" in with_}
      comparison={found.comparison}
      refusals={amiss ? [{ field: "on", text }] : []}
    />,
    amiss ? 422 : 200,
  );
}
export const openCompare = route("get", "/:trust/plans/:plan{[0-9a-f-]{36}}/compare", allow(mayOpenTrust, placeOfPlan), show);
