import { z } from "zod";
import { type Missing, missingLetters } from "../../language/missing.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { isPupilGroup, type PupilGroup } from "../../language/pupil-group.ts";
import type { Dataset, MeasureColumns, Names, RowKind, Stratum } from "./dataset.rules.ts";
import { strata, versions } from "./dataset.rules.ts";

const words = z.string().trim().min(1, "must not be empty");
const column = z.string().min(1);
const names = z.union([column.transform((one) => [one]), z.array(column).min(1)]);
const stratum = z.enum(Object.keys(strata) as [Stratum, ...Stratum[]]);
const stratumColumn = z.strictObject({
  column,
  values: z.record(z.string(), z.union([stratum, z.literal("all")])),
  otherwise: stratum.optional(),
});
const condition = z.record(z.string(), z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)])).default({});
const rowKind = z.union([
  z.strictObject({ skip: words }),
  z.strictObject({
    org: z.enum(["school", "authority", "region", "trust", "nation"]),
    key: column.optional(),
    code: z.int().optional(),
    stratum: z.union([stratum, stratumColumn]).optional(),
  }),
]);
const byGroup = z.union([names, z.record(z.string(), names)]);
const measure = z.strictObject({
  measure: words,
  value: byGroup,
  low: byGroup.optional(),
  high: byGroup.optional(),
  numerator: byGroup.optional(),
  of: z.string().optional(),
  spelled: z.string().optional(),
  when: condition,
  stratum: stratum.optional(),
});
const inspection = z.strictObject({
  era: z.enum(["graded", "ungraded", "report-card"]),
  on: names,
  published: names.default([]),
  number: names.default([]),
  kind: names.default([]),
  urnThen: names.default([]),
  needs: z.array(column).default([]),
  outcomes: z.record(z.string(), names).default({}),
  words: z.record(z.string(), names).default({}),
});

const schema = z.strictObject({
  dataset: words,
  name: words,
  tier: z.int().min(1).max(9),
  version: z.enum(versions),
  recognise: z.strictObject({ has: z.array(column).min(1), lacks: z.array(column).default([]) }),
  period: z.strictObject({ column, means: z.enum(["end", "years"]) }).optional(),
  older: z.strictObject({ behind: z.union([z.int().transform((one) => [one]), z.array(z.int()).min(1)]) }).optional(),
  rows: z.strictObject({ by: column, kinds: z.record(z.string(), rowKind), stratum: stratumColumn.optional() }).optional(),
  only: condition,
  filters: z.array(column).default([]),
  groups: z.array(z.strictObject({ group: z.string(), when: condition })).default([]),
  whole: z
    .strictObject({
      always: z.boolean().default(false),
      least: z.int().default(1),
      authorityOf: column.optional(),
      eachAuthority: z.boolean().default(false),
      nation: z.array(stratum).default([]),
      byMeasure: z.boolean().default(false),
    })
    .prefault({}),
  tokens: z.record(z.string(), z.enum(Object.keys(missingLetters) as [Missing, ...Missing[]])).default({}),
  spellings: z.record(z.string(), z.record(z.string(), z.union([z.string().transform((one) => [one]), z.array(z.string())]))).default({}),
  denominators: z.record(z.string(), z.record(z.string(), names)).default({}),
  measures: z.array(measure).default([]),
  inspections: z
    .strictObject({
      school: column,
      grades: z.record(z.string(), words),
      nothing: z.array(z.string()),
      kinds: z.array(inspection).min(1),
    })
    .optional(),
  leftAside: z.array(column).default([]),
});

type Read = z.infer<typeof schema>;
type ByGroup = Readonly<Partial<Record<PupilGroup, Names>>>;

/** Reads one file of content/datasets; `knows` tells whether a measure of that code exists. Refuses with every reason why not. */
export function readDataset(input: unknown, knows: (measure: string) => boolean): Outcome<Dataset, string[]> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return refuse(parsed.error.issues.map((issue) => `${issue.path.join(".") || "The file"}: ${issue.message}`));
  const read = parsed.data;
  const said = [
    ...(read.inspections || (read.rows && read.measures.length > 0) ? [] : ["it has neither measures with rows nor inspections"]),
    ...read.measures.filter(({ measure: code }) => !knows(code)).map(({ measure: code }) => `there is no measure ${code}`),
    ...read.measures.filter(({ spelled }) => spelled && !read.spellings[spelled]).map(({ spelled }) => `there is no spelling ${spelled}`),
    ...read.measures.filter(({ of }) => of && !read.denominators[of]).map(({ of }) => `there is no denominator ${of}`),
    ...[...Object.values(read.spellings), ...Object.values(read.denominators), ...read.measures.flatMap(({ value }) => keyed(value))]
      .flatMap((map) => Object.keys(map))
      .concat(read.groups.map(({ group }) => group))
      .filter((group) => !isPupilGroup(group))
      .map((group) => `there is no group of pupils ${group}`),
  ];
  if (said.length > 0) return refuse([...new Set(said)]);
  const { recognise, dataset, measures, groups, rows, inspections, whole, period, older, ...rest } = read;
  return accept({
    ...rest,
    code: dataset,
    has: recognise.has,
    lacks: recognise.lacks,
    period,
    older,
    groups: groups as Dataset["groups"],
    rows: rows && { ...rows, kinds: rows.kinds as Record<string, RowKind>, stratum: rows.stratum as never },
    whole: { ...whole, authorityOf: whole.authorityOf },
    measures: measures.map((one) => measureColumns(one, read)),
    inspections,
    reading: JSON.stringify(read),
  });
}

const keyed = (value: Read["measures"][number]["value"]) => (Array.isArray(value) ? [] : [value]);

/** Each name spelled out for each group: `*` stands where the spelling goes. */
function measureColumns(one: Read["measures"][number], read: Read): MeasureColumns {
  const spelling = one.spelled ? read.spellings[one.spelled] : undefined;
  const spell = (given: Read["measures"][number]["value"] | undefined): ByGroup => {
    if (!given) return {};
    if (!Array.isArray(given)) return given as ByGroup;
    if (!spelling) return { all: given };
    return Object.fromEntries(
      Object.entries(spelling).map(([group, ways]) => [group, given.flatMap((name) => ways.map((way) => name.replace("*", way)))]),
    ) as ByGroup;
  };
  return {
    measure: one.measure,
    value: spell(one.value),
    low: spell(one.low),
    high: spell(one.high),
    numerator: spell(one.numerator),
    denominator: (one.of ? read.denominators[one.of] : {}) as ByGroup,
    when: one.when,
    stratum: one.stratum,
  };
}
