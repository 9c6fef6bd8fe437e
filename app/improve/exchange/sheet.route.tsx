import type { Context } from "hono";
import { z } from "zod";
import type { FieldRefusal } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { toCsv, toXlsx } from "../../platform/web/spreadsheet.ts";
import { paths } from "../paths.ts";
import { mayBeginPlans, mayWritePlans } from "../permissions.rules.ts";
import { unitsToPlan } from "../plans/begin-plan.ts";
import { isWritten, type PlanKind, planKinds, plannedFor } from "../plans/plan.rules.ts";
import { type PlanPlace, placeOfPlan } from "../plans/plan.store.ts";
import { fieldOfPlan } from "../plans/plan-words.rules.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import { bringIn, hashOfWork, type Weighed, weighBringing } from "./bring-in.ts";
import { bringNew, planIn } from "./bring-new.ts";
import { type BringRefusal, sayBringRefusal } from "./exchange-words.rules.ts";
import { loadExchange } from "./load-exchange.ts";
import { mostBytes, mostRows, type PlanFile, readPlanFile } from "./read-plan-file.ts";
import type { SheetRow } from "./read-sheet.rules.ts";
import { reportOf } from "./report.rules.ts";
import { sheetColumns, sheetOf } from "./sheet.rules.ts";
import { BringInView, BringNewView, type SheetStep, type WrittenEnding, type WrittenSubject } from "./sheet.view.tsx";

const planOf = (asked: Asked) => asked.place as PlanPlace;
const path = "/:trust/plans/:plan{[0-9a-f-]{36}}";
const formWithPlan = { upTo: 12 * 1024 * 1024 };

/** A plan as the rows of a sheet. */
export const exportPlan = async (asked: Pick<Asked, "db" | "person" | "words">, place: PlanPlace) =>
  inOneLook(asked.db, asked.person, async (look) => {
    const { parts, labels, kpis, reviews } = await loadExchange(look, place, asked.words);
    return sheetOf(place.plan, parts, labels, kpis(), reviews);
  });
const download = (kind: "csv" | "xlsx") =>
  route("get", `${path}/plan.${kind}`, allow(mayOpenTrust, placeOfPlan), async (c, asked) => {
    const place = planOf(asked);
    if (!seesPlan(asked.person, place)) return c.notFound() as Promise<Response>;
    const rows = await exportPlan(asked, place);
    const named = { "Content-Disposition": `attachment; filename="plan-${place.plan.begins}-${place.plan.id.slice(-6)}.${kind}"` };
    if (kind === "csv") return c.body(toCsv(rows), 200, { "Content-Type": "text/csv; charset=utf-8", ...named });
    return c.body(toXlsx("Plan", rows), 200, {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ...named,
    });
  });
export const planCsv = download("csv");
export const planXlsx = download("xlsx");

/** Only what is read goes on through the page: a file's other columns end here. */
const carry = (rows: readonly SheetRow[]) => JSON.stringify(rows.map(({ row, cells }) => [row, cells]));
const text = z
  .string()
  .max(33_000)
  .refine((cell) => !cell.includes("\0"));
const carried = z
  .array(z.tuple([z.int().min(1).max(100_000), z.partialRecord(z.enum(sheetColumns), text)]))
  .max(mostRows)
  .transform((rows) => rows.map(([row, cells]): SheetRow => ({ row, cells })));
function readCarried(text: string): readonly SheetRow[] | undefined {
  try {
    return carried.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
async function fileOf(form: FormData): Promise<PlanFile | FieldRefusal> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return { field: "file", text: "Choose the file." };
  if (file.size > mostBytes) return { field: "file", text: "The file is larger than 5 MB. Cut it in parts." };
  const read = await readPlanFile(new Uint8Array(await file.arrayBuffer()));
  return read.ok ? read.value : { field: "file", text: read.refusal };
}
const damaged: FieldRefusal = { field: "file", text: "This form is damaged. Choose the file again." };
const would = (weighed: Weighed, rows: readonly SheetRow[], ignored: readonly string[]): SheetStep & { kind: "would" } => ({
  kind: "would",
  report: reportOf(weighed.work, weighed.cells, weighed.labels),
  carried: { rows: carry(rows), work: hashOfWork(weighed.work) },
  ignored,
  strange: weighed.strange,
});

type Shown = { refusals?: readonly FieldRefusal[]; ending?: WrittenEnding; status?: 409 | 422 };
function show(c: Context, asked: Asked, step: SheetStep, { refusals = [], ending = { end: false, because: "" }, status }: Shown = {}) {
  const wrong = refusals.length > 0 || (step.kind === "would" && step.report.refused.length > 0);
  return page(
    c,
    <BringInView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      plan={planOf(asked).plan}
      step={step}
      ending={ending}
      refusals={refusals}
    />,
    status ?? (wrong ? 422 : 200),
  );
}
const weigh = (asked: Asked, rows: readonly SheetRow[]) =>
  inOneLook(asked.db, asked.person, (look) => weighBringing(look, asked.person, planOf(asked), asked.words, { rows }));

const write = allow(mayWritePlans, placeOfPlan);
export const openBringIn = route("get", `${path}/import`, write, (c, asked) =>
  Promise.resolve(
    isWritten(planOf(asked).plan.state)
      ? show(c, asked, { kind: "choose" })
      : c.redirect(paths.plan(asked.trust.slug, planOf(asked).plan.id), 303),
  ),
);
export const lookAtPlan = route(
  "post",
  `${path}/import`,
  write,
  async (c, asked) => {
    const file = await fileOf(await c.req.formData());
    if ("field" in file) return show(c, asked, { kind: "choose" }, { refusals: [file] });
    return show(c, asked, would(await weigh(asked, file.rows), file.rows, file.ignored));
  },
  formWithPlan,
);
/** The rows come back as they were shown; they are brought in only where they would still do what was shown. */
export const confirmPlan = route(
  "post",
  `${path}/import/confirm`,
  write,
  async (c, asked) => {
    const form = await c.req.formData();
    const rows = readCarried(String(form.get("rows") ?? ""));
    if (!rows) return show(c, asked, { kind: "choose" }, { refusals: [damaged] });
    const ending = { end: form.get("end") === "yes", because: String(form.get("because") ?? "") };
    const shown = String(form.get("work") ?? "");
    const done = await bringIn(asked.db, asked.person, planOf(asked), asked.words, { rows }, { from: "file", shown, ending });
    if (done.ok) return c.redirect(paths.plan(asked.trust.slug, planOf(asked).plan.id), 303);
    const refusals = [{ field: done.refusal.kind === "because-needed" ? "because" : "", text: sayBringRefusal(done.refusal) }];
    const status = done.refusal.kind === "changed-since" ? 409 : 422;
    return show(c, asked, would(await weigh(asked, rows), rows, []), { refusals, ending, status });
  },
  formWithPlan,
);

async function showNew(c: Context, asked: Asked, step: SheetStep, subject: WrittenSubject, { refusals = [], status }: Shown = {}) {
  const units = await inOneLook(asked.db, asked.person, (look) => unitsToPlan(look, asked.person));
  const kinds = (Object.keys(planKinds) as PlanKind[]).filter(
    (kind) => kind !== "review-answer" && units.some((unit) => plannedFor[kind].some((one) => one === unit.kind)),
  );
  const named = step.kind === "would" ? planIn(readCarried(step.carried.rows) ?? []) : undefined;
  const wrong = refusals.length > 0 || (step.kind === "would" && step.report.refused.length > 0);
  return page(
    c,
    <BringNewView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      step={step}
      named={named?.begins && named.ends ? `${named.title}, ${sayDay(named.begins)} to ${sayDay(named.ends)}` : undefined}
      subject={{ unit: subject.unit || (units[0]?.id ?? ""), kind: subject.kind || (kinds[0] ?? "") }}
      units={units.map(({ id, name }) => ({ value: id, text: name }))}
      kinds={kinds.map((kind) => ({ value: kind, text: planKinds[kind] }))}
      refusals={refusals}
    />,
    status ?? (wrong ? 422 : 200),
  );
}
const subjectOf = (form: FormData): WrittenSubject => ({ unit: String(form.get("unit") ?? ""), kind: String(form.get("kind") ?? "") });
const fieldOfBringing = (refusal: BringRefusal) =>
  refusal.kind === "not-begun"
    ? fieldOfPlan(refusal.refusal).replace(/title|begins|ends/, "file")
    : refusal.kind === "no-plan-row"
      ? "file"
      : "";
async function begin(
  c: Context,
  asked: Asked,
  rows: readonly SheetRow[],
  ignored: readonly string[],
  subject: WrittenSubject,
  shown: string | undefined,
) {
  const of = { unitId: subject.unit, kind: subject.kind, reviewId: "" };
  const done = await bringNew(asked.db, asked.person, of, asked.words, rows, shown);
  if (done.ok) return c.redirect(paths.plan(asked.trust.slug, done.value), 303);
  const { refusal, weighed } = done.refusal;
  const refusals = refusal && refusal.kind !== "rows-refused" ? [{ field: fieldOfBringing(refusal), text: sayBringRefusal(refusal) }] : [];
  const step = weighed ? would(weighed, rows, ignored) : { kind: "choose" as const };
  return showNew(c, asked, step, subject, { refusals, ...(refusal?.kind === "changed-since" ? { status: 409 } : {}) });
}

const mayBegin = allow(mayBeginPlans, placeOfTrust);
export const openBringNew = route("get", "/:trust/plans/import", mayBegin, (c, asked) =>
  showNew(c, asked, { kind: "choose" }, { unit: c.req.query("unit") ?? "", kind: "" }),
);
export const lookAtNew = route(
  "post",
  "/:trust/plans/import",
  mayBegin,
  async (c, asked) => {
    const form = await c.req.formData();
    const file = await fileOf(form);
    if ("field" in file) return showNew(c, asked, { kind: "choose" }, subjectOf(form), { refusals: [file] });
    return begin(c, asked, file.rows, file.ignored, subjectOf(form), undefined);
  },
  formWithPlan,
);
export const confirmNew = route(
  "post",
  "/:trust/plans/import/confirm",
  mayBegin,
  async (c, asked) => {
    const form = await c.req.formData();
    const rows = readCarried(String(form.get("rows") ?? ""));
    if (!rows) return showNew(c, asked, { kind: "choose" }, subjectOf(form), { refusals: [damaged] });
    return begin(c, asked, rows, [], subjectOf(form), String(form.get("work") ?? ""));
  },
  formWithPlan,
);

export const sheetRoutes = [openBringNew, lookAtNew, confirmNew, planCsv, planXlsx, openBringIn, lookAtPlan, confirmPlan];
