import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { frameOf, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { loadHeld } from "../parts/held.ts";
import { paths } from "../paths.ts";
import { mayApprovePlans, mayKeepTemplates, mayWritePlans } from "../permissions.rules.ts";
import { listImpact, listProgress } from "../progress/progress.store.ts";
import { listTrajectories } from "../progress/trajectory.store.ts";
import { countTalk } from "../talk/talk.store.ts";
import { answeredReview } from "./answered-review.ts";
import { type ApprovedContent, approvePlan, stepPlan } from "./approve-plan.ts";
import { sayApprovers } from "./approvers.rules.ts";
import { loadWholePlan } from "./load-plan.ts";
import { isWritten } from "./plan.rules.ts";
import { findPlan, listApprovals, type PlanPlace, placeOfPlan } from "./plan.store.ts";
import { ApprovedView, OnePageView, PlanView, type ShownPlan } from "./plan.view.tsx";
import { sayApprovalRefusal, sayStepRefusal } from "./plan-words.rules.ts";
import { seesPlan } from "./sight.rules.ts";

const planOf = (asked: Asked) => asked.place as PlanPlace;
const path = "/:trust/plans/:plan{[0-9a-f-]{36}}";
const read = allow(mayOpenTrust, placeOfPlan);

async function load(asked: Asked) {
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const { id } = planOf(asked).plan;
    const [plan, whole, reviews, impact, talk, trajectories, held, answers] = await Promise.all([
      findPlan(look, id),
      loadWholePlan(look, id),
      listProgress(look, id),
      listImpact(look, id),
      may(mayWritePlans, asked.person, asked.place) ? countTalk(look, [id]) : undefined,
      listTrajectories(look, id),
      planOf(asked).plan.state === "closed" ? undefined : loadHeld(look, planOf(asked)),
      answeredReview(look, asked.person, planOf(asked).plan),
    ]);
    return { held, answers, plan: plan ?? planOf(asked).plan, whole, reviews, impact, talk, trajectories, day: today(look) };
  });
  const { plan, whole, reviews, impact, talk, day } = found;
  const mayWrite = isWritten(plan.state) && may(mayWritePlans, asked.person, asked.place);
  const [last] = plan.state === "closed" ? [] : reviews;
  const stopped = new Map(last?.lines.flatMap(({ part, decision }) => (decision === "stop" ? [[part, last.on] as const] : [])));
  const shown: ShownPlan = {
    ...{ slug: asked.trust.slug, words: asked.words, today: day, plan, mayWrite, talk, stopped, held: found.held },
    ...whole,
  };
  const approvers = mayWrite && found.held ? sayApprovers(found.held.named, plan.unitKind, asked.words) : undefined;
  return { shown, ended: whole.ended, reviews, impact, trajectories: found.trajectories, answers: found.answers, approvers };
}
async function show(c: Context, asked: Asked, back: { refusals?: readonly FieldRefusal[]; because?: string; status?: 409 | 422 } = {}) {
  const { shown, ended, reviews, impact, trajectories, answers, approvers } = await load(asked);
  return page(
    c,
    <PlanView
      frame={frameOf(asked, "plans")}
      shown={shown}
      ended={ended}
      answers={answers}
      approvers={approvers}
      reviews={reviews}
      trajectories={trajectories}
      impact={impact}
      token={asked.session.formToken}
      mayApprove={may(mayApprovePlans, asked.person, asked.place)}
      mayMakeTemplate={may(mayKeepTemplates, asked.person, asked.place)}
      because={back.because ?? ""}
      refusals={back.refusals ?? []}
    />,
    back.status ?? 200,
  );
}
const seen = (handler: (c: Context, asked: Asked) => Promise<Response>) => async (c: Context, asked: Asked) =>
  seesPlan(asked.person, planOf(asked)) ? handler(c, asked) : (c.notFound() as Promise<Response>);

export const openPlan = route(
  "get",
  path,
  read,
  seen((c, asked) => show(c, asked)),
);
export const openOnePage = route(
  "get",
  `${path}/one-page`,
  read,
  seen(async (c, asked) => page(c, <OnePageView frame={frameOf(asked, "plans")} shown={(await load(asked)).shown} />)),
);
export const openApproved = route(
  "get",
  `${path}/approved`,
  read,
  seen(async (c, asked) => {
    const { plan } = planOf(asked);
    const { approvals, day } = await inOneLook(asked.db, asked.person, async (look) => ({
      approvals: await listApprovals<ApprovedContent>(look, plan.id),
      day: today(look),
    }));
    const one = approvals.find(({ revision }) => String(revision) === c.req.query("revision")) ?? approvals[0];
    if (!one) return c.redirect(paths.plan(asked.trust.slug, plan.id), 303);
    const { title, begins, ends, parts, kpis } = one.content;
    const shown: ShownPlan = {
      ...{ slug: asked.trust.slug, words: asked.words, today: day, plan: { ...plan, title, begins, ends } },
      ...{ parts, kpis, above: new Map(), mayWrite: false },
    };
    const others = approvals.flatMap((other, at) => (other === one ? [] : [{ ...other, nth: approvals.length - at }]));
    return page(c, <ApprovedView frame={frameOf(asked, "plans")} shown={shown} on={one.on} by={one.by} others={others} />);
  }),
);

const approve = allow(mayApprovePlans, placeOfPlan);
const back = (asked: Asked) => paths.plan(asked.trust.slug, planOf(asked).plan.id);
export const approveOne = route("post", `${path}/approve`, approve, async (c, asked) => {
  const revision = Number((await c.req.formData()).get("revision")) || 0;
  const done = await approvePlan(asked.db, asked.person, planOf(asked), revision);
  if (done.ok) return c.redirect(back(asked), 303);
  const crossed = done.refusal.kind === "crossed" || done.refusal.kind === "approved-already";
  return show(c, asked, { refusals: [{ field: "", text: sayApprovalRefusal(done.refusal) }], status: crossed ? 409 : 422 });
});
export const stepOne = route("post", `${path}/step`, approve, async (c, asked) => {
  const form = await c.req.formData();
  const [step, because] = [String(form.get("step") ?? ""), String(form.get("because") ?? "")];
  const done = await stepPlan(asked.db, asked.person, planOf(asked), step, because);
  if (done.ok) return c.redirect(back(asked), 303);
  const field = done.refusal.kind === "because-needed" ? "because" : "";
  return show(c, asked, { refusals: [{ field, text: sayStepRefusal(done.refusal) }], because, status: 422 });
});

export const planRoutes = [openPlan, openOnePage, openApproved, approveOne, stepOne];
