import { z } from "zod";
import { type Missing, missingLetters } from "../language/missing.ts";
import { type PupilGroup, pupilGroups } from "../language/pupil-group.ts";
import { listAcademies, placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { apiRead, cutPage, listOf, pageQuery } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { occasionOf, occasions, stateOf } from "./collections/cycle.rules.ts";
import { cycleAcademies, listCycles, listReminders } from "./collections/cycle.store.ts";
import { coveredOf } from "./covered.rules.ts";
import { periodInFile, periodOf } from "./own/own-figure.rules.ts";
import { judgeTargets } from "./targets/judge-targets.ts";
import { bases } from "./targets/target.rules.ts";
import { listTargets } from "./targets/target.store.ts";
import { sayStanding, sayTarget } from "./targets/target-words.rules.ts";
import { keyOfValue, valuesAfter } from "./values/page-values.ts";
import { readValues } from "./values/read-values.ts";
import { saySource, type ValueLine } from "./values/value.rules.ts";

const groups = Object.keys(pupilGroups) as [PupilGroup, ...PupilGroup[]];
const missing = z.enum(Object.keys(missingLetters) as [Missing, ...Missing[]]);
const period = z
  .string()
  .refine((text) => periodOf(text) !== undefined, "Give a school year, 2025/26, or a half-term of it, 2025/26 half-term 3.")
  .transform((text) => periodOf(text) ?? 0);

const value = z.strictObject({
  key: z.string().describe("What to ask after, in a list"),
  academy: z.number().int().describe("URN"),
  measure: z.string(),
  period: z.string().describe("2025/26, or 2025/26 half-term 3"),
  group: z.enum(groups),
  value: z.number().nullable(),
  missing: missing.nullable().describe("Why there is no value"),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  from: z.enum(["own", "published"]).describe("The trust's own figure, or England's file"),
  source: z.string(),
  percentile: z.number().int().nullable().describe("National percentile, rounded down"),
  among: z.number().int().nullable().describe("How many schools it is among"),
});
const sayValue = (line: ValueLine): z.infer<typeof value> => ({
  key: keyOfValue(line),
  academy: line.urn,
  measure: line.measure,
  period: periodInFile(line.period),
  group: line.group,
  value: "value" in line.figure ? line.figure.value : null,
  missing: "missing" in line.figure ? line.figure.missing : null,
  numerator: line.numerator,
  denominator: line.denominator,
  from: line.source.kind,
  source: saySource(line.source),
  percentile: line.percentile?.whole ?? null,
  among: line.percentile?.n ?? null,
});
const valuesQuery = pageQuery.extend({
  academy: z.coerce.number().int().min(100000).max(999999).optional().describe("Only this URN"),
  measure: z.string().max(60).optional().describe("Only this measure, by its code"),
  period: period.optional().describe("Only this period"),
  group: z.enum(groups).optional(),
  from: z.enum(["own", "published"]).optional(),
});

export const apiValues = apiRead(
  "/api/v1/:trust/measures/values",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "The figures of the academies your roles cover: the trust's own beside the published ones. As text/csv all at once",
    tag: "Measures",
    query: valuesQuery,
    answer: listOf(value),
    table: true,
  },
  {
    load: async (look, _params, query, { holder, asTable }) => {
      const [person, place, all] = await Promise.all([holder, placeOfTrust(look), listAcademies(look, today(look))]);
      if (!person) return undefined;
      const academies = coveredOf(person, place, all).filter(({ urn }) => query.academy === undefined || urn === query.academy);
      const one = <Value>(value: Value | undefined) => (value === undefined ? undefined : [value]);
      const asked = { measures: one(query.measure), periods: one(query.period), groups: one(query.group) };
      return asTable ? readValues(look, academies, asked) : valuesAfter(look, academies, { ...asked, ...query });
    },
    show: (_asked, lines, query) => cutPage(lines.map(sayValue), ({ key }) => key, query),
    csv: (_asked, lines, query) =>
      toCsv([
        [
          "measure",
          "academy",
          "academy name",
          "period",
          "pupil group",
          "value",
          "numerator",
          "denominator",
          "from",
          "source",
          "national percentile",
          "among schools",
        ],
        ...lines
          .filter(({ source }) => query.from === undefined || source.kind === query.from)
          .map((line) => [
            line.measure,
            line.urn,
            line.academy,
            periodInFile(line.period),
            line.group,
            "value" in line.figure ? line.figure.value : line.figure.missing,
            line.numerator,
            line.denominator,
            line.source.kind,
            saySource(line.source),
            line.percentile?.whole ?? null,
            line.percentile?.n ?? null,
          ]),
      ]),
  },
);
const target = z.strictObject({
  id: z.uuid(),
  of: z.strictObject({ kind: z.enum(["trust", "region", "academy"]), name: z.string() }),
  measure: z.string(),
  period: z.string(),
  group: z.enum(groups),
  basis: z.enum(bases),
  figure: z.number(),
  referencePeriod: z.string().nullable(),
  otherGroup: z.enum(groups).nullable(),
  says: z.string(),
  owner: z.string(),
  source: z.string(),
  standing: z.enum(["met", "not-met", "cannot-say"]),
  value: z.number().nullable(),
  needs: z.number().nullable().describe("The value at which it is met"),
  why: z.string().describe("How it stands, in a sentence"),
});

export const apiTargets = apiRead(
  "/api/v1/:trust/measures/targets",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "The trust's targets, and those of what your roles cover, with how they stand",
    tag: "Measures",
    query: pageQuery,
    answer: listOf(target),
  },
  {
    load: async (look) => ({
      judged: await judgeTargets(look, await listTargets(look)),
      academies: await listAcademies(look, today(look)),
    }),
    show: ({ person, place }, { judged, academies }, query) => {
      const region = new Map(academies.map(({ unitId, regionId }) => [unitId, regionId]));
      const seen = judged.filter(
        ({ target: { unitId, unitKind } }) =>
          unitKind === "trust" ||
          may(maySeeStanding, person, { trustId: place.trustId, unitId, within: [place.unitId, region.get(unitId) ?? ""].filter(Boolean) }),
      );
      const items = seen.map(
        ({ target: row, measure, standing }): z.infer<typeof target> => ({
          id: row.id,
          of: { kind: row.unitKind, name: row.unit },
          measure: row.measure,
          period: periodInFile(row.period),
          group: row.group,
          basis: row.basis,
          figure: row.figure,
          referencePeriod: row.referencePeriod === null ? null : periodInFile(row.referencePeriod),
          otherGroup: row.otherGroup,
          says: sayTarget(row, measure),
          owner: row.owner,
          source: row.source,
          standing: standing.kind,
          value: standing.kind === "cannot-say" ? null : standing.value,
          needs: standing.needs ?? null,
          why: sayStanding(standing, measure),
        }),
      );
      return cutPage(
        items.sort((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        query,
      );
    },
  },
);

const collection = z.strictObject({
  key: z.string(),
  id: z.uuid(),
  name: z.string(),
  period: z.string(),
  measures: z.array(z.string()),
  academy: z.number().int().describe("URN"),
  opens: z.iso.date(),
  due: z.iso.date(),
  locks: z.iso.date(),
  state: z.enum(["not-started", "begun", "complete", "signed-off"]),
  figures: z.number().int(),
  of: z.number().int(),
  reminder: z.enum(occasions).nullable().describe("What the academy should be told today"),
  reminded: z.array(z.strictObject({ occasion: z.enum(occasions), on: z.iso.date() })).describe("The reminders written so far"),
});

export const apiCollections = apiRead(
  "/api/v1/:trust/measures/collections",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "How far each academy your roles cover has come in each collection, with its reminders",
    tag: "Measures",
    query: pageQuery,
    answer: listOf(collection),
  },
  {
    load: async (look) => ({
      academies: await listAcademies(look, today(look)),
      cycles: await listCycles(look),
      taking: await cycleAcademies(look),
      reminders: await listReminders(look),
      day: today(look),
    }),
    show: ({ person, place }, { academies, cycles, taking, reminders, day }, query) => {
      const items = coveredOf(person, place, academies).flatMap(({ unitId, urn }) =>
        cycles.flatMap((cycle): z.infer<typeof collection>[] => {
          const one = taking.find((row) => row.cycleId === cycle.id && row.unitId === unitId);
          if (!one) return [];
          const expected = cycle.measures.length * cycle.groups.length;
          const state = stateOf(expected, one.filled, one.last ?? undefined);
          const { id, name, measures, opens, due, locks } = cycle;
          return [
            {
              ...{
                key: `${id}/${urn}`,
                id,
                name,
                period: periodInFile(cycle.period),
                measures: [...measures],
                academy: urn,
                opens,
                due,
                locks,
                state,
              },
              figures: one.filled,
              of: expected,
              reminder: occasionOf(cycle, state, day) ?? null,
              reminded: reminders
                .filter((row) => row.cycleId === id && row.unitId === unitId)
                .map(({ occasion, on }) => ({ occasion, on })),
            },
          ];
        }),
      );
      return cutPage(
        items.sort((a, b) => (a.key < b.key ? -1 : 1)),
        ({ key }) => key,
        query,
      );
    },
  },
);
