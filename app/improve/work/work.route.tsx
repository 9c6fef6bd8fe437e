import type { Context } from "hono";
import { frameOf, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { loadHeld } from "../parts/held.ts";
import { listParts } from "../parts/part.store.ts";
import { directlyUnder, livingParts } from "../parts/tree.rules.ts";
import { paths } from "../paths.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { isRunning } from "../plans/plan.rules.ts";
import { findPlan } from "../plans/plan.store.ts";
import { sayOwner } from "../plans/say-owner.rules.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import { takesPart } from "../talk/talk.rules.ts";
import { type ActionRefusal, type EvidenceChosen, fieldOfAction, type Shows, sayActionRefusal, sayResting, shows } from "./action.rules.ts";
import { evidenceOfAction } from "./action-evidence.ts";
import { leads } from "./leads.rules.ts";
import { type ActionPlace, loadWork, placeOfAction } from "./load-work.ts";
import { stepAction, waitsFor } from "./step-action.ts";
import { ActionView, WorkView, type WrittenStep } from "./work.view.tsx";
import { openScope, scopeFor } from "./work-scope.ts";

export const openMyWork = route("get", "/:trust/my-work", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { slug } = asked.trust;
  const { work, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const scope = await openScope(look, { slug, words: asked.words });
    return { work: await loadWork(look, scopeFor(look, scope, asked.person)), day: scope.day };
  });
  return page(c, <WorkView frame={frameOf(asked, "work")} slug={slug} work={work} today={day} />);
});

const itemsOf = (pairs: readonly (readonly [Shows, string])[]): EvidenceChosen => ({
  doing: pairs.flatMap(([shows, item]) => (shows === "doing" ? [item] : [])),
  effect: pairs.flatMap(([shows, item]) => (shows === "effect" ? [item] : [])),
});
const actionOf = (asked: Asked) => asked.place as ActionPlace;
async function show(c: Context, asked: Asked, back?: { written: WrittenStep; refusal: ActionRefusal }) {
  const { slug } = asked.trust;
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const { plan, action } = actionOf(asked);
    const all = await listParts(look, { plans: [plan.id] });
    const living = livingParts(all);
    return {
      plan: (await findPlan(look, plan.id)) ?? plan,
      all,
      living,
      action: all.find(({ id }) => id === action.id) ?? action,
      evidence: await evidenceOfAction(look, asked.person, actionOf(asked), { slug, action: action.id }),
      held: plan.state === "closed" ? undefined : await loadHeld(look, actionOf(asked)),
      day: today(look),
    };
  });
  const { plan, living, action, evidence, day } = found;
  const place = { ...actionOf(asked), plan };
  const [mine, sees] = [leads(asked.person, action, place, day), seesPlan(asked.person, place)];
  if (!mine && !sees) return c.notFound() as Promise<Response>;
  const goes = isRunning(plan.state) && living.includes(action);
  const writes = goes && (mine || may(mayWritePlans, asked.person, place));
  const crossed = back?.refusal.kind === "crossed";
  return page(
    c,
    <ActionView
      frame={frameOf(asked, "work")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      action={action}
      plan={plan}
      resting={back ? undefined : sayResting(plan)}
      owner={sayOwner(action.owners, "delivers", day, asked.words, found.held)}
      milestones={directlyUnder(living, action.id, "milestone")}
      waits={waitsFor(action, living)}
      today={day}
      seesPlan={sees}
      talks={takesPart(asked.person, action, place, day)}
      evidence={evidence}
      form={
        back?.written ??
        (writes
          ? {
              state: action.state,
              doing: action.doing,
              effect: action.effect,
              items: itemsOf(evidence.linked.map(({ shows, item }) => [shows, item])),
            }
          : undefined)
      }
      crossed={crossed}
      refusals={back ? [{ field: fieldOfAction(back.refusal), text: sayActionRefusal(back.refusal) }] : []}
    />,
    crossed ? 409 : back ? 422 : 200,
  );
}
const one = "/:trust/my-work/:action{[0-9a-f-]{36}}";
export const openAction = route("get", one, allow(mayOpenTrust, placeOfAction), (c, asked) => show(c, asked));
export const saveAction = route("post", one, allow(mayOpenTrust, placeOfAction), async (c, asked) => {
  const place = actionOf(asked);
  const day = await inOneLook(asked.db, asked.person, async (look) => today(look));
  if (!leads(asked.person, place.action, place, day) && !may(mayWritePlans, asked.person, place)) return c.notFound() as Promise<Response>;
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "");
  const items = itemsOf(shows.flatMap((one) => form.getAll(`${one}-item`).map((item) => [one, String(item)] as const)));
  const written = { state: text("state"), doing: text("doing"), effect: text("effect"), items };
  const done = await stepAction(asked.db, asked.person, place, Number(text("steps") || "0"), written, items);
  return done.ok ? c.redirect(paths.myWork(asked.trust.slug), 303) : show(c, asked, { written, refusal: done.refusal });
});
