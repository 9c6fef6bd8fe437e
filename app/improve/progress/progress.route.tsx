import type { Context } from "hono";
import { readDay } from "../../language/period.ts";
import { frameOf, today } from "../../organisation/index.server.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { listParts } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { paths } from "../paths.ts";
import { mayApprovePlans, mayWritePlans } from "../permissions.rules.ts";
import { findPlan, type PlanPlace, placeOfPlan } from "../plans/plan.store.ts";
import { standingOf } from "./load-trajectories.ts";
import { nextReviewDay } from "./next-review.store.ts";
import type { ImpactRefusal, ProgressRefusal } from "./progress.rules.ts";
import { listProgress } from "./progress.store.ts";
import { ImpactView, ProgressView, type WrittenLine } from "./progress.view.tsx";
import { sayImpactRefusal, sayProgressRefusal } from "./progress-words.rules.ts";
import { closePlan, kpisAtFirst, kpisOf, reviewProgress } from "./review-progress.ts";
import { targetsOf } from "./targets-of.rules.ts";

const planOf = (asked: Asked) => asked.place as PlanPlace;
const path = "/:trust/plans/:plan{[0-9a-f-]{36}}";
const way = (asked: Asked) => paths.plan(asked.trust.slug, planOf(asked).plan.id);
const going = (asked: Asked) => ["approved", "changed"].includes(planOf(asked).plan.state);
/** What a form says of each part, by the names `NAME-PART`. */
function linesOf<Name extends string>(form: FormData, names: readonly Name[]): Map<string, Record<Name, string>> {
  const lines = new Map<string, Record<Name, string>>();
  for (const [key, value] of form.entries())
    for (const name of names)
      if (key.startsWith(`${name}-`)) {
        const part = key.slice(name.length + 1);
        lines.set(part, {
          ...(lines.get(part) ?? (Object.fromEntries(names.map((one) => [one, ""])) as Record<Name, string>)),
          [name]: String(value),
        });
      }
  return lines;
}

type WrittenReview = { on: string; next: string; lines: ReadonlyMap<string, WrittenLine> };
async function showProgress(c: Context, asked: Asked, back?: { written: WrittenReview; refusal: ProgressRefusal }) {
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const { plan } = planOf(asked);
    const living = livingParts(await listParts(look, { plans: [plan.id] }));
    const objectives = living.filter(({ kind }) => kind === "objective");
    const [now, standing, [last], next] = await Promise.all([
      findPlan(look, plan.id),
      standingOf(look, plan, living, objectives, today(look)),
      listProgress(look, plan.id),
      nextReviewDay(look, plan),
    ]);
    return { plan: now ?? plan, living, standing, last, next, day: today(look) };
  });
  const refusals = back ? sayProgressRefusal(back.refusal) : [];
  return page(
    c,
    <ProgressView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      plan={found.plan}
      living={found.living}
      today={found.day}
      standing={found.standing}
      last={found.last}
      written={back?.written ?? { on: found.day, next: found.next ?? "", lines: new Map() }}
      seen={found.plan.reviews}
      refusals={refusals}
    />,
    back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200,
  );
}
const write = allow(mayWritePlans, placeOfPlan);
export const openProgress = route("get", `${path}/progress`, write, (c, asked) =>
  going(asked) ? showProgress(c, asked) : Promise.resolve(c.redirect(way(asked), 303)),
);
export const saveProgress = route("post", `${path}/progress`, write, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const lines = linesOf(form, ["rag", "narrative", "decision"]);
  const written = { on: text("on"), next: text("next"), lines };
  const draft = { on: readDay(written.on)?.toString(), next: { written: written.next, day: readDay(written.next)?.toString() }, lines };
  const done = await reviewProgress(asked.db, asked.person, planOf(asked), Number(text("reviews") || "0"), draft);
  return done.ok ? c.redirect(way(asked), 303) : showProgress(c, asked, { written, refusal: done.refusal });
});

type WrittenImpact = { because: string; lines: ReadonlyMap<string, { verdict: string; happened: string }> };
async function showImpact(c: Context, asked: Asked, back?: { written: WrittenImpact; refusal: ImpactRefusal }) {
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const { plan } = planOf(asked);
    const living = livingParts(await listParts(look, { plans: [plan.id] }));
    const priorities = living.filter(({ kind }) => kind === "priority");
    const [now, after, first] = await Promise.all([findPlan(look, plan.id), kpisOf(look, living, priorities), kpisAtFirst(look, plan.id)]);
    const before = new Map(priorities.map((part) => [part.id, targetsOf(living, part).flatMap((target) => first[target] ?? [])]));
    return { plan: now ?? plan, priorities, before, after };
  });
  const refusals = back ? sayImpactRefusal(back.refusal) : [];
  return page(
    c,
    <ImpactView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      {...found}
      written={back?.written ?? { because: "", lines: new Map() }}
      refusals={refusals}
    />,
    back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200,
  );
}
const judge = allow(mayApprovePlans, placeOfPlan);
export const openImpact = route("get", `${path}/impact`, judge, (c, asked) =>
  going(asked) ? showImpact(c, asked) : Promise.resolve(c.redirect(way(asked), 303)),
);
export const saveImpact = route("post", `${path}/impact`, judge, async (c, asked) => {
  const form = await c.req.formData();
  const written = { because: String(form.get("because") ?? ""), lines: linesOf(form, ["verdict", "happened"]) };
  const seen = Number(form.get("revision")) || 0;
  const done = await closePlan(asked.db, asked.person, planOf(asked), seen, written.lines, written.because);
  return done.ok ? c.redirect(way(asked), 303) : showImpact(c, asked, { written, refusal: done.refusal });
});

export const progressRoutes = [openProgress, saveProgress, openImpact, saveImpact];
