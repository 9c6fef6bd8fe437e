import { z } from "zod";
import { readDay } from "../language/period.ts";
import { coveredOf } from "../measures/index.ts";
import { listAcademies, placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../organisation/index.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { apiRead, apiWrite, cutPage, listOf, pageQuery, type Written } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { type ByHandRefusal, kinds } from "./by-hand/by-hand.rules.ts";
import { byHandHistory } from "./by-hand/by-hand.store.ts";
import { fieldOfByHand, sayByHandRefusal } from "./by-hand/by-hand-words.rules.ts";
import { recordInspection } from "./by-hand/record-inspection.ts";
import { frameworks } from "./content.ts";
import { type Inspection, joinedWhen, linesOf } from "./known/inspection.rules.ts";
import { inspectionOf, loadInspections } from "./known/load-inspections.ts";
import { mayRecordInspection } from "./permissions.rules.ts";
import { type AcademyPlace, academyOf, academyPlace } from "./place.ts";

const inspection = z.strictObject({
  key: z.string().describe("What to ask after, in a list"),
  academy: z.number().int().describe("URN"),
  from: z.enum(["national", "by-hand"]).describe("Ofsted's file, or written down here"),
  id: z.uuid().nullable().describe("Of one written down here"),
  version: z.number().int().nullable(),
  on: z.iso.date().describe("Its first day"),
  published: z.iso.date().nullable().describe("null: not published, or not in the file"),
  kind: z.enum(kinds),
  scale: z.enum(["older", "report-card"]).describe("Grades of two scales are never compared"),
  framework: z.string(),
  outcomes: z.record(z.string(), z.string()).describe("A word of its own scale for each area"),
  joined: z.enum(["before", "after", "not-known"]).describe("Whether it was before the academy joined this trust"),
  urn: z.number().int().describe("The URN it was published under"),
  source: z.string(),
  link: z.string().nullable(),
  note: z.string().nullable(),
});
type Academy = Parameters<typeof joinedWhen>[1];
const sayInspection = (one: Inspection, academy: Academy): z.infer<typeof inspection> => ({
  ...{ key: `${academy.urn}/${one.on}/${one.key}`, academy: academy.urn, from: one.from, id: one.id, version: one.version, on: one.on },
  ...{ published: one.published, kind: one.kind, scale: one.framework.scale, framework: one.framework.key, outcomes: { ...one.outcomes } },
  ...{ joined: joinedWhen(one, academy), urn: one.urn, source: one.source, link: one.link, note: one.note },
});

const listQuery = pageQuery.extend({
  academy: z.coerce.number().int().min(100000).max(999999).optional().describe("Only this URN"),
  scale: z.enum(["older", "report-card"]).optional().describe("Only those of one scale"),
});
export const apiInspections = apiRead(
  "/api/v1/:trust/inspections",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "The inspections of the academies your roles cover, from Ofsted's file and written down here. As text/csv all at once",
    tag: "Inspection",
    query: listQuery,
    answer: listOf(inspection),
    table: true,
  },
  {
    load: async (look, _params, query) => {
      const all = await listAcademies(look, today(look));
      const academies = query.academy === undefined ? all : all.filter(({ urn }) => urn === query.academy);
      return { academies, inspections: await loadInspections(look, academies) };
    },
    show: (asked, facts, query) =>
      cutPage(
        visible(asked, facts, query.scale)
          .map(([one, academy]) => sayInspection(one, academy))
          .sort(byKey),
        ({ key }) => key,
        query,
      ),
    csv: (asked, facts, query) =>
      toCsv([
        [
          "URN",
          "Academy",
          "First day",
          "Kind",
          "Scale",
          "Framework",
          "Judged",
          "Grade or finding",
          "Joined",
          "Published",
          "Published under URN",
          "From",
        ],
        ...visible(asked, facts, query.scale).flatMap(([one, academy]) =>
          linesOf(frameworks, one).map(({ title, word }) => [
            ...[academy.urn, academy.name, one.on, one.kind, one.framework.scale, one.framework.name, title, word.name],
            ...[joinedWhen(one, academy), one.published, one.urn, one.source],
          ]),
        ),
      ]),
  },
);
const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
type Asking = { readonly person: Parameters<typeof coveredOf>[0]; readonly place: Parameters<typeof coveredOf>[1] };
type Known = {
  readonly academies: Awaited<ReturnType<typeof listAcademies>>;
  readonly inspections: Awaited<ReturnType<typeof loadInspections>>;
};
const visible = ({ person, place }: Asking, { academies, inspections }: Known, scale: string | undefined) =>
  coveredOf(person, place, academies).flatMap((academy) =>
    (inspections.get(academy.unitId) ?? [])
      .filter(({ framework }) => scale === undefined || framework.scale === scale)
      .map((one) => [one, academy] as const),
  );

const day = z.iso.date().refine((text) => readDay(text) !== undefined, "Give a day that exists.");
const draft = z.strictObject({
  on: day.describe("Its first day"),
  kind: z.enum(kinds),
  outcomes: z
    .record(z.string().max(60), z.string().max(60))
    .default({})
    .describe("A word of the framework of that day for each area; outcome for an ungraded one"),
  published: day.nullable().default(null),
  link: z.string().max(2000).default(""),
  note: z.string().max(4000).default("").describe("No names of pupils or families"),
  beside: z.boolean().default(false).describe("That Ofsted's file has it too, and both are to be shown"),
});
const problemOf = (refusal: ByHandRefusal): Written =>
  refusal.kind === "crossed"
    ? {
        status: 412,
        title: "Somebody changed this inspection meanwhile",
        detail: "Read what stands now, and send yours again with its ETag.",
      }
    : {
        status: 422,
        title: "This was not written down",
        detail: sayByHandRefusal(refusal),
        errors: [{ field: fieldOfByHand(refusal), text: sayByHandRefusal(refusal) }],
      };

export const apiRecord = apiWrite(
  "post",
  "/api/v1/:trust/academies/:urn{[0-9]{6}}/inspections",
  allow(mayRecordInspection, academyPlace),
  {
    says: "Write an inspection down by hand",
    tag: "Inspection",
    body: draft,
    answer: z.strictObject({ id: z.uuid(), version: z.number().int() }),
  },
  async (asked, body) => {
    const done = await recordInspection(asked.db, asked.person, academyOf(asked), { ...body, logId: null });
    return done.ok ? { status: 201, body: { id: done.value, version: 1 }, etag: "1" } : problemOf(done.refusal);
  },
);

const one = "/api/v1/:trust/academies/:urn{[0-9]{6}}/inspections/:inspection{[0-9a-f-]{36}}";
const placeOfOne = async (look: Look, params: Record<string, string>): Promise<AcademyPlace | undefined> => {
  const [place, [current]] = await Promise.all([academyPlace(look, params), byHandHistory(look, params.inspection)]);
  return place && current?.unitId === place.unitId ? place : undefined;
};
export const apiInspection = apiRead(
  one,
  allow(maySeeStanding, placeOfOne),
  {
    says: "One inspection that was written down, as it stands; the ETag names its version",
    tag: "Inspection",
    answer: inspection.extend({ withdrawnBecause: z.string().nullable() }),
  },
  {
    load: async (look, params) => {
      const [place, [row]] = await Promise.all([academyPlace(look, params), byHandHistory(look, params.inspection)]);
      return place && row ? { row, academy: place.academy } : undefined;
    },
    show: (_asked, { row, academy }) => ({
      ...sayInspection(inspectionOf(row, academy.urn), academy),
      withdrawnBecause: row.withdrawnBecause,
    }),
    state: ({ row }) => String(row.version),
  },
);
export const apiCorrect = apiWrite(
  "put",
  one,
  allow(mayRecordInspection, placeOfOne),
  {
    says: "Correct an inspection that was written down: a new version, and the one before stays in its history",
    tag: "Inspection",
    body: draft,
    answer: z.strictObject({ id: z.uuid(), version: z.number().int() }),
    matches: true,
  },
  async (asked, body, { ifMatch, params }) => {
    const id = params.inspection ?? "";
    const version = Number(ifMatch) || 0;
    const [current] = await inOneLook(asked.db, asked.person, (look) => byHandHistory(look, id));
    // A program that names no log keeps the one it came from.
    const done = await recordInspection(
      asked.db,
      asked.person,
      academyOf(asked),
      { ...body, logId: current?.logId ?? null },
      { id, version },
    );
    return done.ok ? { status: 200, body: { id, version: version + 1 }, etag: String(version + 1) } : problemOf(done.refusal);
  },
);
