import type { Context } from "hono";
import type { Option } from "../../design/house.tsx";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { everyRole, roleName } from "../../organisation/index.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { readOutline } from "../outline/outline.form.ts";
import { blankRow, type OutlineRow } from "../outline/outline.rules.ts";
import { paths } from "../paths.ts";
import { mayBeginPlans, mayKeepTemplates } from "../permissions.rules.ts";
import { type PlanPlace, placeOfPlan } from "../plans/plan.store.ts";
import { makeTemplate, retireTemplate, writeTemplate } from "./edit-template.ts";
import { shippedTemplates } from "./shipped.ts";
import { rowsOf, type TemplateRefusal } from "./template.rules.ts";
import { findTemplate, listTemplates, type TemplateRow } from "./template.store.ts";
import { MakeTemplateView, TemplatesView, TemplateView } from "./template.view.tsx";
import { fieldOfTemplate, sayTemplateRefusal } from "./template-words.rules.ts";

export const openTemplates = route("get", "/:trust/plans/templates", allow(mayBeginPlans, placeOfTrust), async (c, asked) => {
  const own = await inOneLook(asked.db, asked.person, (look) => listTemplates(look));
  return page(
    c,
    <TemplatesView frame={frameOf(asked, "plans")} slug={asked.trust.slug} shipped={[...shippedTemplates().values()]} own={own} />,
  );
});

type TemplatePlace = Place & { readonly template: TemplateRow };
async function placeOfTemplate(look: Look, params: Record<string, string>): Promise<TemplatePlace | undefined> {
  const [place, template] = await Promise.all([placeOfTrust(look), findTemplate(look, params.template)]);
  return template && { ...place, template };
}
type Written = { readonly title: string; readonly says: string; readonly rows: readonly OutlineRow[] };
async function show(c: Context, asked: Asked, back?: { written?: Written; refusal: TemplateRefusal }) {
  const { template: before } = asked.place as TemplatePlace;
  const template = (back && (await inOneLook(asked.db, asked.person, (look) => findTemplate(look, before.id)))) ?? before;
  const { title, says, parts } = template.content;
  const crossed = back?.refusal.kind === "crossed";
  const owners = everyRole.map((role): Option => ({ value: `role:${role}`, text: roleName(role, asked.words) }));
  return page(
    c,
    <TemplateView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      template={template}
      mayWrite={may(mayKeepTemplates, asked.person, asked.place)}
      written={back?.written ?? { title, says, rows: [...rowsOf(parts), blankRow, blankRow, blankRow] }}
      choices={{ owners }}
      crossed={crossed}
      refusals={back ? [{ field: fieldOfTemplate(back.refusal), text: sayTemplateRefusal(back.refusal) }] : []}
    />,
    back ? (crossed ? 409 : 422) : 200,
  );
}
const one = "/:trust/plans/templates/:template{[0-9a-f-]{36}}";
export const openTemplate = route("get", one, allow(mayBeginPlans, placeOfTemplate), (c, asked) => show(c, asked));
const keep = allow(mayKeepTemplates, placeOfTemplate);
const seenOf = (asked: Asked, form: FormData) => ({
  id: (asked.place as TemplatePlace).template.id,
  version: Number(form.get("version")) || 0,
});
export const saveTemplate = route("post", one, keep, async (c, asked) => {
  const form = await c.req.formData();
  const written = { title: String(form.get("title") ?? ""), says: String(form.get("says") ?? ""), rows: readOutline(form) };
  const done = await writeTemplate(asked.db, asked.person, seenOf(asked, form), written);
  return done.ok ? c.redirect(paths.templates(asked.trust.slug), 303) : show(c, asked, { written, refusal: done.refusal });
});
export const retire = route("post", `${one}/retire`, keep, async (c, asked) => {
  const form = await c.req.formData();
  const done = await retireTemplate(asked.db, asked.person, seenOf(asked, form), form.get("retired") !== "no");
  return done.ok ? c.redirect(paths.templates(asked.trust.slug), 303) : show(c, asked, { refusal: done.refusal });
});

const planOf = (asked: Asked) => (asked.place as PlanPlace).plan;
function showMake(c: Context, asked: Asked, back?: { written: { title: string; says: string }; refusal: TemplateRefusal }) {
  return page(
    c,
    <MakeTemplateView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      plan={planOf(asked)}
      written={back?.written ?? { title: planOf(asked).title, says: "" }}
      refusals={back ? [{ field: fieldOfTemplate(back.refusal).replace(/^\d+-.*/, ""), text: sayTemplateRefusal(back.refusal) }] : []}
    />,
    back ? 422 : 200,
  );
}
const ofPlan = "/:trust/plans/:plan{[0-9a-f-]{36}}/template";
const make = allow(mayKeepTemplates, placeOfPlan);
export const openMakeTemplate = route("get", ofPlan, make, (c, asked) => Promise.resolve(showMake(c, asked)));
export const saveMakeTemplate = route("post", ofPlan, make, async (c, asked) => {
  const form = await c.req.formData();
  const written = { title: String(form.get("title") ?? ""), says: String(form.get("says") ?? "") };
  const done = await makeTemplate(asked.db, asked.person, asked.place as PlanPlace, written);
  return done.ok ? c.redirect(paths.template(asked.trust.slug, done.value), 303) : showMake(c, asked, { written, refusal: done.refusal });
});

export const templateRoutes = [openTemplates, openTemplate, saveTemplate, retire, openMakeTemplate, saveMakeTemplate];
