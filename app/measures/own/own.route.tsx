import type { Context } from "hono";
import { z } from "zod";
import type { FieldRefusal } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { type Measure, measureByCode, measures } from "../../national/index.ts";
import { frameOf, listAcademies, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { toCsv, toXlsx } from "../../platform/web/spreadsheet.ts";
import { coveredOf } from "../covered.rules.ts";
import { yearInName } from "../paths.ts";
import { mayBringFigures } from "../permissions.rules.ts";
import { countPupilsFile } from "./count-pupils.ts";
import { considerOwn, exportOwn, importOwn, measuresByWord, periodNow, planHash, sayImportRefusal } from "./import-own.ts";
import { countFigures, type FigureRow, figureHistory } from "./own.store.ts";
import { OwnMeasureView, type OwnReport, type OwnStep, OwnView } from "./own.view.tsx";
import { keyOfFigure, type OwnRow, ownColumns, periodInFile, periodOf } from "./own-figure.rules.ts";
import type { OwnPlan } from "./own-plan.rules.ts";
import { mostBytes, sayFigure, sayFileRefusal, sayRowRefusal } from "./own-words.rules.ts";
import { periodChoices } from "./periods.rules.ts";
import { makingOf, type PupilCount } from "./pupils.rules.ts";
import { type ReadRow, readOwnFile } from "./read-own-file.ts";
import { pupilsTemplateRows, templateRows } from "./template.rules.ts";

const formWithFigures = 8 * 1024 * 1024;
const open = allow(mayOpenTrust, placeOfTrust);
const bring = allow(mayBringFigures, placeOfTrust);
const csv = { "Content-Type": "text/csv; charset=utf-8" };
const xlsx = { "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
const named = (name: string) => ({ "Content-Disposition": `attachment; filename="${name}"` });

/** What nobody publishes for a school stands first among what may be chosen. */
const byPublished = (a: Measure, b: Measure) => rank[a.published] - rank[b.published];
const rank = { none: 0, authority: 1, school: 2 };
const optionsOf = (some: readonly Measure[]) => [...some].sort(byPublished).map(({ code, name }) => ({ value: code, text: name }));

type Shown = { refusals?: readonly FieldRefusal[]; chosen?: Readonly<Record<string, string>>; status?: 200 | 409 | 422 };
async function show(c: Context, asked: Asked, step: OwnStep, { refusals = [], chosen = {}, status }: Shown = {}) {
  const { academies, counts, now } = await inOneLook(asked.db, asked.person, async (look) => {
    const academies = coveredOf(asked.person, asked.place, await listAcademies(look, today(look)));
    return {
      academies,
      counts: await countFigures(
        look,
        academies.map(({ unitId }) => unitId),
      ),
      now: await periodNow(look),
    };
  });
  return page(
    c,
    <OwnView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      words={asked.words}
      counts={counts}
      academies={academies.map(({ urn, name }) => ({ value: String(urn), text: name }))}
      measures={new Map(measures.map((measure) => [measure.code, measure]))}
      templates={optionsOf(measures)}
      pupilMeasures={optionsOf(measures.filter(makingOf))}
      periods={periodChoices(now)}
      mayBring={may(mayBringFigures, asked.person, asked.place)}
      step={step}
      refusals={refusals}
      chosen={{ period: periodInFile(now), "pupil-period": periodInFile(now), ...chosen }}
    />,
    status ?? (refusals.length > 0 ? 422 : 200),
  );
}

const about = (row: { measure: string; period: number; group: Parameters<typeof sayPupilGroup>[0] }, where: string) =>
  `${measureByCode(row.measure)?.name ?? row.measure}, ${where}, ${sayPeriod(row.period)}, ${sayPupilGroup(row.group)}`;

function reportOf(plan: OwnPlan, where: ReadonlyMap<string, string>, ignored: readonly string[], pupils?: PupilCount): OwnReport {
  const lines = [
    ...plan.add.map((figure) => ({
      row: figure.row,
      says: `${about(figure, where.get(figure.unitId) ?? "")}: ${sayFigure(figure, measureByCode(figure.measure))}${ofHowMany(figure)}`,
    })),
    ...plan.change.map((figure) => ({
      row: figure.row,
      says: `${about(figure, where.get(figure.unitId) ?? "")}: ${sayFigure(figure.before, measureByCode(figure.measure))}${ofHowMany(figure.before)} becomes ${sayFigure(figure, measureByCode(figure.measure))}${ofHowMany(figure)}`,
    })),
  ].sort((a, b) => a.row - b.row);
  const refused = plan.refused.map(({ row, refusal }) => ({ row, column: refusal.column, reason: sayRowRefusal(refusal) }));
  return {
    read: plan.read,
    left: plan.left,
    unchanged: plan.unchanged,
    added: plan.add.length,
    changed: plan.change.length,
    ignored,
    refused,
    lines,
    pupils,
  };
}
const ofHowMany = ({ numerator, denominator }: { numerator: number | null; denominator: number | null }) =>
  denominator === null
    ? ""
    : numerator === null
      ? ` (of ${denominator.toLocaleString("en-GB")})`
      : ` (${numerator.toLocaleString("en-GB")} of ${denominator.toLocaleString("en-GB")})`;

const namesOf = (asked: Asked) =>
  inOneLook(
    asked.db,
    asked.person,
    async (look) => new Map((await listAcademies(look, today(look))).map(({ unitId, name }) => [unitId, name])),
  );

/** Only what is read goes on through the page: a file's other columns end here. */
const carry = (rows: readonly ReadRow[]) =>
  JSON.stringify(rows.flatMap((row) => ("refusal" in row ? [] : [[row.row, ...ownColumns.map((column) => row[column])]])));
const carriedRows = z.array(z.tuple([z.int()], z.string().max(300)).refine((row) => row.length === ownColumns.length + 1)).max(20_000);
function readCarried(text: string): OwnRow[] | undefined {
  try {
    const read = carriedRows.safeParse(JSON.parse(text));
    return read.data?.map(([row, ...cells]) => ({
      ...(Object.fromEntries(ownColumns.map((column, at) => [column, cells[at]])) as Omit<OwnRow, "row">),
      row,
    }));
  } catch {
    return undefined;
  }
}

async function showPlan(
  c: Context,
  asked: Asked,
  rows: readonly ReadRow[],
  from: { kind: "file" | "pupils"; ignored?: readonly string[]; pupils?: PupilCount | undefined },
  shown: Shown = {},
) {
  const [plan, where] = await Promise.all([considerOwn(asked.db, asked.person, rows), namesOf(asked)]);
  const report = reportOf(plan, where, from.ignored ?? [], from.pupils);
  const step = { kind: "would", report, carried: { rows: carry(rows), plan: planHash(plan), kind: from.kind } } as const;
  return show(c, asked, step, { ...shown, status: shown.status ?? (plan.refused.length > 0 ? 422 : 200) });
}

export const openOwn = route("get", "/:trust/measures/own", open, async (c, asked) => show(c, asked, { kind: "choose" }));

export const lookAtOwn = route(
  "post",
  "/:trust/measures/own/import",
  bring,
  async (c, asked) => {
    const file = (await c.req.formData()).get("file");
    const refuse = (text: string) => show(c, asked, { kind: "choose" }, { refusals: [{ field: "file", text }] });
    if (!(file instanceof File) || file.size === 0) return refuse("Choose the file.");
    if (file.size > mostBytes) return refuse(sayFileRefusal({ kind: "too-large" }));
    const read = await readOwnFile(new Uint8Array(await file.arrayBuffer()));
    if (!read.ok) return refuse(sayFileRefusal(read.refusal));
    return showPlan(c, asked, read.value.rows, { kind: "file", ignored: read.value.ignored });
  },
  { upTo: formWithFigures },
);

/** Pupils are counted here and their file ends here: what goes on is the counts of groups. */
export const lookAtPupils = route(
  "post",
  "/:trust/measures/own/pupils",
  bring,
  async (c, asked) => {
    const form = await c.req.formData();
    const chosen = Object.fromEntries(
      ["pupil-measure", "pupil-period", "pupil-academy"].map((name) => [name, String(form.get(name) ?? "")]),
    );
    const file = form.get("pupils");
    const refuse = (field: string, text: string) => show(c, asked, { kind: "choose" }, { refusals: [{ field, text }], chosen });
    const measure = measureByCode(chosen["pupil-measure"] ?? "");
    if (!measure || !makingOf(measure)) return refuse("pupil-measure", "Choose what is counted.");
    if (periodOf(chosen["pupil-period"] ?? "") === undefined) return refuse("pupil-period", "Choose the period.");
    if (!(file instanceof File) || file.size === 0) return refuse("pupils", "Choose the file.");
    if (file.size > mostBytes) return refuse("pupils", sayFileRefusal({ kind: "too-large" }));
    const about = { measure, period: chosen["pupil-period"] ?? "", academy: chosen["pupil-academy"] ?? "" };
    const counted = await countPupilsFile(asked.db, asked.person, new Uint8Array(await file.arrayBuffer()), about);
    if (!counted.ok)
      return show(c, asked, { kind: "choose" }, { refusals: counted.refusal.map((text) => ({ field: "pupils", text })), chosen });
    return showPlan(
      c,
      asked,
      counted.value.rows,
      { kind: "pupils", ignored: counted.value.ignored, pupils: counted.value.count },
      { chosen },
    );
  },
  { upTo: formWithFigures },
);

/** The rows come back as they were shown; they are brought in only where they would still do what was shown. */
export const confirmOwn = route(
  "post",
  "/:trust/measures/own/import/confirm",
  bring,
  async (c, asked) => {
    const form = await c.req.formData();
    const rows = readCarried(String(form.get("rows") ?? ""));
    if (!rows)
      return show(c, asked, { kind: "choose" }, { refusals: [{ field: "file", text: "This form is damaged. Choose the file again." }] });
    const kind = form.get("kind") === "pupils" ? "pupils" : "file";
    const done = await importOwn(asked.db, asked.person, rows, { kind, shown: String(form.get("plan") ?? "") });
    if (done.ok) return show(c, asked, { kind: "done", report: reportOf(done.value, await namesOf(asked), []) });
    const shown = {
      refusals: [{ field: "", text: sayImportRefusal(done.refusal) }],
      status: done.refusal.kind === "changed-since" ? 409 : 422,
    } as const;
    return showPlan(c, asked, rows, { kind }, shown);
  },
  { upTo: formWithFigures },
);

const exported = (asked: Asked) =>
  inOneLook(asked.db, asked.person, async (look) => {
    const day = today(look);
    const units = coveredOf(asked.person, asked.place, await listAcademies(look, day)).map(({ unitId }) => unitId);
    return { rows: await exportOwn(look, new Set(units)), day };
  });
export const ownCsv = route("get", "/:trust/measures/own.csv", open, async (c, asked) => {
  const { rows, day } = await exported(asked);
  return c.body(toCsv(rows), 200, { ...csv, ...named(`own-figures-${day}.csv`) });
});
export const ownXlsx = route("get", "/:trust/measures/own.xlsx", open, async (c, asked) => {
  const { rows, day } = await exported(asked);
  return c.body(toXlsx("Own figures", rows), 200, { ...xlsx, ...named(`own-figures-${day}.xlsx`) });
});

const template = async (c: Context, asked: Asked) => {
  const [measure, period] = [measureByCode(c.req.query("measure") ?? ""), periodOf(c.req.query("period") ?? "")];
  if (!measure || period === undefined) return undefined;
  const academies = await inOneLook(asked.db, asked.person, async (look) =>
    coveredOf(asked.person, asked.place, await listAcademies(look, today(look))),
  );
  return { rows: templateRows(measure, period, academies), name: `${measure.code}-${yearInName(period)}` };
};
const chooseFirst = (c: Context, asked: Asked) =>
  show(c, asked, { kind: "choose" }, { refusals: [{ field: "measure", text: "Choose the measure and the period of the template." }] });
export const templateCsv = route("get", "/:trust/measures/own/template.csv", bring, async (c, asked) => {
  const made = await template(c, asked);
  return made ? c.body(toCsv(made.rows), 200, { ...csv, ...named(`${made.name}.csv`) }) : chooseFirst(c, asked);
});
export const templateXlsx = route("get", "/:trust/measures/own/template.xlsx", bring, async (c, asked) => {
  const made = await template(c, asked);
  return made ? c.body(toXlsx("Figures", made.rows), 200, { ...xlsx, ...named(`${made.name}.xlsx`) }) : chooseFirst(c, asked);
});
export const pupilsTemplate = route("get", "/:trust/measures/own/pupils-template.csv", bring, async (c) =>
  c.body(toCsv(pupilsTemplateRows(["met", "score", "attended"])), 200, { ...csv, ...named("columns-of-a-file-of-pupils.csv") }),
);

const brought = ({ kind, cycle, by, on }: FigureRow) =>
  `${kind === "page" ? `entered in “${cycle}”` : kind === "pupils" ? "counted from pupils" : "from a file"}${by ? ` by ${by}` : ""}, ${sayDay(on)}`;

export const openOwnMeasure = route("get", "/:trust/measures/own/of/:measure", open, async (c, asked) => {
  const measure = measuresByWord.get(c.req.param("measure") ?? "");
  if (!measure) return c.notFound();
  const { academies, rows } = await inOneLook(asked.db, asked.person, async (look) => {
    const academies = coveredOf(asked.person, asked.place, await listAcademies(look, today(look)));
    return {
      academies,
      rows: await figureHistory(
        look,
        measure.code,
        academies.map(({ unitId }) => unitId),
      ),
    };
  });
  const name = new Map(academies.map(({ unitId, name }) => [unitId, name]));
  const lines = [...Map.groupBy(rows, keyOfFigure).values()].flatMap(([now, ...before]) =>
    now
      ? [
          {
            academy: name.get(now.unitId) ?? "",
            period: now.period,
            group: now.group,
            says: sayFigure(now, measure),
            of: ofHowMany(now),
            source: brought(now),
            before: before.map((was) => `${sayFigure(was, measure)}${ofHowMany(was)}, ${brought(was)}`),
          },
        ]
      : [],
  );
  const ordered = lines.sort((a, b) => b.period - a.period || a.academy.localeCompare(b.academy));
  return page(
    c,
    <OwnMeasureView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      academy={asked.words.academy}
      measure={measure}
      lines={ordered}
    />,
  );
});

export const ownRoutes = [
  openOwn,
  lookAtOwn,
  lookAtPupils,
  confirmOwn,
  ownCsv,
  ownXlsx,
  templateCsv,
  templateXlsx,
  pupilsTemplate,
  openOwnMeasure,
];
