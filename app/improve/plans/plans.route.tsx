import type { Context } from "hono";
import { readDay } from "../../language/period.ts";
import { frameOf, placeOfTrust, trustUnit } from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { mayBeginPlans, mayWritePlans } from "../permissions.rules.ts";
import { lastColours } from "../progress/progress.store.ts";
import { beginFromTemplate } from "../templates/begin-from-template.ts";
import { templateChoices } from "../templates/choices.ts";
import { listTemplates } from "../templates/template.store.ts";
import { answeredReview, sayReview } from "./answered-review.ts";
import { changePlan, reviewsToAnswer } from "./begin-plan.ts";
import { isWritten, type PlanKind, type PlanRefusal, planKinds, plannedFor } from "./plan.rules.ts";
import { findPlan, listPlannedUnits, listPlans, type PlanPlace, placeFor, placeOfPlan } from "./plan.store.ts";
import { fieldOfPlan, sayPlanRefusal } from "./plan-words.rules.ts";
import { ChangePlanView, NewPlanView, PlansView, type WrittenPlan } from "./plans.view.tsx";
import { seesPlan } from "./sight.rules.ts";

export const openPlans = route("get", "/:trust/plans", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { plans, colours, trust } = await inOneLook(asked.db, asked.person, async (look) => {
    const [plans, colours, trust] = await Promise.all([listPlans(look), lastColours(look), trustUnit(look)]);
    return { plans, colours, trust };
  });
  const { trustId } = asked.trust;
  return page(
    c,
    <PlansView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      plans={plans.filter((plan) => seesPlan(asked.person, placeFor(plan, trustId, trust)))}
      colours={colours}
      mayBegin={may(mayBeginPlans, asked.person, asked.place)}
      mayAlign={may(maySeeStanding, asked.person, asked.place)}
    />,
  );
});

const fields = ["kind", "unit", "review", "title", "begins", "ends", "template"] as const;
const readWritten = (form: FormData): WrittenPlan =>
  Object.fromEntries(fields.map((name) => [name, String(form.get(name) ?? "").trim()])) as unknown as WrittenPlan;
const draftOf = ({ title, begins, ends }: WrittenPlan) => ({ title, begins: readDay(begins)?.toString(), ends: readDay(ends)?.toString() });

async function showNew(c: Context, asked: Asked, back?: { written: WrittenPlan; refusal: PlanRefusal }) {
  const { person } = asked;
  const { units, reviews, own } = await inOneLook(asked.db, person, async (look) => {
    const units = (await listPlannedUnits(look)).filter(({ id, within }) =>
      may(mayWritePlans, person, { trustId: look.trustId, unitId: id, within }),
    );
    // The reviews of one unit at a time: of the only one there is, or of the one that was asked about.
    const about = back?.written.unit || c.req.query("unit") || (units.length === 1 ? units[0]?.id : undefined);
    const mine = units.some(({ id }) => id === about) ? about : undefined;
    const [reviews, own] = await Promise.all([mine ? reviewsToAnswer(look, person, mine) : [], listTemplates(look)]);
    return { units, reviews, own };
  });
  const year = Temporal.Now.plainDateISO("Europe/London").year;
  const chosen = units.some(({ id }) => id === c.req.query("unit")) ? (c.req.query("unit") ?? "") : (units[0]?.id ?? "");
  const kinds = (Object.keys(planKinds) as PlanKind[]).filter((kind) =>
    units.some((unit) => plannedFor[kind].some((one) => one === unit.kind)),
  );
  const blank: WrittenPlan = {
    kind: kinds[0] ?? "",
    unit: chosen,
    review: "",
    title: "",
    begins: `${year}-09-01`,
    ends: `${year + 1}-08-31`,
  };
  return page(
    c,
    <NewPlanView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      written={back?.written ?? blank}
      kinds={kinds.map((kind) => ({ value: kind, text: planKinds[kind] }))}
      units={units.map(({ id, name }) => ({ value: id, text: name }))}
      templates={templateChoices(own, kinds)}
      reviews={reviews.map((review) => ({
        value: review.id,
        text: sayReview(review),
      }))}
      refusals={back ? [{ field: fieldOfPlan(back.refusal), text: sayPlanRefusal(back.refusal) }] : []}
    />,
    back ? 422 : 200,
  );
}
const begin = allow(mayBeginPlans, placeOfTrust);
export const openNewPlan = route("get", "/:trust/plans/new", begin, (c, asked) => showNew(c, asked));
export const saveNewPlan = route("post", "/:trust/plans/new", begin, async (c, asked) => {
  const written = readWritten(await c.req.formData());
  const subject = { unitId: written.unit, kind: written.kind, reviewId: written.review };
  const done = await beginFromTemplate(asked.db, asked.person, subject, draftOf(written), written.template ?? "");
  return done.ok ? c.redirect(paths.plan(asked.trust.slug, done.value), 303) : showNew(c, asked, { written, refusal: done.refusal });
});

const planOf = (asked: Asked) => asked.place as PlanPlace;
async function showChange(c: Context, asked: Asked, back?: { written: WrittenPlan; refusal: PlanRefusal }) {
  const before = planOf(asked).plan;
  const found = await inOneLook(asked.db, asked.person, async (look) => ({
    now: back && (await findPlan(look, before.id)),
    review: await answeredReview(look, asked.person, before),
  }));
  const plan = found.now ?? before;
  const { kind, unitId: unit, reviewId, title, begins, ends } = plan;
  const crossed = back?.refusal.kind === "crossed";
  return page(
    c,
    <ChangePlanView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      plan={plan}
      review={found.review}
      written={back?.written ?? { kind, unit, review: reviewId ?? "", title, begins, ends }}
      refusals={back ? [{ field: fieldOfPlan(back.refusal), text: sayPlanRefusal(back.refusal) }] : []}
      crossed={crossed}
    />,
    crossed ? 409 : back ? 422 : 200,
  );
}
const write = allow(mayWritePlans, placeOfPlan);
const plan = "/:trust/plans/:plan{[0-9a-f-]{36}}";
export const openChange = route("get", `${plan}/change`, write, (c, asked) =>
  isWritten(planOf(asked).plan.state)
    ? showChange(c, asked)
    : Promise.resolve(c.redirect(paths.plan(asked.trust.slug, planOf(asked).plan.id), 303)),
);
export const saveChange = route("post", `${plan}/change`, write, async (c, asked) => {
  const form = await c.req.formData();
  const written = readWritten(form);
  const done = await changePlan(asked.db, asked.person, planOf(asked), Number(form.get("version")) || 0, draftOf(written));
  return done.ok
    ? c.redirect(paths.plan(asked.trust.slug, planOf(asked).plan.id), 303)
    : showChange(c, asked, { written, refusal: done.refusal });
});
