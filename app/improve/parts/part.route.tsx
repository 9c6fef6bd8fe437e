import type { Context } from "hono";
import type { Option } from "../../design/house.tsx";
import { listOwners } from "../../measures/index.server.ts";
import { frameOf, today } from "../../organisation/index.server.ts";
import { roleName } from "../../organisation/index.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { figuresFor, loadDiagnosis } from "../diagnosis/load-diagnosis.ts";
import { paths } from "../paths.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { loadNameable, nameTarget } from "../plans/kpi.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { type PlanPlace, placeOfPlan } from "../plans/plan.store.ts";
import { sayOwner } from "../plans/say-owner.rules.ts";
import { listTouched } from "../touched/touched.store.ts";
import { supportable } from "./load-part-facts.ts";
import { blankForm, draftOf, formOf, type PartForm, readPartForm } from "./part.form.ts";
import { hangsUnder, isPartKind, type PartKind, type PartRefusal, saysOf } from "./part.rules.ts";
import { findPart, listSaid, type PartSaid, rolesHeld } from "./part.store.ts";
import { type PartChoices, PartView } from "./part.view.tsx";
import { fieldOfPart, labelOf, sayPartRefusal } from "./part-words.rules.ts";
import { livingParts } from "./tree.rules.ts";
import { addPartTo, type EndRefusal, endPart, sayEndRefusal, writePart } from "./write-part.ts";

const planOf = (asked: Asked) => asked.place as PlanPlace;
type At = {
  readonly kind: PartKind;
  readonly under: string | null;
  readonly part: PartSaid | undefined;
  /** A reason from which a new part begins. */
  readonly reason?: string | undefined;
};
type Back = {
  readonly written?: PartForm;
  readonly refusal?: PartRefusal;
  readonly end?: { readonly because: string; readonly refusal: EndRefusal };
};

/** What the form of a part offers to choose from. */
async function choicesFor(look: Look, asked: Asked, { kind, part }: At): Promise<PartChoices> {
  const place = planOf(asked);
  const says = (field: (typeof saysOf)[PartKind][number]) => saysOf[kind].includes(field);
  const [owners, roles, above, kpis, parts, diagnosis, figures] = await Promise.all([
    says("delivers") ? listOwners(look) : [],
    says("delivers") ? rolesHeld(look, [place.unitId, ...place.within]) : [],
    says("supports") ? supportable(look, place) : [],
    says("target") ? loadNameable(look, place.plan, [part?.target ?? null]) : new Map(),
    says("needs") ? listSaid(look, { plans: [place.plan.id] }) : [],
    says("reasons") ? loadDiagnosis(look, asked.person, place.plan) : undefined,
    says("reasons") ? figuresFor(look, place.plan) : [],
  ]);
  const holders = Map.groupBy(roles, ({ role }) => role);
  const gone = (part?.owners ?? []).filter(
    ({ personId, until }) => personId && until === null && !owners.some(({ id }) => id === personId),
  );
  const kept = (part?.reasons ?? []).map(({ source, says }): Option => ({ value: source, text: says }));
  const fresh = (options: readonly Option[]) => options.filter(({ value }) => !kept.some((one) => one.value === value));
  const from = (wanted: string) =>
    fresh((diagnosis?.known ?? []).filter((one) => one.from === wanted).map(({ source, says }) => ({ value: source, text: says })));
  const groups = [
    { name: "reasons-kept", label: "Chosen before, as they were then", options: kept },
    { name: "reasons-finding", label: "Findings of reviews", options: from("finding") },
    { name: "reasons-judgement", label: "Judgements", options: from("judgement") },
    { name: "reasons-target", label: "Targets as they stand", options: from("target") },
    { name: "reasons-figure", label: "Figures", options: fresh(figures) },
  ];
  return {
    owners: [
      ...[...holders].map(([role, people]) => ({
        value: `role:${role}`,
        text: `${roleName(role, asked.words)} (now ${people
          .map(({ name }) => name)
          .slice(0, 3)
          .join(", ")}${people.length > 3 ? " and others" : ""})`,
      })),
      ...owners.map(({ id, name }) => ({ value: `person:${id}`, text: name })),
      ...gone.map(({ personId, name }) => ({ value: `person:${personId}`, text: `${name} (holds no role now)` })),
    ],
    supports: above.map(({ id, title, plan }) => ({ value: id, text: `${plan}: ${title}` })),
    targets: [...kpis.values()]
      .filter(({ judged, valued, over }) => (valued && !over) || judged.target.id === part?.target)
      .map(({ judged }) => ({ value: judged.target.id, text: nameTarget(judged) })),
    actions: livingParts(parts)
      .filter(({ id, kind: one }) => one === "action" && id !== part?.id)
      .map(({ id, title }) => ({ value: id, text: title })),
    reasons: groups.filter(({ options }) => options.length > 0),
  };
}

async function show(c: Context, asked: Asked, at: At, back: Back = {}) {
  const { plan } = planOf(asked);
  const found = await inOneLook(asked.db, asked.person, async (look) => ({
    // What was refused may have crossed with what stands now; whoever opens the form has just been shown the part.
    now: at.part && (back.refusal || back.end) ? await findPart(look, at.part.id) : at.part,
    above: at.under === null ? undefined : await findPart(look, at.under),
    choices: await choicesFor(look, asked, at),
    touched: at.part ? await listTouched(look, at.part) : [],
    day: today(look),
  }));
  const stands = found.now && formOf(found.now, found.day);
  const [, from = found.day] = [found.day, plan.begins].sort();
  const written = back.written ?? (stands ? { ...stands, from } : { ...blankForm(from), reasons: at.reason ? [at.reason] : [] });
  const crossed = back.refusal?.kind === "crossed" || back.end?.refusal.kind === "crossed";
  const fields = (["title", ...saysOf[at.kind]] as const).flatMap((name) => (name === "needs" || name === "reasons" ? [] : [name]));
  const said = (form: PartForm, name: (typeof fields)[number]) => {
    const options = {
      delivers: found.choices.owners,
      evaluates: found.choices.owners,
      supports: found.choices.supports,
      target: found.choices.targets,
    };
    const chosen = name in options ? options[name as keyof typeof options].find(({ value }) => value === form[name])?.text : undefined;
    return chosen ?? form[name];
  };
  const theirs =
    crossed && stands
      ? fields
          .filter((name) => stands[name] !== written[name])
          .map((name) => ({ of: labelOf[name], now: said(stands, name), yours: said(written, name) }))
      : [];
  const refusals = [
    ...(back.refusal ? [{ field: fieldOfPart(back.refusal), text: sayPartRefusal(back.refusal) }] : []),
    ...(back.end ? [{ field: back.end.refusal.kind === "because-needed" ? "because" : "", text: sayEndRefusal(back.end.refusal) }] : []),
  ];
  return page(
    c,
    <PartView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      plan={plan}
      kind={at.kind}
      under={at.under}
      above={found.above}
      part={found.now}
      written={written}
      choices={found.choices}
      theirs={theirs}
      touched={found.touched.map(({ owners, ...one }) => ({ ...one, owner: sayOwner(owners, "delivers", found.day, asked.words) }))}
      because={back.end?.because ?? ""}
      refusals={refusals}
    />,
    refusals.length === 0 ? 200 : crossed ? 409 : 422,
  );
}

const write = allow(mayWritePlans, placeOfPlan);
const plan = "/:trust/plans/:plan{[0-9a-f-]{36}}";
const toPlan = (asked: Asked, part?: string) => `${paths.plan(asked.trust.slug, planOf(asked).plan.id)}${part ? `#part-${part}` : ""}`;
/** Where a new part is asked to hang: nothing where the plan has no such place. */
async function newAt(asked: Asked, kind: string, under: string): Promise<At | undefined> {
  if (!isPartKind(kind)) return undefined;
  const above = under ? await inOneLook(asked.db, asked.person, (look) => findPart(look, under)) : undefined;
  if (under && above?.planId !== planOf(asked).plan.id) return undefined;
  const fits = above ? hangsUnder[kind].includes(above.kind) : kind === "priority";
  return fits ? { kind, under: above?.id ?? null, part: undefined } : undefined;
}

export const openNewPart = route("get", `${plan}/parts/new`, write, async (c, asked) => {
  const at = await newAt(asked, c.req.query("kind") ?? "priority", c.req.query("under") ?? "");
  return at && isWritten(planOf(asked).plan.state)
    ? show(c, asked, { ...at, reason: c.req.query("reason") })
    : c.redirect(toPlan(asked), 303);
});
export const savePart = route("post", `${plan}/parts/new`, write, async (c, asked) => {
  const form = await c.req.formData();
  const written = readPartForm(form);
  const [kind, under] = [String(form.get("kind") ?? "priority"), String(form.get("under") ?? "")];
  const at = await newAt(asked, kind, under);
  if (!at) return show(c, asked, { kind: "priority", under: null, part: undefined }, { written, refusal: { kind: "wrong-place" } });
  const done = await addPartTo(asked.db, asked.person, planOf(asked), at, draftOf(written));
  return done.ok ? c.redirect(toPlan(asked, at.under ?? done.value), 303) : show(c, asked, at, { written, refusal: done.refusal });
});

type PartPlace = PlanPlace & { readonly part: PartSaid };
async function placeOfPart(look: Look, params: Record<string, string>): Promise<PartPlace | undefined> {
  const [place, part] = await Promise.all([placeOfPlan(look, params), findPart(look, params.part)]);
  return place && part?.planId === place.plan.id ? { ...place, part } : undefined;
}
const writeOne = allow(mayWritePlans, placeOfPart);
const atPart = (asked: Asked): At => {
  const { part } = asked.place as PartPlace;
  return { kind: part.kind, under: part.under, part };
};
export const openPart = route("get", `${plan}/parts/:part{[0-9a-f-]{36}}`, writeOne, (c, asked) => {
  const { part, plan } = asked.place as PartPlace;
  return part.endedBecause === null && isWritten(plan.state)
    ? show(c, asked, atPart(asked))
    : Promise.resolve(c.redirect(toPlan(asked), 303));
});
export const saveOnePart = route("post", `${plan}/parts/:part{[0-9a-f-]{36}}`, writeOne, async (c, asked) => {
  const form = await c.req.formData();
  const written = readPartForm(form);
  const { part } = asked.place as PartPlace;
  const seen = { id: part.id, version: Number(form.get("version")) || 0 };
  const done = await writePart(asked.db, asked.person, planOf(asked), seen, draftOf(written));
  const stands = done.ok || done.refusal.kind === "same";
  return stands ? c.redirect(toPlan(asked, part.id), 303) : show(c, asked, atPart(asked), { written, refusal: done.refusal });
});
export const endOnePart = route("post", `${plan}/parts/:part{[0-9a-f-]{36}}/end`, writeOne, async (c, asked) => {
  const form = await c.req.formData();
  const { part } = asked.place as PartPlace;
  const because = String(form.get("because") ?? "");
  const done = await endPart(asked.db, asked.person, planOf(asked), { id: part.id, version: Number(form.get("version")) || 0 }, because);
  return done.ok ? c.redirect(toPlan(asked), 303) : show(c, asked, atPart(asked), { end: { because, refusal: done.refusal } });
});

export const partRoutes = [openNewPart, savePart, openPart, saveOnePart, endOnePart];
