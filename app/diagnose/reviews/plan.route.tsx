import type { Context } from "hono";
import type { FieldRefusal, Option } from "../../design/house.tsx";
import { frameworksInUse } from "../../frameworks/index.server.ts";
import { countingFramework } from "../../frameworks/index.ts";
import { readDay, sayDay } from "../../language/period.ts";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { roleName } from "../../organisation/index.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { reviewKinds } from "./life.rules.ts";
import { listReviews } from "./list.store.ts";
import { reviewPaths } from "./paths.ts";
import { mayPlan, mayPlanHere } from "./permissions.rules.ts";
import type { PlanDraft, PlanRefusal } from "./plan.rules.ts";
import { sayPlanRefusal } from "./plan.rules.ts";
import { PlanView, type WrittenPlan } from "./plan.view.tsx";
import { planReview } from "./plan-review.ts";
import { candidates, unitsToReview } from "./review.store.ts";
import { sayKind } from "./review.words.ts";

/** Held somewhere: what may be planned where is weighed when it is planned. */
const plan = allow({ ...mayPlanHere, anywhere: true }, placeOfTrust);

async function choicesFor(look: Look, asked: Asked, written: WrittenPlan) {
  const [units, frameworks] = await Promise.all([unitsToReview(look), frameworksInUse(look)]);
  const mine = units.filter((unit) =>
    reviewKinds.some((kind) => mayPlan(kind, asked.person, { trustId: look.trustId, unitId: unit.id, within: unit.within })),
  );
  const unit = mine.find(({ id }) => id === written.unit) ?? (mine.length === 1 ? mine[0] : undefined);
  const people = unit ? await candidates(look, unit.id) : [];
  const agreed = unit
    ? (await listReviews(look, asked.person.personId, { unitId: unit.id })).filter(({ state }) => state === "agreed" || state === "closed")
    : [];
  const place = unit && { trustId: look.trustId, unitId: unit.id, within: unit.within };
  return {
    unit,
    units: mine.map(({ id, name }): Option => ({ value: id, text: name })),
    frameworks: frameworks
      .filter(({ subjects }) => !unit || (subjects as readonly string[]).includes(unit.kind))
      .map(({ key, name }): Option => ({ value: key, text: name })),
    kinds: reviewKinds
      .filter((kind) => place && mayPlan(kind, asked.person, place))
      .map((kind): Option => ({ value: kind, text: sayKind(kind) })),
    people: people.map(
      ({ id, name, roles, isAtHome }): Option => ({
        value: id,
        text: `${name} (${roles.map((role) => roleName(role, asked.words)).join(", ")}${isAtHome ? ", of this place" : ""})`,
      }),
    ),
    from: agreed.map(
      ({ id, kind, framework, plannedOn }): Option => ({ value: id, text: `${sayKind(kind)}, ${framework}, of ${sayDay(plannedOn)}` }),
    ),
  };
}

async function show(c: Context, asked: Asked, written: WrittenPlan, refusals: readonly FieldRefusal[] = []) {
  const choices = await inOneLook(asked.db, asked.person, (look) => choicesFor(look, asked, written));
  const given = {
    ...{ ...written, unit: choices.unit?.id ?? "", lead: written.lead || asked.person.personId },
    framework: written.framework || countingFramework,
  };
  return page(
    c,
    <PlanView
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      choices={choices}
      written={given}
      refusals={refusals}
    />,
    refusals.length ? 422 : 200,
  );
}

export const openPlan = route("get", "/:trust/reviews/new", plan, (c, asked) =>
  show(c, asked, {
    ...{ unit: c.req.query("unit") ?? "", framework: c.req.query("framework") ?? "", kind: c.req.query("kind") ?? "", about: "", due: "" },
    ...{ lead: "", moderator: "", reviewers: [], from: c.req.query("from") ?? "" },
  }),
);

const fieldOf = (refusal: PlanRefusal): string => {
  switch (refusal.kind) {
    case "no-such-unit":
    case "not-allowed":
    case "another-unit":
      return "unit";
    case "no-edition-in-use":
    case "not-of-such-a-unit":
    case "another-framework":
      return "framework";
    case "due-over":
      return "due";
    case "no-such-lead":
    case "lead-at-home":
      return "lead";
    case "no-such-moderator":
    case "moderator-judges":
      return "moderator";
    case "no-such-review":
    case "still-open":
      return "from";
    default:
      return "reviewers";
  }
};

export const newReview = route("post", "/:trust/reviews/new", plan, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written: WrittenPlan = {
    ...{ unit: text("unit"), framework: text("framework"), kind: text("kind"), about: text("about").slice(0, 200), due: text("due") },
    ...{ lead: text("lead"), moderator: text("moderator"), reviewers: form.getAll("reviewers").map(String), from: text("from") },
  };
  const kind = reviewKinds.find((one) => one === written.kind);
  if (!kind) return show(c, asked, written, [{ field: "kind", text: "Choose the kind of review." }]);
  const due = written.due === "" ? undefined : written.due;
  if (due !== undefined && !readDay(due))
    return show(c, asked, written, [
      { field: "due", text: `The calendar has no day “${due.slice(0, 20)}”. Give another, or leave it open.` },
    ]);
  const draft: PlanDraft = {
    ...{ unitId: written.unit, framework: written.framework, kind, about: written.about, due },
    ...{ leadId: written.lead, moderatorId: written.moderator || undefined, reviewers: written.reviewers, from: written.from || undefined },
  };
  const planned = await planReview(asked.db, asked.person, draft);
  return planned.ok
    ? c.redirect(reviewPaths.review(asked.trust.slug, planned.value), 303)
    : show(c, asked, written, [{ field: fieldOf(planned.refusal), text: sayPlanRefusal(planned.refusal) }]);
});
