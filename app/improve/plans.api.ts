import { z } from "zod";
import { readDay } from "../language/period.ts";
import { loadWords, placeOfTrust, trustUnit } from "../organisation/index.server.ts";
import { everyRole, mayOpenTrust } from "../organisation/index.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { type AskedByToken, apiRead, apiWrite, cutPage, listOf, pageQuery, type Written } from "../platform/web/api.ts";
import { nothingHere } from "../platform/web/problem.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { loadExchange } from "./exchange/load-exchange.ts";
import { sheetOf } from "./exchange/sheet.rules.ts";
import type { PartDraft, PartKind, PartRefusal } from "./parts/part.rules.ts";
import { findWithStep, listParts, type PartRow } from "./parts/part.store.ts";
import { fieldOfPart, sayPartRefusal } from "./parts/part-words.rules.ts";
import { livingParts } from "./parts/tree.rules.ts";
import { addPartTo, writePart } from "./parts/write-part.ts";
import { mayWritePlans } from "./permissions.rules.ts";
import { type PlanKind, planKinds } from "./plans/plan.rules.ts";
import { listPlans, type PlanPlace, type PlanRow, placeFor, placeOfPlan } from "./plans/plan.store.ts";
import { seesPlan } from "./plans/sight.rules.ts";
import { listProgress, type ProgressRow } from "./progress/progress.store.ts";
import { sayProgressRefusal } from "./progress/progress-words.rules.ts";
import { reviewProgress } from "./progress/review-progress.ts";

const listed = z.strictObject({
  id: z.uuid(),
  unit: z.string(),
  urn: z.number().int().nullable().describe("None of the trust, its regions and networks"),
  kind: z.enum(Object.keys(planKinds) as [PlanKind, ...PlanKind[]]),
  title: z.string(),
  begins: z.iso.date(),
  ends: z.iso.date(),
  state: z.enum(["draft", "approved", "changed", "paused", "closed"]),
  approvedOn: z.iso.date().nullable(),
  reviews: z.number().int().describe("How many reviews of progress there are"),
  nextReview: z.iso.date().nullable(),
});
const sayPlan = (plan: PlanRow): z.infer<typeof listed> => ({
  ...{ id: plan.id, unit: plan.unit, urn: plan.urn, kind: plan.kind, title: plan.title, begins: plan.begins, ends: plan.ends },
  ...{ state: plan.state, approvedOn: plan.approvedOn, reviews: plan.reviews, nextReview: plan.nextReview },
});
const seenOf = ({ person, trust }: AskedByToken, { plans, unit }: { plans: readonly PlanRow[]; unit: string }) =>
  plans.filter((plan) => seesPlan(person, placeFor(plan, trust.trustId, unit))).map(sayPlan);

export const apiPlans = apiRead(
  "/api/v1/:trust/plans",
  allow(mayOpenTrust, placeOfTrust),
  { says: "The improvement plans you may see", tag: "Plans", query: pageQuery, answer: listOf(listed), table: true },
  {
    load: async (look) => ({ plans: await listPlans(look), unit: await trustUnit(look) }),
    show: (asked, loaded, query) =>
      cutPage(
        seenOf(asked, loaded).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        query,
      ),
    csv: (asked, loaded) =>
      toCsv([
        ["Plan", "For", "URN", "Kind", "Title", "First day", "Last day", "State", "Approved", "Reviews", "Next review"],
        ...seenOf(asked, loaded).map((plan) => [
          ...[plan.id, plan.unit, plan.urn, planKinds[plan.kind], plan.title, plan.begins, plan.ends],
          ...[plan.state, plan.approvedOn, plan.reviews, plan.nextReview],
        ]),
      ]),
  },
);

const owner = z
  .union([z.strictObject({ person: z.uuid() }), z.strictObject({ role: z.enum(everyRole) })])
  .nullable()
  .describe("A person, or whoever holds a role where the plan lies");
const words = (most: number) => z.string().max(most).default("");
const content = z.strictObject({
  title: z.string(),
  ...{ why: words(8000), how: words(16_000), withWhom: words(2000), adds: words(8000), outcome: words(8000) },
  cost: z.number().int().min(0).nullable().default(null).describe("Pounds"),
  days: z.number().min(0).nullable().default(null).describe("Of people's time"),
  due: z.iso.date().nullable().default(null),
  delivers: owner.default(null),
  evaluates: owner.default(null),
  supports: z.uuid().nullable().default(null).describe("A priority or objective of a plan above"),
  target: z.uuid().nullable().default(null).describe("Of a success criterion: by which target it is measured"),
  needs: z.array(z.string()).max(100).default([]).describe("Of an action: the actions of this plan that must be done before, by their ids"),
  reasons: z.array(z.string()).max(100).default([]).describe("The sources of what is known that asks for it, as the plan's page has them"),
});
const kinds = z.enum(["priority", "objective", "criterion", "action", "milestone"] satisfies PartKind[]);
const period = z.strictObject({
  duty: z.enum(["delivers", "evaluates"]),
  person: z.uuid().nullable(),
  role: z.string().nullable(),
  name: z.string().nullable(),
  from: z.iso.date(),
  until: z.iso.date().nullable().describe("The day after the last one"),
});
const part = z.strictObject({
  id: z.uuid(),
  version: z.number().int().describe("What an If-Match of this part names"),
  kind: kinds,
  under: z.uuid().nullable(),
  title: z.string(),
  ...{ why: z.string(), how: z.string(), withWhom: z.string(), adds: z.string(), outcome: z.string() },
  ...{ cost: z.number().int().nullable(), days: z.number().nullable(), due: z.iso.date().nullable() },
  owners: z.array(period),
  ...{ supports: z.uuid().nullable(), target: z.uuid().nullable(), needs: z.array(z.uuid()) },
  reasons: z.array(z.strictObject({ source: z.string(), says: z.string(), on: z.iso.date() })),
  state: z.enum(["to-do", "doing", "done", "dropped"]).nullable().describe("Of an action"),
});
const sayPart = (row: PartRow): z.infer<typeof part> => ({
  ...{ id: row.id, version: row.version, kind: row.kind, under: row.under, title: row.title, why: row.why, how: row.how },
  ...{ withWhom: row.withWhom, adds: row.adds, outcome: row.outcome, cost: row.cost, days: row.days, due: row.due },
  owners: row.owners.map(({ duty, personId, role, name, from, until }) => ({ duty, person: personId, role, name, from, until })),
  ...{ supports: row.supports, target: row.target, needs: [...row.needs] },
  reasons: row.reasons.map(({ source, says, on }) => ({ source, says, on })),
  state: row.kind === "action" ? row.state : null,
});
const one = listed.extend({ parts: z.array(part).describe("Those that go on, in the order in which they were added") });

const path = "/api/v1/:trust/plans/:plan{[0-9a-f-]{36}}";
const loadOne = async (look: Look, params: Record<string, string>, asTable: boolean) => {
  const place = await placeOfPlan(look, params);
  if (!place) return undefined;
  const exchange = asTable ? await loadExchange(look, place, await loadWords(look)) : undefined;
  const parts = exchange?.parts ?? livingParts(await listParts(look, { plans: [place.plan.id] }));
  return { place, parts, table: exchange ? sheetOf(place.plan, exchange.parts, exchange.labels, exchange.kpis(), exchange.reviews) : [] };
};
export const apiPlan = apiRead(
  path,
  allow(mayOpenTrust, placeOfPlan),
  { says: "One plan with all its parts. As text/csv, the sheet that can be brought in again", tag: "Plans", answer: one, table: true },
  {
    load: (look, params, _query, { asTable }) => loadOne(look, params, asTable),
    show: ({ person }, { place, parts }) => (seesPlan(person, place) ? { ...sayPlan(place.plan), parts: parts.map(sayPart) } : undefined),
    csv: ({ person }, { place, table }) => (seesPlan(person, place) ? toCsv(table) : undefined),
  },
);

const from = { from: z.iso.date().nullable().default(null).describe("From which day somebody else than before leads; needed only then") };
type Content = z.infer<typeof content> & { readonly from: string | null };
const draftOf = (body: Content): PartDraft => ({
  ...{ title: body.title, why: body.why, how: body.how, withWhom: body.withWhom, adds: body.adds, outcome: body.outcome },
  ...{ cost: body.cost === null ? "" : String(body.cost), days: body.days === null ? "" : String(body.days) },
  due: { written: body.due ?? "", day: body.due ?? undefined },
  owners: { delivers: body.delivers ?? undefined, evaluates: body.evaluates ?? undefined },
  from: body.from ?? undefined,
  ...{ supports: body.supports, target: body.target, needs: body.needs, reasons: body.reasons },
});
const kept = z.strictObject({ id: z.uuid(), version: z.number().int() });
const notKept = (refusal: PartRefusal): Written => ({
  status: 422,
  title: "This was not kept",
  detail: sayPartRefusal(refusal),
  ...(fieldOfPart(refusal) ? { errors: [{ field: fieldOfPart(refusal), text: sayPartRefusal(refusal) }] } : {}),
});
const write = allow(mayWritePlans, placeOfPlan);

export const apiAddPart = apiWrite(
  "post",
  `${path}/parts`,
  write,
  {
    says: "Add a part to a plan",
    tag: "Plans",
    body: content.extend({
      ...from,
      kind: kinds,
      under: z.uuid().nullable().default(null).describe("The part of this plan it hangs under; none of a priority"),
    }),
    answer: kept,
  },
  async (asked, body) => {
    const done = await addPartTo(asked.db, asked.person, asked.place as PlanPlace, { kind: body.kind, under: body.under }, draftOf(body));
    return done.ok ? { status: 201, body: { id: done.value, version: 1 }, etag: "1" } : notKept(done.refusal);
  },
);

type PartPlace = PlanPlace & { readonly part: PartRow };
async function placeOfPart(look: Look, params: Record<string, string>): Promise<PartPlace | undefined> {
  const [place, found] = await Promise.all([placeOfPlan(look, params), findWithStep(look, params.part)]);
  return place && found?.planId === place.plan.id ? { ...place, part: found } : undefined;
}
export const apiWritePart = apiWrite(
  "put",
  `${path}/parts/:part{[0-9a-f-]{36}}`,
  allow(mayWritePlans, placeOfPart),
  {
    says: "Write a part of a plan anew, all of it; what its kind does not say is left out",
    tag: "Plans",
    body: content.extend(from),
    answer: kept,
    matches: true,
  },
  async (asked, body, { ifMatch }) => {
    const place = asked.place as PartPlace;
    const seen = { id: place.part.id, version: Number(ifMatch) || 0 };
    const done = await writePart(asked.db, asked.person, place, seen, draftOf(body));
    if (done.ok) return { status: 200, body: { id: seen.id, version: seen.version + 1 }, etag: String(seen.version + 1) };
    if (done.refusal.kind === "same") return { status: 200, body: seen, etag: String(seen.version) };
    if (done.refusal.kind !== "crossed") return notKept(done.refusal);
    const now = await inOneLook(asked.db, asked.person, (look) => findWithStep(look, seen.id));
    if (!now) return nothingHere;
    return { status: 412, title: "Somebody wrote here meanwhile", detail: sayPartRefusal(done.refusal), current: sayPart(now) };
  },
);

const line = z.strictObject({
  part: z.string().max(60).describe("The objective, by its id"),
  rag: z.enum(["red", "amber", "green"]),
  narrative: z.string(),
  decision: z.enum(["continue", "change", "stop"]),
});
const review = z.strictObject({
  number: z.number().int(),
  on: z.iso.date(),
  next: z.iso.date().nullable(),
  by: z.string().nullable(),
  fromFile: z.boolean().describe("Whether it was brought in from a file, by whom `by` names"),
  lines: z.array(line.extend({ targets: z.array(z.string()).describe("How each target stood that day") })),
});
const sayReview = ({ number, on, next, by, fromFile, lines }: ProgressRow): z.infer<typeof review> => ({
  ...{ number, on, next, by, fromFile },
  lines: lines.map(({ part: of, rag, narrative, decision, kpis }) => ({ part: of, rag, narrative, decision, targets: [...kpis] })),
});
export const apiProgress = apiRead(
  `${path}/progress`,
  allow(mayOpenTrust, placeOfPlan),
  {
    says: "The reviews of a plan's progress, the newest first; the ETag names how many there are",
    tag: "Plans",
    answer: z.strictObject({ items: z.array(review) }),
  },
  {
    load: async (look, params) => {
      const place = await placeOfPlan(look, params);
      return place && { place, reviews: await listProgress(look, place.plan.id) };
    },
    show: ({ person }, { place, reviews }) => (seesPlan(person, place) ? { items: reviews.map(sayReview) } : undefined),
    state: ({ reviews }) => String(reviews.length),
  },
);
export const apiReviewProgress = apiWrite(
  "post",
  `${path}/progress`,
  write,
  {
    says: "Review a plan's progress: of every objective a colour, what is behind it, and a decision",
    tag: "Plans",
    body: z.strictObject({ on: z.iso.date(), next: z.iso.date().nullable().default(null), lines: z.array(line).max(500) }),
    answer: z.strictObject({ number: z.number().int() }),
    matches: true,
  },
  async (asked, body, { ifMatch }) => {
    const place = asked.place as PlanPlace;
    const parts = await inOneLook(asked.db, asked.person, (look) => listParts(look, { plans: [place.plan.id] }));
    const strange = body.lines.findIndex(({ part: of }) => !parts.some(({ id, kind }) => id === of && kind === "objective"));
    if (strange >= 0) {
      const text = "This is no objective of this plan. Name each objective by its id, once.";
      return { status: 422, title: "This was not kept", detail: text, errors: [{ field: `lines.${strange}.part`, text }] };
    }
    const draft = {
      on: readDay(body.on)?.toString(),
      next: { written: body.next ?? "", day: body.next ? readDay(body.next)?.toString() : undefined },
      lines: new Map(body.lines.map(({ part: of, rag, narrative, decision }) => [of, { rag, narrative, decision }])),
    };
    const done = await reviewProgress(asked.db, asked.person, place, ifMatch === "none" ? 0 : Number(ifMatch ?? Number.NaN), draft);
    if (done.ok) return { status: 201, body: { number: done.value }, etag: String(done.value) };
    const said = sayProgressRefusal(done.refusal);
    const isCrossed = done.refusal.kind === "crossed";
    return {
      status: isCrossed ? 412 : 422,
      title: isCrossed ? "Somebody reviewed it meanwhile" : "This was not kept",
      detail: said[0]?.text ?? "",
      ...(isCrossed ? {} : { errors: said }),
    };
  },
);

export const planApi = [apiPlans, apiPlan, apiAddPart, apiWritePart, apiProgress, apiReviewProgress];
